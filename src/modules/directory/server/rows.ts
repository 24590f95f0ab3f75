import type { QueryResultRow } from 'pg';
import { type Runner, run, type Statement, statement } from '../../../platform/database/statement.ts';
import type { Vault } from '../../../platform/personal/vault.ts';
import type { Kind, Parts, Stands } from '../domain/organisation.ts';

/** Each table read whole, its columns under the names the domain knows, with the sequence of its stream. */
const all = <K extends Exclude<Kind, 'person'>>(
  kind: K,
  table: string,
  columns: string,
  order = 't.from_on, t.id',
): Statement<Stands<K> & QueryResultRow> =>
  statement(
    `directory.all.${kind}`,
    `select t.id, ${columns}, t.from_on as "from", t.to_on as "to", s.seq from ${table} t
join stream s on s.agency_id = $1 and s.id = t.id where t.agency_id = $1 order by ${order}`,
  );

const units = all('unit', 'unit', 't.parent_id as parent, t.code, t.name, t.ordinal', 't.ordinal, t.code');
const posts = all('post', 'post', 't.unit_id as unit, t.name, t.roles, t.reach, t.duties', 't.name, t.id');
const appointments = all(
  'appointment',
  'appointment',
  't.person_id as person, t.post_id as post, t.kind, t.for_person_id as "forPerson"',
);
const charges = all('charge', 'charge', 't.person_id as person, t.post_id as post, t.unit_id as unit');
const teams = all(
  'team',
  'team',
  't.kind, t.name, t.task, t.unit_id as unit, t.term_on as term',
  't.kind, t.name, t.id',
);
const members = all('member', 'team_member', 't.team_id as team, t.person_id as person, t.role');
const pairings = all('pairing', 'pairing', 't.person_id as person, t.unit_id as unit, t.with_unit_id as with');

const people = statement<{
  id: string;
  seq: number;
  name_commitment: string;
  number_commitment: string | null;
  named: Buffer | null;
  numbered: Buffer | null;
  wrapped: Buffer | null;
}>(
  'directory.all.person',
  `select p.id, s.seq, p.name_commitment, p.number_commitment, v.cipher as named, n.cipher as numbered, k.wrapped from person p
join stream s on s.agency_id = $1 and s.id = p.id
left join personal v on v.agency_id = $1 and v.subject_id = p.id and v.commitment = p.name_commitment
left join personal n on n.agency_id = $1 and n.subject_id = p.id and n.commitment = p.number_commitment
left join data_key k on k.agency_id = $1 and k.subject_id = p.id
where p.agency_id = $1 order by p.id`,
);

/** Revealed values by commitment: names seldom change, and revealing thousands anew costs more than reading them. */
export type Revealed = Map<string, string>;

const reveal = (
  vault: Vault,
  wrapped: Buffer | null,
  commitment: string | null,
  cipher: Buffer | null,
  before: Revealed,
  now: Revealed,
): string | null => {
  // What was erased is gone from here as well: only what still stands in the database is taken from memory.
  if (!wrapped || !cipher || commitment === null) return null;
  const known = before.get(commitment) ?? vault.reveal(vault.unwrap(wrapped), cipher).value;
  if (typeof known !== 'string') return null;
  now.set(commitment, known);
  return known;
};

/** The whole organisation as the database has it; `revealed` goes from one reading to the next. */
export const readParts = async (
  runner: Runner,
  vault: Vault,
  agency: string,
  before: Revealed,
): Promise<{ parts: Parts; revealed: Revealed }> => {
  const [unit, post, appointment, charge, team, member, pairing, persons] = await Promise.all([
    run(runner, units, agency),
    run(runner, posts, agency),
    run(runner, appointments, agency),
    run(runner, charges, agency),
    run(runner, teams, agency),
    run(runner, members, agency),
    run(runner, pairings, agency),
    run(runner, people, agency),
  ]);
  const revealed: Revealed = new Map();
  const person = persons.map((row) => ({
    id: row.id,
    seq: row.seq,
    name: reveal(vault, row.wrapped, row.name_commitment, row.named, before, revealed),
    number: reveal(vault, row.wrapped, row.number_commitment, row.numbered, before, revealed),
  }));
  return { parts: { unit, post, person, appointment, charge, team, member, pairing }, revealed };
};
