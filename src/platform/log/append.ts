import { hash } from 'node:crypto';
import type { EventBody } from '../../kernel/proof/event.ts';
import { eventBody } from '../../kernel/proof/event.ts';
import { type Runner, run, type Statement, statement } from '../database/statement.ts';

/** Event to append: the body without `prev`, and the head the writer saw (`null` opens the stream). */
export type Draft = { body: Omit<EventBody, 'prev'>; prev: string | null };

/** A stream the decision relied on without changing it: it must still stand at this sequence. */
export type Read = { id: string; seq: number };

/** Rows that go with the events, in the same statement. Each list may be empty. */
export type Companions = {
  matters?: readonly object[];
  parties?: readonly object[];
  personal?: readonly object[];
  keys?: readonly object[];
  files?: readonly object[];
  command?: object | null;
  /** Only where a clock or a seat moves; most events move none. */
  live?: Live | null;
};

export type Live = {
  clocks: readonly object[];
  inbox: readonly object[];
  gone: readonly object[];
  notices: readonly object[];
};

// How many rows a list brings is unknown to the planner, which would rather read a whole agency than join it: the ids are
// asked for by themselves too, so that each row is found by its key however many there are.
const events = `input as (
  select * from json_to_recordset($2::json) as e(stream_id uuid, kind text, seq bigint, head text, action text, actor_id uuid, recorded_at timestamptz, body text)
), held as (
  select s.id from stream s join json_to_recordset($3::json) as r(id uuid, seq bigint) on s.id = r.id and s.seq = r.seq
  where s.agency_id = $1 and s.id = any(array(select x.id from json_to_recordset($3::json) as x(id uuid))) order by s.id for share of s
), gate as (
  select count(*) = json_array_length($3::json) as ok from held
), moved as (
  update stream s set seq = e.seq, head = e.head, recorded_at = e.recorded_at from input e
  where s.agency_id = $1 and s.id = any(array(select stream_id from input)) and s.id = e.stream_id and s.seq = e.seq - 1 and (select ok from gate)
  returning s.id, s.seq
), born as (
  insert into stream (agency_id, id, kind, seq, head, recorded_at)
  select $1::uuid, e.stream_id, e.kind, 1, e.head, e.recorded_at from input e
  where e.seq = 1 and (select ok from gate) and (select count(*) from moved) = (select count(*) from input where seq > 1)
  returning id, seq
), written as (
  insert into event (agency_id, stream_id, seq, action, actor_id, recorded_at, body)
  select $1::uuid, e.stream_id, e.seq, e.action, e.actor_id, e.recorded_at, e.body
  from input e join (select id, seq from moved union all select id, seq from born) w on w.id = e.stream_id and w.seq = e.seq
  returning stream_id
), whole as (
  select count(*) = (select count(*) from input) as ok from written
), queued as (
  insert into to_seal (agency_id, recorded_at, stream_id, seq)
  select $1::uuid, e.recorded_at, e.stream_id, e.seq from input e join written w on w.stream_id = e.stream_id
), kept_keys as (
  insert into data_key (agency_id, subject_id, wrapped)
  select $1::uuid, k.subject_id, decode(k.wrapped, 'base64') from json_to_recordset($4::json) as k(subject_id uuid, wrapped text), whole where whole.ok
), kept_values as (
  insert into personal (agency_id, subject_id, commitment, field, stream_id, seq, cipher)
  select $1::uuid, p.subject_id, p.commitment, p.field, p.stream_id, p.seq, decode(p.cipher, 'base64')
  from json_to_recordset($5::json) as p(subject_id uuid, commitment text, field text, stream_id uuid, seq bigint, cipher text), whole where whole.ok
), noted as (
  insert into command (agency_id, actor_id, id, digest, stream_id, seq, at)
  select $1::uuid, c.actor_id, c.id, c.digest, c.stream_id, c.seq, c.at
  from json_to_recordset($6::json) as c(actor_id uuid, id uuid, digest text, stream_id uuid, seq bigint, at timestamptz), whole where whole.ok
)`;

