import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import type { LedgerFigures, Sums } from '../domain/figures.ts';
import { none } from '../domain/filters.ts';
import { kinds, urgencies } from '../procedure/choices.ts';
import { type CountRow, countedUntil, counts } from './counts.ts';
import { titlesOf } from './groups.ts';

type RuleRow = {
  id: string;
  title: string;
  number: string | null;
  kind: string | null;
  unit_id: string;
  done_at: Date;
};

/** The newest rules that measures made or changed. $2–$4 the viewer, $5/$6 between two moments, $7 units or null. */
const rules = statement<RuleRow>(
  'ledger.rules',
  `select m.id, r.rule_title as title, r.rule_number as number, r.rule_kind as kind, m.unit_id, r.done_at from (
  select * from measure one where one.agency_id = $1 and one.rule_title is not null and one.done_at is not null
    and one.done_at >= coalesce($5::timestamptz, '-infinity') and one.done_at < coalesce($6::timestamptz, 'infinity')
  order by one.done_at desc, one.matter_id limit 1000) r
cross join lateral (select * from matter one where one.agency_id = $1 and one.id = r.matter_id limit 1) m
where ${visibleTo('m', viewerPlaces(2))} and ($7::uuid[] is null or m.unit_id = any($7))
order by r.done_at desc, r.matter_id limit 100`,
);

const isDropped = (state: string): boolean => state === 'voided' || state === 'merged';

const sums = (rows: readonly CountRow[]): Sums => {
  const of = (holds: (state: string) => boolean) => rows.reduce((all, { state, n }) => all + (holds(state) ? n : 0), 0);
  return {
    count: of(() => true),
    struckOff: of((state) => state === 'struckOff'),
    open: of((state) => state !== 'struckOff' && !isDropped(state)),
    dropped: of(isDropped),
  };
};

const statesOf = (rows: readonly CountRow[]) =>
  [...Map.groupBy(rows, ({ state }) => state)]
    .map(([state, own]) => ({ state, count: own.reduce((all, { n }) => all + n, 0) }))
    .sort((a, b) => b.count - a.count || (a.state < b.state ? -1 : 1));

/** Rows under a beginning, by what stands behind it. */
const under = (rows: readonly CountRow[], beginning: string): Map<string, CountRow[]> =>
  Map.groupBy(
    rows.filter(({ facet }) => facet.startsWith(beginning)),
    ({ facet }) => facet.slice(beginning.length),
  );

const most = <T extends Sums>(list: readonly T[]): T[] => [...list].sort((a, b) => b.count - a.count);

const beginnings = ['kind:', 'urgency:', 'cause:', 'misconduct:', 'weakness:', 'theme:', 'onSite:', 'rule:'] as const;

/** Every figure of the ledger from its counters: nobody types one, and each is a filter of the list that it counts. */
export const ledgerFigures = async (
  engine: Engine,
  viewer: Viewer,
  { year, unit }: { year: number | null; unit: string | null },
): Promise<Outcome<LedgerFigures>> => {
  if (unit !== null && !viewer.directory.hasUnit(unit))
    return refuse('invalid', 'query', {}, { fields: [{ path: 'unit', rule: 'unknownId' }] });
  const units = unit === null ? null : [unit];
  const at = (of: number) => `${of}-01-01T00:00:00+08:00`;
  const [every, until, made] = await Promise.all([
    counts(engine, viewer, { facets: ['all', 'measure'], beginnings, units }),
    countedUntil(engine, viewer.agency.id),
    run(
      engine.runner,
      rules,
      viewer.agency.id,
      ...viewerValues(viewer),
      year === null ? null : at(year),
      year === null ? null : at(year + 1),
      units,
    ),
  ]);
  const rows = year === null ? every : every.filter((row) => row.year === year);
  const facet = (name: string) => rows.filter((row) => row.facet === name);
  const onSite = under(rows, 'onSite:');
  const byKind = Map.groupBy([...under(rows, 'kind:')], ([key]) => key.split(':')[0] as string);
  const each = (beginning: string) => [...under(rows, beginning)].filter(([key]) => key !== none);
  const themes = each('theme:');
  const titles = await titlesOf(
    engine,
    viewer,
    themes.map(([id]) => id),
  );
  const measures = facet('measure');
  const measuresIn = (state: string) => sums(measures.filter((row) => row.state === state)).count;
  return granted({
    years: [...new Set(every.filter((row) => row.facet === 'all').map((row) => row.year))].sort((a, b) => b - a),
    all: sums(facet('all')),
    states: statesOf(facet('all')),
    kinds: kinds.flatMap((kind) => {
      const own = byKind.get(kind) ?? [];
      if (own.length === 0) return [];
      return {
        kind,
        ...sums(own.flatMap(([, list]) => list)),
        onSite: sums(onSite.get(kind) ?? []).count,
        categories: most(
          own.map(([key, list]) => ({ category: key.slice(kind.length + 1), ...sums(list), states: statesOf(list) })),
        ),
      };
    }),
    urgencies: urgencies.flatMap((urgency) => {
      const own = under(rows, 'urgency:').get(urgency);
      return own ? [{ urgency, ...sums(own) }] : [];
    }),
    causes: most(each('cause:').map(([cause, list]) => ({ cause, ...sums(list) }))),
    misconducts: most(each('misconduct:').map(([misconduct, list]) => ({ misconduct, ...sums(list) }))),
    weaknesses: most(each('weakness:').map(([weakness, list]) => ({ weakness, ...sums(list) }))),
    themes: most(
      themes
        .filter(([id]) => titles.has(id))
        .map(([theme, list]) => ({ theme, title: titles.get(theme) ?? null, ...sums(list) })),
    ),
    measures: {
      count: sums(measures).count,
      done: measuresIn('done'),
      open: measuresIn('open'),
      voided: measuresIn('voided'),
    },
    rules: {
      made: sums(facet('rule:made')).count,
      amended: sums(facet('rule:amended')).count,
      newest: made.map((rule) => ({
        measure: rule.id,
        title: rule.title,
        number: rule.number,
        kind: rule.kind ?? 'made',
        unit: viewer.directory.unitName(rule.unit_id),
        doneAt: rule.done_at.toISOString(),
      })),
    },
    until,
  });
};
