import { Calendar } from '../../../kernel/calendar/calendar.ts';
import type { SettingVersion } from '../../../kernel/matter/matter.ts';
import type { Json } from '../../../kernel/proof/canonical.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import type { SettingReplay } from '../../../platform/log/replay.ts';
import { appendSetting, type Hand } from '../../../platform/log/setting.ts';
import { chinaCalendar, chinaNotes, chinaSource } from '../domain/china.ts';

type Row = {
  stream_id: string;
  seq: number;
  effective_from: string;
  calendar: unknown;
  notes: Record<string, string>;
  source: string;
  by_person_id: string | null;
  recorded_at: Date;
};

const columns =
  'v.stream_id, v.seq, v.effective_from, v.calendar, v.notes, v.source, v.by_person_id, v.recorded_at from calendar_version v';

const all = statement<Row>('calendar.versions', `select ${columns} where v.agency_id = $1 order by v.seq`);

const one = statement<Row>('calendar.version', `select ${columns} where v.agency_id = $1 and v.seq = $2`);

const newest = statement<{ stream_id: string; seq: number }>(
  'calendar.newest',
  'select v.stream_id, v.seq from calendar_version v where v.agency_id = $1 order by v.seq desc limit 1',
);

const put = statement(
  'calendar.put',
  `insert into calendar_version (agency_id, stream_id, seq, effective_from, calendar, notes, source, by_person_id, recorded_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

const rise = statement(
  'calendar.rise',
  `insert into directory_version (agency_id, version) values ($1, 1)
on conflict (agency_id) do update set version = directory_version.version + 1`,
);

/** One version as it was written: what holds from a day on, where it comes from (a notice, an order of the office), whose hand. */
export type CalendarVersion = {
  version: SettingVersion;
  effectiveFrom: string;
  calendar: Calendar;
  /** What dates of their own are called. */
  notes: Readonly<Record<string, string>>;
  source: string;
  by: string | null;
  recordedAt: string;
};

const versionOf = (row: Row): CalendarVersion => ({
  version: { kind: 'calendar', id: row.stream_id, seq: row.seq },
  effectiveFrom: row.effective_from,
  calendar: Calendar.parse(row.calendar),
  notes: row.notes,
  source: row.source,
  by: row.by_person_id,
  recordedAt: row.recorded_at.toISOString(),
});

export const calendarVersions = async (runner: Runner, agency: string): Promise<CalendarVersion[]> =>
  (await run(runner, all, agency)).map(versionOf);

export const calendarVersion = async (runner: Runner, agency: string, seq: number): Promise<CalendarVersion | null> => {
  const [row] = await run(runner, one, agency, seq);
  return row ? versionOf(row) : null;
};

/** Where an agency's calendar stands; null while it has none of its own. */
export const newestVersion = async (runner: Runner, agency: string): Promise<SettingVersion | null> => {
  const [row] = await run(runner, newest, agency);
  return row ? { kind: 'calendar', id: row.stream_id, seq: row.seq } : null;
};

export type NewCalendar = {
  stream: string;
  effectiveFrom: string;
  calendar: Calendar;
  notes?: Readonly<Record<string, string>>;
  source: string;
};

/** Makes servers read settings again, and lets one at a time publish: the row is held until the transaction ends. */
export const holdCalendar = (runner: Runner, agency: string): Promise<unknown> => run(runner, rise, agency);

/** Writes the next version of an agency's calendar; runs inside the caller's transaction. `stale` when somebody was faster. */
export const setCalendar = async (runner: Runner, hand: Hand, made: NewCalendar): Promise<'stale' | SettingVersion> => {
  const { stream, effectiveFrom, calendar, notes = {}, source } = made;
  const written = await appendSetting(runner, hand, {
    kind: 'calendar',
    id: stream,
    data: { effectiveFrom, source, calendar: calendar as unknown as Json, notes: { ...notes } },
  });
  if (!written.ok) return 'stale';
  const { seq } = written.appended;
  await run(
    runner,
    put,
    hand.agency.id,
    stream,
    seq,
    effectiveFrom,
    JSON.stringify(calendar),
    JSON.stringify(notes),
    source,
    hand.actor,
    hand.now,
  );
  await holdCalendar(runner, hand.agency.id);
  return { kind: 'calendar', id: stream, seq };
};

const born = chinaCalendar();

/** The calendar the house is born with, as a version of nobody's; what agencies without one of their own go by. */
export const bornCalendar: Pick<CalendarVersion, 'calendar' | 'notes'> = { calendar: born, notes: chinaNotes() };

/**
 * What deadlines are reckoned with: the newest version, which leaves the days before it as they were; else the calendar the house
 * is born with. The day is asked for so that a caller says which moment it means; each version answers for all days.
 */
export const calendarsOf = (versions: readonly CalendarVersion[]) => {
  const bySeq = new Map(versions.map((each) => [each.version.seq, each]));
  const last = versions.at(-1);
  const inForce = last ? { value: last.calendar, version: last.version } : { value: born, version: null };
  return {
    on: (_day: string): { value: Calendar; version: SettingVersion | null } => inForce,
    of: (version: SettingVersion | null): Calendar =>
      version === null ? born : (bySeq.get(version.seq)?.calendar ?? born),
  };
};

/** An agency's first calendar: that of the State Council's notices, to be changed as its own from then on. */
export const giveCalendar = async (
  runner: Runner,
  hand: Hand,
  stream: string,
  effectiveFrom: string,
): Promise<SettingVersion> => {
  const made = await setCalendar(runner, hand, { stream, effectiveFrom, ...bornCalendar, source: chinaSource });
  if (made === 'stale') throw new Error('a new agency has a calendar already');
  return made;
};

/** Versions of the calendar as their events tell them, for a log that is replayed. */
export const replayCalendar: SettingReplay = async (client, agency, events) => {
  for (const { stream, seq, data, actor, recordedAt } of events.filter((each) => each.stream.kind === 'calendar'))
    await run(
      client,
      put,
      agency,
      stream.id,
      seq,
      data.effectiveFrom,
      JSON.stringify(data.calendar),
      JSON.stringify(data.notes ?? {}),
      data.source,
      actor,
      recordedAt,
    );
};
