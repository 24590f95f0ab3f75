import { Calendar } from '../../../kernel/calendar/calendar.ts';
import type { SettingVersion } from '../../../kernel/matter/matter.ts';
import type { Json } from '../../../kernel/proof/canonical.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { appendSetting, type Hand } from '../../../platform/log/setting.ts';
import { chinaCalendar } from '../domain/china.ts';

const all = statement<{
  stream_id: string;
  seq: number;
  effective_from: string;
  calendar: unknown;
  source: string;
  recorded_at: Date;
}>(
  'calendar.versions',
  `select v.stream_id, v.seq, v.effective_from, v.calendar, v.source, v.recorded_at from calendar_version v
where v.agency_id = $1 order by v.seq`,
);

const put = statement(
  'calendar.put',
  `insert into calendar_version (agency_id, stream_id, seq, effective_from, calendar, source, recorded_at)
values ($1, $2, $3, $4, $5, $6, $7)`,
);

const rise = statement(
  'calendar.rise',
  `insert into directory_version (agency_id, version) values ($1, 1)
on conflict (agency_id) do update set version = directory_version.version + 1`,
);

/** One version as it was written: in force from a day on, with where it comes from (a notice, an order of the office). */
export type CalendarVersion = {
  version: SettingVersion;
  effectiveFrom: string;
  calendar: Calendar;
  source: string;
  recordedAt: string;
};

export const calendarVersions = async (runner: Runner, agency: string): Promise<CalendarVersion[]> =>
  (await run(runner, all, agency)).map((row) => ({
    version: { kind: 'calendar', id: row.stream_id, seq: row.seq },
    effectiveFrom: row.effective_from,
    calendar: Calendar.parse(row.calendar),
    source: row.source,
    recordedAt: row.recorded_at.toISOString(),
  }));

export type NewCalendar = { stream: string; effectiveFrom: string; calendar: Calendar; source: string };

/** Writes the next version of an agency's calendar; runs inside the caller's transaction. `stale` when somebody was faster. */
export const setCalendar = async (runner: Runner, hand: Hand, made: NewCalendar): Promise<'stale' | SettingVersion> => {
  const { stream, effectiveFrom, calendar, source } = made;
  const written = await appendSetting(runner, hand, {
    kind: 'calendar',
    id: stream,
    data: { effectiveFrom, source, calendar: calendar as unknown as Json },
  });
  if (!written.ok) return 'stale';
  const { seq } = written.appended;
  await run(runner, put, hand.agency.id, stream, seq, effectiveFrom, JSON.stringify(calendar), source, hand.now);
  await run(runner, rise, hand.agency.id);
  return { kind: 'calendar', id: stream, seq };
};

const born = chinaCalendar();

/** What a day's deadlines are reckoned with: the newest version that is in force by then, else the calendar the house is born with. */
export const calendarsOf = (versions: readonly CalendarVersion[]) => {
  const bySeq = new Map(versions.map((each) => [each.version.seq, each]));
  return {
    on: (day: string): { value: Calendar; version: SettingVersion | null } => {
      const found = versions.findLast((each) => each.effectiveFrom <= day);
      return found ? { value: found.calendar, version: found.version } : { value: born, version: null };
    },
    of: (version: SettingVersion | null): Calendar =>
      version === null ? born : (bySeq.get(version.seq)?.calendar ?? born),
  };
};
