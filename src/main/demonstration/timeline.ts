import { due } from '../../kernel/calendar/due.ts';
import { chinaCalendar } from '../../modules/calendar/index.ts';

/** Something that happens bit by bit: it says when it goes on, and goes on then. */
export type Play = AsyncGenerator<Date, void, void>;

const calendar = chinaCalendar();

/** The moment after so many working minutes. */
export const atWork = (from: Date, minutes: number): Date => {
  const outcome = due(calendar, from.getTime(), { count: Math.max(1, Math.round(minutes)), unit: 'wm' });
  if (!outcome.ok) throw new Error(`demonstration clock: ${outcome.refusal.rule}`);
  return new Date(outcome.value.due);
};

/** A clock that others set; the commands of the demonstration read it. */
export type SimulatedClock = { now: Date };

/**
 * Lets many plays go on side by side in the order of their moments, as in an office: nobody acts before what happened earlier.
 * What would come after `end` has not happened yet.
 */
export const playAll = async (
  plays: readonly Play[],
  clock: SimulatedClock,
  end: Date,
  onMoment: (at: Date) => Promise<void>,
): Promise<void> => {
  const waiting: { at: number; play: Play }[] = [];
  const put = async (play: Play): Promise<void> => {
    const { done, value } = await play.next();
    if (done || value.getTime() > end.getTime()) return void (await play.return(undefined));
    const at = Math.max(value.getTime(), clock.now.getTime());
    const index = waiting.findLastIndex((each) => each.at >= at) + 1;
    waiting.splice(index, 0, { at, play });
  };
  for (const play of plays) await put(play);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    clock.now = new Date(next.at);
    await onMoment(clock.now);
    await put(next.play);
  }
};