/** A matter's row as the database reads it from JSON, and its columns in that order; the rebuild writes the same. */
export const matterRecord =
  'id uuid, procedure text, version int, number text, parent_id uuid, root_id uuid, seq bigint, state text, open boolean, title text, owner_id uuid, owner_post_id uuid, unit_id uuid, registrar_id uuid, leader_id uuid, about_id uuid, due_words text, due_on date, confidential boolean, answered uuid[], evidence_by uuid[], evidence_count int, relapses int, sent_back int, registered_at timestamptz, changed_at timestamptz, light text, light_cause text, due_at timestamptz, asked text[], merged_into uuid, fold jsonb';
export const matterColumns = matterRecord.replace(/ (uuid|text|int|bigint|boolean|date|timestamptz|jsonb)(\[\])?/g, '');
const changing = matterColumns
  .split(', ')
  .filter(
    (column) =>
      !['id', 'procedure', 'number', 'parent_id', 'root_id', 'registrar_id', 'registered_at'].includes(column),
  );

// An update for what stands and an insert for what is new: the row of the command's own matter is locked by its stream already.
const matters = `rows as (
  select r.* from json_to_recordset($7::json) as r(${matterRecord}), whole where whole.ok
), changed as (
  update matter m set ${changing.map((column) => `${column} = r.${column}`).join(', ')} from rows r
  where m.agency_id = $1 and m.id = any(array(select id from rows)) and m.id = r.id and r.seq > 1
), opened as (
  insert into matter (agency_id, ${matterColumns}) select $1::uuid, ${matterColumns
    .split(', ')
    .map((column) => `r.${column}`)
    .join(', ')} from rows r where r.seq = 1
), parties as (
  insert into party (agency_id, matter_id, person_id, role, from_at)
  select $1::uuid, p.matter_id, p.person_id, p.role, p.from_at
  from json_to_recordset($8::json) as p(matter_id uuid, person_id uuid, role text, from_at timestamptz), whole where whole.ok
  on conflict do nothing
), attached as (
  insert into matter_file (agency_id, matter_id, digest, seq, name_commitment)
  select $1::uuid, f.matter_id, f.digest, f.seq, f.name_commitment
  from json_to_recordset($9::json) as f(matter_id uuid, digest text, seq bigint, name_commitment text), whole where whole.ok
)`;

// A stream that moved although another of the same command did not must not stay moved: dividing by zero undoes the statement.
const end = `select case when (select ok from whole) then true
  when (select count(*) from moved) + (select count(*) from born) = 0 then false
  else (1 / (select count(*) from input where false)) = 0 end as appended`;

const clockRecord =
  'matter_id uuid, name text, kind text, started_at timestamptz, ended_at timestamptz, due_at timestamptz, provisional boolean, level text, cause text, paused boolean, next_change_at timestamptz, calendar_seq bigint';
const inboxRecord =
  'matter_id uuid, seat text, kind text, person_id uuid, role text, unit_id uuid, since timestamptz, due_at timestamptz';
const names = (record: string): string[] => record.split(', ').map((column) => column.split(' ')[0] as string);
const newer = (record: string, keys: readonly string[]): string =>
  names(record)
    .filter((column) => !keys.includes(column))
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');
const list = (record: string, alias: string): string =>
  names(record)
    .map((column) => `${alias}.${column}`)
    .join(', ');

/** Rows of clocks, seats and notices, from the placeholder `first` on; the rebuild writes them by the same words. */
export const liveRows = (first: number): string => `clocks_kept as (
  insert into clock (agency_id, ${names(clockRecord).join(', ')})
  select $1::uuid, ${list(clockRecord, 'c')} from json_to_recordset($${first}::json) as c(${clockRecord}), whole where whole.ok
  on conflict (agency_id, matter_id, name) do update set ${newer(clockRecord, ['matter_id', 'name'])}
), seats_gone as (
  delete from inbox i using json_to_recordset($${first + 2}::json) as g(matter_id uuid, seat text), whole
  where whole.ok and i.agency_id = $1 and i.matter_id = g.matter_id and i.seat = g.seat
), seats_kept as (
  insert into inbox (agency_id, ${names(inboxRecord).join(', ')})
  select $1::uuid, ${list(inboxRecord, 'i')} from json_to_recordset($${first + 1}::json) as i(${inboxRecord}), whole where whole.ok
  on conflict (agency_id, matter_id, seat) do update set ${newer(inboxRecord, ['matter_id', 'seat'])}
), told as (
  insert into notice (agency_id, id, person_id, matter_id, seq, kind, at)
  select $1::uuid, n.id, n.person_id, n.matter_id, n.seq, n.kind, n.at
  from json_to_recordset($${first + 3}::json) as n(id uuid, person_id uuid, matter_id uuid, seq bigint, kind text, at timestamptz), whole where whole.ok
)`;

