import { z } from 'zod';
import { levels } from '../../../kernel/matter/matter.ts';
import { MatterBrief, Named } from '../../../kernel/view/view.ts';

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
      dueOn: z.iso.date().nullable(),
      light: z.enum(levels),
      registeredAt: z.iso.datetime(),
      doneAt: z.iso.datetime().nullable(),
      /** Does it outlast the case: a rule made or changed 长久立. */
      lasting: z.boolean(),
    }),
  ),
  /** Points of the plan, in its order. */
  milestones: z.array(
    z.object({ nr: z.int(), title: z.string(), dueOn: z.iso.date(), reachedOn: z.iso.date().nullable() }),
  ),
  kind: z.string(),
  urgency: z.string().nullable(),
  /** Root cause 思想、作风、制度; `cause` is why the light is what it is. */
  rootCause: z.string().nullable(),
  misconduct: z.string().nullable(),
  weakness: z.string().nullable(),
  hazardLevel: z.string().nullable(),
  theme: z.uuid().nullable(),
  onSite: z.boolean(),
  urged: z.int(),
  /** What those affected said; `satisfied` is null while so few answered that it would tell whose answers they are. */
  satisfaction: z.object({ asked: z.int(), answers: z.int(), satisfied: z.int().nullable() }),
  relapses: z.int(),
  struckOffAt: z.iso.datetime().nullable(),
  publicSince: z.iso.datetime().nullable(),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

export const LedgerPage = z.object({
  items: z.array(LedgerRow),
  next: z.string().nullable(),
});

/** How many, and whether counting stopped before the end: “1000+”. */
export const Counted = z.object({ count: z.int(), more: z.boolean() });
export type Counted = z.infer<typeof Counted>;

/** Until when the log is counted, where that is not now; null = everything sealed stands in the figures. */
export const CountedUntil = z.object({ behind: z.boolean(), until: z.iso.datetime().nullable() });
export type CountedUntil = z.infer<typeof CountedUntil>;

const Lights = z.array(z.object({ light: z.enum(levels), count: z.int() }));

export const LedgerGroup = z.object({
  /** What the rows of the group have in common, as its filter says it: an id, a word, `none`. */
  key: z.string(),
  name: z.string().nullable(),
  count: z.int(),
  lights: Lights,
  struckOff: z.int(),
  /** Voided and merged ones count in no rate. */
  dropped: z.int(),
  /** Of the whole year, whatever is filtered: struck off and all. Only where the grouping is by unit. */
  year: z.object({ struckOff: z.int(), all: z.int() }).nullable(),
});
export type LedgerGroup = z.infer<typeof LedgerGroup>;

export const LedgerGroups = z.object({
  total: Counted,
  struckOff: z.int(),
  toReview: z.int(),
  over: z.int(),
  groups: z.array(LedgerGroup),
  until: CountedUntil,
});
export type LedgerGroups = z.infer<typeof LedgerGroups>;

export const LedgerTabs = z.object({
  tabs: z.array(z.object({ view: z.string(), count: z.int(), more: z.boolean() })),
  until: CountedUntil,
});
export type LedgerTabs = z.infer<typeof LedgerTabs>;
