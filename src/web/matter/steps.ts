import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ActionView, EventView, MatterView } from '../../kernel/view/view.ts';

export type Step = { state: string; kind: 'was' | 'now' | 'ahead'; at: string | null };

/** States beside the way: what a matter is dropped into, and where it only waits; they show when a matter stands in one. */
const aside = (procedure: Procedure, state: string): boolean => {
  const found = procedure.states[state];
  return found?.dropped === true || found?.aside === true || found?.clock === 'paused';
};

const wayOf = (procedure: Procedure, state: string): string[] =>
  Object.keys(procedure.states).filter((each) => each === state || !aside(procedure, each));

/** The way of a matter from its table: what lies behind it (with the day it was last reached), where it stands, what is ahead. */
export const stepsOf = (procedure: Procedure, state: string, events: readonly EventView[]): Step[] => {
  const reachedAt = (each: string) => events.findLast(({ state: moved }) => moved?.to === each && moved.from !== each);
  // What was dropped came no further than it came: no step that it never took lies behind it.
  const isDropped = procedure.states[state]?.dropped === true;
  const way = wayOf(procedure, state).filter((each) => !isDropped || each === state || reachedAt(each));
  const now = way.indexOf(state);
  return way.map((each, index) => {
    const reached = reachedAt(each);
    const kind = index === now ? 'now' : index < now ? 'was' : 'ahead';
    return { state: each, kind, at: kind === 'ahead' ? null : (reached?.occurredAt ?? null) };
  });
};

const stepOf = (procedure: Procedure, { action }: Pick<ActionView, 'action'>) =>
  procedure.actions[action]?.request?.step;

/**
 * The one button that leads on: of what is allowed, the action that reaches furthest along the way. Requests, pauses, going
 * back and what leaves an open matter where it stands are never it; out of a pause, going on is. Where what leads on waits for
 * something else that may be done here (a hazard for being looked at again), that comes first.
 */
export const primaryOf = (procedure: Procedure, matter: Pick<MatterView, 'state' | 'actions'>): string | null => {
  const way = wayOf(procedure, matter.state);
  const from = aside(procedure, matter.state) ? 0 : way.indexOf(matter.state);
  const reach = ({ action }: ActionView) => {
    const isOver = procedure.states[matter.state]?.final === true;
    const next = procedure.actions[action]?.next ?? (isOver ? matter.state : '');
    return next !== matter.state && aside(procedure, next) ? -1 : way.indexOf(next);
  };
  const own = matter.actions.filter((each) => stepOf(procedure, each) === undefined);
  const onward = own.filter((each) => !procedure.actions[each.action]?.aside && reach(each) >= from);
  const furthest = (of: readonly ActionView[]): ActionView | null =>
    of.reduce<ActionView | null>((best, each) => (best && reach(best) >= reach(each) ? best : each), null);
  const first = furthest(onward.filter(({ refusal }) => refusal === null));
  if (first) return first.action;
  const waiting = furthest(onward.filter((each) => reach(each) > from && each.refusal?.code === 'ruleBroken'));
  const goesBack = ({ action }: ActionView) => {
    const next = procedure.actions[action]?.next;
    return next !== undefined && !aside(procedure, next) && way.indexOf(next) < from;
  };
  const mending = own.find((each) => each.action === waiting?.refusal?.mend);
  return mending && mending.refusal === null && !goesBack(mending) ? mending.action : null;
};

/** What leads on for whoever reads: the one button; where there is none, the answer to an open request. */
export const leadingOf = (procedure: Procedure, matter: Pick<MatterView, 'state' | 'actions'>): string | null =>
  primaryOf(procedure, matter) ??
  matter.actions.find((each) => each.refusal === null && stepOf(procedure, each) === 'grant')?.action ??
  null;

export type Sorted = {
  granted: ActionView[];
  refused: ActionView[];
  /** What may be asked for, and what may not with the reason. */
  asks: ActionView[];
  others: ActionView[];
  elsewhere: ActionView[];
};

/**
 * Allowed now; refused here with a reason worth reading (a rule, the same human, or the very step that leads on); what may be
 * asked for; what simply is other people's to do; and what belongs to other states. Answers to open requests stand with those.
 */
export const sortActions = (procedure: Procedure, matter: Pick<MatterView, 'state' | 'actions'>): Sorted => {
  const primary = primaryOf(procedure, matter);
  const belongs = ({ action }: ActionView) => {
    const from = procedure.actions[action]?.from;
    return from === undefined || from === 'new' || from.includes(matter.state);
  };
  const isAsk = (each: ActionView) => stepOf(procedure, each) === 'ask';
  const isOwn = (each: ActionView) => [undefined, 'undo'].includes(stepOf(procedure, each));
  const own = matter.actions.filter(isOwn);
  const asks = matter.actions.filter(isAsk);
  const granted = own.filter(({ refusal }) => refusal === null);
  const refused = [...own, ...asks].filter(({ refusal }) => refusal !== null);
  const here = refused.filter(belongs);
  const onward = primaryOf(procedure, { ...matter, actions: here.map((each) => ({ ...each, refusal: null })) });
  const way = Object.keys(procedure.states);
  const leadsOn = ({ action }: ActionView) =>
    action === onward && way.indexOf(procedure.actions[action]?.next ?? '') > way.indexOf(matter.state);
  const isOthers = (each: ActionView) => each.refusal?.rule === 'who' && !leadsOn(each);
  return {
    granted: [...granted].sort((a, b) => Number(b.action === primary) - Number(a.action === primary)),
    refused: here.filter((each) => !isOthers(each) && !isAsk(each)),
    asks: asks
      .filter((each) => each.refusal === null || (belongs(each) && !isOthers(each)))
      .sort((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null)),
    others: here.filter(isOthers),
    elsewhere: refused.filter((each) => !belongs(each)),
  };
};

/** Steps of an open request that somebody takes: the answers, and taking it back. */
export const answersTo = (
  procedure: Procedure,
  matter: Pick<MatterView, 'actions'>,
  kind: string,
): { granted: ActionView[]; refused: ActionView | null } => {
  const steps = matter.actions.filter(({ action }) => {
    const request = procedure.actions[action]?.request;
    return request?.kind === kind && request.step !== 'ask' && request.step !== 'undo';
  });
  const granting = steps.find((each) => stepOf(procedure, each) === 'grant') ?? null;
  return {
    granted: steps.filter(({ refusal }) => refusal === null),
    refused: granting?.refusal && granting.refusal.rule !== 'who' ? granting : null,
  };
};
