import { z } from 'zod';
import { MatterBrief } from '../../../kernel/view/view.ts';
import { sumDecisions } from './reading-state.ts';

const at = z.tuple([z.int(), z.int()]);
const span = z.object({ start: z.int(), end: z.int() });
const entry = z.object({ text: z.string(), at });
const figure = entry.extend({ value: z.number(), unit: z.string() });

const OutlineView = z.object({
  title: entry.nullable(),
  problems: z.array(entry),
  causes: z.array(entry),
  measures: z.array(entry),
  subMeasures: z.record(z.string(), z.array(entry)),
  mechanisms: z.array(entry),
  facts: z.array(
    figure.extend({
      org: z.string().nullable(),
      item: z.string(),
      quote: z.string(),
      approximate: z.boolean().optional(),
    }),
  ),
});

const SumView = entry.extend({
  kind: z.enum(['parts', 'left', 'share', 'questionnaire']),
  total: figure,
  parts: z.array(figure),
  computed: z.number(),
  difference: z.number(),
});
export type SumView = z.infer<typeof SumView>;

/** A report beside what was found in it and what has been decided so far. */
export const ReportReading = z.object({
  report: MatterBrief,
  mine: z.boolean(),
  text: z.string(),
  /** Why there is no text to read; `null` where there is one. */
  unread: z
    .object({
      rule: z.string(),
      mend: z.string().nullable(),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
    })
    .nullable(),
  outline: OutlineView,
  /** Entries that stand in a cell of a sheet, by the name of the cell. */
  cells: z.array(span.extend({ cell: z.string() })),
  sums: z.array(SumView),
  accepted: z.array(
    span.extend({
      /** Found once more for a problem that stood on the ledger already. */
      added: z.boolean(),
      problem: z.object({ id: z.uuid(), number: z.string(), title: z.string().nullable(), state: z.string() }),
    }),
  ),
  dropped: z.array(span),
  marked: z.array(span),
  merged: z.array(z.object({ at: span, into: span })),
  split: z.array(z.object({ at: span, parts: z.array(span) })),
  attached: z.array(z.object({ at: span, to: span.nullable() })),
  sumDecisions: z.array(z.object({ at: span, decision: z.enum(sumDecisions), value: z.string().nullable() })),
});
export type ReportReading = z.infer<typeof ReportReading>;

/** Problems on the ledger that entries of a report look like, the likest first. */
export const LikelyProblems = z.object({
  items: z.array(span.extend({ matches: z.array(z.object({ problem: MatterBrief, score: z.number() })) })),
});
export type LikelyProblems = z.infer<typeof LikelyProblems>;

/** What was read of a file that was sent, before it is deposited. */
export const FileText = z.object({
  title: z.string(),
  characters: z.int(),
  problems: z.int(),
  /** Pages on which there is only a picture. */
  skipped: z.array(z.int()),
  /** The text as a file of its own, to be deposited with the one it was read from; `null` where that is a text itself. */
  text: z.object({ digest: z.string(), name: z.string() }).nullable(),
});
export type FileText = z.infer<typeof FileText>;
