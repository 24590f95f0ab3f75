import type { Role } from '../../../kernel/procedure/procedure.ts';
import type { Json } from '../../../kernel/proof/canonical.ts';
import type { Directory } from '../../../platform/authorization/directory.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import type { Vault } from '../../../platform/personal/vault.ts';
import { type Appointment, capacitiesOn, type Post, type Reach, takesOn, type Unit } from '../domain/snapshot.ts';

const units = statement<{
  id: string;
  parent_id: string | null;
  code: string;
  name: string;
  from_on: string;
  to_on: string | null;
  seq: number;
}>(
  'directory.units',
  `select u.id, u.parent_id, u.code, u.name, u.from_on, u.to_on, s.seq from unit u
join stream s on s.agency_id = $1 and s.id = u.id where u.agency_id = $1 order by u.ordinal, u.code`,
);

const posts = statement<{
  id: string;
  unit_id: string;
  name: string;
  roles: Role[];
  reach: Reach;
  from_on: string;
  to_on: string | null;
  seq: number;
}>(
  'directory.posts',
  `select p.id, p.unit_id, p.name, p.roles, p.reach, p.from_on, p.to_on, s.seq from post p
join stream s on s.agency_id = $1 and s.id = p.id where p.agency_id = $1 order by p.name`,
);

const appointments = statement<{
  id: string;
  person_id: string;
  post_id: string;
  kind: Appointment['kind'];
  for_person_id: string | null;
  from_on: string;
  to_on: string | null;
  seq: number;
}>(
  'directory.appointments',
  `select a.id, a.person_id, a.post_id, a.kind, a.for_person_id, a.from_on, a.to_on, s.seq from appointment a
join stream s on s.agency_id = $1 and s.id = a.id where a.agency_id = $1`,
);

const people = statement<{ id: string; cipher: Buffer | null; wrapped: Buffer | null }>(
  'directory.people',
  `select p.id, v.cipher, k.wrapped from person p
left join personal v on v.agency_id = $1 and v.subject_id = p.id and v.commitment = p.name_commitment
left join data_key k on k.agency_id = $1 and k.subject_id = p.id
where p.agency_id = $1 order by p.id`,
);

export type DirectoryCopy = Directory & {
  units: readonly Unit[];
  posts: readonly Post[];
  people: readonly { id: string; name: string | null }[];
  appointments: readonly Appointment[];
};

const nameOf = (vault: Vault, cipher: Buffer | null, wrapped: Buffer | null): string | null => {
  if (!cipher || !wrapped) return null;
  const value: Json = vault.reveal(vault.unwrap(wrapped), cipher).value;
  return typeof value === 'string' ? value : null;
};

const grouped = (list: readonly Appointment[]): Map<string, Appointment[]> => {
  const byPerson = new Map<string, Appointment[]>();
  for (const each of list) byPerson.set(each.person, [...(byPerson.get(each.person) ?? []), each]);
  return byPerson;
};

const load = async (runner: Runner, vault: Vault, agency: string, version: number): Promise<DirectoryCopy> => {
  const [unitRows, postRows, appointmentRows, personRows] = await Promise.all([
    run(runner, units, agency),
    run(runner, posts, agency),
    run(runner, appointments, agency),
    run(runner, people, agency),
  ]);
  const unitList: Unit[] = unitRows.map((row) => ({
    id: row.id,
    parent: row.parent_id,
    code: row.code,
    name: row.name,
    from: row.from_on,
    to: row.to_on,
    seq: row.seq,
  }));
  const postList: Post[] = postRows.map((row) => ({
    id: row.id,
    unit: row.unit_id,
    name: row.name,
    roles: row.roles,
    reach: row.reach,
    from: row.from_on,
    to: row.to_on,
    seq: row.seq,
  }));
  const list: Appointment[] = appointmentRows.map((row) => ({
    id: row.id,
    person: row.person_id,
    post: row.post_id,
    kind: row.kind,
    forPerson: row.for_person_id,
    from: row.from_on,
    to: row.to_on,
    seq: row.seq,
  }));
  const names = new Map(personRows.map((row) => [row.id, nameOf(vault, row.cipher, row.wrapped)]));
  const organisation = {
    units: new Map(unitList.map((unit) => [unit.id, unit])),
    posts: new Map(postList.map((post) => [post.id, post])),
    appointments: grouped(list),
  };
  const footings = new Map<string, ReturnType<typeof capacitiesOn>>();
  return {
    version,
    units: unitList,
    posts: postList,
    appointments: list,
    people: [...names].map(([id, name]) => ({ id, name })),
    capacities(person, day) {
      const key = `${person}/${day}`;
      const known = footings.get(key);
      if (known) return known;
      // One day's answers are kept; yesterday's would only grow.
      if (footings.size > 5000) footings.clear();
      const made = capacitiesOn(organisation, person, day);
      footings.set(key, made);
      return made;
    },
    takes: (owner, day) => takesOn(organisation, owner, day),
    personName: (person) => names.get(person) ?? null,
    postName: (post) => organisation.posts.get(post)?.name ?? null,
    unitName: (unit) => organisation.units.get(unit)?.name ?? null,
    unitCode: (unit) => organisation.units.get(unit)?.code ?? null,
    hasPerson: (person) => names.has(person),
    hasUnit: (unit) => organisation.units.has(unit),
  };
};

/** Copies of agencies' directories, one each, read again when a request brings a newer version. */
export const createDirectories = (
  runner: Runner,
  vault: Vault,
): { of(agency: string, version: number): Promise<DirectoryCopy> } => {
  const copies = new Map<string, { version: number; copy: Promise<DirectoryCopy> }>();
  return {
    of(agency, version) {
      const held = copies.get(agency);
      if (held && held.version >= version) return held.copy;
      const copy = load(runner, vault, agency, version);
      copies.set(agency, { version, copy });
      copy.catch(() => copies.delete(agency));
      return copy;
    },
  };
};
