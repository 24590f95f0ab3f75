import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { badCursor, recordAccess } from '../../../platform/matter/page.ts';
import { type BriefRow, briefColumns } from '../../../platform/matter/read.ts';
import { brief } from '../../../platform/matter/render.ts';
import type { HazardRow, ThemeRow, ThemeView } from '../domain/watch-views.ts';
import { decodePlace, encodePlace, isMoment } from './walk.ts';

/** Of one theme no more problems are counted than this; the page says “1000+”. */
const mostCounted = 1000;

type Figures = { state: string; light: string; open: boolean; n: number; units: string[] };
type Row = BriefRow & { aspect: string | null; figures: Figures[] | null };

const figures = (theme: string) => `(select json_agg(g) from (
  select p.state, p.light, p.open, count(*)::int as n, array_agg(distinct p.unit_id) as units from (
    select x.state, x.light, x.open, x.unit_id from problem q join matter x on x.agency_id = $1 and x.id = q.matter_id
    where q.agency_id = $1 and q.theme_id = ${theme} and x.state not in ('voided', 'merged') and ${visibleTo('x', viewerPlaces(2))}
    limit ${mostCounted + 1}) p group by p.state, p.light, p.open) g) as figures`;

/** $2–$4 viewer, $5/$6 cursor, $7 how many. */
const listThemes = statement<Row>(
  'ledger.themes',
  `select ${briefColumns('m')}, m.fold -> 'data' ->> 'aspect' as aspect, ${figures('m.id')}
from matter m where m.agency_id = $1 and m.procedure = 'theme' and m.state <> 'voided' and ${visibleTo('m', viewerPlaces(2))}
  and ($5::timestamptz is null or (m.registered_at, m.id) < ($5, $6::uuid))
order by m.registered_at desc, m.id desc limit $7`,
);

/** $2–$4 viewer, $5 the theme. */
const readTheme = statement<Row>(
  'ledger.theme',
  `select ${briefColumns('m')}, m.fold -> 'data' ->> 'aspect' as aspect, ${figures('m.id')}
from matter m where m.agency_id = $1 and m.id = $5 and m.procedure = 'theme' and ${visibleTo('m', viewerPlaces(2))}`,
);

/** Problems of a theme by their ids, which come in the order of time. $2–$4 viewer, $5 the theme, $6 after or null, $7 how many. */
const listOfTheme = statement<BriefRow>(
  'ledger.themeProblems',
  `select ${briefColumns('m')} from problem p join matter m on m.agency_id = $1 and m.id = p.matter_id
where p.agency_id = $1 and p.theme_id = $5 and m.state not in ('voided', 'merged') and ${visibleTo('m', viewerPlaces(2))}
  and ($6::uuid is null or p.matter_id > $6) order by p.matter_id limit $7`,
);

const summed = (list: readonly Figures[], key: (each: Figures) => string): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const each of list) sums[key(each)] = (sums[key(each)] ?? 0) + each.n;
  return sums;
};

const rowView = (engine: Engine, viewer: Viewer, row: Row): ThemeRow => {
  const list = row.figures ?? [];
  const all = list.reduce((sum, { n }) => sum + n, 0);
  return {
    theme: brief(viewer, row, engine.now()),
    aspect: row.aspect,
    problems: Math.min(all, mostCounted),
    done: list.reduce((sum, { state, n }) => sum + (state === 'struckOff' ? n : 0), 0),
    more: all > mostCounted,
    states: summed(list, ({ state }) => state),
    lights: summed(
      list.filter(({ open }) => open),
      ({ light }) => light,
    ),
    units: new Set(list.flatMap(({ units }) => units)).size,
  };
};

type Paging = { cursor?: string | undefined; limit: number };

export const themePage = async (
  engine: Engine,
  viewer: Viewer,
  { cursor, limit }: Paging,
): Promise<Outcome<{ items: ThemeRow[]; next: string | null }>> => {
  const place = decodePlace(cursor, isMoment);
  if (place === undefined) return badCursor();
  const values = [...viewerValues(viewer), place?.key ?? null, place?.id ?? null, limit + 1];
  const rows = await run(engine.runner, listThemes, viewer.agency.id, ...values);
  const items = rows.slice(0, limit).map((row) => rowView(engine, viewer, row));
  await recordAccess(
    engine,
    viewer,
    'list',
    items.map(({ theme }) => theme),
  );
  const last = items.at(-1)?.theme;
  return granted({
    items,
    next: rows.length > limit && last ? encodePlace({ key: last.registeredAt, id: last.id }) : null,
  });
};

export const themeView = async (
  engine: Engine,
  viewer: Viewer,
  id: string,
  { cursor, limit }: Paging,
): Promise<Outcome<ThemeView>> => {
  const place = decodePlace(cursor, (key) => key === '');
  if (place === undefined) return badCursor();
  const values = viewerValues(viewer);
  const [row] = await run(engine.runner, readTheme, viewer.agency.id, ...values, id);
  if (!row) return refuse('notFound', 'matter');
  const rows = await run(engine.runner, listOfTheme, viewer.agency.id, ...values, id, place?.id ?? null, limit + 1);
  const items = rows.slice(0, limit).map((each) => brief(viewer, each, engine.now()));
  await recordAccess(engine, viewer, 'list', [row, ...items]);
  const last = items.at(-1);
  return granted({
    ...rowView(engine, viewer, row),
    items,
    next: rows.length > limit && last ? encodePlace({ key: '', id: last.id }) : null,
  });
};

/** Hazards by where they are. $2–$4 viewer, $5 open ones alone, $6 units or null, $7/$8 cursor, $9 how many. */
const listHazards = statement<BriefRow & { location: string; level: string }>(
  'ledger.hazards',
  `select ${briefColumns('m')}, h.location, h.level from hazard h join matter m on m.agency_id = $1 and m.id = h.matter_id
where h.agency_id = $1 and m.state not in ('voided', 'merged') and ${visibleTo('m', viewerPlaces(2))}
  and (not $5::boolean or h.open) and ($6::uuid[] is null or m.unit_id = any($6))
  and ($7::text is null or (h.location, h.matter_id) > ($7, $8::uuid))
order by h.location, h.matter_id limit $9`,
);

export const hazardPage = async (
  engine: Engine,
  viewer: Viewer,
  { cursor, limit, open, unit }: Paging & { open: boolean; unit?: string | undefined },
): Promise<Outcome<{ items: HazardRow[]; next: string | null }>> => {
  const place = decodePlace(cursor, (key) => key !== '' && key.length <= 200 && !key.includes('\0'));
  if (place === undefined) return badCursor();
  const units = unit ? [...viewer.directory.unitsUnder(unit)] : null;
  const values = [...viewerValues(viewer), open, units, place?.key ?? null, place?.id ?? null, limit + 1];
  const rows = await run(engine.runner, listHazards, viewer.agency.id, ...values);
  const items = rows
    .slice(0, limit)
    .map((row) => ({ ...brief(viewer, row, engine.now()), location: row.location, level: row.level }));
  await recordAccess(engine, viewer, 'list', items);
  const last = items.at(-1);
  return granted({
    items,
    next: rows.length > limit && last ? encodePlace({ key: last.location, id: last.id }) : null,
  });
};
