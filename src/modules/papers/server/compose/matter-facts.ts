import type { EventView, MatterView } from '../../../../kernel/view/view.ts';
import { fill, type Say, shortDay, textAt } from '../words.ts';

/** The newest event of one of these actions. */
export const newestOf = (matter: MatterView, ...actions: string[]): EventView | undefined =>
  matter.events.find(({ action }) => actions.includes(action));

export const stateWord = (say: Say, { procedure, state }: Pick<MatterView, 'procedure' | 'state'>): string =>
  say(`state.${procedure}.${state}`);

export const ownerOf = ({ owner }: Pick<MatterView, 'owner'>): string => owner.person.name ?? '';

/** What the problem is: title and description; a passage of a report often begins with what became the title. */
export const problemOf = (title: string | null, description: string): string => {
  const plain = (text: string) => text.replaceAll(/[\s，。；：、,.;:]/g, '');
  return title === null || plain(description).startsWith(plain(title))
    ? description || (title ?? '')
    : [title, description].filter(Boolean).join('。');
};

/** The day it is due, or the words that stand for one. */
export const dueOf = ({ dueOn, dueWords }: Pick<MatterView, 'dueOn' | 'dueWords'>): string => dueOn ?? dueWords ?? '';

/** Working days to the end or behind it, as a sentence; nothing where there is no end. */
export const standingOf = (say: Say, { left, dueOn }: Pick<MatterView, 'left' | 'dueOn'>): string => {
  if (!left || dueOn === null) return '';
  const days = Math.max(1, Math.ceil(Math.abs(left.minutes) / left.dayMinutes));
  return fill(say, left.minutes < 0 ? 'paper.overBy' : 'paper.dueIn', { days });
};

type Point = { title?: unknown; on?: unknown };

/** Points of the plan, those reached said so. */
export const milestonesOf = (say: Say, matter: MatterView): string => {
  const points = (matter.data.milestones as Point[] | undefined) ?? [];
  const reached = new Set(
    matter.events
      .filter(({ data }) => typeof data.nr === 'number' && data.reachedOn !== undefined)
      .map(({ data }) => data.nr),
  );
  return points
    .map((point, index) => {
      const words = `${index + 1}.${textAt(point, 'title')} ${textAt(point, 'on')}`;
      return reached.has(index + 1) ? `${words}${say('paper.reached')}` : words;
    })
    .join('\n');
};

/** What was last reported of it. */
export const progressOf = (matter: MatterView): string => {
  const reported = newestOf(matter, 'reportProgress', 'complete', 'requestStrikeOff');
  if (!reported) return '';
  return `${shortDay(reported.occurredAt)} ${textAt(reported.data, 'progress') || textAt(reported.data, 'outcome')}`.trim();
};
