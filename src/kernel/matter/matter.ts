import type { Calendar } from '../calendar/calendar.ts';
import type { LimitRule, Procedure, Role } from '../procedure/procedure.ts';
import type { Refusal } from '../refusal.ts';

/** Who answers for a matter: always a person in a post, at any moment exactly one (DESIGN §1). */
export type Owner = { person: string; post: string };

export type Evidence = { digest: string; by: string; onBehalfOf: string | null; seq: number };

/** How a deadline stands (UI.md): fine, near its end, over the promise or a step, over the statute or the only limit, stopped, and how it ended. */
export const levels = ['none', 'doneOnTime', 'doneLate', 'paused', 'ok', 'near', 'overPromise', 'over'] as const;
export type Level = (typeof levels)[number];
/** Why a light is what it is; `null` where there is nothing to say. */
export type Cause = 'near' | 'overPromise' | 'stageLate' | 'overStatute' | 'paused';

/** One promise of a matter as its events tell it. Moments of its end are computed from it and the calendar, never kept here. */
export type Clock = {
  kind: LimitRule['kind'];
  /** As the table said when it started; `null` for a fixed date. */
  limit: string | null;
  /** The fixed date, or `null`. */
  on: string | null;
  /** Working days that granted extensions added. */
  extended: number;
  startedAt: string;
  endedAt: string | null;
  pauses: { from: string; to: string | null }[];
  /** What the log last said of it; open clocks change theirs by `lightChanged` alone. */
  level: Level;
  cause: Cause | null;
  /** Calendar version its end is computed with; `null` = the calendar the house is born with. */
  calendar: SettingVersion | null;
};

/** Who held a matter from when on: time belongs to the unit that held it (DESIGN §4). */
export type Holding = { unit: string; person: string; post: string; from: string };

/** An open request: the sequence of its event, who asked, and what. */
export type OpenRequest = {
  seq: number;
  asker: string;
  onBehalfOf: string | null;
  at: string;
  data: Record<string, unknown>;
};

/** A matter as its events fold to it. Free text is not here: it stands outside the events, under its key. */
export type Matter = {
  id: string;
  procedure: string;
  version: number;
  parent: string | null;
  root: string;
  seq: number;
  state: string;
  owner: Owner;
  unit: string;
  registrar: string;
  confidential: boolean;
  /** Everybody who ever answered for it or acted in an answerable person's place; kept so that none of them strikes it off. */
  answered: string[];
  evidence: Evidence[];
  data: Record<string, unknown>;
  relapses: number;
  sentBack: number;
  /** What actions with `tally` and `tallyOf` counted; absent on matters older than counting. */
  tallies?: Record<string, number>;
  /** When its state was entered. */
  since: string;
  clocks: Record<string, Clock>;
  holdings: Holding[];
  /** When it stood in a state that stops the clock; nobody held it up meanwhile. */
  pauses: { from: string; to: string | null }[];
  /** Open requests by kind. */
  requests: Record<string, OpenRequest>;
  merged: { into: string; before: string } | null;
  /** Sequence of the newest event somebody took; lights and moved dates are the clock's and count for nobody's “has it changed”. */
  acted: number;
  recordedAt: string;
};

/** What is known of a child or parent matter when deciding about another one. */
export type Relative = {
  id: string;
  seq: number;
  procedure: string;
  state: string;
  owner: Owner;
  registrar: string;
  answered: string[];
  evidenceBy: string[];
  evidenceCount: number;
};

/** One footing on which a human may act: an own appointment, or a substitute's for somebody else. */
export type Capacity = {
  post: string;
  unit: string;
  roles: readonly Role[];
  /** Unit ids this post sees and decides for. */
  scope: ReadonlySet<string> | 'agency';
  onBehalfOf: string | null;
  /** The setting versions this footing rests on; an event taken on it names them. */
  settings: readonly SettingVersion[];
};

export type Actor = { person: string; capacities: readonly Capacity[] };

/** Everything a decision may depend on besides the matter; handed in, so the kernel has no clock and no random. */
export type Context = {
  now: string;
  /** Figures of the procedure that rules look at; the guard hands them to each. */
  parameters?: Procedure['parameters'] | undefined;
  /** The one-time link of somebody from outside was looked at and holds; only then may an action for the invited be taken. */
  invited?: true;
  children: readonly Relative[];
  parent: Relative | null;
  /** Persons the matter names as accused or recused, its own and inherited ones. */
  barred: ReadonlySet<string>;
  /** Fresh ids for matters that this command makes, in order. */
  ids: readonly string[];
  /** Does this appointment exist today? `null` = yes; else the refusal. */
  takes: (owner: Owner) => Refusal | null;
  /** Is there such a person, post or unit in the agency? */
  knows: (kind: 'person' | 'post' | 'unit', id: string) => boolean;
  /** Matters that the command or an open request names and the actor may know of. */
  others: ReadonlyMap<string, Relative>;
  /** The calendar in force now; `version` is null for the one the house is born with. */
  calendar: { value: Calendar; version: SettingVersion | null };
};

export type SettingVersion = { kind: string; id: string; seq: number };

export type Command = {
  action: string;
  data: Record<string, unknown>;
  reason?: string | undefined;
  files: readonly { digest: string; name: string; size: number; type: string }[];
  occurredAt?: string | undefined;
  /** Names the capacity to act in; absent = the first that may. */
  post?: string | undefined;
  onBehalfOf?: string | null | undefined;
  /** Nobody sends it: `allowed` asks whether it could be taken at all, before anything is filled in. */
  isProbe?: true;
};

/** An event before it is numbered, protected and written. `matter` may be a new child's id. */
export type MatterEvent = {
  matter: string;
  procedure: { code: string; version: number };
  parent: string | null;
  root: string;
  action: string;
  /** Nobody, where somebody from outside acted by an invitation. */
  actor: string | null;
  post: string | null;
  onBehalfOf: string | null;
  settings: readonly SettingVersion[];
  state: { from: string | null; to: string };
  data: Record<string, unknown>;
  files: readonly { digest: string; name: string; size: number; type: string }[];
  recordedAt: string;
  occurredAt: string;
};

/** Named rule: may look at everything, changes nothing; `null` = nothing against it. */
export type Rule = (matter: Matter, command: Command, context: Context) => Refusal | null;

/** The house as the kernel sees it: tables and named rules. */
export type Kit = {
  procedure: (code: string, version?: number) => Procedure | undefined;
  rule: (name: string) => Rule | undefined;
};

export type Allowed = {
  action: string;
  capacity: Capacity | null;
  refusal: Refusal | null;
};
