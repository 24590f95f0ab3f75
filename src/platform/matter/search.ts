import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MatterBrief, ProblemDocument } from '../../kernel/view/view.ts';
import type { Viewer } from '../authorization/directory.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../authorization/visible-to.ts';
import { dayOf, type Engine } from '../command/engine.ts';
import { run, statement } from '../database/statement.ts';
import { viewerOf } from '../http/request.ts';
import { recordAccess } from './page.ts';
import { type BriefRow, briefColumns } from './read.ts';
import { brief } from './render.ts';

/** How many are offered; whoever does not find theirs among them types one letter more. */
const shown = 20;
/** Titles are looked through among so many of a unit, the newest first: a title has no index, a number has. */
const titlesRead = 500;

// What begins with a number is a range of the index: numbers stand in the order of their bytes, nothing sorts behind U+10FFFF.
const searchMatters = statement<BriefRow>(
  'matter.search',
  `select ${briefColumns('m')} from matter m where m.agency_id = $1 and m.id = any(array(
    select byNumber.id from unnest($6::text[]) as wanted(number) cross join lateral (
      select n.id from matter n where n.agency_id = $1 and n.procedure = $5 and n.number >= wanted.number
        and n.number < wanted.number || chr(1114111) order by n.number limit ${shown}) as byNumber
    union
    select byTitle.id from unnest($7::uuid[]) as near(unit) cross join lateral (
      select newest.id from (
        select u.id, u.title, u.open, u.registered_at from matter u
        where u.agency_id = $1 and u.procedure = $5 and u.unit_id = near.unit
        order by u.registered_at desc, u.id desc limit ${titlesRead}) as newest
      where newest.open and position($8 in lower(newest.title)) > 0 order by newest.registered_at desc limit ${shown * 2}) as byTitle))
  and ${visibleTo('m', viewerPlaces(2))}
order by m.open desc, m.registered_at desc, m.id limit ${shown}`,
);

// The same for whoever does not say of which kind: kinds go one by one, each along its own index. Whose reach is the whole agency
// has the newest open ones of all units looked through instead of those of their own.
const findMatters = statement<BriefRow>(
  'matter.find',
  `select ${briefColumns('m')} from matter m where m.agency_id = $1 and m.id = any(array(
    select byNumber.id from unnest($5::text[]) as kind(code) cross join unnest($6::text[]) as wanted(number) cross join lateral (
      select n.id from matter n where n.agency_id = $1 and n.procedure = kind.code and n.number >= wanted.number
        and n.number < wanted.number || chr(1114111) order by n.number limit ${shown}) as byNumber
    union
    select byTitle.id from unnest($5::text[]) as kind(code) cross join unnest($7::uuid[]) as near(unit) cross join lateral (
      select newest.id from (
        select u.id, u.title, u.open, u.registered_at from matter u
        where u.agency_id = $1 and u.procedure = kind.code and u.unit_id = near.unit
        order by u.registered_at desc, u.id desc limit ${titlesRead}) as newest
      where newest.open and position($8 in lower(newest.title)) > 0 order by newest.registered_at desc limit ${shown * 2}) as byTitle
    union
    select ofAll.id from unnest($5::text[]) as kind(code) cross join lateral (
      select newest.id from (
        select u.id, u.title, u.registered_at from matter u
        where $9::boolean and u.agency_id = $1 and u.procedure = kind.code and u.open
        order by u.registered_at desc, u.id desc limit ${titlesRead}) as newest
      where position($8 in lower(newest.title)) > 0 order by newest.registered_at desc limit ${shown * 2}) as ofAll))
  and ${visibleTo('m', viewerPlaces(2))}
order by m.open desc, m.registered_at desc, m.id limit ${shown}`,
);

type Query = { procedure: string; q: string; unit?: string | undefined };

/** The beginnings a typed number may stand for: as typed, and in the unit of the matter it is looked for from. */
const numbersOf = (viewer: Viewer, { procedure, q, unit }: Query, year: string): string[] => {
  if (q === '') return [];
  const prefix = viewer.settings.kit.procedure(procedure)?.numberPrefix ?? '';
  const code = unit === undefined ? null : viewer.directory.unitCode(unit);
  const short =
    code !== null && /^\d{1,3}$/.test(q) ? `${year}-${q.padStart(3, '0')}` : /^\d{4}-\d*$/.test(q) ? q : null;
  return [
    ...new Set([q, q.toLowerCase(), q.toUpperCase(), ...(code !== null && short ? [`${prefix}${code}-${short}`] : [])]),
  ];
};

const unitsNear = (viewer: Viewer, unit: string | undefined): string[] =>
  unit === undefined ? [...new Set(viewer.capacities.map((capacity) => capacity.unit))] : [unit];

/** Matters somebody may mean: by how the number begins, or by words of the title among a unit's open ones; never one they may not see. */
export const searchFor = async (engine: Engine, viewer: Viewer, query: Query): Promise<MatterBrief[]> => {
  const now = engine.now();
  const rows = await run(
    engine.runner,
    searchMatters,
    viewer.agency.id,
    ...viewerValues(viewer),
    query.procedure,
    numbersOf(viewer, query, dayOf(now).slice(0, 4)),
    unitsNear(viewer, query.unit),
    query.q.toLowerCase(),
  );
  const items = rows.map((row) => brief(viewer, row, now));
  await recordAccess(engine, viewer, 'search', items);
  return items;
};

/** Of how many units the titles are looked through for whoever reaches several. */
const mostUnits = 12;

/** Matters of any kind, for the search box over all pages. */
export const findFor = async (engine: Engine, viewer: Viewer, q: string): Promise<MatterBrief[]> => {
  if (q === '') return [];
  const now = engine.now();
  const kinds = [...new Set(viewer.settings.procedures.map(({ code }) => code))];
  const values = viewerValues(viewer);
  const units = [...new Set([...unitsNear(viewer, undefined), ...(values[1] ?? [])])].slice(0, mostUnits);
  const year = dayOf(now).slice(0, 4);
  const numbers = kinds.flatMap((procedure) =>
    units.flatMap((unit) => numbersOf(viewer, { procedure, q, unit }, year)),
  );
  const rows = await run(
    engine.runner,
    findMatters,
    viewer.agency.id,
    ...values,
    kinds,
    [...new Set(numbers)],
    values[1] === null ? [] : units,
    q.toLowerCase(),
    values[1] === null,
  );
  const items = rows.map((row) => brief(viewer, row, now));
  await recordAccess(engine, viewer, 'search', items);
  return items;
};

export const matterSearchRoutes = (instance: FastifyInstance, engine: Engine): void => {
  instance.withTypeProvider<ZodTypeProvider>().get(
    '/api/matters/search',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '按编号或标题找办件',
        querystring: z.strictObject({
          procedure: z
            .string()
            .regex(/^\w{1,40}$/)
            .optional(),
          q: z.string().trim().max(120).default(''),
          unit: z.uuid().optional(),
        }),
        response: { 200: z.object({ items: z.array(MatterBrief) }), 401: ProblemDocument, 422: ProblemDocument },
      },
    },
    async (request) => {
      const { procedure, ...query } = request.query;
      const viewer = viewerOf(request);
      const items =
        procedure === undefined
          ? await findFor(engine, viewer, query.q)
          : await searchFor(engine, viewer, { ...query, procedure });
      return { items };
    },
  );
};
