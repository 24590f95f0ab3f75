import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { levels } from '../../kernel/matter/matter.ts';
import type { EventView, MatterView } from '../../kernel/view/view.ts';
import { clockName } from '../time/deadline.tsx';
import { Light } from '../time/light-word.tsx';
import { dueInWords } from '../time/words.ts';

const Changed = z.object({ clock: z.string(), level: z.enum(levels), cause: z.string().nullish() });
const end = z.string().nullish();
const Moved = z.object({ clocks: z.array(z.object({ clock: z.string(), from: end, to: end })) });

type Props = { event: EventView; matter: MatterView };

const useClockName = (matter: MatterView) => {
  const { t } = useTranslation();
  return (name: string): string =>
    clockName(t, matter.procedure, { name, kind: matter.clocks.find((clock) => clock.name === name)?.kind ?? 'stage' });
};

/** A light as it changed: which deadline, and how it stands since. */
export const LightChange = ({ event, matter }: Props) => {
  const nameOf = useClockName(matter);
  const { success, data } = Changed.safeParse(event.data);
  if (!success) return null;
  return (
    <>
      {nameOf(data.clock)} <Light light={data.level} cause={data.cause ?? null} left={null} />
    </>
  );
};

/** Deadlines that a new calendar moved: from when to when. */
export const MovedDates = ({ event, matter }: Props) => {
  const { t } = useTranslation();
  const nameOf = useClockName(matter);
  const { success, data } = Moved.safeParse(event.data);
  if (!success) return null;
  const at = (moment: string | null | undefined) => (moment ? dueInWords(moment) : t('deadline.noEnd'));
  return (
    <ul className="value-rows">
      {data.clocks.map(({ clock, from, to }) => (
        <li key={clock}>
          {nameOf(clock)} <del>{at(from)}</del> → <b>{at(to)}</b>
        </li>
      ))}
    </ul>
  );
};
