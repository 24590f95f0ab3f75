import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { selvesOf, viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import {
  daysOfQuarter,
  type Filters,
  filtersOf,
  type LedgerView,
  none,
  type Sort,
  valuesOf,
} from '../domain/filters.ts';
import { holders } from './holders.ts';

/**
 * How the ledger's lists are read: keys along an index first, a bounded number of them, then what is asked of each. A lane is one
 * way along an index: the whole ledger, one unit, one owner. Several lanes are merged, so that whoever reaches two units of a
 * large agency reads those two units.
 */
export const conds = ['all', 'open', 'state', 'relapse', 'owner', 'leader', 'theme', 'onSite', 'holder'] as const;
export type Cond = (typeof conds)[number];

/** Keys looked at in one statement; it stands in the texts as a figure, since the planner must know that it is small. */
export const keysLooked = 625;
/** Keys a list or a count looks at in all. */
export const keysMost = 5000;

type Order = { key: string; type: string; by: string; back: string; after: string };

const orders: Record<Sort, Order> = {
  registered: {
    key: 'm.registered_at',
    type: 'timestamptz',
    by: 'key desc, id desc',
    back: 'key, id',
    // Said without “or”, so that a place in the order and a year are where the walk along the index begins and ends.
    after: `(m.registered_at, m.id) < (coalesce($9::timestamptz, 'infinity'), $10::uuid)
      and m.registered_at >= coalesce($12::timestamptz, '-infinity') and m.registered_at < coalesce($13::timestamptz, 'infinity')`,
  },
  due: {
    key: `coalesce(m.due_on, 'infinity'::date)`,
    type: 'date',
    by: 'key, id',
    back: 'key desc, id desc',
    after: `(coalesce(m.due_on, 'infinity'::date), m.id) > (coalesce($9::date, '-infinity'), $10::uuid)
      and coalesce(m.due_on, 'infinity'::date) <= coalesce($27::date, 'infinity')`,
  },
};

export const orderOf = (sort: Sort): Order => orders[sort];

/** What the index of a lane carries besides its own column. */
const conditions: Record<Cond, string> = {
  all: 'true',
  open: 'm.open',
  state: 'm.state = $31::text',
  relapse: 'm.relapses > 0',
  owner: 'true',
  leader: 'true',
  theme: 'true',
  onSite: 'true',
  holder: 'm.open',
};

const unitLanes = (lane: (where: string) => string): string => `
    select x.* from (select 1 where $6::boolean) w cross join lateral ${lane('true')} x
    union all
    select x.* from unnest($7::uuid[]) u(id) cross join lateral ${lane('m.unit_id = u.id')} x
    union all
    select x.* from unnest($8::uuid[]) s(id) cross join lateral ${lane('m.owner_id = s.id')} x
    union all
    select x.* from unnest($8::uuid[]) s(id) cross join lateral ${lane('m.registrar_id = s.id')} x
    union all
    select x.* from unnest($8::uuid[]) s(id) cross join lateral (select y.matter_id as id from party y
      where y.agency_id = $1 and y.person_id = s.id and y.to_at is null and y.role not in ('accused', 'recused')
      union select i.matter_id from inbox i where i.agency_id = $1 and i.person_id = s.id) mine
      cross join lateral ${lane('m.id = mine.id')} x`;

/** Where a single value names few matters, they are reached by it and not along the whole ledger. */
const ownLane: Partial<Record<Cond, (lane: (where: string) => string) => string>> = {
  owner: (lane) => `select x.* from unnest($15::uuid[]) o(id) cross join lateral ${lane('m.owner_id = o.id')} x`,
  leader: (lane) =>
    `select x.* from unnest($14::text[]) l(id) cross join lateral ${lane('m.leader_id = l.id::uuid')} x`,
  theme: (
    lane,
  ) => `select x.* from unnest($24::text[]) h(id) cross join lateral (select t.matter_id as id from problem t
      where t.agency_id = $1 and t.theme_id = h.id::uuid limit ${keysMost}) mine cross join lateral ${lane('m.id = mine.id')} x`,
  onSite: (lane) => `select x.* from (select t.matter_id as id from problem t
      where t.agency_id = $1 and t.solved_on_site limit ${keysMost}) mine cross join lateral ${lane('m.id = mine.id')} x`,
  holder: (lane) => `select x.* from unnest($32::uuid[], $33::uuid[]) h(person, post)
      cross join lateral ${lane('m.owner_id = h.person and m.owner_post_id = h.post')} x`,
};

/** The next keys in order, each once. */
export const keys = (sort: Sort, cond: Cond, most: number): string => {
  const { key, by, after } = orders[sort];
  const lane = (
    where: string,
  ) => `(select m.id, ${key} as key from matter m where m.agency_id = $1 and m.procedure = 'problem'
      and ${where} and ${conditions[cond]} and ${after} order by ${by.replace('key', key).replace('id', 'm.id')} limit ${most})`;
  return `select distinct k.id, k.key from (${(ownLane[cond] ?? unitLanes)(lane)}
    ) k order by ${by} limit ${most}`;
};

/**
 * A matter and what the ledger keeps of it, reached by its key alone: written so that the planner cannot take a walk through
 * the tables instead.
 */
export const entry = `cross join lateral (select * from matter one where one.agency_id = $1 and one.id = k.id limit 1) m
  cross join lateral (select * from problem one where one.agency_id = $1 and one.matter_id = k.id limit 1) p`;

const any = (column: string, place: number, type = 'text') =>
  `($${place}::${type}[] is null or ${column} = any($${place}))`;
const said = (column: string, place: number) => any(`coalesce(${column}::text, '${none}')`, place);

/** Whether somebody may know of an entry, and whether it is asked for. $2–$4 the viewer, $11 and on the filters. */
export const asked = `${visibleTo('m', viewerPlaces(2))}
  and ${any('m.unit_id', 11, 'uuid')} and ($12::timestamptz is null or m.registered_at >= $12)
  and ($13::timestamptz is null or m.registered_at < $13) and ${said('m.leader_id', 14)} and ${any('m.owner_id', 15, 'uuid')}
  and ${any('m.light', 16)} and ($17::boolean is null or (p.report_id is not null) = $17) and ${said('p.category', 18)}
  and ${any('p.kind', 19)} and ${said('p.urgency', 20)} and ${said('p.cause', 21)} and ${said('p.misconduct', 22)}
  and ${said('p.weakness', 23)} and ${said('p.theme_id', 24)} and ${any('m.state', 25)}
  and ($26::date is null or m.due_on >= $26) and ($27::date is null or m.due_on <= $27)
  and ($28::boolean is null or m.relapses > 0) and ($29::boolean is null or p.solved_on_site)
  and ($30::text is null or position($30 in lower(m.number)) > 0 or position($30 in lower(m.title)) > 0)
  and ($31::text is null or m.state = $31)
  and ($32::uuid[] is null or (m.open and (m.owner_id, m.owner_post_id) in (select * from unnest($32, $33::uuid[]))))
  and ($5::boolean is null or m.open = $5) and $6::boolean is not null and $7::uuid[] is not null and $8::uuid[] is not null`;

/** A question as the statements take it: which of them, and their values but for the cursor ($9, $10) and the last one: rows of a page, or by what a count is grouped. */
export type Question = {
  sort: Sort;
  cond: Cond;
  /** Nobody is without an owner: nothing has to be read. */
  isEmpty: boolean;
  values: (cursor: { key: string | Date | null; id: string | null }, last: number | string) => unknown[];
};

/** Midnight in the agency's zone. */
const startOfYear = (year: number): string => `${year}-01-01T00:00:00+08:00`;

const known = (list: string[] | null): string[] | null => (list?.includes(none) ? null : list);

const condOf = (filters: Filters, isOpen: boolean): Cond => {
  if (filters.ownerless) return 'holder';
  if (filters.owner) return 'owner';
  if (filters.onSite) return 'onSite';
  if (known(valuesOf(filters.theme))) return 'theme';
  if (known(valuesOf(filters.leader))) return 'leader';
  if (filters.relapse) return 'relapse';
  if (filters.state !== undefined && !filters.state.includes(',')) return 'state';
  return isOpen ? 'open' : 'all';
};

/** Filters of the view and those of the address: both hold. */
const together = (own: Filters, more: Filters): Filters => {
  const found: Filters = { ...own };
  for (const [name, value] of Object.entries(more) as [keyof Filters, string | undefined][]) {
    if (value === undefined) continue;
    const before = valuesOf(own[name]);
    // Two lists of the same thing meet in what stands in both; nothing in both is found by nobody.
    found[name] = before ? (valuesOf(value) ?? []).filter((each) => before.includes(each)).join(',') : value;
  }
  return found;
};

/** What is asked, by whom, in values; `unit` beyond the viewer's directory is a refusal that says so. */
export const questionOf = async (
  engine: Engine,
  viewer: Viewer,
  view: LedgerView,
  sort: Sort,
  address: Filters,
): Promise<Outcome<Question>> => {
  const today = dayOf(engine.now());
  const units = valuesOf(address.unit);
  const strange = (units ?? []).some((unit) => !viewer.directory.hasUnit(unit));
  if (strange) return refuse('invalid', 'query', {}, { fields: [{ path: 'unit', rule: 'unknownId' }] });
  const filters = together(filtersOf(view, selvesOf(viewer), today), address);
  const [selves, reach, confidential] = viewerValues(viewer);
  const cond = condOf(filters, view === 'open');
  const without = filters.ownerless ? await holders(engine, viewer) : null;
  const days = filters.quarter ? daysOfQuarter(filters.quarter) : null;
  const year = filters.year ? Number(filters.year) : null;
  const within = units && reach ? units.filter((unit) => reach.includes(unit)) : (units ?? reach);
  const isWhole = within === null;
  const states = valuesOf(filters.state);
  const tail = [
    units,
    year === null ? null : startOfYear(year),
    year === null ? null : startOfYear(year + 1),
    valuesOf(filters.leader),
    valuesOf(filters.owner),
    valuesOf(filters.light),
    filters.source === undefined ? null : filters.source === 'report',
    valuesOf(filters.category),
    valuesOf(filters.kind),
    valuesOf(filters.urgency),
    valuesOf(filters.cause),
    valuesOf(filters.misconduct),
    valuesOf(filters.weakness),
    valuesOf(filters.theme),
    states,
    days?.from ?? null,
    days?.to ?? null,
    filters.relapse ? true : null,
    filters.onSite ? true : null,
    filters.q?.toLowerCase() ?? null,
    cond === 'state' ? (states?.[0] ?? null) : null,
    without?.map(({ person }) => person) ?? null,
    without?.map(({ post }) => post) ?? null,
  ];
  return granted({
    sort,
    cond,
    isEmpty: without?.length === 0 || Object.values(filters).includes(''),
    values: ({ key, id }, last) => [
      selves,
      reach,
      confidential,
      view === 'open' ? true : null,
      isWhole,
      within ?? [],
      reach === null ? [] : selves,
      // A quarter is a range of the order by date: it begins where it begins, without passing over what was due before.
      key ?? (sort === 'due' && days && cond === 'all' ? days.from : null),
      id ?? '00000000-0000-0000-0000-000000000000',
      ...tail,
      last,
    ],
  });
};
