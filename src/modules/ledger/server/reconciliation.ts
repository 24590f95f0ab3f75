import { due } from '../../../kernel/calendar/due.ts';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { viewerValues } from '../../../platform/authorization/visible-to.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { run } from '../../../platform/database/statement.ts';
import type { FileStore } from '../../../platform/files/store.ts';
import { badCursor, recordAccess } from '../../../platform/matter/page.ts';
import { brief } from '../../../platform/matter/render.ts';
import type { FindingKind } from '../domain/finding-kinds.ts';
import { readingOf } from '../domain/reading-model.ts';
import type { Finding, ReconciliationRule } from '../domain/watch-views.ts';
import { problem } from '../procedure/problem.ts';
import { reportReading } from './reading.ts';
import { type Looked, lookAtFiles, lookings } from './reconciliation-rows.ts';
import { reconciliationRule } from './reconciliation-rule.ts';
import { decodePlace, isDay, isMoment, type Place, walk } from './walk.ts';

export type WatchDeps = {
  engine: Engine;
  files: Pick<FileStore, 'verify'>;
  bytes: (agency: string, digest: string) => Promise<Uint8Array>;
};

export type Asked = { month: string; unit?: string | undefined };

const dayMs = 86_400_000;
/** Midnight of a date on the agency's wall clock. */
const midnight = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
const monthAfter = (month: string): string => {
  const [year, nr] = month.split('-').map(Number) as [number, number];
  return nr === 12 ? `${year + 1}-01` : `${year}-${String(nr + 1).padStart(2, '0')}`;
};

/** What happened before this moment is at least so many working days old at `until`: none younger, whatever the hour. */
export const workingDaysBefore = (viewer: Viewer, until: Date, days: number): Date => {
  const calendar = viewer.settings.calendarOn(dayOf(until)).value;
  for (let back = days; back < days * 3 + 60; back++) {
    const start = new Date(until.getTime() - back * dayMs);
    const end = due(calendar, start.getTime(), { count: days, unit: 'wd' });
    if (end.ok && end.value.due <= until.getTime()) return midnight(dayOf(new Date(start.getTime() + dayMs)));
  }
  return new Date(0);
};

/** The stretch of its index that a kind is looked for in; what lies ahead is no finding yet. */
const stretch = (
  viewer: Viewer,
  kind: FindingKind,
  month: string,
  rule: ReconciliationRule,
  now: Date,
): [from: Date | string, to: Date | string] => {
  const from = midnight(`${month}-01`);
  const next = midnight(`${monthAfter(month)}-01`);
  const until = next < now ? next : now;
  switch (kind) {
    case 'still':
      return [new Date(0), workingDaysBefore(viewer, until, rule.stillWd)];
    case 'urged':
      return [new Date(0), workingDaysBefore(viewer, until, rule.urgedWd)];
    case 'unplanned':
      return [new Date(0), until];
    case 'milestone':
      return [`${month}-01`, dayOf(until)];
    default:
      return [from, until];
  }
};

const isFileKey = (key: string): boolean => {
  const [at, digest, ...rest] = key.split(' ');
  return rest.length === 0 && isMoment(at ?? '') && /^[0-9a-f]{64}$/.test(digest ?? '');
};
const isKeyOf = (kind: FindingKind) => (kind === 'milestone' ? isDay : kind === 'file' ? isFileKey : isMoment);

/** Files are hashed and reports read while somebody waits, so fewer of them are looked at in one step. */
const lengthOf = (kind: FindingKind): number => (kind === 'entries' ? 4 : kind === 'file' ? 40 : 300);

const noId = '00000000-0000-0000-0000-000000000000';

const mayReopen = (viewer: Viewer, row: Looked): boolean =>
  row.procedure === 'problem' &&
  row.state === 'struckOff' &&
  viewer.capacities.some(
    ({ roles, scope }) =>
      problem.actions.reopen.who.some((who) => roles.includes(who)) && (scope === 'agency' || scope.has(row.unit_id)),
  );

/** One kind of finding of a month, page by page; what nobody may know of is passed over. */
export const findings = async (
  { engine, files, bytes }: WatchDeps,
  viewer: Viewer,
  kind: FindingKind,
  { month, unit }: Asked,
  cursor: string | undefined,
  wanted: number,
): Promise<Outcome<{ items: Finding[]; next: string | null }>> => {
  const place = decodePlace(cursor, isKeyOf(kind));
  if (place === undefined) return badCursor();
  if (unit && !viewer.directory.hasUnit(unit))
    return refuse('invalid', 'query', {}, { fields: [{ path: 'unit', rule: 'unknownId' }] });
  const now = engine.now();
  const rule = await reconciliationRule(engine.runner, viewer.agency.id);
  const [from, to] = stretch(viewer, kind, month, rule, now);
  const units = unit ? [...viewer.directory.unitsUnder(unit)] : null;
  const length = lengthOf(kind);
  const step = (at: Place): Promise<Looked[]> => {
    const [key, digest] = at && kind === 'file' ? at.key.split(' ') : [at?.key, at?.id];
    const values = [...viewerValues(viewer), from, to, units, key ?? null, digest ?? null, length];
    return run(engine.runner, kind === 'file' ? lookAtFiles : lookings[kind], viewer.agency.id, ...values);
  };
  const placeOf = (row: Looked) =>
    kind === 'file' ? { key: `${row.key} ${row.key_id}`, id: noId } : { key: row.key, id: row.key_id };
  const made = (row: Looked, more: Partial<Finding> = {}): Finding => ({
    matter: brief(viewer, row, now),
    at: row.at,
    file: null,
    count: null,
    words: row.words,
    mayReopen: mayReopen(viewer, row),
    ...more,
  });
  const make = async (row: Looked): Promise<Finding | null> => {
    if (kind === 'file') {
      const digest = row.digest as string;
      const state = await files.verify(viewer.agency.id, digest);
      return state === 'whole' ? null : made(row, { file: { digest, state } });
    }
    if (kind !== 'entries') return made(row);
    const reading = await reportReading(engine, viewer, row.id, (digest) => bytes(viewer.agency.id, digest)).catch(
      () => null,
    );
    if (!reading?.ok) return null;
    const count = readingOf(reading.value).problems.filter(({ status }) => status === 'open').length;
    return count === 0 ? null : made(row, { count });
  };
  const page = await walk(step, length, placeOf, make, place, wanted);
  await recordAccess(
    engine,
    viewer,
    'list',
    page.items.map(({ matter }) => matter),
  );
  return granted(page);
};
