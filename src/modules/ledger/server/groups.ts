import { granted, type Outcome } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { selvesOf, viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { type Filters, type Grouping, type LedgerView, none, quarterOf, valuesOf } from '../domain/filters.ts';
import type { Counted, LedgerGroup, LedgerGroups, LedgerTabs } from '../domain/views.ts';
import { type CountRow, countedUntil, counts, secrets } from './counts.ts';
import { holders } from './holders.ts';
import { asked, type Cond, conds, entry, keys, keysMost, type Question, questionOf } from './ledger-keys.ts';

/** Counting stops here: “1000+”. */
const countedMost = 1000;

type Cell = { key: string; state: string; light: string; n: number };

/** What an entry is grouped by, as its filter says it. */
const groupKey = `case $34::text when 'unit' then m.unit_id::text when 'leader' then coalesce(m.leader_id::text, '${none}')
  when 'theme' then coalesce(p.theme_id::text, '${none}') when 'category' then coalesce(p.category, '${none}')
  when 'light' then m.light else '' end`;

/** Counts what is asked for among a bounded number of keys. */
const counting = (cond: Cond) =>
  statement<Cell & { looked: number }>(
    `ledger.count.${cond}`,
    `with looked as materialized (${keys('registered', cond, keysMost)})
select c.*, (select count(*)::int from looked) as looked from (select 1) one left join lateral (
  select ${groupKey} as key, m.state, m.light, count(*)::int as n from looked k ${entry} where ${asked} group by 1, 2, 3) c on true`,
  );

const countings = new Map(conds.map((cond) => [cond, counting(cond)] as const));
/** A quarter is a range of the order by date. */
const countingDue = statement<Cell & { looked: number }>(
  'ledger.count.due',
  `with looked as materialized (${keys('due', 'all', keysMost)})
select c.*, (select count(*)::int from looked) as looked from (select 1) one left join lateral (
  select ${groupKey} as key, m.state, m.light, count(*)::int as n from looked k ${entry} where ${asked} group by 1, 2, 3) c on true`,
);

const countedOf = (total: number, isCut: boolean): Counted => ({
  count: Math.min(total, countedMost),
  more: isCut || total > countedMost,
});

const countOne = async (
  engine: Engine,
  viewer: Viewer,
  question: Question,
  group: Grouping,
): Promise<{ cells: Cell[]; isCut: boolean }> => {
  if (question.isEmpty) return { cells: [], isCut: false };
  const made = question.sort === 'due' && question.cond === 'all' ? countingDue : countings.get(question.cond);
  const rows = await run(
    engine.runner,
    made as typeof countingDue,
    viewer.agency.id,
    ...question.values({ key: null, id: null }, group),
  );
  return { cells: rows.filter(({ key }) => key !== null), isCut: (rows[0]?.looked ?? 0) >= keysMost };
};

/** Groupings that counters know, by the beginning of their facets. */
const facetOf: Partial<Record<Grouping, string>> = { leader: 'leader:', category: 'category:', theme: 'theme:' };

/** Filters that counters can tell apart; any other one makes a count of its own. */
const countable: readonly (keyof Filters)[] = ['unit', 'year', 'state', 'light'];

const facetsOfView: Partial<Record<LedgerView, (today: string) => string>> = {
  all: () => 'all',
  toReview: () => 'all',
  relapse: () => 'relapse',
  quarter: (today) => `quarter:${quarterOf(today)}`,
};

const secretKey = (group: Grouping, one: Awaited<ReturnType<typeof secrets>>[number]): string => {
  switch (group) {
    case 'unit':
      return one.unit_id;
    case 'leader':
    case 'theme':
    case 'category':
    case 'light':
      return one[group];
    default:
      return '';
  }
};

/** Cells from the counters, where they know what is asked; null where they do not. */
const fromCounters = async (
  engine: Engine,
  viewer: Viewer,
  view: LedgerView,
  filters: Filters,
  group: Grouping,
): Promise<Cell[] | null> => {
  const facet = facetsOfView[view]?.(dayOf(engine.now()));
  const others = Object.entries(filters).some(
    ([name, value]) => value !== undefined && !countable.includes(name as keyof Filters),
  );
  const beginning = facetOf[group];
  if (facet === undefined || others || (beginning && facet !== 'all')) return null;
  const [rows, hidden] = await Promise.all([
    counts(engine, viewer, {
      ...(beginning ? { beginnings: [beginning] } : { facets: [facet] }),
      year: filters.year ? Number(filters.year) : null,
      units: valuesOf(filters.unit),
      byUnit: group === 'unit',
    }),
    secrets(engine, viewer),
  ]);
  const states = view === 'toReview' ? ['strikeOffRequested'] : valuesOf(filters.state);
  const lights = valuesOf(filters.light);
  const keyOf = (row: CountRow) =>
    group === 'unit' ? row.unit : group === 'light' ? row.light : beginning ? row.facet.slice(beginning.length) : '';
  const units = valuesOf(filters.unit);
  const quarter = view === 'quarter' ? quarterOf(dayOf(engine.now())) : null;
  const own = hidden.filter(
    (one) =>
      (units?.includes(one.unit_id) ?? true) &&
      (filters.year === undefined || one.year === Number(filters.year)) &&
      (view !== 'relapse' || one.relapsed) &&
      (quarter === null || (one.due_on !== null && quarterOf(one.due_on) === quarter)),
  );
  return [
    ...rows.map((row) => ({ key: keyOf(row), state: row.state, light: row.light, n: row.n })),
    ...own.map((one) => ({ key: secretKey(group, one), state: one.state, light: one.light, n: 1 })),
  ].filter(({ state, light }) => (states?.includes(state) ?? true) && (lights?.includes(light) ?? true));
};

const sum = (cells: readonly Cell[], holds: (cell: Cell) => boolean = () => true): number =>
  cells.reduce((all, cell) => all + (holds(cell) ? cell.n : 0), 0);

const dropped = ({ state }: Cell) => state === 'voided' || state === 'merged';
const struckOff = ({ state }: Cell) => state === 'struckOff';

const themeTitles = statement<{ id: string; title: string | null }>(
  'ledger.themeTitles',
  `select m.id, m.title from unnest($5::uuid[]) t(id) cross join lateral (
  select * from matter one where one.agency_id = $1 and one.id = t.id limit 1) m
where m.procedure = 'theme' and ${visibleTo('m', viewerPlaces(2))}`,
);

/** Titles of themes the viewer may know of. */
export const titlesOf = async (engine: Pick<Engine, 'runner'>, viewer: Viewer, ids: readonly string[]) => {
  if (ids.length === 0) return new Map<string, string | null>();
  const rows = await run(engine.runner, themeTitles, viewer.agency.id, ...viewerValues(viewer), ids);
  return new Map(rows.map(({ id, title }) => [id, title] as const));
};

const namesOf = async (engine: Engine, viewer: Viewer, group: Grouping, names: readonly string[]) => {
  const { directory } = viewer;
  if (group === 'unit') return (key: string) => directory.unitName(key);
  if (group === 'leader') return (key: string) => (key === none ? null : directory.personName(key));
  if (group !== 'theme') return () => null;
  const titles = await titlesOf(
    engine,
    viewer,
    names.filter((name) => name !== none),
  );
  return (key: string) => titles.get(key) ?? null;
};

/** The whole year of each unit, whatever is filtered: how much of it is struck off. */
const yearsOf = async (engine: Engine, viewer: Viewer, year: number) => {
  const rows = await counts(engine, viewer, { facets: ['all'], year, byUnit: true });
  return (unit: string) => {
    const own = rows.filter((row) => row.unit === unit && row.state !== 'voided' && row.state !== 'merged');
    const of = (list: typeof own) => list.reduce((all, { n }) => all + n, 0);
    return { struckOff: of(own.filter(({ state }) => state === 'struckOff')), all: of(own) };
  };
};

const lightOrder = ['over', 'overPromise', 'near', 'ok', 'paused', 'doneOnTime', 'doneLate', 'none'] as const;

/** A group's place: units as the directory names them, lights the loudest first, what has none at the end. */
const inOrder = (group: Grouping, cells: readonly LedgerGroup[]): LedgerGroup[] =>
  [...cells].sort((a, b) => {
    if (group === 'light') return lightOrder.indexOf(a.key as never) - lightOrder.indexOf(b.key as never);
    if ((a.key === none) !== (b.key === none)) return a.key === none ? 1 : -1;
    return b.count - a.count || (a.key < b.key ? -1 : 1);
  });

export const ledgerGroups = async (
  engine: Engine,
  viewer: Viewer,
  view: LedgerView,
  filters: Filters,
  group: Grouping,
): Promise<Outcome<LedgerGroups>> => {
  // For counting, a quarter is read along the dates and all else along the order of registration.
  const isQuarter = view === 'quarter' || filters.quarter !== undefined;
  const question = await questionOf(engine, viewer, view, isQuarter ? 'due' : 'registered', filters);
  if (!question.ok) return question;
  const known = await fromCounters(engine, viewer, view, filters, group);
  const { cells, isCut } = known
    ? { cells: known, isCut: false }
    : await countOne(engine, viewer, question.value, group);
  const year = filters.year ? Number(filters.year) : Number(dayOf(engine.now()).slice(0, 4));
  const byKey = Map.groupBy(cells, ({ key }) => key);
  const [until, nameOf, yearOf] = await Promise.all([
    countedUntil(engine, viewer.agency.id),
    namesOf(engine, viewer, group, [...byKey.keys()]),
    group === 'unit' ? yearsOf(engine, viewer, year) : null,
  ]);
  const groups = [...byKey].map(([key, own]) => ({
    key,
    name: nameOf(key),
    count: sum(own),
    lights: lightOrder.flatMap((light) => {
      const count = sum(own, (cell) => cell.light === light);
      return light !== 'none' && count > 0 ? [{ light, count }] : [];
    }),
    struckOff: sum(own, struckOff),
    dropped: sum(own, dropped),
    year: yearOf ? yearOf(key) : null,
  }));
  return granted({
    total: known ? { count: sum(cells), more: false } : countedOf(sum(cells), isCut),
    struckOff: sum(cells, struckOff),
    toReview: sum(cells, ({ state }) => state === 'strikeOffRequested' || state === 'rechecked'),
    over: sum(cells, ({ light }) => light === 'over'),
    groups: inOrder(
      group,
      groups.filter(({ count }) => count > 0),
    ),
    until: known || group === 'unit' ? until : { behind: false, until: null },
  });
};

/** The tabs of the page with how many stand in each. */
export const ledgerTabs = async (engine: Engine, viewer: Viewer): Promise<LedgerTabs> => {
  const today = dayOf(engine.now());
  const quarter = `quarter:${quarterOf(today)}`;
  const [cells, until, without, hidden] = await Promise.all([
    counts(engine, viewer, { facets: ['all', 'relapse', quarter] }),
    countedUntil(engine, viewer.agency.id),
    holders(engine, viewer),
    secrets(engine, viewer),
  ]);
  const also = (holds: (one: (typeof hidden)[number]) => boolean): number => hidden.filter(holds).length;
  const of = (facet: string, state?: string): number =>
    cells
      .filter((cell) => cell.facet === facet && (state === undefined || cell.state === state))
      .reduce((all, { n }) => all + n, 0);
  const counted = async (view: LedgerView): Promise<Counted> => {
    const question = await questionOf(engine, viewer, view, 'registered', {});
    if (!question.ok) return { count: 0, more: false };
    const { cells: found, isCut } = await countOne(engine, viewer, question.value, 'none');
    return countedOf(sum(found), isCut);
  };
  const [mine, ownerless] = await Promise.all([
    selvesOf(viewer).length > 0 ? counted('mine') : { count: 0, more: false },
    without.length > 0 ? counted('ownerless') : { count: 0, more: false },
  ]);
  const exact = (count: number): Counted => ({ count, more: false });
  return {
    tabs: [
      { view: 'all', ...exact(of('all') + hidden.length) },
      {
        view: 'quarter',
        ...exact(of(quarter) + also(({ due_on }) => due_on !== null && `quarter:${quarterOf(due_on)}` === quarter)),
      },
      { view: 'mine', ...mine },
      {
        view: 'toReview',
        ...exact(of('all', 'strikeOffRequested') + also(({ state }) => state === 'strikeOffRequested')),
      },
      { view: 'relapse', ...exact(of('relapse') + also(({ relapsed }) => relapsed)) },
      { view: 'ownerless', ...ownerless },
    ],
    until,
  };
};
