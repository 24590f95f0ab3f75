import type { Pool } from 'pg';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { appendSetting } from '../../../platform/log/setting.ts';
import { namedPerson } from '../../../platform/matter/render.ts';
import { faultKinds } from '../domain/finding-kinds.ts';
import { type Reconciliation } from '../domain/watch-views.ts';
import { type Asked, findings, type WatchDeps } from './reconciliation.ts';

type Row = {
  id: string;
  month: string;
  unit_id: string | null;
  counts: Record<string, number>;
  signed_by: string;
  signed_at: Date;
};

/** $2 month, $3 unit or null: the whole agency's and, with a unit, that unit's. */
const list = statement<Row>(
  'ledger.reconciliations',
  `select id, month, unit_id, counts, signed_by, signed_at from reconciliation
where agency_id = $1 and month = $2 and ($3::uuid is null or unit_id is null or unit_id = $3)
order by signed_at desc, id limit 50`,
);

const put = statement(
  'ledger.putReconciliation',
  `insert into reconciliation (agency_id, id, month, unit_id, counts, findings, signed_by, post_id, signed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

const viewOf = ({ directory }: Viewer, row: Row): Reconciliation => ({
  id: row.id,
  month: row.month,
  unit: row.unit_id === null ? null : { id: row.unit_id, name: directory.unitName(row.unit_id) },
  counts: row.counts,
  by: namedPerson(directory, row.signed_by),
  at: row.signed_at.toISOString(),
});

export const signedOf = async (
  { engine }: Pick<WatchDeps, 'engine'>,
  viewer: Viewer,
  { month, unit }: Asked,
): Promise<Reconciliation[]> =>
  (await run(engine.runner, list, viewer.agency.id, month, unit ?? null)).map((row) => viewOf(viewer, row));

/** More of a kind are signed for by their number alone. */
const mostKept = 500;

/** Every finding of the month as the signer may know of it, kind by kind. */
const collect = async (deps: WatchDeps, viewer: Viewer, asked: Asked): Promise<Outcome<Record<string, string[]>>> => {
  const found: Record<string, string[]> = {};
  for (const kind of faultKinds) {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await findings(deps, viewer, kind, asked, cursor, 200);
      if (!page.ok) return page;
      ids.push(...page.value.items.map(({ matter }) => matter.id));
      cursor = page.value.next ?? undefined;
    } while (cursor !== undefined && ids.length < mostKept);
    found[kind] = ids.slice(0, mostKept);
  }
  return granted(found);
};

export type Signing = Asked & { counts: Record<string, number> };

/**
 * Somebody signs what was found: an event of its own that holds the month, the counts and the ids. Only what the signer has seen
 * is signed; when it has changed meanwhile it is looked at again first. `id` is the sender's own, so that twice is once.
 */
export const signReconciliation = async (
  deps: WatchDeps & { pool: Pool },
  viewer: Viewer,
  id: string,
  { month, unit, counts: seen }: Signing,
): Promise<Outcome<Reconciliation>> => {
  const known = (await signedOf(deps, viewer, { month, unit })).find((each) => each.id === id);
  if (known) return granted(known);
  const found = await collect(deps, viewer, { month, unit });
  if (!found.ok) return found;
  const counts = Object.fromEntries(Object.entries(found.value).map(([kind, ids]) => [kind, ids.length]));
  if (faultKinds.some((kind) => (seen[kind] ?? 0) !== counts[kind]))
    return refuse('stale', 'reconciliation.moved', {}, { mend: 'tryAgain' });
  const now = deps.engine.now();
  const footing = viewer.capacities.find(({ roles }) =>
    roles.some((role) => role === 'office' || role === 'supervisor'),
  );
  const hand = { agency: viewer.agency, actor: viewer.person, post: footing?.post ?? null, command: id, now };
  return inTransaction(deps.pool, async (client) => {
    const data = { month, unit: unit ?? null, counts, findings: found.value };
    const written = await appendSetting(client, hand, { kind: 'reconciliation', id, data });
    if (!written.ok) return refuse('stale', 'setting.moved', {}, { mend: 'tryAgain' });
    const values = [id, month, unit ?? null, JSON.stringify(counts), JSON.stringify(found.value)];
    await run(client, put, viewer.agency.id, ...values, viewer.person, hand.post, now);
    const row = { id, month, unit_id: unit ?? null, counts, signed_by: viewer.person, signed_at: now };
    return granted(viewOf(viewer, row));
  });
};
