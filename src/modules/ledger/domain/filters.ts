import { z } from 'zod';
import { isPlainText } from '../../../kernel/form/compile.ts';
import { levels } from '../../../kernel/matter/matter.ts';
import { categories, causes, kinds, misconducts, urgencies, weaknesses } from '../procedure/choices.ts';
import { problem } from '../procedure/problem.ts';

/** Views the house brings: the tabs of the page, and two that stand in addresses people keep. */
export const ledgerViews = ['all', 'quarter', 'mine', 'toReview', 'relapse', 'ownerless', 'open', 'struckOff'] as const;
export type LedgerView = (typeof ledgerViews)[number];

export const groupings = ['unit', 'theme', 'leader', 'category', 'light', 'none'] as const;
export type Grouping = (typeof groupings)[number];

/** `none` in a list means: nothing was said about it. */
export const none = 'none';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** Several values with commas between them, as people can read and change them in an address. */
const list = (...each: readonly string[]) => {
  const one = `(${each.join('|')})`;
  return z
    .string()
    .max(2000)
    .regex(new RegExp(`^${one}(,${one})*$`));
};

export const states = Object.keys(problem.states);

/** Every filter of the ledger, by the name it has in the address. */
export const filterFields = {
  unit: list(uuid),
  year: z.string().regex(/^20\d\d$/),
  leader: list(none, uuid),
  owner: list(uuid),
  light: list(...levels),
  source: z.enum(['report', 'words']),
  category: list(none, ...categories),
  kind: list(...kinds),
  urgency: list(none, ...urgencies),
  cause: list(none, ...causes),
  misconduct: list(none, ...misconducts),
  weakness: list(none, ...weaknesses),
  theme: list(none, uuid),
  state: list(...states),
  quarter: z.string().regex(/^20\d\dQ[1-4]$/),
  relapse: z.literal('yes'),
  ownerless: z.literal('yes'),
  onSite: z.literal('yes'),
  q: z.string().trim().min(1).max(120).refine(isPlainText),
} as const;
export type FilterName = keyof typeof filterFields;
export const filterNames = Object.keys(filterFields) as FilterName[];

export const sorts = ['registered', 'due'] as const;
export type Sort = (typeof sorts)[number];

const optional = Object.fromEntries(filterNames.map((name) => [name, filterFields[name].optional()])) as {
  [name in FilterName]: z.ZodOptional<(typeof filterFields)[name]>;
};

/** The address of a list as the server takes it. */
export const LedgerAddress = z.strictObject({
  view: z.enum(ledgerViews).default('all'),
  sort: z.enum(sorts).optional(),
  ...optional,
});
export type LedgerAddress = z.infer<typeof LedgerAddress>;
export type Filters = { [name in FilterName]?: string | undefined };

export const valuesOf = (text: string | undefined): string[] | null => (text === undefined ? null : text.split(','));

/** `2026-11-22` → `2026Q4` */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** First and last day of a quarter. */
export const daysOfQuarter = (quarter: string): { from: string; to: string } => {
  const year = quarter.slice(0, 4);
  const nr = Number(quarter.slice(5));
  const last = ['03-31', '06-30', '09-30', '12-31'][nr - 1] as string;
  return { from: `${year}-${String(nr * 3 - 2).padStart(2, '0')}-01`, to: `${year}-${last}` };
};

/** What a view says, as filters; who looks and on which day decides two of them. */
export const filtersOf = (view: LedgerView, selves: readonly string[], today: string): Filters => {
  switch (view) {
    case 'quarter':
      return { quarter: quarterOf(today) };
    case 'mine':
      return { owner: selves.join(',') };
    case 'toReview':
      return { state: 'strikeOffRequested' };
    case 'struckOff':
      return { state: 'struckOff' };
    case 'relapse':
      return { relapse: 'yes' };
    case 'ownerless':
      return { ownerless: 'yes' };
    default:
      return {};
  }
};

/** A date is what the quarter's view is about. */
export const sortOf = (view: LedgerView, asked: Sort | undefined): Sort =>
  asked ?? (view === 'quarter' ? 'due' : 'registered');
