import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ActionView, EventView, MatterView } from '../../kernel/view/view.ts';

export type Step = { state: string; kind: 'was' | 'now' | 'ahead'; at: string | null };

/** States that only voiding leads to are no step of the way; they show when a matter stands in one. */
const aside = (procedure: Procedure, state: string): boolean => {
  const leading = Object.entries(procedure.actions).filter(([, action]) => action.next === state);
  return leading.length > 0 && leading.every(([name]) => name === 'void');
};

/** The way of a matter from its table: what lies behind it (with the day it was last reached), where it stands, what is ahead. */
export const stepsOf = (procedure: Procedure, state: string, events: readonly EventView[]): Step[] => {
  const way = Object.keys(procedure.states).filter((each) => each === state || !aside(procedure, each));
  const now = way.indexOf(state);
  return way.map((each, index) => {
    const reached = events.filter((event) => event.state?.to === each && event.state.from !== each).at(-1);
    const kind = index === now ? 'now' : index < now ? 'was' : 'ahead';
    return { state: each, kind, at: kind === 'ahead' ? null : (reached?.occurredAt ?? null) };
  });
};

/**
 * The one button that leads on: of what is allowed, the action that reaches furthest along the way.
 * Voiding and going back are never it.
 */
export const primaryOf = (procedure: Procedure, matter: Pick<MatterView, 'state' | 'actions'>): string | null => {
  const way = Object.keys(procedure.states);
  const now = way.indexOf(matter.state);
  const reach = ({ action }: ActionView) => way.indexOf(procedure.actions[action]?.next ?? matter.state);
  const onward = matter.actions.filter((each) => each.refusal === null && each.action !== 'void' && reach(each) >= now);
  const [first, ...rest] = onward;
  if (!first) return null;
  return rest.reduce((best, each) => (reach(each) > reach(best) ? each : best), first).action;
};

export type Sorted = {
  granted: ActionView[];
  refused: ActionView[];
  others: ActionView[];
  elsewhere: ActionView[];
};

/**
 * Allowed now; refused here with a reason worth reading (a rule, the same human, or the very step that leads on);
 * what simply is other people's to do; and what belongs to other states.
 */
export const sortActions = (procedure: Procedure, matter: Pick<MatterView, 'state' | 'actions'>): Sorted => {
  const primary = primaryOf(procedure, matter);
  const belongs = ({ action }: ActionView) => {
    const from = procedure.actions[action]?.from;
    return from === undefined || from === 'new' || from.includes(matter.state);
  };
  const granted = matter.actions.filter(({ refusal }) => refusal === null);
  const refused = matter.actions.filter(({ refusal }) => refusal !== null);
  const here = refused.filter(belongs);
  const onward = primaryOf(procedure, { ...matter, actions: here.map((each) => ({ ...each, refusal: null })) });
  const way = Object.keys(procedure.states);
  const leadsOn = ({ action }: ActionView) =>
    action === onward && way.indexOf(procedure.actions[action]?.next ?? '') > way.indexOf(matter.state);
  const isOthers = (each: ActionView) => each.refusal?.rule === 'who' && !leadsOn(each);
  return {
    granted: [...granted].sort((a, b) => Number(b.action === primary) - Number(a.action === primary)),
    refused: here.filter((each) => !isOthers(each)),
    others: here.filter(isOthers),
    elsewhere: refused.filter((each) => !belongs(each)),
  };
};
