import type { Action, Procedure, Relation, Who } from '../procedure/procedure.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Actor, Capacity, Context, Matter } from './matter.ts';

const inScope = (capacity: Capacity, unit: string): boolean => capacity.scope === 'agency' || capacity.scope.has(unit);

const isWho = (who: Who, matter: Matter, actor: Actor, capacity: Capacity, context: Context): boolean => {
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
    case 'staff':
      return inScope(capacity, matter.unit);
    default:
      return capacity.roles.includes(who) && inScope(capacity, matter.unit);
  }
};

const humans = (relation: Relation, matter: Matter, context: Context): string[] => {
  switch (relation) {
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

export const sameHumanRefusal = (
  name: string,
  action: Action,
  matter: Matter,
  actor: Actor,
  context: Context,
): Refusal | null => {
  const own = selves(actor);
  for (const relation of action.notSameAs ?? [])
    if (humans(relation, matter, context).some((person) => own.has(person)))
      return refuse('sameHuman', `notSameAs.${relation}`, { action: name, relation }, { mend: 'otherPerson' }).refusal;
  return null;
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
  const found = open.find((capacity) => action.who.some((who) => isWho(who, matter, actor, capacity, context)));
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
