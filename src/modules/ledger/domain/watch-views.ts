import { z } from 'zod';
import { MatterBrief, Named } from '../../../kernel/view/view.ts';
import { caseCauses, caseKinds } from '../procedure/choices.ts';

const time = z.iso.datetime();
const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

const Known = z.object({ id: z.uuid(), number: z.string(), title: z.string().nullable() });

/** Who could look for the same elsewhere: every unit, those beside the problem's own marked, each with who would answer. */
export const SweepProposal = z.object({
  problem: MatterBrief,
  title: z.string(),
  dueOn: z.iso.date(),
  units: z.array(
    z.object({
      unit: Named,
      beside: z.boolean(),
      answerable: z.object({ person: Named, post: Named }).nullable(),
      /** It was asked already. */
      asked: z.boolean(),
    }),
  ),
});
export type SweepProposal = z.infer<typeof SweepProposal>;

const SweepUnit = MatterBrief.extend({ found: z.array(Known) });
export const SweepRow = z.object({
  problem: MatterBrief,
  sweptAt: time,
  counts: z.object({ asked: z.int(), answered: z.int(), found: z.int(), over: z.int() }),
  units: z.array(SweepUnit),
});
export type SweepRow = z.infer<typeof SweepRow>;
export const SweepPage = pageOf(SweepRow);

export const CaseRow = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string().nullable(),
  kind: z.enum(caseKinds),
  cause: z.enum(caseCauses),
  unit: Named,
  approvedAt: time,
  publicSince: time.nullable(),
});
export type CaseRow = z.infer<typeof CaseRow>;
export const CasePage = pageOf(CaseRow);

/** A case as the library shows it; words may have been erased since. */
export const CaseView = CaseRow.extend({
  story: z.unknown(),
  taken: z.unknown(),
  lesson: z.unknown(),
  publicSummary: z.string().nullable(),
  /** The problem it is about, for those who may know of it. */
  problem: Known.nullable(),
  /** May its reader open the matter behind it? */
  mine: z.boolean(),
});
export type CaseView = z.infer<typeof CaseView>;

export const Finding = z.object({
  matter: MatterBrief,
  /** Since when it is so, or the date that was missed. */
  at: time.nullable(),
  file: z.object({ digest: z.string(), state: z.enum(['missing', 'altered']) }).nullable(),
  /** Proposals of a report that nobody decided about. */
  count: z.int().nullable(),
  words: z.string().nullable(),
  /** The reader may open it again. */
  mayReopen: z.boolean(),
});
export type Finding = z.infer<typeof Finding>;
export const FindingPage = pageOf(Finding);

const counts = z.record(z.string(), z.int());
export const Reconciliation = z.object({
  id: z.uuid(),
  month: z.string(),
  unit: Named.nullable(),
  counts,
  by: Named,
  at: time,
});
export type Reconciliation = z.infer<typeof Reconciliation>;
export const ReconciliationRule = z.object({
  stillWd: z.int().min(1).max(250),
  urgedWd: z.int().min(1).max(250),
});
export type ReconciliationRule = z.infer<typeof ReconciliationRule>;
export const ReconciliationHead = z.object({
  month: z.string(),
  rule: ReconciliationRule,
  maySign: z.boolean(),
  signed: z.array(Reconciliation),
});
export type ReconciliationHead = z.infer<typeof ReconciliationHead>;

export const OwnerlessRow = MatterBrief.extend({ why: z.enum(['person', 'appointment', 'unit']) });
export type OwnerlessRow = z.infer<typeof OwnerlessRow>;
export const OwnerlessPage = z.object({
  items: z.array(OwnerlessRow),
  count: z.int(),
  more: z.boolean(),
  /** How many different seats answer for open matters the reader may know of; each was held against the register. */
  seats: z.int(),
});

export const ThemeRow = z.object({
  theme: MatterBrief,
  aspect: z.string().nullable(),
  problems: z.int(),
  done: z.int(),
  more: z.boolean(),
  states: counts,
  lights: counts,
  units: z.int(),
});
export type ThemeRow = z.infer<typeof ThemeRow>;
export const ThemePage = pageOf(ThemeRow);
export const ThemeView = ThemeRow.extend({ items: z.array(MatterBrief), next: z.string().nullable() });
export type ThemeView = z.infer<typeof ThemeView>;

export const HazardRow = MatterBrief.extend({ location: z.string(), level: z.string() });
export type HazardRow = z.infer<typeof HazardRow>;
export const HazardPage = pageOf(HazardRow);
