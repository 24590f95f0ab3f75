import { z } from 'zod';
import { MatterBrief, Named } from '../../../kernel/view/view.ts';

const at = z.tuple([z.int(), z.int()]);

/** A row of the rectification ledger with what its official columns need (DOMAIN D). */
export const LedgerRow = MatterBrief.extend({
  serial: z.int(),
  category: z.string().nullable(),
  source: z.string().nullable(),
  report: z.object({ id: z.uuid(), start: z.int(), end: z.int() }).nullable(),
  leader: Named.nullable(),
  assistUnits: z.array(Named),
  measures: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      title: z.string().nullable(),
      state: z.string(),
      owner: Named,
      evidenceCount: z.int(),
      dueWords: z.string().nullable(),
      /** Does it outlast the case: a rule made or changed 长久立. */
      lasting: z.boolean(),
    }),
  ),
  relapses: z.int(),
  struckOffAt: z.iso.datetime().nullable(),
  publicSince: z.iso.datetime().nullable(),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

export const LedgerPage = z.object({
  items: z.array(LedgerRow),
  next: z.string().nullable(),
});

const entry = z.object({ text: z.string(), at });
const OutlineView = z.object({
  title: entry.nullable(),
  problems: z.array(entry),
  causes: z.array(entry),
  measures: z.array(entry),
  subMeasures: z.record(z.string(), z.array(entry)),
  mechanisms: z.array(entry),
  facts: z.array(
    entry.extend({
      org: z.string().nullable(),
      item: z.string(),
      value: z.number(),
      unit: z.string(),
      quote: z.string(),
      approximate: z.boolean().optional(),
    }),
  ),
});

/** A report beside what was found in it and what has been decided so far. */
export const ReportReading = z.object({
  report: MatterBrief,
  mine: z.boolean(),
  text: z.string(),
  outline: OutlineView,
  accepted: z.array(
    z.object({
      start: z.int(),
      end: z.int(),
      problem: z.object({ id: z.uuid(), number: z.string(), title: z.string().nullable() }),
    }),
  ),
  dropped: z.array(z.object({ start: z.int(), end: z.int() })),
});
export type ReportReading = z.infer<typeof ReportReading>;
