import { hash } from 'node:crypto';
import { allowed } from '../../../kernel/matter/decide.ts';
import type { Matter, Relative } from '../../../kernel/matter/matter.ts';
import { type Refusal, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { barredFrom, viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import { contextFor, relativeRow } from '../../../platform/command/context.ts';
import { type Engine } from '../../../platform/command/engine.ts';
import { execute } from '../../../platform/command/execute.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { procedureOf } from '../../../platform/settings/settings.ts';
import { type BatchAnswer, type BatchAsked, batchActions, type CheckAnswer } from '../domain/batch.ts';

type Standing = { id: string; fold: Matter; children: Relative[] | null; barred: string[] | null };

/** Entries as a decision about them needs them. $2–$4 the viewer, $5 their ids. */
const standing = statement<Standing>(
  'ledger.standing',
  `select m.id, m.fold,
  (select json_agg(${relativeRow('c')})) from matter c where c.agency_id = $1 and c.parent_id = m.id) as children,
  ${barredFrom('m')} as barred
from unnest($5::uuid[]) k(id) cross join lateral (
  select * from matter one where one.agency_id = $1 and one.id = k.id limit 1) m
where m.procedure = 'problem' and ${visibleTo('m', viewerPlaces(2))}`,
);

/** Refusals that say the same are told once, with how many there are. */
const sameWords = ({ code, rule, mend, facts }: Refusal): string =>
  `${code} ${rule} ${mend ?? ''} ${facts.state ?? ''}`;

/** Asked before anything is pressed: the very question that pages and commands ask, for each of the selected. */
export const checkActions = async (engine: Engine, viewer: Viewer, ids: readonly string[]): Promise<CheckAnswer> => {
  const rows = await run(engine.runner, standing, viewer.agency.id, ...viewerValues(viewer), [...new Set(ids)]);
  const actor = { person: viewer.person, capacities: viewer.capacities };
  const answers = rows.map((row) => {
    const procedure = procedureOf(viewer.settings.kit, row.fold.procedure, row.fold.version);
    const each = allowed(viewer.settings.kit, procedure, row.fold, actor, contextFor(viewer, engine.now(), row));
    return { id: row.id, actions: new Map(each.map(({ action, refusal }) => [action, refusal])) };
  });
  const known = new Set(rows.map(({ id }) => id));
  return {
    actions: batchActions.map((action) => {
      const refused = new Map<string, { refusal: Refusal; ids: string[] }>();
      const can: string[] = [];
      for (const { id, actions } of answers) {
        const refusal = actions.get(action);
        if (refusal === null) can.push(id);
        // An action that is not even listed waits for an answer to an earlier one of its kind.
        const why = refusal === undefined ? refuse('wrongState', 'ledger.requestOpen').refusal : refusal;
        if (!why) continue;
        const group = refused.get(sameWords(why)) ?? { refusal: why, ids: [] };
        group.ids.push(id);
        refused.set(sameWords(why), group);
      }
      return { action, allowed: can, refused: [...refused.values()] };
    }),
    gone: ids.filter((id) => !known.has(id)),
  };
};

/** One command after the other, each by itself: what one refuses takes nothing from the others. */
export const batch = async (
  engine: Engine,
  viewer: Viewer,
  { action, data, reason, commands }: BatchAsked,
): Promise<BatchAnswer> => {
  const results: BatchAnswer['results'] = [];
  for (const { id, matter } of commands) {
    const outcome = await execute(engine, viewer, {
      matter,
      commandId: id,
      digest: hash('sha256', JSON.stringify(['ledger.batch', matter, action, data, reason ?? null]), 'hex'),
      command: { action, data, files: [], ...(reason !== undefined && { reason }) },
    });
    results.push({
      matter,
      done: outcome.ok,
      repeated: outcome.ok && outcome.value.repeated,
      refusal: outcome.ok ? null : outcome.refusal,
    });
  }
  return { results };
};