/** A module's typed tables, written with the matter: parts of the same statement that read `$10`; `name` is the first table's. */
export type TypedTable = { name: string; parts: readonly string[] };

/** Rows for typed tables; of several procedures where a command makes children of another one. */
export type Typed = { table: TypedTable; rows: readonly object[] };

const settingAppend = statement<{ appended: boolean }>('log.appendSetting', `with ${events} ${end}`);
const matterAppends = new Map<string, Statement<{ appended: boolean }>>();
const firstTyped = 10;
const matterAppend = (typed: readonly Typed[], isLive: boolean): Statement<{ appended: boolean }> => {
  const names = typed.map(({ table }) => table.name);
  const name = `log.append.${names.length > 0 ? names.join('+') : 'matter'}${isLive ? '.live' : ''}`;
  const known = matterAppends.get(name);
  if (known) return known;
  const made = statement<{ appended: boolean }>(
    name,
    `with ${events}, ${matters}${typed
      .flatMap(({ table }, place) => table.parts.map((part) => part.replaceAll('$10', `$${firstTyped + place}`)))
      .map((part, index) => `, typed${index} as (${part})`)
      .join('')}${isLive ? `, ${liveRows(firstTyped + typed.length)}` : ''} ${end}`,
  );
  matterAppends.set(name, made);
  return made;
};

const sha256Hex = (text: string): string => hash('sha256', text, 'hex');

export type Appended = { stream: string; seq: number; head: string };

/** SQLSTATE of what a writer can run into: stale in the middle, deadlock, serialization. All mean: look again. */
const staleStates = new Set(['22012', '40P01', '40001']);

const stateOf = (error: unknown): string => (error as { code?: string }).code ?? '';

/**
 * Appends events with all rows that go with them, in one statement and one commit; nothing is written when a stream has
 * moved on (`stale`) or the command id is taken (`duplicate`).
 */
export const append = async (
  runner: Runner,
  agency: string,
  drafts: readonly Draft[],
  reads: readonly Read[],
  companions: Companions,
  typed: readonly Typed[] = [],
): Promise<{ ok: true; appended: Appended[] } | { ok: false; why: 'stale' | 'duplicate' }> => {
  const input = drafts.map(({ body, prev }) => {
    const text = eventBody({ ...body, prev });
    return {
      stream_id: body.stream.id,
      kind: body.stream.kind,
      seq: body.seq,
      head: sha256Hex(text),
      action: body.action,
      actor_id: body.actor,
      recorded_at: body.recordedAt,
      body: text,
    };
  });
  const values: unknown[] = [
    JSON.stringify(input),
    JSON.stringify(reads),
    JSON.stringify(companions.keys ?? []),
    JSON.stringify(companions.personal ?? []),
    JSON.stringify(companions.command ? [companions.command] : []),
  ];
  let made = settingAppend;
  if (companions.matters) {
    made = matterAppend(typed, companions.live != null);
    values.push(
      JSON.stringify(companions.matters),
      JSON.stringify(companions.parties ?? []),
      JSON.stringify(companions.files ?? []),
    );
    values.push(...typed.map(({ rows }) => JSON.stringify(rows)));
    const { live } = companions;
    if (live) values.push(...[live.clocks, live.inbox, live.gone, live.notices].map((rows) => JSON.stringify(rows)));
  }
  try {
    const [row] = await run(runner, made, agency, ...values);
    if (!row?.appended) return { ok: false, why: 'stale' };
    return { ok: true, appended: input.map(({ stream_id, seq, head }) => ({ stream: stream_id, seq, head })) };
  } catch (error) {
    if (staleStates.has(stateOf(error))) return { ok: false, why: 'stale' };
    if (stateOf(error) === '23505') return { ok: false, why: 'duplicate' };
    throw error;
  }
};
