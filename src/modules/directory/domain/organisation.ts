import type { Role } from '../../../kernel/procedure/procedure.ts';

/** First and last day are both inside; no last day = still going on. */
export type Span = { from: string; to: string | null };
export const reaches = ['own', 'unit', 'subtree', 'agency'] as const;
export type Reach = (typeof reaches)[number];
export const dutyKinds = ['business', 'party'] as const;
/** One post, two duties 一岗双责: what the post does in its business and what it does for conduct and party. */
export type Duty = { kind: (typeof dutyKinds)[number]; text: string };
export const appointmentKinds = ['holder', 'deputy', 'substitute'] as const;
export type AppointmentKind = (typeof appointmentKinds)[number];
export const teamKinds = ['branch', 'taskForce'] as const;
export type TeamKind = (typeof teamKinds)[number];
export const teamRoles = ['lead', 'deputy', 'committee', 'member'] as const;
export type TeamRole = (typeof teamRoles)[number];

/** What each kind of setting stream holds, newest state. Every relation has its days. */
export type Settings = {
  unit: Span & { id: string; parent: string | null; code: string; name: string; ordinal: number };
  post: Span & {
    id: string;
    unit: string;
    name: string;
    roles: readonly Role[];
    reach: Reach;
    duties: readonly Duty[];
  };
  /** Name and staff number stand under the person's key; null once erased. */
  person: { id: string; name: string | null; number: string | null };
  /** `deputy` is the B of AB岗; a substitute acts in the place of `forPerson`, in that one's post. */
  appointment: Span & {
    id: string;
    person: string;
    post: string;
    kind: AppointmentKind;
    forPerson: string | null;
  };
  /** Leader in charge of a unit 分管, in a leader's post. */
  charge: Span & { id: string; person: string; post: string; unit: string };
  /** Party branch or task force; `term` is the planned last day, `to` the day it was dissolved. */
  team: Span & {
    id: string;
    kind: TeamKind;
    name: string;
    task: string | null;
    unit: string | null;
    term: string | null;
  };
  member: Span & { id: string; team: string; person: string; role: TeamRole };
  /** Paired contact 挂点: either a leader or a department, with a grassroots unit. */
  pairing: Span & { id: string; person: string | null; unit: string | null; with: string };
};
export type Kind = keyof Settings;
export const kinds = ['unit', 'post', 'person', 'appointment', 'charge', 'team', 'member', 'pairing'] as const;

/** A setting as it stands, with the sequence of its stream: events that rest on it name that version. */
export type Stands<K extends Kind> = Settings[K] & { seq: number };
export type Unit = Stands<'unit'>;
export type Post = Stands<'post'>;
export type Appointment = Stands<'appointment'>;

export type Change = { [K in Kind]: { kind: K; value: Settings[K] } }[Kind];

export type Parts = { readonly [K in Kind]: readonly Stands<K>[] };
type ById = { readonly [K in Kind]: ReadonlyMap<string, Stands<K>> };

/** The whole organisation, with what is asked of it found by key. */
export type Organisation = ById & {
  /** Units right below, by the unit above. */
  unitsBelow: ReadonlyMap<string, readonly Unit[]>;
  postsIn: ReadonlyMap<string, readonly Post[]>;
  appointmentsOf: ReadonlyMap<string, readonly Appointment[]>;
  appointmentsOn: ReadonlyMap<string, readonly Appointment[]>;
  chargesOver: ReadonlyMap<string, readonly Stands<'charge'>[]>;
  chargesFrom: ReadonlyMap<string, readonly Stands<'charge'>[]>;
  membersOf: ReadonlyMap<string, readonly Stands<'member'>[]>;
  pairingsAt: ReadonlyMap<string, readonly Stands<'pairing'>[]>;
};

const byId = <T extends { id: string }>(list: readonly T[]): Map<string, T> =>
  new Map(list.map((each) => [each.id, each]));

const grouped = <T>(list: Iterable<T>, key: (each: T) => string | null): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const each of list) {
    const name = key(each);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(each);
    else groups.set(name, [each]);
  }
  return groups;
};

const index = (all: ById): Organisation => ({
  ...all,
  unitsBelow: grouped(all.unit.values(), (each) => each.parent),
  postsIn: grouped(all.post.values(), (each) => each.unit),
  appointmentsOf: grouped(all.appointment.values(), (each) => each.person),
  appointmentsOn: grouped(all.appointment.values(), (each) => each.post),
  chargesOver: grouped(all.charge.values(), (each) => each.unit),
  chargesFrom: grouped(all.charge.values(), (each) => each.post),
  membersOf: grouped(all.member.values(), (each) => each.team),
  pairingsAt: grouped(all.pairing.values(), (each) => each.with),
});

export const organise = (parts: Partial<Parts>): Organisation =>
  index({
    unit: byId(parts.unit ?? []),
    post: byId(parts.post ?? []),
    person: byId(parts.person ?? []),
    appointment: byId(parts.appointment ?? []),
    charge: byId(parts.charge ?? []),
    team: byId(parts.team ?? []),
    member: byId(parts.member ?? []),
    pairing: byId(parts.pairing ?? []),
  });

/** The organisation with these changes made; each moves its stream on by one. */
export const withChanges = (before: Organisation, changes: readonly Change[]): Organisation => {
  const maps = Object.fromEntries(kinds.map((kind) => [kind, new Map<string, object>(before[kind])])) as Record<
    Kind,
    Map<string, object>
  >;
  for (const { kind, value } of changes) {
    const seq = (before[kind].get(value.id)?.seq ?? 0) + 1;
    maps[kind].set(value.id, { ...value, seq });
  }
  return index(maps as unknown as ById);
};

export const holdsOn = (span: Span, day: string): boolean => span.from <= day && (span.to === null || day <= span.to);

/** Have the two a day in common? */
export const overlap = (a: Span, b: Span): boolean =>
  (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);

/** The days that both have; null = none. */
export const common = (a: Span, b: Span): Span | null => {
  if (!overlap(a, b)) return null;
  const [, from = a.from] = [a.from, b.from].sort();
  const [to = null] = [a.to, b.to].filter((end) => end !== null).sort();
  return { from, to };
};

export const endsBefore = (to: string | null, other: string | null): boolean =>
  to !== null && (other === null || to < other);

export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
