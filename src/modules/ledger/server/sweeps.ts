import { due } from '../../../kernel/calendar/due.ts';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { badCursor, recordAccess } from '../../../platform/matter/page.ts';
import { type BriefRow, briefColumns } from '../../../platform/matter/read.ts';
import { brief, namedPerson } from '../../../platform/matter/render.ts';
import type { SweepProposal, SweepRow } from '../domain/watch-views.ts';
import { decodePlace, encodePlace, isMoment } from './walk.ts';

/** A unit has this long to look at itself, unless whoever asks says another day. */
const sweepDays = { count: 10, unit: 'wd' } as const;

type ProblemRow = BriefRow & { asked_units: string[] | null };

/** $2 the problem, $3–$5 viewer. */
const readProblem = statement<ProblemRow>(
  'ledger.sweepOf',
  `select ${briefColumns('m')}, (select json_agg(c.unit_id) from matter c
  where c.agency_id = $1 and c.parent_id = m.id and c.procedure = 'similarSweep' and c.state <> 'voided') as asked_units
from matter m where m.agency_id = $1 and m.id = $2 and m.procedure = 'problem' and ${visibleTo('m', viewerPlaces(3))}`,
);

/** Units that could look at themselves, those beside the problem's own first in mind; nothing is asked of anybody by this. */
export const sweepProposal = async (engine: Engine, viewer: Viewer, id: string): Promise<Outcome<SweepProposal>> => {
  const [row] = await run(engine.runner, readProblem, viewer.agency.id, id, ...viewerValues(viewer));
  if (!row) return refuse('notFound', 'matter');
  await recordAccess(engine, viewer, 'page', [row]);
  const { directory, settings } = viewer;
  const now = engine.now();
  const day = dayOf(now);
  const ends = due(settings.calendarOn(day).value, now.getTime(), sweepDays);
  const asked = new Set(row.asked_units ?? []);
  return granted({
    problem: brief(viewer, row, now),
    title: (row.title ?? row.number).slice(0, 150),
    dueOn: dayOf(new Date(ends.ok ? ends.value.due : now.getTime() + 14 * 86_400_000)),
    units: directory.unitsAround(row.unit_id, day).map((unit) => {
      const head = directory.headOf(unit.id, day);
      return {
        unit: { id: unit.id, name: directory.unitName(unit.id) },
        beside: unit.beside,
        answerable: head && {
          person: namedPerson(directory, head.person),
          post: { id: head.post, name: directory.postName(head.post) },
        },
        asked: asked.has(unit.id),
      };
    }),
  });
};

type SweepUnitRow = BriefRow & { found: { id: string; number: string; title: string | null }[] | null };
type Row = BriefRow & { swept_at: Date; units: SweepUnitRow[] | null };

/** Sweeps by the day they were last begun or widened, with their units. $2–$4 viewer, $5/$6 cursor, $7 how many. */
const listSweeps = statement<Row>(
  'ledger.sweeps',
  `select ${briefColumns('m')}, s.swept_at, (select json_agg(r order by r.number) from (
  select ${briefColumns('c')}, (select json_agg(json_build_object('id', x.id, 'number', x.number, 'title', x.title))
    from sweep_found f join matter x on x.agency_id = $1 and x.id = f.problem_id and ${visibleTo('x', viewerPlaces(2))}
    where f.agency_id = $1 and f.matter_id = c.id) as found
  from matter c where c.agency_id = $1 and c.parent_id = m.id and c.procedure = 'similarSweep' and c.state <> 'voided'
    and ${visibleTo('c', viewerPlaces(2))}) r) as units
from sweep s join matter m on m.agency_id = $1 and m.id = s.problem_id and ${visibleTo('m', viewerPlaces(2))}
where s.agency_id = $1 and ($5::timestamptz is null or (s.swept_at, s.problem_id) < ($5, $6::uuid))
order by s.swept_at desc, s.problem_id desc limit $7`,
);

const late = new Set(['over', 'overPromise']);

export const sweepPage = async (
  engine: Engine,
  viewer: Viewer,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Outcome<{ items: SweepRow[]; next: string | null }>> => {
  const place = decodePlace(cursor, isMoment);
  if (place === undefined) return badCursor();
  const values = [...viewerValues(viewer), place?.key ?? null, place?.id ?? null, limit + 1];
  const rows = await run(engine.runner, listSweeps, viewer.agency.id, ...values);
  const shown = rows.slice(0, limit);
  await recordAccess(engine, viewer, 'list', [...shown, ...shown.flatMap(({ units }) => units ?? [])]);
  const now = engine.now();
  const last = shown.at(-1);
  return granted({
    items: shown.map((row) => {
      const units = row.units ?? [];
      const count = (is: (unit: SweepUnitRow) => boolean) => units.filter(is).length;
      return {
        problem: brief(viewer, row, now),
        sweptAt: row.swept_at.toISOString(),
        counts: {
          asked: units.length,
          answered: count(({ open }) => !open),
          found: count(({ state }) => state === 'found'),
          over: count(({ open, light }) => open && late.has(light)),
        },
        units: units.map((unit) => ({ ...brief(viewer, unit, now), found: unit.found ?? [] })),
      };
    }),
    next: rows.length > limit && last ? encodePlace({ key: last.swept_at.toISOString(), id: last.id }) : null,
  });
};
