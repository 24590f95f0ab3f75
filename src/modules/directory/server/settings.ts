import type { PoolClient } from 'pg';
import type { Json } from '../../../kernel/proof/canonical.ts';
import { run, type Statement, statement } from '../../../platform/database/statement.ts';
import type { SettingReplay } from '../../../platform/log/replay.ts';
import { appendSettings, type Hand, type SettingChange } from '../../../platform/log/setting.ts';
import type { Vault } from '../../../platform/personal/vault.ts';
import { type Change, type Kind, kinds, type Settings } from '../domain/organisation.ts';

/** Raises the version that tells servers their copy is old; nothing when it is not the one the change was judged by. */
const rise = statement<{ version: number }>(
  'directory.rise',
  `insert into directory_version (agency_id, version) values ($1, 1)
on conflict (agency_id) do update set version = directory_version.version + 1
where $2::bigint is null or directory_version.version = $2
returning version`,
);

/** A kind's table: the record its rows come as, and the columns in that order. */
const put = (table: string, record: string): Statement => {
  const columns = record.replace(/ (uuid|text|int|date|jsonb|text\[\])(?=,|$)/g, '');
  const changing = columns.split(', ').slice(1);
  return statement(
    `directory.put.${table}`,
    `insert into ${table} (agency_id, ${columns}) select $1::uuid, ${columns} from json_to_recordset($2::json) as r(${record})
on conflict (agency_id, id) do update set ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  );
};

const tables: Readonly<Record<Exclude<Kind, 'person'>, Statement>> = {
  unit: put('unit', 'id uuid, parent_id uuid, code text, name text, ordinal int, from_on date, to_on date'),
  post: put(
    'post',
    'id uuid, unit_id uuid, name text, roles text[], reach text, duties jsonb, from_on date, to_on date',
  ),
  appointment: put(
    'appointment',
    'id uuid, person_id uuid, post_id uuid, kind text, for_person_id uuid, from_on date, to_on date',
  ),
  charge: put('charge', 'id uuid, person_id uuid, post_id uuid, unit_id uuid, from_on date, to_on date'),
  team: put('team', 'id uuid, kind text, name text, task text, unit_id uuid, term_on date, from_on date, to_on date'),
  member: put('team_member', 'id uuid, team_id uuid, person_id uuid, role text, from_on date, to_on date'),
  pairing: put('pairing', 'id uuid, person_id uuid, unit_id uuid, with_unit_id uuid, from_on date, to_on date'),
};

const putPerson = statement(
  'directory.putPerson',
  `insert into person (agency_id, id, name_commitment, number_commitment, number_index)
select $1::uuid, id, name_commitment, number_commitment, decode(number_index, 'base64')
from json_to_recordset($2::json) as r(id uuid, name_commitment text, number_commitment text, number_index text)
on conflict (agency_id, id) do update set name_commitment = excluded.name_commitment,
  number_commitment = excluded.number_commitment, number_index = excluded.number_index`,
);

const keysOf = statement<{ subject_id: string; wrapped: Buffer }>(
  'directory.keysOf',
  'select subject_id, wrapped from data_key where agency_id = $1 and subject_id = any($2::uuid[])',
);

/** A setting as its table keeps it: `from` and `to` are words of the language there. */
const columnOf: Readonly<Record<string, string>> = {
  parent: 'parent_id',
  unit: 'unit_id',
  person: 'person_id',
  post: 'post_id',
  forPerson: 'for_person_id',
  team: 'team_id',
  with: 'with_unit_id',
  term: 'term_on',
  from: 'from_on',
  to: 'to_on',
};
const rowOf = (value: object): object =>
  Object.fromEntries(Object.entries(value).map(([name, each]) => [columnOf[name] ?? name, each]));

/** The id is somebody else's: of another setting, of a matter, or taken in this moment. */
export class SettingTaken extends Error {}
/** The directory moved on since the change was judged: judge it again. */
export class DirectoryMoved extends Error {}

type PersonRow = { id: string; name_commitment: string; number_commitment: string | null; number_index: string | null };

/** Name and number under the person's own key; log and table keep the id and commitments. */
const protect = (
  vault: Vault,
  held: Buffer | undefined,
  { id, name, number }: Settings['person'],
): { change: SettingChange; row: PersonRow } => {
  const fresh = held ? null : vault.newKey();
  const key = fresh?.key ?? vault.unwrap(held as Buffer);
  const kept = (field: string, value: string) => {
    const { commitment, cipher } = vault.protect(key, value);
    return { subject_id: id, commitment, field, cipher: cipher.toString('base64') };
  };
  const named = kept('name', name ?? '');
  const numbered = number === null ? null : kept('number', number);
  const data: Record<string, Json> = { name: { commit: named.commitment, of: id } };
  if (numbered) data.number = { commit: numbered.commitment, of: id };
  return {
    change: {
      kind: 'person',
      id,
      data,
      keys: fresh ? [{ subject_id: id, wrapped: fresh.wrapped.toString('base64') }] : [],
      personal: numbered ? [named, numbered] : [named],
    },
    row: {
      id,
      name_commitment: named.commitment,
      number_commitment: numbered?.commitment ?? null,
      number_index: number === null ? null : vault.index(`number ${number}`).toString('base64'),
    },
  };
};

const dataOf = (value: object): Record<string, Json> => {
  const { id: _, ...data } = value as { id: string } & Record<string, Json>;
  return data;
};

const inOrder = (changes: readonly Change[], kind: Kind): Change['value'][] =>
  changes.flatMap((change) => (change.kind === kind ? [change.value] : []));

/**
 * Writes changes of the organisation: an event each on its setting stream, the newest state in its table, and the directory's
 * version raised once. `judged` is the version the rules were asked of; if it moved on nothing is written (`DirectoryMoved`).
 * The caller holds the transaction.
 */
export const writeChanges = async (
  client: PoolClient,
  vault: Vault,
  hand: Hand,
  changes: readonly Change[],
  judged: number | null = null,
): Promise<number> => {
  const agency = hand.agency.id;
  const [risen] = await run(client, rise, agency, judged);
  if (!risen) throw new DirectoryMoved('the directory moved on');
  const people = inOrder(changes, 'person') as Settings['person'][];
  const held = await run(
    client,
    keysOf,
    agency,
    people.map((each) => each.id),
  );
  const wrapped = new Map(held.map((row) => [row.subject_id, row.wrapped]));
  const persons = people.map((each) => protect(vault, wrapped.get(each.id), each));
  const events = kinds.flatMap((kind): SettingChange[] =>
    kind === 'person'
      ? persons.map((each) => each.change)
      : inOrder(changes, kind).map((value) => ({ kind, id: value.id, data: dataOf(value) })),
  );
  const written = await appendSettings(client, hand, events);
  if (!written.ok) throw new SettingTaken(`settings could not be written: ${written.why}`);
  for (const kind of kinds) {
    if (kind === 'person') {
      if (persons.length > 0) await run(client, putPerson, agency, JSON.stringify(persons.map((each) => each.row)));
      continue;
    }
    const rows = inOrder(changes, kind).map(rowOf);
    if (rows.length > 0) await run(client, tables[kind], agency, JSON.stringify(rows));
  }
  return risen.version;
};

/** Persons need a vault; nothing else does. */
const noVault = {} as Vault;

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

export const setUnit = async (client: PoolClient, hand: Hand, value: Settings['unit']): Promise<void> => {
  await writeChanges(client, noVault, hand, [{ kind: 'unit', value }]);
};

export const setPost = async (
  client: PoolClient,
  hand: Hand,
  post: Optional<Settings['post'], 'duties'>,
): Promise<void> => {
  await writeChanges(client, noVault, hand, [{ kind: 'post', value: { duties: [], ...post } }]);
};

export const setPerson = async (
  client: PoolClient,
  vault: Vault,
  hand: Hand,
  person: { id: string; name: string; number?: string | null },
): Promise<void> => {
  await writeChanges(client, vault, hand, [{ kind: 'person', value: { number: null, ...person } }]);
};

export const setAppointment = async (client: PoolClient, hand: Hand, value: Settings['appointment']): Promise<void> => {
  await writeChanges(client, noVault, hand, [{ kind: 'appointment', value }]);
};

/** The organisation as its events tell it, for a log that is replayed: the newest state of each setting, with ids for names. */
export const replayDirectory: SettingReplay = async (client, agency, events) => {
  await run(client, rise, agency, null);
  for (const kind of kinds) {
    const newest = new Map<string, object>();
    for (const { stream, data } of events) if (stream.kind === kind) newest.set(stream.id, { id: stream.id, ...data });
    if (newest.size === 0) continue;
    if (kind !== 'person') {
      await run(client, tables[kind], agency, JSON.stringify([...newest.values()].map(rowOf)));
      continue;
    }
    const people = [...newest.values()] as { id: string; name: { commit: string }; number?: { commit: string } }[];
    const rows = people.map(({ id, name, number }) => ({
      id,
      name_commitment: name.commit,
      number_commitment: number?.commit ?? null,
      // Finding somebody by number needs the number itself, which no log holds.
      number_index: null,
    }));
    await run(client, putPerson, agency, JSON.stringify(rows));
  }
};
