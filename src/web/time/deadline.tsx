import { useTranslation } from 'react-i18next';
import type { ClockView } from '../../kernel/view/view.ts';
import { Link } from '../parts/link.tsx';
import { firstText } from '../texts/i18n.ts';
import { DayRail } from './day-rail.tsx';
import { Light } from './light-word.tsx';
import { dueInFull } from './words.ts';
import './time.css';

type Props = { matter: string; procedure: string; clock: ClockView; thin?: boolean };

/** What a clock is called: by its procedure, else by its kind. */
export const clockName = (t: (key: string) => string, procedure: string, clock: { name: string; kind: string }) =>
  t(firstText(`limit.${procedure}.${clock.name}`, `clock.${clock.kind}`));

/** One clock of a matter: its name, when it ends and why (the explanation opens from the date), the days, and how it stands. */
export const Deadline = ({ matter, procedure, clock, thin = false }: Props) => {
  const { t } = useTranslation();
  const name = clockName(t, procedure, clock);
  return (
    <section className="one-clock" aria-label={name}>
      <p className="one-clock-line">
        <b>{name}</b>
        <Link to={`/matter/${matter}/deadline/${clock.name}`}>
          {clock.dueAt === null ? t('deadline.noEnd') : dueInFull(clock.dueAt)}
        </Link>
      </p>
      <DayRail rail={clock.rail} label={name} thin={thin} />
      <p className="one-clock-line">
        <Light light={clock.light} cause={clock.cause} left={clock.left} paused={clock.pausedFor} />
        <span className="m3">
          {clock.kind === 'fixed' && t('deadline.fixed')}
          {clock.provisional && t('deadline.provisional')}
        </span>
      </p>
    </section>
  );
};
