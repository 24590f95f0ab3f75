import { calendarsOf, calendarVersions } from '../modules/calendar/index.ts';
import type { House } from '../platform/command/engine.ts';
import type { Runner } from '../platform/database/statement.ts';
import { kitOf } from '../platform/procedure/kit.ts';
import { publishedVersions } from '../platform/procedure/versions.ts';
import type { AgencySettings, SettingsSource } from '../platform/settings/settings.ts';

const load = async (runner: Runner, house: House, agency: string, version: number): Promise<AgencySettings> => {
  const [calendar, published] = await Promise.all([
    calendarVersions(runner, agency),
    publishedVersions(runner, agency),
  ]);
  const calendars = calendarsOf(calendar);
  const { kit, newest, every } = kitOf(house, published);
  return {
    version,
    kit,
    procedures: newest,
    versions: every,
    titles: published.titles,
    calendarOn: calendars.on,
    calendarOf: calendars.of,
  };
};

/** Copies of agencies' settings, one each, read again when a request brings a newer version (the directory's counter counts for both). */
export const createSettings = (runner: Runner, house: House): SettingsSource => {
  const copies = new Map<string, { version: number; copy: Promise<AgencySettings> }>();
  return {
    of(agency, version) {
      const held = copies.get(agency);
      if (held && held.version >= version) return held.copy;
      const copy = load(runner, house, agency, version);
      copies.set(agency, { version, copy });
      copy.catch(() => copies.delete(agency));
      return copy;
    },
  };
};
