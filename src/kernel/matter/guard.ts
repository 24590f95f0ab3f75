import type { Action, Procedure, Relation, Who } from '../procedure/procedure.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Actor, Capacity, Context, Matter, OpenRequest } from './matter.ts';
import { takerOf } from './requests.ts';

const openRequest = (action: Action, matter: Matter): OpenRequest | null =>
  action.request ? (matter.requests?.[action.request.kind] ?? null) : null;

const inScope = (capacity: Capacity, unit: string): boolean => capacity.scope === 'agency' || capacity.scope.has(unit);

const isWho = (
  who: Who,
  matter: Matter,
  actor: Actor,
  capacity: Capacity,
  context: Context,
  request: OpenRequest | null,
): boolean => {
  // A substitute is the person stood in for, in everything that person may do, but never more.
  const human = capacity.onBehalfOf ?? actor.person;
  switch (who) {
    case 'owner':
      return matter.owner.person === human && matter.owner.post === capacity.post;
    case 'parentOwner':
      return (
        context.parent !== null && context.parent.owner.person === human && context.parent.owner.post === capacity.post
      );
    case 'registrar':
      return matter.registrar === human;
    case 'named':
      return matter.answered.includes(actor.person);
    case 'asker':
      return request !== null && (request.onBehalfOf ?? request.asker) === human;
    case 'taker': {
      const taker = request && takerOf(request.data);
      return taker !== null && taker.person === human && taker.post === capacity.post;
    }
    // Nobody who works here is ever an invited outsider.
    case 'invited':
      return false;
    case 'staff':
      return inScope(capacity, matter.unit);
    default:
      return capacity.roles.includes(who) && inScope(capacity, matter.unit);
  }
};

const humans = (
  relation: Relation,
  matter: Matter,
  context: Pick<Context, 'children'>,
  request: OpenRequest | null,
): string[] => {
  switch (relation) {
    case 'asker':
      return request ? [request.asker, ...(request.onBehalfOf ? [request.onBehalfOf] : [])] : [];
    case 'owner':
      return [matter.owner.person];
    case 'standIn':
      return matter.answered;
    case 'registrar':
      return [matter.registrar];
    case 'measureOwner':
      return context.children.flatMap((child) => [child.owner.person, ...child.answered]);
    case 'evidenceGiver':
      return [
        ...matter.evidence.flatMap((piece) => (piece.onBehalfOf ? [piece.by, piece.onBehalfOf] : [piece.by])),
        ...context.children.flatMap((child) => child.evidenceBy),
      ];
  }
};

/** Every human this person is or stands in for today: acting under one's own post while standing in for the owner is no way round. */
const selves = (actor: Actor): Set<string> =>
  new Set([
    actor.person,
    ...actor.capacities.flatMap((capacity) => (capacity.onBehalfOf ? [capacity.onBehalfOf] : [])),
  ]);

const partsOf = ({ parts }: Action, children: Context['children']): Context['children'] =>
  parts ? children.filter(({ procedure }) => parts.includes(procedure)) : children;

export const sameHumanRefusal = (
  name: string,
  action: Action,
  matter: Matter,
  actor: Actor,
  context: Pick<Context, 'children'>,
): Refusal | null => {
  const own = selves(actor);
  const request = openRequest(action, matter);
  const children = partsOf(action, context.children);
  for (const relation of action.notSameAs ?? [])
    if (humans(relation, matter, { children }, request).some((person) => own.has(person)))
      return refuse('sameHuman', `notSameAs.${relation}`, { action: name, relation }, { mend: 'otherPerson' }).refusal;
  return null;
};

/** May these humans read what an action kept discreet? By role over the matter's unit, and never where the table bars them. */
export const mayReadDiscreet = (
  action: Action,
  matter: Matter,
  actor: Actor,
  context: Pick<Context, 'children'>,
): boolean => {
  if (!action.discreet) return true;
  const { shownTo, never } = action.discreet;
  const own = selves(actor);
  const children = partsOf(action, context.children);
  return (
    actor.capacities.some((each) => each.roles.some((role) => shownTo.includes(role)) && inScope(each, matter.unit)) &&
    !never.some((relation) => humans(relation, matter, { children }, null).some((person) => own.has(person)))
  );
};

export const capacityFor = (
  procedure: Procedure,
  name: string,
  action: Action,
  matter: Matter,
  actor: Actor,
  context: Context,
  wanted?: { post?: string | undefined; onBehalfOf?: string | null | undefined },
): Capacity | Refusal => {
  const open = actor.capacities.filter(
    (capacity) =>
      (wanted?.post === undefined || capacity.post === wanted.post) &&
      (wanted?.onBehalfOf === undefined || capacity.onBehalfOf === wanted.onBehalfOf),
  );
  const request = openRequest(action, matter);
  const found = open.find((capacity) =>
    action.who.some((who) => isWho(who, matter, actor, capacity, context, request)),
  );
  return (
    found ??
    refuse(
      'notAllowed',
      'who',
      { procedure: procedure.code, action: name, who: [...action.who] },
      { mend: 'otherPerson' },
    ).refusal
  );
};
