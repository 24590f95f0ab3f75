import type { Form } from '../form/form.ts';

/**
 * Procedure 流程 = a typed table: who may do what in which state, and what becomes of it.
 * Built-in ones are `as const` values; an agency's own are rows of the same shape. The kernel interprets, nothing is coded twice.
 * Titles come from the text catalogue: `procedure.<code>`, `state.<code>.<state>`, `action.<code>.<action>`.
 */
export type Procedure = {
  code: string;
  version: number;
  states: Readonly<Record<string, State>>;
  actions: Readonly<Record<string, Action>>;
  forms: readonly Form[];
  /** Where confidential matters of this kind may be read besides by their parties. */
  confidentialRoles?: readonly Role[];
  /** Stands before the unit's code in a number: `征管-2026-014` has none. A child counts behind its parent's number. */
  numberPrefix: string;
  retention: { personalYears: number };
};

export type State = {
  /** Whose turn it is; `null` where nobody has to act. */
  turn: Who | null;
  clock: 'runs' | 'paused' | 'stopped';
  final?: true;
};

/** Roles a post carries; the directory says which posts carry them and over which units. */
export const roles = [
  'handler',
  'reviewer',
  'leader',
  'supervisor',
  'office',
  'discipline',
  'systemAdmin',
  'securityAdmin',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

/** `owner`: who answers for it now. `parentOwner`: who answers for the matter above it. `registrar`: who registered it. */
export type Who = 'owner' | 'parentOwner' | 'registrar' | 'named' | 'staff' | Role;

/** Groups of humans an action may not be taken by; the same human stays the same under any post (DESIGN §4, DOMAIN A4-39). */
export type Relation = 'owner' | 'measureOwner' | 'evidenceGiver' | 'standIn' | 'registrar';

export type Action = {
  /** `new` registers a matter. */
  from: readonly string[] | 'new';
  who: readonly Who[];
  /** Next state; absent = the state stays. */
  next?: string;
  /** Code of a form of this procedure; absent = no data. */
  form?: string;
  reason?: 'required' | 'optional';
  evidence?: 'required' | 'optional';
  notSameAs?: readonly Relation[];
  /** Names registered with the kit; a row never carries code. */
  rules?: readonly string[];
  /** Each row of the table field becomes a child matter by that procedure's registering action. */
  spawns?: { field: string; procedure: string };
  /** Counts on the matter: `relapse` when a struck-off problem comes back. */
  counts?: 'relapse' | 'sendBack';
  /** What can be taken back by one press is not asked twice; what cannot is. */
  confirm?: true;
};

/** The one action that registers a matter of this kind. */
export const registering = (procedure: Procedure): string => {
  const found = Object.entries(procedure.actions).find(([, action]) => action.from === 'new');
  if (!found) throw new Error(`procedure ${procedure.code} has no registering action`);
  return found[0];
};

export const formOf = (procedure: Procedure, action: Action): Form | undefined =>
  action.form === undefined ? undefined : procedure.forms.find((form) => form.code === action.form);

export const isFinal = (procedure: Procedure, state: string): boolean => procedure.states[state]?.final === true;

/** What a decision about this action looks at besides the matter itself: it must still stand so when the event is written. */
export const restsOn = (action: Action): { children: boolean; parent: boolean } => {
  const rules = (action.rules?.length ?? 0) > 0;
  const relations: readonly Relation[] = action.notSameAs ?? [];
  return {
    children: rules || relations.includes('measureOwner') || relations.includes('evidenceGiver'),
    parent: rules || action.who.includes('parentOwner'),
  };
};
