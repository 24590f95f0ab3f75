import type { PoolClient } from 'pg';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import type { DataKey, Vault } from '../../../platform/personal/vault.ts';
import type { Counts, ImportState, Written } from '../domain/import-views.ts';

export type ImportRecord = {
  id: string;
  person_id: string;
  state: ImportState;
  digest: string;
  way: 'file' | 'paste';
  round: number;
  done: number;
  total: number;
  counts: { rows?: Counts; written?: Written };
  tries: number;
  made_at: Date;
  finished_at: Date | null;
  wrapped: Buffer | null;
};

/** What is kept of a sheet: its cells, how it is read, the rows of its preview, the commands, what came of them. */
export type PartKind = 'sheet' | 'setup' | 'row' | 'task' | 'result';

const columns =
  'i.id, i.person_id, i.state, i.digest, i.way, i.round, i.done, i.total, i.counts, i.tries, i.made_at, i.finished_at';
const withKey = `${columns}, (select k.wrapped from data_key k where k.agency_id = $1 and k.subject_id = i.id) as wrapped`;

const insert = statement(
  'ledgerImport.insert',
  `insert into ledger_import (agency_id, id, person_id, state, digest, way, round, done, total, counts, tries, made_at, changed_at)
values ($1, $2, $3, 'mapping', $4, $5, 0, 0, 0, '{}', 0, $6, $6)`,
);
const insertKey = statement(
  'ledgerImport.insertKey',
  'insert into data_key (agency_id, subject_id, wrapped) values ($1, $2, $3)',
);
const find = statement<ImportRecord>(
  'ledgerImport.find',
  `select ${withKey} from ledger_import i where i.agency_id = $1 and i.id = $2 and i.person_id = $3`,
);
const list = statement<ImportRecord>(
  'ledgerImport.list',
  `select ${withKey} from ledger_import i where i.agency_id = $1 and i.person_id = $2 order by i.made_at desc limit 20`,
);
const before = statement<{ finished_at: Date }>(
  'ledgerImport.before',
  `select i.finished_at from ledger_import i where i.agency_id = $1 and i.digest = $2 and i.state = 'done' and i.id <> $3
order by i.finished_at desc limit 1`,
);
/** Goes on to another state, once, from one of those it may come from. */
const move = statement<{ id: string }>(
  'ledgerImport.move',
  `update ledger_import i set state = $4, round = i.round + $5, done = 0, total = $6, counts = coalesce($7::jsonb, i.counts), tries = 0,
  held_until = $8, changed_at = $9, finished_at = $10
where i.agency_id = $1 and i.id = $2 and i.state = any($3::text[]) returning i.id`,
);
const claim = statement<ImportRecord>(
  'ledgerImport.claim',
  `update ledger_import i set held_until = $3, tries = i.tries + 1
where i.agency_id = $1 and i.id = $2 and i.state in ('previewing', 'writing') and i.held_until < $4
returning ${withKey}`,
);
const hold = statement(
  'ledgerImport.hold',
  `update ledger_import i set held_until = $3, done = $4, total = $5 where i.agency_id = $1 and i.id = $2 and i.state in ('previewing', 'writing')`,
);
const putPart = statement(
  'ledgerImport.putPart',
  `insert into ledger_import_part (agency_id, import_id, kind, nr, cipher) values ($1, $2, $3, $4, $5)
on conflict (agency_id, import_id, kind, nr) do update set cipher = excluded.cipher`,
);
const parts = statement<{ nr: number; cipher: Buffer }>(
  'ledgerImport.parts',
  `select p.nr, p.cipher from ledger_import_part p where p.agency_id = $1 and p.import_id = $2 and p.kind = $3 and p.nr >= $4
order by p.nr limit $5`,
);
const dropParts = statement(
  'ledgerImport.dropParts',
  'delete from ledger_import_part where agency_id = $1 and import_id = any($2::uuid[]) and kind = any($3::text[])',
);
const dropKeys = statement(
  'ledgerImport.dropKeys',
  'delete from data_key where agency_id = $1 and subject_id = any($2::uuid[])',
);
const dropImports = statement(
  'ledgerImport.drop',
  'delete from ledger_import where agency_id = $1 and id = any($2::uuid[])',
);
const old = statement<{ id: string }>(
  'ledgerImport.old',
  `select i.id from ledger_import i where i.agency_id = $1 and i.changed_at < $2 and i.state not in ('previewing', 'writing') limit 500`,
);
const columnsOf = statement<{ header: string; code: string | null }>(
  'ledgerImport.columns',
  'select c.header, c.code from ledger_import_column c where c.agency_id = $1 and c.person_id = $2 order by c.at desc limit 500',
);
const remember = statement(
  'ledgerImport.remember',
  `insert into ledger_import_column (agency_id, person_id, header, code, at)
select $1::uuid, $2::uuid, w.header, w.code, $5 from unnest($3::text[], $4::text[]) as w(header, code)
on conflict (agency_id, person_id, header) do update set code = excluded.code, at = excluded.at`,
);

