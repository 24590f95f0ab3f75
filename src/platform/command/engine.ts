import { dateOf } from '../../kernel/calendar/plan.ts';
import type { Allowed, Command, Kit, Matter, MatterEvent } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Viewer } from '../authorization/directory.ts';
import type { Runner } from '../database/statement.ts';
import type { TypedTable } from '../log/append.ts';
import type { Vault } from '../personal/vault.ts';
import type { Numbers } from './numbers.ts';

/** A procedure's typed table: what it keeps beside the matter, from the matter's own events. */
export type Projection = {
  table: TypedTable;
  rows(matter: Matter, event: MatterEvent): readonly object[];
};

/** What a module looks up before an event is written, where the matter alone cannot tell; `null` = nothing against it. */
export type Look = (runner: Runner, viewer: Viewer, event: MatterEvent) => Promise<Refusal | null>;

export type House = {
  kit: Kit;
  procedures: readonly Procedure[];
  projection: (procedure: string) => Projection | undefined;
  look: (procedure: string) => Look | undefined;
};

export type Engine = {
  runner: Runner;
  house: House;
  vault: Vault;
  numbers: Numbers;
  now: () => Date;
  newId: () => string;
  /** Told after a commit that moved a clock or told somebody something: wakes the due loop and whoever listens. */
  rang: (agency: string) => void;
};

/** What a command is about: a matter that stands, or a new one of a procedure. */
export type Target = { matter: string } | { procedure: string; parent?: string | undefined };

export type Request = {
  commandId: string;
  /** Digest of the request as sent; the same id with another digest is a conflict. */
  digest: string;
  command: Command;
  /** Sequence the sender saw (If-Match). */
  expected?: number | undefined;
  /** Somebody from outside whose one-time link holds: only an action for the invited is decided, and nobody is its actor. */
  invited?: true;
} & Target;

export type CommandReply = {
  id: string;
  number: string;
  procedure: string;
  state: string;
  seq: number;
  head: string;
  children: string[];
  repeated: boolean;
  actions: Allowed[];
};

export const dayOf = (moment: Date): string =>
  // The agency's wall clock; zones other than China's come with the calendar's versions.
  dateOf(Math.floor((moment.getTime() + 8 * 3_600_000) / 86_400_000));
