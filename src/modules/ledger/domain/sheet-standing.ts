import type { Vocabulary } from '../../../kernel/form/cell.ts';
import type { Owner } from '../../../kernel/matter/matter.ts';

/** A matter of the ledger as a sheet shows it: its words revealed, what was erased as `{ erased: true }`. */
export type Standing = {
  id: string;
  number: string;
  state: string;
  unit: string;
  owner: Owner;
  data: Record<string, unknown>;
  evidence: number;
};

export type StandingProblem = Standing & {
  /** The day it was struck off, on the office's own calendar. */
  struckOffOn: string | null;
  satisfaction: string | null;
  milestones: readonly { title: string; on: string; reached: boolean }[];
  /** Those that were not dropped, in the order they were made. */
  measures: readonly Standing[];
};

/** Names and words of the agency, and which posts somebody holds today. */
export type Names = {
  vocabulary: Vocabulary;
  personName: (id: string) => string | null;
  unitName: (id: string) => string | null;
  postName: (id: string) => string | null;
  /** The office's own day, and the moment a day of it begins. */
  today: string;
  startOf: (day: string) => string;
  postsOf: (person: string) => readonly { post: string; unit: string }[];
  /** Names that what was written may have meant. */
  near: (kind: 'person' | 'unit', written: string) => readonly string[];
};

export const wordAt = (data: Record<string, unknown>, name: string): string | null => {
  const value = data[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

export const isErased = (value: unknown): boolean => typeof value === 'object' && value !== null && 'erased' in value;
