import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { allowed } from '../../kernel/matter/decide.ts';
import type { Context } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { isMoment } from '../../kernel/proof/event.ts';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { MatterBrief, MatterView } from '../../kernel/view/view.ts';
import type { Viewer } from '../authorization/directory.ts';
import { selvesOf, viewerValues } from '../authorization/visible-to.ts';
import { contextFor } from '../command/context.ts';
import { type Engine } from '../command/engine.ts';
import { run, statement } from '../database/statement.ts';
import { procedureOf } from '../settings/settings.ts';
import { asRelative, listMatters, type MatterRead, readMatter } from './read.ts';
import { actionView, brief, eventViews, namedPerson, revealer } from './render.ts';
import { timeOf } from './time.ts';

const noteAccess = statement(
  'matter.noteAccess',
  `insert into access (agency_id, id, at, person_id, matter_id, way)
select $1, r.id, $2, $3, r.matter_id, $4 from unnest($5::uuid[], $6::uuid[]) as r(id, matter_id)`,
);

/** Every reading of a confidential matter leaves a record, by whatever way it was read: page, list, file, export. */
export const recordAccess = async (
  engine: Pick<Engine, 'runner' | 'now'>,
  viewer: Viewer,
  way: string,
  rows: readonly { id: string; confidential: boolean }[],
): Promise<void> => {
  const secret = rows.filter((row) => row.confidential).map((row) => row.id);
  if (secret.length === 0) return;
  await run(
    engine.runner,
    noteAccess,
    viewer.agency.id,
    engine.now(),
    viewer.person,
    way,
    secret.map(() => uuidv7()),
    secret,
  );
};

const contextOf = (engine: Engine, viewer: Viewer, row: MatterRead): Context =>
  contextFor(viewer, engine.now(), {
    children: row.children?.map(asRelative) ?? null,
    parent: row.parent && asRelative(row.parent),
    barred: row.barred,
    others: row.others?.map(asRelative) ?? null,
  });

/** Older events than any sequence a log will reach. */
const newest = Number.MAX_SAFE_INTEGER;

export const matterPage = async (
  engine: Engine,
  viewer: Viewer,
  id: string,
  before = newest,
): Promise<Outcome<MatterView>> => {
  const values = viewerValues(viewer);
  const [row] = await run(engine.runner, readMatter, viewer.agency.id, id, ...values, before);
  if (!row) return refuse('notFound', 'matter');
  await recordAccess(engine, viewer, 'page', [row]);
  const procedure = procedureOf(viewer.settings.kit, row.procedure, row.version);
  const reveal = revealer(engine.vault, row);
  const { directory } = viewer;
  const now = engine.now();
  const events = eventViews(viewer, row, reveal);
  const actor = { person: viewer.person, capacities: viewer.capacities };
  return granted({
    ...brief(viewer, row, now),
    ...timeOf(viewer, procedure, row, reveal, now),
    data: reveal(row.fold.data) as Record<string, unknown>,
    registrar: namedPerson(directory, row.registrar_id),
    leader: row.leader_id ? namedPerson(directory, row.leader_id) : null,
    relapses: row.relapses,
    sentBack: row.sent_back,
    urged: urgedIn(row, procedure, events),
    evidence: events.flatMap((event) => event.files),
    above: row.parent?.visible ? brief(viewer, row.parent, now) : null,
    children: (row.children ?? []).map((child) => brief(viewer, child, now)),
    events,
    actions: allowed(viewer.settings.kit, procedure, row.fold, actor, contextOf(engine, viewer, row)).map((each) =>
      actionView(procedure, each),
    ),
  });
};

/** Counted by the matter; when last, by the newest event that the page shows. */
const urgedIn = (
  { fold }: MatterRead,
  procedure: Procedure,
  events: readonly { action: string; recordedAt: string }[],
): MatterView['urged'] => {
  const count = fold.tallies?.urged ?? 0;
  const last = events.find(({ action }) => procedure.actions[action]?.tells === 'urged');
  return count === 0 ? null : { count, at: last?.recordedAt ?? null };
};

export type ListQuery = {
  mine?: boolean;
  /** Answerable now. */
  owner?: string;
  open?: boolean;
  procedure?: string;
  cursor?: string | undefined;
  limit: number;
};

type Cursor = { at: string | null; id: string | null };

export const encodeCursor = (at: string, id: string): string => Buffer.from(`${at} ${id}`).toString('base64url');

/** Cursors are ours alone; one that is not is refused as a field, never passed to the database. */
export const decodeCursor = (cursor: string | undefined): Cursor | null => {
  if (cursor === undefined) return { at: null, id: null };
  const [at, id, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const sound = rest.length === 0 && isMoment(at ?? '') && z.uuid().safeParse(id).success;
  return sound ? { at: at as string, id: id as string } : null;
};

export const badCursor = () => refuse('invalid', 'query', {}, { fields: [{ path: 'cursor', rule: 'format.cursor' }] });

export const matterList = async (
  engine: Engine,
  viewer: Viewer,
  query: ListQuery,
): Promise<Outcome<{ items: MatterBrief[]; next: string | null }>> => {
  const cursor = decodeCursor(query.cursor);
  if (!cursor) return badCursor();
  const rows = await run(
    engine.runner,
    listMatters,
    viewer.agency.id,
    ...viewerValues(viewer),
    query.procedure ?? null,
    query.open ?? null,
    query.owner ? [query.owner] : query.mine ? selvesOf(viewer) : null,
    cursor.at,
    cursor.id,
    query.limit + 1,
  );
  const items = rows.slice(0, query.limit).map((row) => brief(viewer, row, engine.now()));
  await recordAccess(engine, viewer, 'list', items);
  const last = items.at(-1);
  return granted({ items, next: rows.length > query.limit && last ? encodeCursor(last.registeredAt, last.id) : null });
};
