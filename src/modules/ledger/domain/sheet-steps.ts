import type { ColumnCode } from './sheet-columns.ts';
import type { Fault } from './sheet-read.ts';

/** A cell of the sheet; rows count from 0. */
export type Place = { row: number; column: ColumnCode };
export type CellFault = Place & Fault;
/** Something to know that stands in nobody's way. */
export type CellNote = Place & { rule: string; words?: string };
export type CellChange = Place & { from: string; to: string };

/** One command that rows come to. `on`: a new problem, the group's problem, one of its measures, or one its plan makes. */
export type Step = {
  on: 'new' | 'problem' | { measure: string } | { born: number };
  action: string;
  data: Record<string, unknown>;
  /** When it happened, where that was before today. */
  occurredAt?: string;
  /** Rows that it carries out. */
  rows: readonly number[];
  /** Which cell each path of the data came from; '' is the cell for all else. */
  places: Readonly<Record<string, Place>>;
  /** Where it is not allowed the row goes on without it, and says so by this note. */
  orNote?: string;
};

/** What the rows of one problem come to. */
export type Findings = { steps: Step[]; faults: CellFault[]; notes: CellNote[]; changes: CellChange[] };

export const nothing = (): Findings => ({ steps: [], faults: [], notes: [], changes: [] });

/** Requests wait for somebody else's word; all other actions are done at once. */
export const isAsking = (action: string): boolean => action.startsWith('ask');
