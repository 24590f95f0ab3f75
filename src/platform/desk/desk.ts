import { elapsed } from '../../kernel/calendar/due.ts';
import { isOpenTo, requestOfSeat } from '../../kernel/clock/inbox.ts';
import type { DeskColumn, DeskItem, DeskPart, DeskView, Want } from '../../kernel/view/desk.ts';
import type { DeskColumnName } from '../../kernel/view/desk-columns.ts';
import type { Viewer } from '../authorization/directory.ts';
import { viewerValues } from '../authorization/visible-to.ts';
import { dayOf, type Engine } from '../command/engine.ts';
import { run } from '../database/statement.ts';
import type { BriefRow } from '../matter/read.ts';
import { brief, leftOf, namedPerson } from '../matter/render.ts';
import { procedureOf } from '../settings/settings.ts';
import { type Cursor, cursorAfter, encode, first } from './cursor.ts';
import { type Lanes, lanesOf } from './lanes.ts';
import { readAsked, readOwn, readWaiting, type SeatRow, seatsLooked } from './read.ts';

/** How many rows of a column are sent at once. */
const shown = 40;
/** Where counting stops. */
const counted = 100;
/** How often a page looks further when what it found was not for it. */
const looks = 4;

const isVisible = (row: SeatRow): row is SeatRow & BriefRow => row.id !== null;

/** Does this seat want something of the reader: not barred from it as the same human, and theirs by person or role? */
const isWanted = (
  viewer: Viewer,
  lanes: Lanes,
  row: SeatRow & BriefRow,
  seat: { seat: string; kind: 'turn' | 'request'; person: string | null; role: string | null; unit: string },
): boolean => {
  if (lanes.behalfOf(seat) === undefined) return false;
  if (seat.role === null || !row.fold) return true;
  const procedure = procedureOf(viewer.settings.kit, row.procedure, row.version);
  const actor = { person: viewer.person, capacities: viewer.capacities };
  return isOpenTo(procedure, row.fold, seat, actor, { children: row.children ?? [] });
};

const wantOf = (viewer: Viewer, lanes: Lanes, row: SeatRow, request: string | null): Want => {
  const behalf = lanes.behalfOf({ person: row.person_id, role: row.role, unit: row.unit_id }) ?? null;
  return {
    kind: row.kind,
    request,
    since: new Date(row.since).toISOString(),
    behalf: behalf === null ? null : namedPerson(viewer.directory, behalf),
  };
};

/** What a row wants of the reader: nothing, or one want; of those who wait, a want for each request they asked. */
const wantsOf = (viewer: Viewer, lanes: Lanes, row: SeatRow & BriefRow): Want[] => {
  if (row.kind !== 'waiting') {
    const seat = { ...row, kind: row.kind, person: row.person_id, unit: row.unit_id };
    return isWanted(viewer, lanes, row, seat) ? [wantOf(viewer, lanes, row, requestOfSeat(row))] : [];
  }
  // Nobody waits for others where they themselves are asked: that row stands among what is to be done.
  if ((row.others ?? []).some((other) => isWanted(viewer, lanes, row, other))) return [];
  const asked = Object.entries(row.requests ?? {}).filter(
    ([, open]) => (open.onBehalfOf ?? open.asker) === row.person_id,
  );
  return (asked.length > 0 ? asked.map(([kind]) => kind) : [null]).map((kind) => wantOf(viewer, lanes, row, kind));
};

const sameWant = (a: Want, b: Want): boolean => a.kind === b.kind && a.request === b.request;

type Look = { items: { item: DeskItem; at: Cursor }[]; next: Cursor | null };

const seatsFrom = (
  engine: Engine,
  viewer: Viewer,
  { persons, everywhere, roles, units }: Lanes,
  isWaiting: boolean,
  { end, id, endless }: Cursor,
): Promise<SeatRow[]> => {
  const values = [end, id, endless, persons, ...viewerValues(viewer)];
  if (isWaiting) return run(engine.runner, readWaiting, viewer.agency.id, ...values);
  if (everywhere.length + roles.length === 0) return run(engine.runner, readOwn, viewer.agency.id, ...values);
  return run(engine.runner, readAsked, viewer.agency.id, ...values, everywhere, roles, units);
};

