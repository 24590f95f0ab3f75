import type { FieldError } from '../../../kernel/refusal.ts';
import {
  type Change,
  common,
  endsBefore,
  type Kind,
  type Organisation,
  overlap,
  type Settings,
  type Span,
  withChanges,
} from './organisation.ts';

/** What a change would break, at which of its fields. */
export type Fault = FieldError & { kind: Kind; id: string };

type Say = (path: string, rule: string, limit?: number | string) => void;
type Check<K extends Kind> = (
  value: Settings[K],
  after: Organisation,
  say: Say,
  before: Settings[K] | undefined,
) => void;

/** What lies within another thing begins and ends with it at the latest. */
const within = (span: Span, around: Span | undefined, say: Say): void => {
  if (!around) return;
  if (span.from < around.from) say('from', 'beforeBegin', around.from);
  if (endsBefore(around.to, span.to)) say('to', 'afterEnd', around.to ?? '');
};

/** Things that would be left standing when what holds them ends, or would be older than it. */
const around = (span: Span, inside: readonly (Span | undefined)[], say: Say): void => {
  const left = inside.filter((each) => each && endsBefore(span.to, each.to)).length;
  if (left > 0) say('to', 'stillStands', left);
  const older = inside.filter((each) => each && each.from < span.from).length;
  if (older > 0) say('from', 'olderInside', older);
};

/** Parts of a relation that stands and may not become others; true = one would, and nothing more is worth saying. */
const fixed = <T extends object>(
  value: T,
  before: T | undefined,
  parts: readonly (keyof T & string)[],
  say: Say,
): boolean => {
  const moved = parts.filter((part) => before !== undefined && before[part] !== value[part]);
  for (const part of moved) say(part, 'fixed');
  return moved.length > 0;
};

/** No office is older, and no appointment is made for longer: a year mistyped is met here. */
const [firstDay, lastDay] = ['1900-01-01', '2199-12-31'];

