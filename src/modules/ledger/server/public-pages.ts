import { granted, type Outcome } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import type { PublicPagesView } from '../domain/satisfaction-views.ts';
import type { PagePart } from '../procedure/public-page.ts';
import { mostCounted } from './opened.ts';

type Listed = {
  id: string;
  number: string;
  title: string | null;
  state: string;
  unit_id: string;
  parts: string[];
  is_open: boolean;
  opened_at: Date | null;
};

/** As many as there may be units that ever asked; the newest first. $2–$4 viewer. */
const list = statement<Listed>(
  'ledger.publicPages',
  `select m.id, m.number, m.title, m.state, m.unit_id, p.parts, p.is_open, p.opened_at
from matter m join public_page p on p.agency_id = $1 and p.matter_id = m.id
where m.agency_id = $1 and m.procedure = 'publicPage' and ${visibleTo('m', viewerPlaces(2))}
order by m.registered_at desc, m.id desc limit 200`,
);

/** Whether a unit's page is read by the public today is asked of the newest open page alone. */
export const publicPagesView = async (
  { runner }: Pick<Engine, 'runner'>,
  viewer: Viewer,
  pathOf: (code: string) => string,
): Promise<Outcome<PublicPagesView>> => {
  const rows = await run(runner, list, viewer.agency.id, ...viewerValues(viewer));
  return granted({
    items: rows.map((row) => {
      const code = viewer.directory.unitCode(row.unit_id);
      return {
        id: row.id,
        number: row.number,
        title: row.title,
        state: row.state,
        open: row.is_open,
        unit: { id: row.unit_id, name: viewer.directory.unitName(row.unit_id) },
        code,
        parts: row.parts,
        openedAt: row.opened_at === null ? null : row.opened_at.toISOString(),
        path: row.is_open && code !== null ? pathOf(code) : null,
      };
    }),
  });
};

type Page = { unit_id: string; code: string; name: string; title: string | null; parts: PagePart[]; opened_at: Date };

/** A unit's page that was opened, as the public door finds it. */
export type UnitPage = {
  unit: string;
  code: string;
  name: string;
  title: string;
  parts: readonly PagePart[];
  openedAt: Date;
};

const columns = `select distinct on (p.unit_id) p.unit_id, u.code, u.name, p.title, p.parts, p.opened_at
from public_page p join unit u on u.agency_id = $1 and u.id = p.unit_id and (u.to_on is null or u.to_on > $2::date)
where p.agency_id = $1 and p.is_open`;

const all = statement<Page>(
  'ledger.unitPages',
  `select * from (${columns} order by p.unit_id, p.opened_at desc) one order by one.name, one.code limit 100`,
);
const one = statement<Page>('ledger.unitPage', `${columns} and u.code = $3 order by p.unit_id, p.opened_at desc`);

const pageOf = (row: Page): UnitPage => ({
  unit: row.unit_id,
  code: row.code,
  name: row.name,
  title: row.title ?? row.name,
  parts: row.parts,
  openedAt: row.opened_at,
});

/** Every unit's page that is open, by name; units that ended have none. */
export const unitPages = async (runner: Runner, agency: string, now: Date): Promise<UnitPage[]> =>
  (await run(runner, all, agency, dayOf(now))).map(pageOf);

export const unitPage = async (runner: Runner, agency: string, now: Date, code: string): Promise<UnitPage | null> => {
  const [row] = await run(runner, one, agency, dayOf(now), code);
  return row ? pageOf(row) : null;
};

/** Figures of a unit's ledger that anybody may know; each is computed from the newest problems of the unit, none confidential. */
export type UnitFigures = {
  problems: number;
  struckOff: number;
  /** Of those struck off that had a date: within it, and after it. */
  onTime: number;
  late: number;
  answers: number;
  satisfied: number;
  /** There were more than were looked at. */
  more: boolean;
};

const figures = statement<UnitFigures & { seen: number }>(
  'ledger.unitFigures',
  `select count(*)::int as seen,
  count(*) filter (where r.counted)::int as problems,
  count(*) filter (where r.state = 'struckOff')::int as "struckOff",
  count(*) filter (where r.state = 'struckOff' and r.light = 'doneOnTime')::int as "onTime",
  count(*) filter (where r.state = 'struckOff' and r.light = 'doneLate')::int as late,
  coalesce(sum(r.answers), 0)::int as answers, coalesce(sum(r.satisfied), 0)::int as satisfied
from (
  select m.state, m.light, m.state not in ('voided', 'merged') as counted,
    case when p.satisfaction_rate is not null then p.satisfaction_answers end as answers,
    case when p.satisfaction_rate is not null then p.satisfaction_satisfied end as satisfied
  from matter m join problem p on p.agency_id = $1 and p.matter_id = m.id
  where m.agency_id = $1 and m.procedure = 'problem' and m.unit_id = $2 and not m.confidential
  order by m.registered_at desc, m.id desc limit ${mostCounted}
) r`,
);

export const unitFigures = async (runner: Runner, agency: string, unit: string): Promise<UnitFigures> => {
  const [row] = await run(runner, figures, agency, unit);
  const { seen, ...found } = row as UnitFigures & { seen: number };
  return { ...found, more: seen >= mostCounted };
};
