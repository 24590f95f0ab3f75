import type { Calendar } from '../../kernel/calendar/calendar.ts';
import type { Kit, SettingVersion } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';

export type CalendarInForce = { value: Calendar; version: SettingVersion | null };

/**
 * What an agency has set for itself besides its people: procedures as published and the working calendar, version by version.
 * A copy in memory, good as long as the version is that which the session query brings along.
 */
export type AgencySettings = {
  version: number;
  kit: Kit;
  /** The newest published version of each procedure. */
  procedures: readonly Procedure[];
  /** Every version that a matter may follow: the newest ones first, then older ones. */
  versions: readonly Procedure[];
  /** Words the agency chose instead of the catalogue's, and those for what it added. */
  titles: Readonly<Record<string, string>>;
  /** The calendar in force on a day. */
  calendarOn(day: string): CalendarInForce;
  /** The calendar an event named; `null` = the one the house is born with. */
  calendarOf(version: SettingVersion | null): Calendar;
};

export type SettingsSource = { of(agency: string, version: number): Promise<AgencySettings> };

/** The table by its code; a version that does not stand is a fault of ours, not of whoever asks. */
export const procedureOf = (kit: Kit, code: string, version?: number): Procedure => {
  const found = kit.procedure(code, version);
  if (!found) throw new Error(`procedure ${code} ${version ?? ''} is not known`);
  return found;
};
