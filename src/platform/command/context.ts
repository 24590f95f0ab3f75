import type { Context, Relative } from '../../kernel/matter/matter.ts';
import type { Viewer } from '../authorization/directory.ts';
import { dayOf } from './engine.ts';

/** A matter as another one's decision sees it, out of a row of `matter`, as SQL that answers JSON; more pairs may follow before the bracket is closed. */
export const relativeRow = (alias: string): string => `json_build_object(
  'id', ${alias}.id, 'seq', ${alias}.seq, 'procedure', ${alias}.procedure, 'state', ${alias}.state,
  'owner', json_build_object('person', ${alias}.owner_id, 'post', ${alias}.owner_post_id),
  'registrar', ${alias}.registrar_id, 'answered', ${alias}.answered,
  'evidenceBy', ${alias}.evidence_by, 'evidenceCount', ${alias}.evidence_count`;

/** What was read for a decision; whatever is left out is not there. */
export type Facts = {
  children?: readonly Relative[] | null;
  parent?: Relative | null;
  barred?: readonly string[] | null;
  others?: readonly Relative[] | null;
  ids?: readonly string[];
};

/** Everything the kernel is handed to decide by, the same for commands, pages and what is only thought through. */
export const contextFor = (
  { directory, settings }: Viewer,
  now: Date,
  { children, parent, barred, others, ids }: Facts,
): Context => ({
  now: now.toISOString(),
  children: children ?? [],
  parent: parent ?? null,
  barred: new Set(barred ?? []),
  ids: ids ?? [],
  takes: (owner) => directory.takes(owner, dayOf(now)),
  knows: (kind, id) =>
    kind === 'person'
      ? directory.hasPerson(id)
      : kind === 'unit'
        ? directory.hasUnit(id)
        : directory.postName(id) !== null,
  others: new Map((others ?? []).map((other) => [other.id, other])),
  calendar: settings.calendarOn(dayOf(now)),
});
