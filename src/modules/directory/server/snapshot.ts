import type { Capacity, Owner } from '../../../kernel/matter/matter.ts';
import type { Directory } from '../../../platform/authorization/directory.ts';
import type { Runner } from '../../../platform/database/statement.ts';
import type { Vault } from '../../../platform/personal/vault.ts';
import { headOn, unitsAroundOn, unitsOf } from '../domain/heads.ts';
import type { Appointment, Organisation, Post, Unit } from '../domain/organisation.ts';
import { organise } from '../domain/organisation.ts';
import { capacitiesOn, chargeOn, peopleWith, standInsOn, takesOn } from '../domain/snapshot.ts';
import { type Revealed, readParts } from './rows.ts';

export type DirectoryCopy = Directory & {
  organisation: Organisation;
  units: readonly Unit[];
  posts: readonly Post[];
  people: readonly { id: string; name: string | null; number: string | null }[];
  appointments: readonly Appointment[];
};

/** Answers of one copy, kept until there are too many: yesterday's would only grow. */
const remembered = <T>(most: number, make: (...asked: string[]) => T): ((...asked: string[]) => T) => {
  const known = new Map<string, T>();
  return (...asked) => {
    const key = asked.join('/');
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size > most) known.clear();
    const made = make(...asked);
    known.set(key, made);
    return made;
  };
};

type Loaded = { copy: DirectoryCopy; revealed: Revealed };

const load = async (
  runner: Runner,
  vault: Vault,
  agency: string,
  version: number,
  before: Revealed,
): Promise<Loaded> => {
  const { parts, revealed } = await readParts(runner, vault, agency, before);
  const organisation = organise(parts);
  const { unit, post, person } = organisation;
  const capacities = remembered<readonly Capacity[]>(Math.max(5000, 3 * person.size), (who = '', day = '') =>
    capacitiesOn(organisation, who, day),
  );
  const withRole = remembered<readonly Owner[]>(1000, (role = '', at = '', day = '') =>
    peopleWith(organisation, role as Parameters<Directory['peopleWithRole']>[0], at, day),
  );
  const standIns = remembered<ReadonlyMap<string, readonly string[]>>(3, (day = '') => standInsOn(organisation, day));
  const copy: DirectoryCopy = {
    version,
    organisation,
    units: parts.unit,
    posts: parts.post,
    people: parts.person,
    appointments: parts.appointment,
    capacities: (who, day) => capacities(who, day),
    takes: (owner, day) => takesOn(organisation, owner, day),
    chargeOf: (at, day) => chargeOn(organisation, at, day),
    peopleWithRole: (role, at, day) => withRole(role, at, day),
    headOf: (at, day) => headOn(organisation, at, day),
    unitsAround: (at, day) => unitsAroundOn(organisation, at, day),
    unitsUnder: (at) => unitsOf(organisation, at),
    standInsFor: (who, day) => standIns(day).get(who) ?? [],
    personName: (id) => person.get(id)?.name ?? null,
    postName: (id) => post.get(id)?.name ?? null,
    unitName: (id) => unit.get(id)?.name ?? null,
    unitCode: (id) => unit.get(id)?.code ?? null,
    hasPerson: (id) => person.has(id),
    hasUnit: (id) => unit.has(id),
  };
  return { copy, revealed };
};

export type DirectoryCopies = { of(agency: string, version: number): Promise<DirectoryCopy> };

/** Copies of agencies' directories, one each, read again when a request brings a newer version. */
export const createDirectories = (runner: Runner, vault: Vault): DirectoryCopies => {
  const copies = new Map<string, { version: number; loaded: Promise<Loaded> }>();
  return {
    async of(agency, version) {
      const held = copies.get(agency);
      if (held && held.version >= version) return (await held.loaded).copy;
      const revealed = held?.loaded.then(
        (before) => before.revealed,
        () => new Map<string, string>(),
      );
      const loaded = Promise.resolve(revealed ?? new Map<string, string>()).then((before) =>
        load(runner, vault, agency, version, before),
      );
      copies.set(agency, { version, loaded });
      loaded.catch(() => copies.delete(agency));
      return (await loaded).copy;
    },
  };
};
