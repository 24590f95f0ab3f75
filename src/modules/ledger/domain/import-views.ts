import { z } from 'zod';

/** What becomes of a row, the most telling of what it comes to. */
export const outcomes = ['error', 'new', 'add', 'ask', 'report', 'same'] as const;
export type RowOutcome = (typeof outcomes)[number];

export const importStates = ['mapping', 'previewing', 'previewed', 'writing', 'done', 'refused', 'failed'] as const;
export type ImportState = (typeof importStates)[number];

const counts = z.object(Object.fromEntries(outcomes.map((each) => [each, z.int()])) as Record<RowOutcome, z.ZodInt>);
export type Counts = z.infer<typeof counts>;

/** What was written, by kind of action. */
const written = z.object({ problems: z.int(), measures: z.int(), asked: z.int(), reported: z.int() });
export type Written = z.infer<typeof written>;

const refusal = z.object({
  code: z.string(),
  rule: z.string(),
  facts: z.record(z.string(), z.unknown()),
  mend: z.string().optional(),
});

const fault = z.object({
  /** As the spreadsheet names it: `D7`. */
  cell: z.string(),
  column: z.string(),
  rule: z.string(),
  limit: z.union([z.string(), z.number()]).optional(),
  candidates: z.array(z.string()).optional(),
  /** Where an action's own rule stands against it. */
  refusal: refusal.optional(),
});

export const ImportRow = z.object({
  row: z.int(),
  outcome: z.enum(outcomes),
  problem: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  title: z.string(),
  does: z.array(z.object({ procedure: z.string(), action: z.string(), count: z.int().optional() })),
  changes: z.array(z.object({ cell: z.string(), column: z.string(), from: z.string(), to: z.string() })),
  faults: z.array(fault),
  notes: z.array(z.object({ cell: z.string(), column: z.string(), rule: z.string(), words: z.string().optional() })),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportRows = z.object({ items: z.array(ImportRow), next: z.string().nullable() });

/** Where headers stand and what they are taken for; `samples` are the first rows below, so that one sees what it is about. */
export const ImportSetup = z.object({
  sheet: z.int(),
  row: z.int(),
  height: z.union([z.literal(1), z.literal(2)]),
  headers: z.array(z.string()),
  samples: z.array(z.array(z.string())),
  columns: z.array(z.string().nullable()),
  reason: z.string(),
});
export type ImportSetup = z.infer<typeof ImportSetup>;

export const ImportView = z.object({
  id: z.uuid(),
  name: z.string(),
  way: z.enum(['file', 'paste']),
  state: z.enum(importStates),
  madeAt: z.iso.datetime(),
  sheets: z.array(z.object({ name: z.string(), rows: z.int() })),
  setup: ImportSetup,
  choices: z.array(z.object({ code: z.string(), title: z.string() })),
  done: z.int(),
  total: z.int(),
  counts: counts.nullable(),
  written: written.nullable(),
  /** The same sheet came in before. */
  before: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ImportView = z.infer<typeof ImportView>;

export const ImportList = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      state: z.enum(importStates),
      madeAt: z.iso.datetime(),
      done: z.int(),
      total: z.int(),
    }),
  ),
});
export type ImportList = z.infer<typeof ImportList>;
