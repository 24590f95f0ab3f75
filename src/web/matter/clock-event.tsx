import { useTranslation } from 'react-i18next';
import type { Level } from '../../kernel/matter/matter.ts';
import type { EventView, MatterView } from '../../kernel/view/view.ts';
import { clockName } from '../time/deadline.tsx';
import { Light } from '../time/light-word.tsx';
import { dueInWords } from '../time/words.ts';

/** Data of the clock's own events, as the due loop and a new calendar write it. */
type Changed = { clock: string; level: Level; cause: string | null };
type Moved = { clocks: { clock: string; from: string | null; to: string | null }[] };

type Props = { event: EventView; matter: MatterView };

const useClockName = (matter: MatterView) => {
  const { t } = useTranslation();
  return (name: string): string =>
    clockName(t, matter.procedure, { name, kind: matter.clocks.find((clock) => clock.name === name)?.kind ?? 'stage' });
};

/** A light as it changed: which deadline, and how it stands since. */
export const LightChange = ({ event, matter }: Props) => {
  const nameOf = useClockName(matter);
  const { clock, level, cause } = event.data as Changed;
  return (
    <>
      {nameOf(clock)} <Light light={level} cause={cause} left={null} />
    </>
  );
};

/** Deadlines that a new calendar moved: from when to when. */
export const MovedDates = ({ event, matter }: Props) => {
  const { t } = useTranslation();
  const nameOf = useClockName(matter);
  const { clocks } = event.data as Moved;
  const at = (moment: string | null) => (moment ? dueInWords(moment) : t('deadline.noEnd'));
  return (
    <ul className="value-rows">
      {clocks.map(({ clock, from, to }) => (
        <li key={clock}>
          {nameOf(clock)} <del>{at(from)}</del> → <b>{at(to)}</b>
        </li>
      ))}
    </ul>
  );
};
