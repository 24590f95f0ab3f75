import { useTranslation } from 'react-i18next';
import type { ClockView, MatterView } from '../../kernel/view/view.ts';
import { Deadline } from '../time/deadline.tsx';

/** What a matter is judged by comes first, steps after it. */
const order: readonly string[] = ['promise', 'fixed', 'statute', 'firstContact', 'stage'];
const byWeight = (a: ClockView, b: ClockView): number => order.indexOf(a.kind) - order.indexOf(b.kind);

/** The promises of a matter: those that run with their days, those that ended and say nothing of it any more folded below. */
export const Clocks = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  const clocks = [...matter.clocks].sort(byWeight);
  const open = clocks.filter(({ endedAt }) => endedAt === null);
  const ended = clocks.filter(({ endedAt }) => endedAt !== null);
  // At its end a matter is judged by what ended in time or not; while it is open, only by what still runs.
  const isJudged = ({ light }: ClockView) => !matter.open && light !== 'none';
  const judged = ended.filter(isJudged);
  const others = ended.filter((clock) => !isJudged(clock));
  const draw = (clock: ClockView, thin: boolean) => (
    <Deadline key={clock.name} matter={matter.id} procedure={matter.procedure} clock={clock} thin={thin} />
  );
  return (
    <>
      <h2>{t('matter.due')}</h2>
      {matter.dueWords && <p className="m2 due-words">{t('matter.dueWords', { words: matter.dueWords })}</p>}
      {clocks.length === 0 && !matter.dueWords && <p className="m3">{t('matter.noDue')}</p>}
      {open.map((clock, index) => draw(clock, index > 0))}
      {judged.map((clock) => draw(clock, true))}
      {others.length > 0 && (
        <details className="fold ended">
          <summary>{t('matter.endedClocks', { count: others.length })}</summary>
          {others.map((clock) => draw(clock, true))}
        </details>
      )}
    </>
  );
};
