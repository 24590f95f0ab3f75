import type { Owner } from '../../../kernel/matter/matter.ts';
import { type Change, dayAfter, type Organisation, withChanges } from './organisation.ts';
import { answersIn } from './snapshot.ts';

/**
 * Owners whom these changes end: `ended` answers in the post no longer after today, `ending` on a later day that now stands.
 * Whoever goes on in the same post by another appointment ends nowhere.
 */
export const endingsOf = (
  before: Organisation,
  changes: readonly Change[],
  today: string,
): { ended: Owner[]; ending: Owner[] } => {
  const after = withChanges(before, changes);
  const ended: Owner[] = [];
  const ending: Owner[] = [];
  for (const { kind, value } of changes) {
    if (kind !== 'appointment' || value.kind === 'substitute' || value.to === null) continue;
    const stood = before.appointment.get(value.id);
    // What was over already, or is entered as over, ends nothing now.
    if (!stood || stood.to === value.to || (stood.to !== null && stood.to < today)) continue;
    const owner: Owner = { person: value.person, post: value.post };
    const last = value.to < today ? today : value.to;
    if (answersIn(after, owner, dayAfter(last))) continue;
    (value.to <= today ? ended : ending).push(owner);
  }
  return { ended, ending };
};
