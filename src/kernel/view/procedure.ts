import { z } from 'zod';
import type { Overlay } from '../procedure/overlay.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { Named } from './view.ts';

const time = z.iso.datetime();
const table = z.custom<Procedure>((value) => typeof value === 'object' && value !== null);

/** Every table a page may need: the newest version of each procedure first, then older ones that matters still follow. */
export const ProceduresView = z.object({
  procedures: z.array(z.unknown()),
  /** Words the agency chose, by the keys of the text catalogue. */
  titles: z.record(z.string(), z.string()),
  drafts: z.array(z.object({ code: z.string(), version: z.int(), state: z.string(), title: z.string().nullable() })),
});
export type ProceduresView = Omit<z.infer<typeof ProceduresView>, 'procedures'> & { procedures: Procedure[] };

export const DifferenceView = z.object({ at: z.string(), was: z.string().nullable(), is: z.string().nullable() });

export const VersionView = z.object({
  version: z.int(),
  state: z.enum(['builtIn', 'draft', 'submitted', 'published', 'withdrawn']),
  kind: z.enum(['builtIn', 'overlay', 'own']),
  basis: z.string().nullable(),
  drafters: z.array(Named),
  submittedBy: Named.nullable(),
  decidedBy: Named.nullable(),
  draftedAt: time.nullable(),
  submittedAt: time.nullable(),
  decidedAt: time.nullable(),
  /** What it changes against the version in force before it. */
  differences: z.array(DifferenceView),
});
export type VersionView = z.infer<typeof VersionView>;

export const StandingView = z.object({
  version: z.int(),
  state: z.string(),
  count: z.int(),
  more: z.boolean(),
  oldest: time.nullable(),
});
export type StandingView = z.infer<typeof StandingView>;

export const ProcedureView = z.object({
  procedure: table,
  /** The table the house is born with; null for one of the agency's own. */
  builtIn: table.nullable(),
  titles: z.record(z.string(), z.string()),
  versions: z.array(VersionView),
  standing: z.array(StandingView),
  /** What is being written or waits to be published: the overlay, or null for a table of the agency's own. */
  overlay: z.custom<Overlay>((value) => typeof value === 'object').nullable(),
  may: z.object({
    draft: z.boolean(),
    publish: z.boolean(),
    migrate: z.boolean(),
    whyNotPublish: z.string().nullable(),
  }),
});
export type ProcedureView = z.infer<typeof ProcedureView>;

export const RunningView = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      title: z.string().nullable(),
      state: z.string(),
      seq: z.int(),
      since: time.nullable(),
    }),
  ),
});
export type RunningView = z.infer<typeof RunningView>;
