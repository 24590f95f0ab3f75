/** A moment on the wall: day number and minutes since midnight (with a fraction for seconds). */
export type Wall = { day: number; minute: number };

const minuteMs = 60_000;
const dayMs = 86_400_000;
const quarter = 15 * minuteMs;

type Zone = { formatter: Intl.DateTimeFormat; offsets: Map<number, number> };
const zones = new Map<string, Zone>();

const zoneOf = (name: string): Zone => {
  const known = zones.get(name);
  if (known) return known;
  const made: Zone = {
    formatter: new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
    offsets: new Map(),
  };
  zones.set(name, made);
  return made;
};

/** Is there such a zone? Asked once, at the edge. */
export const isZone = (name: string): boolean => {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
};

/** Clocks change on quarters of an hour, so an offset holds for the whole quarter; few thousand of them make up a century’s deadlines. */
const keptMost = 200_000;

const offsetAt = (name: string, moment: number): number => {
  const zone = zoneOf(name);
  const bucket = Math.floor(moment / quarter);
  const known = zone.offsets.get(bucket);
  if (known !== undefined) return known;
  const parts: Record<string, number> = {};
  for (const { type, value } of zone.formatter.formatToParts(bucket * quarter))
    if (type !== 'literal') parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - bucket * quarter;
  if (zone.offsets.size >= keptMost) zone.offsets.clear();
  zone.offsets.set(bucket, offset);
  return offset;
};

/** Moment (ms since 1970 UTC) → wall clock of the zone. */
export const toWall = (zone: string, moment: number): Wall => {
  const local = moment + offsetAt(zone, moment);
  const day = Math.floor(local / dayMs);
  return { day, minute: (local - day * dayMs) / minuteMs };
};

/** Wall clock → moment. A time skipped in spring is the moment the clocks jump; one that happens twice is the first. */
export const fromWall = (zone: string, { day, minute }: Wall): number => {
  const local = day * dayMs + minute * minuteMs;
  const before = local - offsetAt(zone, local - dayMs);
  const after = local - offsetAt(zone, local + dayMs);
  const fits = [before, after].filter((moment) => moment + offsetAt(zone, moment) === local);
  if (fits.length > 0) return Math.min(...fits);
  // Skipped: the jump lies between the two readings; the first quarter with the new offset is it.
  let moment = Math.floor(Math.min(before, after) / quarter) * quarter;
  const old = offsetAt(zone, moment - dayMs);
  while (offsetAt(zone, moment) === old && moment < local + dayMs) moment += quarter;
  return moment;
};
