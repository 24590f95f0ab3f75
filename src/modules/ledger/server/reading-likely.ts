import type { Viewer } from '../../../platform/authorization/directory.ts';
import { selvesOf, viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { recordAccess } from '../../../platform/matter/page.ts';
import { type BriefRow, briefColumns } from '../../../platform/matter/read.ts';
import { brief } from '../../../platform/matter/render.ts';
import { likelyOf } from '../domain/likeness.ts';
import { readingOf } from '../domain/reading-model.ts';
import type { LikelyProblems, ReportReading } from '../domain/reading-views.ts';

/** Titles have no index of their own, so an entry is compared with so many of the newest and no more. */
const mostCompared = 2_000;
const mostOfUnit = 500;

/** Open problems, the newest of the agency, for whoever sees all of it. $2–$4 viewer. */
const newestOfAll = statement<BriefRow>(
  'ledger.likelyOfAll',
  `select ${briefColumns('m')} from (select * from matter o where o.agency_id = $1 and o.procedure = 'problem' and o.open
  order by o.registered_at desc, o.id desc limit ${mostCompared}) m where ${visibleTo('m', viewerPlaces(2))}`,
);

/** The newest of each unit within reach and of what one answers for oneself. $5 units, $6 the viewer's selves, $7 how many of a unit. */
const newestNear = statement<BriefRow>(
  'ledger.likelyNear',
  `select ${briefColumns('m')} from matter m where m.agency_id = $1 and m.open and m.id = any(array(
    select near.id from unnest($5::uuid[]) as reach(unit) cross join lateral (
      select u.id from matter u where u.agency_id = $1 and u.procedure = 'problem' and u.unit_id = reach.unit
      order by u.registered_at desc, u.id desc limit $7) as near
    union
    select own.id from unnest($6::uuid[]) as self(person) cross join lateral (
      select a.id from matter a where a.agency_id = $1 and a.owner_id = self.person and a.open
      order by a.registered_at desc, a.id desc limit ${mostOfUnit}) as own))
  and m.procedure = 'problem' and ${visibleTo('m', viewerPlaces(2))}`,
);

const openProblems = (engine: Engine, viewer: Viewer): Promise<BriefRow[]> => {
  const values = viewerValues(viewer);
  const [, units] = values;
  if (units === null) return run(engine.runner, newestOfAll, viewer.agency.id, ...values);
  const ofUnit = Math.max(20, Math.min(mostOfUnit, Math.floor(mostCompared / Math.max(1, units.length))));
  return run(engine.runner, newestNear, viewer.agency.id, ...values, units, selvesOf(viewer), ofUnit);
};

/** What of the undecided entries looks like a problem that stands on the ledger. */
export const likelyProblems = async (
  engine: Engine,
  viewer: Viewer,
  reading: ReportReading,
): Promise<LikelyProblems> => {
  const open = readingOf(reading).problems.filter(({ status }) => status === 'open');
  if (open.length === 0) return { items: [] };
  const rows = await openProblems(engine, viewer);
  const titled = rows.flatMap((row) => (row.title === null ? [] : [{ of: row, title: row.title }]));
  const now = engine.now();
  const likely = likelyOf(open, titled);
  const shown = [...new Set(likely.flatMap(({ matches }) => matches.map(({ of }) => of)))];
  await recordAccess(engine, viewer, 'search', shown);
  return {
    items: likely.map(({ start, end, matches }) => ({
      start,
      end,
      matches: matches.map(({ of, score }) => ({ problem: brief(viewer, of, now), score })),
    })),
  };
};
