import type { Pool } from 'pg';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { appendSetting } from '../../../platform/log/setting.ts';
import { namedPerson } from '../../../platform/matter/render.ts';
import { faultKinds } from '../domain/finding-kinds.ts';
import type { Reconciliation } from '../domain/watch-views.ts';
import { type Asked, findings, type WatchDeps } from './reconciliation.ts';

type Row = {
  id: string;
  month: string;
  unit_id: string | null;
  findings: Record<string, string[]>;
  signed_by: string;
  signed_at: Date;
};

/** $2 month, $3 unit or null: the whole agency's and, with a unit, that unit's. */
const list = statement<Row>(
  'ledger.reconciliations',
  `select id, month, unit_id, findings, signed_by, signed_at from reconciliation
where agency_id = $1 and month = $2 and ($3::uuid is null or unit_id is null or unit_id = $3)
order by signed_at desc, id limit 50`,
);

const put = statement(
  'ledger.putReconciliation',
  `insert into reconciliation (agency_id, id, month, unit_id, counts, findings, signed_by, post_id, signed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

/** Those among ids that the viewer may know of. $2–$4 viewer, $5 ids. */
const known = statement<{ id: string }>(
  'ledger.knownFindings',
  `select m.id from unnest($5::uuid[]) k(id) cross join lateral (
  select * from matter one where one.agency_id = $1 and one.id = k.id limit 1) m where ${visibleTo('m', viewerPlaces(2))}`,
);

/** Counts as this reader may know them: what somebody else signed for must not tell that there is more than one's own list shows. */
const knownTo = async (runner: Runner, viewer: Viewer, rows: readonly Row[]): Promise<Row[]> => {
  const ids = [...new Set(rows.flatMap(({ findings: found }) => Object.values(found).flat()))];
  if (ids.length === 0) return [...rows];
  const mine = await run(runner, known, viewer.agency.id, ...viewerValues(viewer), ids);
  const may = new Set(mine.map(({ id }) => id));
  return rows.map((row) => ({
    ...row,
    findings: Object.fromEntries(
      Object.entries(row.findings).map(([kind, found]) => [kind, found.filter((id) => may.has(id))]),
    ),
  }));
};

const countsOf = (found: Readonly<Record<string, readonly string[]>>): Record<string, number> =>
  Object.fromEntries(Object.entries(found).map(([kind, ids]) => [kind, ids.length]));

const viewOf = ({ directory }: Viewer, row: Row): Reconciliation => ({
  id: row.id,
  month: row.month,
  unit: row.unit_id === null ? null : { id: row.unit_id, name: directory.unitName(row.unit_id) },
  counts: countsOf(row.findings),
  by: namedPerson(directory, row.signed_by),
  at: row.signed_at.toISOString(),
});

export const signedOf = async (
  { engine }: Pick<WatchDeps, 'engine'>,
  viewer: Viewer,
  { month, unit }: Asked,
): Promise<Reconciliation[]> =>
  (await knownTo(engine.runner, viewer, await run(engine.runner, list, viewer.agency.id, month, unit ?? null))).map(
    (row) => viewOf(viewer, row),
  );

/** More of a kind are signed for by their number alone. */
const mostKept = 500;

type FoundId = { id: string; confidential: boolean };
type Collected = { seen: Record<string, number>; findings: Record<string, string[]> };

/**
 * Every finding of the month as the signer may know of it, kind by kind. What is confidential was seen and is signed for by
 * nobody: the event goes where its matter does not, and a number would tell of it as well.
 */
const collect = async (deps: WatchDeps, viewer: Viewer, asked: Asked): Promise<Outcome<Collected>> => {
  const seen: Record<string, number> = {};
  const found: Record<string, string[]> = {};
  for (const kind of faultKinds) {
    const ids: FoundId[] = [];
    let cursor: string | undefined;
    do {
      const page = await findings(deps, viewer, kind, asked, cursor, 200);
      if (!page.ok) return page;
      ids.push(...page.value.items.map(({ matter: { id, confidential } }) => ({ id, confidential })));
      cursor = page.value.next ?? undefined;
    } while (cursor !== undefined && ids.length < mostKept);
    const kept = ids.slice(0, mostKept);
    seen[kind] = kept.length;
    found[kind] = kept.filter(({ confidential }) => !confidential).map(({ id }) => id);
  }
  return granted({ seen, findings: found });
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
  const before = (await signedOf(deps, viewer, { month, unit })).find((each) => each.id === id);
  if (before) return granted(before);
  const found = await collect(deps, viewer, { month, unit });
  if (!found.ok) return found;
  const { seen: standing, findings: kept } = found.value;
  if (faultKinds.some((kind) => (seen[kind] ?? 0) !== standing[kind]))
    return refuse('stale', 'reconciliation.moved', {}, { mend: 'tryAgain' });
  const now = deps.engine.now();
  const footing = viewer.capacities.find(({ roles }) =>
    roles.some((role) => role === 'office' || role === 'supervisor'),
  );
  const hand = { agency: viewer.agency, actor: viewer.person, post: footing?.post ?? null, command: id, now };
  return inTransaction(deps.pool, async (client) => {
    const counts = countsOf(kept);
    const data = { month, unit: unit ?? null, counts, findings: kept };
    const written = await appendSetting(client, hand, { kind: 'reconciliation', id, data });
    if (!written.ok) return refuse('stale', 'setting.moved', {}, { mend: 'tryAgain' });
    const values = [id, month, unit ?? null, JSON.stringify(counts), JSON.stringify(kept)];
    await run(client, put, viewer.agency.id, ...values, viewer.person, hand.post, now);
    const row = { id, month, unit_id: unit ?? null, findings: kept, signed_by: viewer.person, signed_at: now };
    return granted(viewOf(viewer, row));
  });
};
