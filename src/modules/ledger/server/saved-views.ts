import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import type { Look, NewView, SavedViews } from '../domain/saved-view.ts';
import { SavedAddress } from '../domain/saved-view.ts';

type ViewRow = { id: string; person_id: string; unit_id: string | null; name: string; query: string };

/** How many views somebody may keep, and how many of a unit's are shown. */
const most = 60;

const read = statement<ViewRow>(
  'ledger.views',
  `(select v.id, v.person_id, v.unit_id, v.name, v.query, v.made_at from ledger_view v
  where v.agency_id = $1 and v.person_id = $2 order by v.made_at limit ${most})
union
(select v.id, v.person_id, v.unit_id, v.name, v.query, v.made_at from ledger_view v
  where v.agency_id = $1 and v.unit_id = any($3::uuid[]) order by v.made_at limit ${most})
order by made_at, id`,
);
const insert = statement<{ id: string }>(
  'ledger.saveView',
  `insert into ledger_view (agency_id, id, person_id, unit_id, name, query, made_at)
select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from ledger_view v where v.agency_id = $1 and v.person_id = $3) < ${most}
returning id`,
);
const drop = statement<{ id: string }>(
  'ledger.dropView',
  'delete from ledger_view v where v.agency_id = $1 and v.id = $2 and v.person_id = $3 returning v.id',
);
const looks = statement<Look>(
  'ledger.looks',
  'select l.view, l.columns, l.lines from ledger_look l where l.agency_id = $1 and l.person_id = $2 order by l.view',
);
const keepLook = statement(
  'ledger.keepLook',
  `insert into ledger_look (agency_id, person_id, view, columns, lines) values ($1, $2, $3, $4, $5)
on conflict (agency_id, person_id, view) do update set columns = excluded.columns, lines = excluded.lines`,
);

const unitsOf = (viewer: Viewer): string[] => [...new Set(viewer.capacities.map(({ unit }) => unit))];

/** Views of one's own and those shared with one's units, and how one looks at each. */
export const savedViews = async (engine: Pick<Engine, 'runner'>, viewer: Viewer): Promise<SavedViews> => {
  const [rows, kept] = await Promise.all([
    run(engine.runner, read, viewer.agency.id, viewer.person, unitsOf(viewer)),
    run(engine.runner, looks, viewer.agency.id, viewer.person),
  ]);
  return {
    views: rows.map(({ id, person_id, unit_id, name, query }) => ({
      id,
      name,
      query,
      mine: person_id === viewer.person,
      unit: unit_id === null ? null : { id: unit_id, name: viewer.directory.unitName(unit_id) },
    })),
    looks: kept,
    units: unitsOf(viewer).map((id) => ({ id, name: viewer.directory.unitName(id) })),
  };
};

/** A view is saved as its address; one that no list would take is refused here and not when it is opened. */
export const saveView = async (
  engine: Pick<Engine, 'runner' | 'now' | 'newId'>,
  viewer: Viewer,
  { name, query, unit }: NewView,
): Promise<Outcome<{ id: string }>> => {
  if (!SavedAddress.safeParse(Object.fromEntries(new URLSearchParams(query))).success)
    return refuse('invalid', 'form', {}, { fields: [{ path: 'query', rule: 'format.address' }] });
  if (unit !== null && !unitsOf(viewer).includes(unit))
    return refuse('invalid', 'form', {}, { fields: [{ path: 'unit', rule: 'unknownId' }] });
  const id = engine.newId();
  const made = await run(engine.runner, insert, viewer.agency.id, id, viewer.person, unit, name, query, engine.now());
  return made.length > 0 ? granted({ id }) : refuse('ruleBroken', 'ledger.viewsFull', { most });
};

export const dropView = async (engine: Pick<Engine, 'runner'>, viewer: Viewer, id: string): Promise<Outcome<null>> =>
  (await run(engine.runner, drop, viewer.agency.id, id, viewer.person)).length > 0
    ? granted(null)
    : refuse('notFound', 'ledger.view');

export const keepLookOf = async (engine: Pick<Engine, 'runner'>, viewer: Viewer, look: Look): Promise<void> => {
  await run(engine.runner, keepLook, viewer.agency.id, viewer.person, look.view, look.columns, look.lines);
};