const daysOf = ({ from, to }: Span, say: Say): void => {
  for (const [path, day] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (day !== null && (day < firstDay || day > lastDay)) say(path, 'dayRange', lastDay);
  if (to !== null && to < from) say('to', 'beforeFrom');
};

/** Others of a list that share a day with this one. */
const sharing = <T extends Span & { id: string }>(value: T, others: readonly T[] | undefined): T[] =>
  (others ?? []).filter((each) => each.id !== value.id && overlap(each, value));

const inCircle = (unit: string, after: Organisation): boolean => {
  const seen = new Set([unit]);
  for (let at = after.unit.get(unit)?.parent ?? null; at !== null; at = after.unit.get(at)?.parent ?? null) {
    if (at === unit) return true;
    // A circle further up is not this unit's fault, and ends here all the same.
    if (seen.has(at)) return false;
    seen.add(at);
  }
  return false;
};

const unit: Check<'unit'> = (value, after, say) => {
  const above = value.parent === null ? undefined : after.unit.get(value.parent);
  if (value.parent !== null && !above) say('parent', 'unknownId');
  else if (inCircle(value.id, after)) say('parent', 'circle');
  else within(value, above, say);
  around(
    value,
    [
      ...(after.unitsBelow.get(value.id) ?? []),
      ...(after.postsIn.get(value.id) ?? []),
      ...(after.chargesOver.get(value.id) ?? []),
      ...(after.pairingsAt.get(value.id) ?? []),
    ],
    say,
  );
};

const post: Check<'post'> = (value, after, say) => {
  const at = after.unit.get(value.unit);
  if (!at) say('unit', 'unknownId');
  within(value, at, say);
  around(value, [...(after.appointmentsOn.get(value.id) ?? []), ...(after.chargesFrom.get(value.id) ?? [])], say);
};

/** Does standing in for somebody lead, over those they stand in for on the same days, back to the person? */
const standsInForSelf = (value: Settings['appointment'], after: Organisation): boolean => {
  const leads = (forPerson: string, days: Span, met: ReadonlySet<string>): boolean =>
    (after.appointmentsOf.get(forPerson) ?? []).some((each) => {
      const both = each.forPerson === null ? null : common(days, each);
      if (both === null || each.forPerson === null) return false;
      if (each.forPerson === value.person) return true;
      return !met.has(each.forPerson) && leads(each.forPerson, both, new Set([...met, each.forPerson]));
    });
  return value.forPerson !== null && leads(value.forPerson, value, new Set([value.forPerson]));
};

const substitute = (value: Settings['appointment'], after: Organisation, say: Say): void => {
  const { forPerson } = value;
  if (value.to === null) say('to', 'required');
  if (forPerson === null) say('forPerson', 'required');
  else if (forPerson === value.person) say('forPerson', 'self');
  else if (!after.person.has(forPerson)) say('forPerson', 'unknownId');
  else {
    // As holder, deputy or a substitute on that post: substitutes may be stood in for as well.
    const held = (after.appointmentsOf.get(forPerson) ?? []).some(
      (each) => each.post === value.post && overlap(each, value),
    );
    if (!held) say('forPerson', 'notAppointed');
    if (standsInForSelf(value, after)) say('forPerson', 'circle');
  }
};

const appointment: Check<'appointment'> = (value, after, say, before) => {
  // An appointment that stands only ends; somebody else, or another post, is another appointment.
  if (fixed(value, before, ['person', 'post', 'kind', 'forPerson', 'from'], say)) return;
  if (!after.person.has(value.person)) say('person', 'unknownId');
  const at = after.post.get(value.post);
  if (!at) say('post', 'unknownId');
  within(value, at, say);
  if (value.kind === 'substitute') {
    substitute(value, after, say);
    return;
  }
  if (value.forPerson !== null) say('forPerson', 'onlySubstitute');
  const others = sharing(value, after.appointmentsOn.get(value.post)).filter((each) => each.kind !== 'substitute');
  if (others.some((each) => each.person === value.person)) say('person', 'overlap');
  // AB岗: one deputy, so that everybody knows who it is when the holder is away.
  else if (value.kind === 'deputy' && others.some((each) => each.kind === 'deputy')) say('post', 'deputyTwice');
};

const charge: Check<'charge'> = (value, after, say, before) => {
  if (fixed(value, before, ['person', 'post', 'unit', 'from'], say)) return;
  const at = after.post.get(value.post);
  if (!after.person.has(value.person)) say('person', 'unknownId');
  if (!at) say('post', 'unknownId');
  else if (!at.roles.includes('leader')) say('post', 'notLeader');
  if (after.person.has(value.person) && at) {
    const held = (after.appointmentsOf.get(value.person) ?? []).some(
      (each) => each.post === value.post && each.kind !== 'substitute' && overlap(each, value),
    );
    if (!held) say('person', 'notAppointed');
    within(value, at, say);
  }
  const over = after.unit.get(value.unit);
  if (!over) say('unit', 'unknownId');
  within(value, over, say);
  if (sharing(value, after.chargesOver.get(value.unit)).length > 0) say('unit', 'chargeTwice');
};

const team: Check<'team'> = (value, after, say, before) => {
  if (fixed(value, before, ['kind'], say)) return;
  if (value.unit !== null && !after.unit.has(value.unit)) say('unit', 'unknownId');
  if (value.kind === 'taskForce' && value.task === null) say('task', 'required');
  if (value.kind === 'branch' && value.term !== null) say('term', 'onlyTaskForce');
  if (value.term !== null && value.term < value.from) say('term', 'beforeFrom');
};

const member: Check<'member'> = (value, after, say, before) => {
  if (fixed(value, before, ['team', 'person', 'from'], say)) return;
  const at = after.team.get(value.team);
  if (!at) say('team', 'unknownId');
  if (!after.person.has(value.person)) say('person', 'unknownId');
  // Members end with their team; only their beginning can be wrong.
  if (at && value.from < at.from) say('from', 'beforeBegin', at.from);
  if (at && at.kind !== 'branch' && value.role === 'committee') say('role', 'onlyBranch');
  const others = sharing(value, after.membersOf.get(value.team));
  if (others.some((each) => each.person === value.person)) say('person', 'overlap');
  else if (value.role === 'lead' && others.some((each) => each.role === 'lead')) say('role', 'leadTwice');
};

const pairing: Check<'pairing'> = (value, after, say, before) => {
  if (fixed(value, before, ['person', 'unit', 'with', 'from'], say)) return;
  if ((value.person === null) === (value.unit === null)) say('person', 'personOrUnit');
  if (value.person !== null && !after.person.has(value.person)) say('person', 'unknownId');
  if (value.unit !== null && !after.unit.has(value.unit)) say('unit', 'unknownId');
  const at = after.unit.get(value.with);
  if (!at) say('with', 'unknownId');
  if (value.unit === value.with) say('with', 'self');
  within(value, at, say);
  const same = sharing(value, after.pairingsAt.get(value.with)).some(
    (each) => each.person === value.person && each.unit === value.unit,
  );
  if (same) say('with', 'overlap');
};

const checks: { [K in Kind]: Check<K> } = {
  unit,
  post,
  person: () => undefined,
  appointment,
  charge,
  team,
  member,
  pairing,
};

/** Names that may be borne once: codes of units, staff numbers, names of teams that stand at the same time. */
const taken = (changes: readonly Change[], after: Organisation, add: (change: Change, path: string) => void): void => {
  const codes = Map.groupBy(after.unit.values(), (each) => each.code);
  const numbers = Map.groupBy(after.person.values(), (each) => each.number ?? '');
  const teams = Map.groupBy(after.team.values(), (each) => `${each.kind} ${each.name}`);
  for (const change of changes) {
    const { kind, value } = change;
    if (kind === 'unit' && (codes.get(value.code)?.length ?? 0) > 1) add(change, 'code');
    if (kind === 'person' && value.number !== null && (numbers.get(value.number)?.length ?? 0) > 1)
      add(change, 'number');
    if (
      kind === 'team' &&
      sharing(after.team.get(value.id) ?? { ...value, seq: 0 }, teams.get(`${value.kind} ${value.name}`)).length > 0
    )
      add(change, 'name');
  }
};

/** Everything these changes together would break, all at once; none = they may be made. */
export const faultsOf = (before: Organisation, changes: readonly Change[]): Fault[] => {
  const after = withChanges(before, changes);
  const faults: Fault[] = [];
  for (const { kind, value } of changes) {
    const say: Say = (path, rule, limit) =>
      faults.push({ kind, id: value.id, path, rule, ...(limit !== undefined && { limit }) });
    if ('from' in value) daysOf(value, say);
    (checks[kind] as Check<Kind>)(value as never, after, say, before[kind].get(value.id) as never);
  }
  taken(changes, after, (change, path) => faults.push({ kind: change.kind, id: change.value.id, path, rule: 'taken' }));
  return faults;
};