/** Work that was left or not begun, wherever it is; looked for by those who carry it out. */
export const underWay = statement<{ id: string; agency_id: string }>(
  'ledgerImport.underWay',
  `select i.id, i.agency_id from ledger_import i where i.state in ('previewing', 'writing') and i.held_until < $1 order by i.held_until limit 20`,
  { acrossAgencies: true },
);

const allKinds: readonly PartKind[] = ['sheet', 'setup', 'row', 'task', 'result'];

const drop = async (runner: Runner, agency: string, ids: readonly string[]): Promise<void> => {
  await run(runner, dropParts, agency, ids, allKinds);
  await run(runner, dropKeys, agency, ids);
  await run(runner, dropImports, agency, ids);
};

/** Records and parts of imports on one connection; what they say is readable only through the key that goes with them. */
export const importStore = (runner: Runner | PoolClient, vault: Vault, agency: string) => {
  return {
    async make(record: Pick<ImportRecord, 'id' | 'person_id' | 'digest' | 'way'>, at: Date): Promise<DataKey> {
      const { key, wrapped } = vault.newKey();
      await run(runner, insert, agency, record.id, record.person_id, record.digest, record.way, at);
      await run(runner, insertKey, agency, record.id, wrapped);
      return key;
    },
    keyOf: ({ wrapped }: Pick<ImportRecord, 'wrapped'>): DataKey => {
      if (!wrapped) throw new Error('an import without its key');
      return vault.unwrap(wrapped);
    },
    find: async (id: string, person: string): Promise<ImportRecord | null> =>
      (await run(runner, find, agency, id, person))[0] ?? null,
    list: (person: string): Promise<ImportRecord[]> => run(runner, list, agency, person),
    before: async (digest: string, id: string): Promise<Date | null> =>
      (await run(runner, before, agency, digest, id))[0]?.finished_at ?? null,
    async move(
      id: string,
      from: readonly ImportState[],
      to: ImportState,
      at: Date,
      more: { round?: number; total?: number; counts?: ImportRecord['counts']; finished?: boolean } = {},
    ): Promise<boolean> {
      const moved = await run(
        runner,
        move,
        agency,
        id,
        from,
        to,
        more.round ?? 0,
        more.total ?? 0,
        more.counts ? JSON.stringify(more.counts) : null,
        // Free for whoever comes first.
        new Date(0),
        at,
        more.finished ? at : null,
      );
      return moved.length > 0;
    },
    claim: async (id: string, until: Date, now: Date): Promise<ImportRecord | null> =>
      (await run(runner, claim, agency, id, until, now))[0] ?? null,
    hold: async (id: string, until: Date, done: number, total: number): Promise<void> => {
      await run(runner, hold, agency, id, until, done, total);
    },
    async put(id: string, key: DataKey, kind: PartKind, nr: number, value: unknown): Promise<void> {
      await run(runner, putPart, agency, id, kind, nr, vault.protect(key, JSON.stringify(value)).cipher);
    },
    async parts<T>(
      id: string,
      key: DataKey,
      kind: PartKind,
      from = 0,
      most = 10_000,
    ): Promise<{ nr: number; value: T }[]> {
      const found = await run(runner, parts, agency, id, kind, from, most);
      return found.map(({ nr, cipher }) => ({ nr, value: JSON.parse(String(vault.reveal(key, cipher).value)) as T }));
    },
    dropParts: async (id: string, kinds: readonly PartKind[]): Promise<void> => {
      await run(runner, dropParts, agency, [id], kinds);
    },
    drop: (id: string): Promise<void> => drop(runner, agency, [id]),
    columns: async (person: string): Promise<{ header: string; code: string | null }[]> =>
      run(runner, columnsOf, agency, person),
    remember: async (person: string, known: ReadonlyMap<string, string | null>, at: Date): Promise<void> => {
      if (known.size > 0) await run(runner, remember, agency, person, [...known.keys()], [...known.values()], at);
    },
  };
};

const keptMs = 7 * 86_400_000;

/** Sheets hold names and words: gone with their key a week after they were last touched, written or not. */
export const dropLedgerImports = async (runner: Runner, agency: string, now: Date): Promise<void> => {
  const ids = (await run(runner, old, agency, new Date(now.getTime() - keptMs))).map(({ id }) => id);
  if (ids.length > 0) await drop(runner, agency, ids);
};
