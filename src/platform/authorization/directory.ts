import type { Capacity, Owner } from '../../kernel/matter/matter.ts';
import type { Role } from '../../kernel/procedure/procedure.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AgencySettings } from '../settings/settings.ts';

/**
 * What the platform needs to know of an agency's people and units. The `directory` module fills it; a copy is valid as long as
 * its version is the one the session query brings along, so no request reads the directory twice.
 */
export type Directory = {
  version: number;
  /** Footings a person may act on that day: own appointments first, then those as a substitute. */
  capacities(person: string, day: string): readonly Capacity[];
  /** May this person in this post be made answerable that day? */
  takes(owner: Owner, day: string): Refusal | null;
  /** The leader in charge 分管 of a unit that day: named for it, or for the nearest unit above that has one. */
  chargeOf(unit: string, day: string): Owner | null;
  /** Holders and deputies, holders first, whose post carries the role and reaches the unit that day. */
  peopleWithRole(role: Role, unit: string, day: string): readonly Owner[];
  /** Who leads a unit that day: of those who answer in its own posts the first, else the leader in charge of it. */
  headOf(unit: string, day: string): Owner | null;
  /** Units that stand that day, each with whether it stands beside this one: under the same unit, or as high where there is none. */
  unitsAround(unit: string, day: string): readonly { id: string; beside: boolean }[];
  /** The unit and all below it. */
  unitsUnder(unit: string): ReadonlySet<string>;
  /** Who acts in somebody's place that day. */
  standInsFor(person: string, day: string): readonly string[];
  personName(person: string): string | null;
  postName(post: string): string | null;
  unitName(unit: string): string | null;
  unitCode(unit: string): string | null;
  hasPerson(person: string): boolean;
  hasUnit(unit: string): boolean;
};

export type Directories = { of(agency: string, version: number): Promise<Directory> };

export type Agency = {
  id: string;
  code: string;
  name: string;
  origin: string;
  demonstration: boolean;
};

/** Who asks: a signed-in human of one agency with today's footings. */
export type Viewer = {
  agency: Agency;
  person: string;
  capacities: readonly Capacity[];
  directory: Directory;
  settings: AgencySettings;
};
