import { z } from 'zod';
import { CountedUntil } from './views.ts';

const Sums = z.object({
  count: z.int(),
  struckOff: z.int(),
  open: z.int(),
  /** Voided and merged: they stand in the count and in no rate. */
  dropped: z.int(),
});
export type Sums = z.infer<typeof Sums>;

const StateCount = z.object({ state: z.string(), count: z.int() });

export const LedgerFigures = z.object({
  years: z.array(z.int()),
  all: Sums,
  states: z.array(StateCount),
  kinds: z.array(
    Sums.extend({
      kind: z.string(),
      /** Solved where they were found. */
      onSite: z.int(),
      categories: z.array(Sums.extend({ category: z.string(), states: z.array(StateCount) })),
    }),
  ),
  urgencies: z.array(Sums.extend({ urgency: z.string() })),
  causes: z.array(Sums.extend({ cause: z.string() })),
  misconducts: z.array(Sums.extend({ misconduct: z.string() })),
  weaknesses: z.array(Sums.extend({ weakness: z.string() })),
  themes: z.array(Sums.extend({ theme: z.uuid(), title: z.string().nullable() })),
  measures: z.object({ count: z.int(), done: z.int(), open: z.int(), voided: z.int() }),
  rules: z.object({
    made: z.int(),
    amended: z.int(),
    newest: z.array(
      z.object({
        measure: z.uuid(),
        title: z.string(),
        number: z.string().nullable(),
        kind: z.string(),
        unit: z.string().nullable(),
        doneAt: z.iso.datetime(),
      }),
    ),
  }),
  until: CountedUntil,
});
export type LedgerFigures = z.infer<typeof LedgerFigures>;

/** `11.1 %`; null where there is nothing to have a share of. */
export const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 10;