/** One look along all lanes from a place: matters with what they want, each once, and the place to go on from. */
const look = async (engine: Engine, viewer: Viewer, lanes: Lanes, isWaiting: boolean, from: Cursor): Promise<Look> => {
  const rows = await seatsFrom(engine, viewer, lanes, isWaiting, from);
  const groups = Map.groupBy(rows, (row) => row.matter_id);
  const ids = [...groups.keys()];
  const isCut = rows.length === seatsLooked;
  // The last matter of a full look may have seats that were not reached: it is looked at again from the one before.
  if (isCut && ids.length > 1) ids.pop();
  const now = engine.now();
  const calendar = viewer.settings.calendarOn(dayOf(now)).value;
  const items: Look['items'] = [];
  let last = from;
  for (const id of ids) {
    const seats = groups.get(id) as SeatRow[];
    const [row] = seats as [SeatRow];
    last = cursorAfter(row.ends, id);
    const wants: Want[] = [];
    for (const each of seats)
      if (isVisible(each))
        for (const want of wantsOf(viewer, lanes, each))
          if (!wants.some((known) => sameWant(known, want))) wants.push(want);
    if (!isVisible(row) || wants.length === 0) continue;
    const since = Math.min(...wants.map((want) => Date.parse(want.since)));
    const item = {
      ...brief(viewer, row, now),
      wants,
      waited: {
        minutes: Math.max(0, elapsed(calendar, since, now.getTime())),
        dayMinutes: leftOf(calendar, now, now).dayMinutes,
      },
    };
    items.push({ item, at: last });
  }
  return { items, next: isCut ? last : null };
};

const pressing = new Set(['near', 'overPromise', 'over']);

/** Red, amber, or ending today: what must move today. A stopped clock presses nobody. */
const isForToday = (item: DeskItem, today: string): boolean =>
  pressing.has(item.light) || (item.light !== 'paused' && item.dueAt !== null && dayOf(new Date(item.dueAt)) <= today);

const belongs = (column: DeskColumnName, item: DeskItem, today: string): boolean =>
  column === 'waiting' || isForToday(item, today) === (column === 'today');

/** The next page of one column. */
export const deskPart = async (
  engine: Engine,
  viewer: Viewer,
  column: DeskColumnName,
  cursor: Cursor,
): Promise<DeskPart> => {
  const lanes = lanesOf(viewer);
  const today = dayOf(engine.now());
  const found: Look['items'] = [];
  let next: Cursor | null = cursor;
  for (let nr = 0; nr < looks && next !== null && found.length <= shown; nr += 1) {
    const seen: Look = await look(engine, viewer, lanes, column === 'waiting', next);
    found.push(...seen.items.filter(({ item }) => belongs(column, item, today)));
    next = seen.next;
  }
  return cut(found, next);
};

const cut = (found: Look['items'], next: Cursor | null): DeskPart => {
  const page = found.slice(0, shown);
  const rest = found.length > shown ? (page.at(-1)?.at ?? null) : next;
  return { items: page.map(({ item }) => item), next: rest && encode(rest) };
};

const columnOf = (found: Look['items'], next: Cursor | null): DeskColumn => ({
  ...cut(found, next),
  count: Math.min(found.length, counted),
  more: next !== null || found.length > counted,
});

/** The whole desk: one look at what is mine to do, shared between today and later, and one at what I wait for. */
export const desk = async (engine: Engine, viewer: Viewer): Promise<DeskView> => {
  const lanes = lanesOf(viewer);
  const today = dayOf(engine.now());
  const [doing, waiting] = await Promise.all([
    look(engine, viewer, lanes, false, first),
    look(engine, viewer, lanes, true, first),
  ]);
  const pressed = doing.items.filter(({ item }) => isForToday(item, today));
  const later = doing.items.filter(({ item }) => !isForToday(item, today));
  const of = (light: DeskItem['light']) => pressed.filter(({ item }) => item.light === light).length;
  return {
    today: columnOf(pressed, doing.next),
    doing: columnOf(later, doing.next),
    waiting: columnOf(waiting.items, waiting.next),
    over: of('over'),
    overPromise: of('overPromise'),
    near: of('near'),
  };
};
