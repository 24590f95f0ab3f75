import { sameHumanRefusal } from '../matter/guard.ts';
import type { Actor, Context, Matter } from '../matter/matter.ts';
import { takerOf } from '../matter/requests.ts';
import { isFinal, type Procedure, type Who } from '../procedure/procedure.ts';
import { requestAction } from '../procedure/requests.ts';

/** Somebody a matter waits for, or who waits for it: a person, or whoever carries a role for its unit. */
export type Seat = {
  seat: string;
  kind: 'turn' | 'request' | 'waiting';
  person: string | null;
  role: string | null;
  unit: string;
  since: string;
};

const personFor = (who: Who, matter: Matter, request: Record<string, unknown> | null): string | null => {
  switch (who) {
    case 'owner':
      return matter.owner.person;
    case 'registrar':
      return matter.registrar;
    case 'taker':
      return request ? (takerOf(request)?.person ?? null) : null;
    default:
      return null;
  }
};

const unnamed = new Set<Who>(['owner', 'registrar', 'named', 'staff', 'asker', 'taker', 'invited']);

const askers = (matter: Matter, kind: string): (string | null | undefined)[] => {
  const open = matter.requests?.[kind];
  return [open?.asker, open?.onBehalfOf];
};

/** The kind of request a seat is about, from its name; `null` for turns and for those who wait. */
export const requestOfSeat = ({ seat, kind }: Pick<Seat, 'seat' | 'kind'>): string | null =>
  kind === 'request' ? (seat.slice('request/'.length).split('.')[0] ?? null) : null;

/**
 * Is there anything in a seat that these humans may take? A role is asked as a whole, but whoever may not decide about their
 * own has nothing to do there; a person's own seat is always theirs.
 */
export const isOpenTo = (
  procedure: Procedure,
  matter: Matter,
  seat: Pick<Seat, 'seat' | 'kind' | 'role'>,
  actor: Actor,
  context: Pick<Context, 'children'>,
): boolean => {
  const { role } = seat;
  if (role === null) return true;
  const request = requestOfSeat(seat);
  const names = request
    ? [requestAction('grant', request)]
    : Object.entries(procedure.actions).flatMap(([name, action]) =>
        action.from !== 'new' &&
        !action.request &&
        !action.aside &&
        action.from.includes(matter.state) &&
        action.who.some((who) => who === role)
          ? [name]
          : [],
      );
  return names.some((name) => {
    const action = procedure.actions[name];
    return action !== undefined && sameHumanRefusal(name, action, matter, actor, context) === null;
  });
};

/**
 * Who has to do something about a matter and who waits: whose turn its state says, who decides each open request, and, waiting
 * for others, who answers for it, who registered it and who asked. Nobody waits for themselves. Of a confidential matter only roles that may read it
 * are asked.
 */
export const seatsOf = (procedure: Procedure, matter: Matter): Seat[] => {
  const isOver = isFinal(procedure, matter.state);
  if (isOver && Object.keys(matter.requests ?? {}).length === 0) return [];
  const seats = new Map<string, Seat>();
  const add = (kind: Seat['kind'], key: string, person: string | null, role: string | null, since: string): void => {
    const seat = `${kind}/${key}`;
    if (!seats.has(seat)) seats.set(seat, { seat, kind, person, role, unit: matter.unit, since });
  };
  const ask = (
    kind: 'turn' | 'request',
    key: string,
    who: Who,
    since: string,
    request: Record<string, unknown> | null,
  ) => {
    // Whoever has a seat may read the matter: of a confidential one a taker hears only when others have granted it.
    if (who === 'taker' && matter.confidential) return;
    const person = personFor(who, matter, request);
    // Who asked that it be given to themselves has no say in it; others have.
    if (kind === 'request' && person !== null && askers(matter, key).includes(person)) return;
    if (person) return add(kind, key, person, null, since);
    if (unnamed.has(who)) return;
    // Who answers for the matter above is found when it is asked: that one changes without this matter moving.
    const roles = matter.confidential && who !== 'parentOwner' ? (procedure.confidentialRoles ?? []) : [who];
    for (const role of roles) add(kind, `${key}.${role}`, null, role, since);
  };
  const { turn } = procedure.states[matter.state] ?? { turn: null };
  const since = matter.since ?? matter.recordedAt;
  if (turn) ask('turn', 'now', turn, since, null);
  for (const [kind, open] of Object.entries(matter.requests ?? {}))
    for (const who of procedure.requests?.[kind]?.grants ?? []) ask('request', kind, who, open.at, open.data);
  const doing = new Set([...seats.values()].map((seat) => seat.person));
  for (const human of isOver ? [] : [matter.owner.person, matter.registrar])
    if (!doing.has(human)) add('waiting', human, human, null, since);
  for (const open of Object.values(matter.requests ?? {})) {
    const asker = open.onBehalfOf ?? open.asker;
    if (!seats.has('turn/now') || seats.get('turn/now')?.person !== asker) add('waiting', asker, asker, null, open.at);
  }
  return [...seats.values()];
};
