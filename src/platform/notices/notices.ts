import { z } from 'zod';
import { granted, type Outcome } from '../../kernel/refusal.ts';
import type { NoticesView, NoticeView } from '../../kernel/view/desk.ts';
import type { Viewer } from '../authorization/directory.ts';
import { viewerValues } from '../authorization/visible-to.ts';
import type { Engine } from '../command/engine.ts';
import { run } from '../database/statement.ts';
import { badCursor } from '../matter/page.ts';
import type { Readings } from '../matter/readings.ts';
import { namedPerson } from '../matter/render.ts';
import { countUnseen, listNotices, markSeen, type NoticeRow, newNotices } from './read.ts';
import { besideEvents } from './tell.ts';

type Reading = Pick<Engine, 'runner' | 'now'>;
/** Reading notices of confidential matters leaves a record like any other reading. */
type Recording = { engine: Reading; read: Readings };

const page = 30;
/** Above every id that will be given. */
const newest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const isBeside = (kind: string): boolean => besideEvents.some((each) => each === kind);

const noticeView = ({ directory }: Viewer, row: NoticeRow): NoticeView => ({
  id: row.id,
  kind: row.kind,
  at: new Date(row.at).toISOString(),
  seen: row.seen_at !== null,
  matter: {
    id: row.matter_id,
    number: row.number,
    procedure: row.procedure,
    state: row.state,
    title: row.title,
  },
  action: row.action,
  by: row.actor_id === null || isBeside(row.kind) ? null : namedPerson(directory, row.actor_id),
});

const aboutOf = (rows: readonly NoticeRow[]) =>
  rows.map((row) => ({ id: row.matter_id, confidential: row.confidential }));

export const unseenOf = async (engine: Reading, viewer: Viewer): Promise<number> => {
  const [row] = await run(engine.runner, countUnseen, viewer.agency.id, viewer.person, ...viewerValues(viewer));
  return row?.count ?? 0;
};

/** Somebody's notices, newest first; the cursor is the id of the last one shown. */
export const noticeList = async (
  { engine, read }: Recording,
  viewer: Viewer,
  cursor: string | undefined,
): Promise<Outcome<NoticesView>> => {
  if (cursor !== undefined && !z.uuid().safeParse(cursor).success) return badCursor();
  const [rows, unseen] = await Promise.all([
    run(
      engine.runner,
      listNotices,
      viewer.agency.id,
      viewer.person,
      ...viewerValues(viewer),
      cursor ?? newest,
      page + 1,
    ),
    unseenOf(engine, viewer),
  ]);
  const items = rows.slice(0, page);
  await read(viewer, 'notice', aboutOf(items));
  const next = rows.length > page ? (items.at(-1)?.id ?? null) : null;
  return granted({ items: items.map((row) => noticeView(viewer, row)), next, unseen });
};

/** What somebody was told after an id, oldest first. */
export const noticesAfter = async ({ engine, read }: Recording, viewer: Viewer, id: string): Promise<NoticeView[]> => {
  const values = viewerValues(viewer);
  const rows = await run(engine.runner, newNotices, viewer.agency.id, viewer.person, ...values, id, page);
  await read(viewer, 'notice', aboutOf(rows));
  return rows.map((row) => noticeView(viewer, row));
};

export const seeNotices = async (engine: Reading, viewer: Viewer, upTo: string): Promise<void> => {
  await run(engine.runner, markSeen, viewer.agency.id, viewer.person, upTo, engine.now());
};
