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
  /** Promises with dates, by name; what a matter's clocks are made from. */
  limits?: Readonly<Record<string, LimitRule>>;
  /** What may be asked about a matter and who answers, by kind; `withRequests` turns each into its actions. */
  requests?: Readonly<Record<string, RequestRule>>;
  /** Stands before the unit's code in a number: `征管-2026-014` has none. A child counts behind its parent's number. */
  numberPrefix: string;
  retention: { personalYears: number };
  /** Figures that its named rules look at and an agency may set otherwise. */
  parameters?: Readonly<Record<string, Parameter>>;
  /** The event that published it, for an agency's own version; events of matters name it. Built-in tables have none. */
  setting?: { kind: 'procedure'; id: string; seq: number };
};

/** A start value of a named rule: a whole number within bounds, or some of the values that a choice offers. */
export type Parameter =
  | { type: 'int'; value: number; min: number; max: number }
  | { type: 'some'; value: readonly string[]; of: readonly string[]; words: string };

export type State = {
  /** Whose turn it is; `null` where nobody has to act. */
  turn: Who | null;
  clock: 'runs' | 'paused' | 'stopped';
  final?: true;
  /** A final state that is no completion (voided, merged): nothing is judged on time or late. */
  dropped?: true;
  /** Beside the way that most take; shown only to those who stand in it. */
  aside?: true;
};

/**
 * A promise with a date. `firstContact` and `stage` bind a step, `promise` what the agency promised, `statute` what the law
 * grants, `fixed` a date somebody named: it never moves when a holiday is announced (DESIGN §4).
 */
export type LimitRule = {
  kind: 'firstContact' | 'stage' | 'promise' | 'statute' | 'fixed';
  /** `5wd`, `8wh`, `240wm`, `3d`, `3d+roll`; absent for `fixed`, whose date the slot `dueOn` brings. */
  limit?: string;
  /** States in which it is on: entering starts it anew, leaving ends it. Absent: from registration to a final state. */
  states?: readonly string[];
  /** Turns amber with this share of the working time left, or with these working days left, whichever is earlier (DOMAIN B6). */
  near?: { ratio: number; days: number };
};

/** What a granted request does to its matter. */
export type RequestEffect = 'extend' | 'transfer' | 'merge' | 'correct' | 'void';

/** A request 申请: asked, then granted or refused by whom the table names; at most one open of a kind (DESIGN §4). */
export type RequestRule = {
  effect: RequestEffect;
  from: readonly string[];
  asks: readonly Who[];
  /** `taker`: whom the request itself names as the next answerable person. */
  grants: readonly Who[];
  form?: string;
  reason?: 'required' | 'optional';
  evidence?: 'required' | 'optional';
  /** Besides the one who asked, who may never grant or refuse. */
  notSameAs?: readonly Relation[];
  /** Named rules that must hold when it is asked and when it is granted. */
  rules?: readonly string[];
  /** For `extend`: which limits. */
  limits?: readonly string[];
  /** For `void` and `merge`: the state it leads to. */
  next?: string;
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

/** `owner`: who answers for it now. `parentOwner`: who answers for the matter above it. `registrar`: who registered it. `asker`, `taker`: of the open request.
 * `invited`: somebody without an account who holds a valid one-time link; never anybody who works here. */
export type Who = 'owner' | 'parentOwner' | 'registrar' | 'named' | 'staff' | 'asker' | 'taker' | 'invited' | Role;

/** Groups of humans an action may not be taken by; the same human stays the same under any post (DESIGN §4, DOMAIN A4-39). */
export type Relation = 'owner' | 'measureOwner' | 'evidenceGiver' | 'standIn' | 'registrar' | 'asker';

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
  /** Of the matters beneath it, only those of these procedures count for `notSameAs`; absent = all. */
  parts?: readonly string[];
  /** Names registered with the kit; a row never carries code. */
  rules?: readonly string[];
  /** Each row of the table field becomes a child matter by that procedure's registering action. */
  spawns?: { field: string; procedure: string };
  /** Counts on the matter: `relapse` when a struck-off problem comes back. */
  counts?: 'relapse' | 'sendBack';
  /** Each time it is taken counts under this name on the matter (`matter.tallies`). */
  tally?: string;
  /** A choice or number of its form, each value of which is counted as `<field>.<value>`. */
  tallyOf?: string;
  /** Taking it begins these counts anew: the tally of that name and all `<name>.<value>`. */
  restarts?: readonly string[];
  discreet?: Discreet;
  /** Its files are what a reviewer saw: kept with the event, they are nobody's evidence and bar nobody from deciding. */
  inspects?: true;
  /** Never offered as the step that leads on. */
  aside?: true;
  /** The answerable person is told, as a notice of this kind. */
  tells?: 'urged';
  /** What can be taken back by one press is not asked twice; what cannot is. */
  confirm?: true;
  /** Made by `withRequests`, never written by hand. */
  request?: RequestStep;
};

/** Fields that only some may read, and never as part of the matter's own data; everybody else sees that the action was taken. */
export type Discreet = {
  fields: readonly string[];
  shownTo: readonly Role[];
  /** Humans who may not read them whatever their role. */
  never: readonly Relation[];
};

export type RequestStep = { kind: string; step: 'ask' | 'grant' | 'refuse' | 'withdraw' | 'undo' };

/** The one action that registers a matter of this kind. */
export const registering = (procedure: Procedure): string => {
  const found = Object.entries(procedure.actions).find(([, action]) => action.from === 'new');
  if (!found) throw new Error(`procedure ${procedure.code} has no registering action`);
  return found[0];
};

/** Is this for somebody from outside with a link, and therefore for nobody who works here? */
export const isForInvited = (action: Action): boolean => action.who.includes('invited');

export const formOf = (procedure: Procedure, action: Action): Form | undefined =>
  action.form === undefined ? undefined : procedure.forms.find((form) => form.code === action.form);

export const isFinal = (procedure: Procedure, state: string): boolean => procedure.states[state]?.final === true;

/** What a decision about this action looks at besides the matter itself: it must still stand so when the event is written. */
export const restsOn = (
  procedure: Procedure,
  action: Action,
): { children: boolean; parent: boolean; others: boolean } => {
  const step = action.request?.step;
  const effect =
    step === 'ask' || step === 'grant' ? procedure.requests?.[action.request?.kind ?? '']?.effect : undefined;
  const rules = (action.rules?.length ?? 0) > 0;
  const relations: readonly Relation[] = action.notSameAs ?? [];
  return {
    children:
      rules ||
      effect === 'void' ||
      effect === 'merge' ||
      relations.includes('measureOwner') ||
      relations.includes('evidenceGiver'),
    parent: rules || action.who.includes('parentOwner'),
    others: effect === 'merge',
  };
};
