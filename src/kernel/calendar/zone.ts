const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** A change of clocks: the first moment with the new offset, and both offsets in ms east of UTC. */
type Change = { at: number; before: number; after: number };

/** What a zone is to arithmetic: the offset of each UTC day ever asked for, or the change of clocks in it. */
export type Zone = {
  formatter: Intl.DateTimeFormat;
  days: Map<number, number | Change>;
  /** Offset that holds over a whole local day and its surroundings; NaN near a change of clocks. */
  steady: Map<number, number>;
};

const zones = new Map<string, Zone>();

/** The zone of that IANA name; throws a RangeError when there is none. */
export const zoneOf = (name: string): Zone => {
  const known = zones.get(name);
  if (known) return known;
  // Only the offset is read: years before 100 and eras never have to be put together again.
  const formatter = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  const made: Zone = { formatter, days: new Map(), steady: new Map() };
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

/** `GMT+08:00`, `GMT`, before 1900 also `GMT+08:05:43`. */
const asked = ({ formatter }: Zone, moment: number): number => {
  const [, sign, hours, minutes, seconds = '0'] =
    /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(formatter.format(moment)) ?? [];
  if (sign === undefined) return 0;
  const size = (Number(hours) * 60 + Number(minutes)) * minuteMs + Number(seconds) * 1000;
  return sign === '-' ? -size : size;
};

/** A century's deadlines are some 40,000 days; beyond that somebody asks for the sake of asking. */
const keptMost = 100_000;

const keep = <T>(map: Map<number, T>, key: number, value: T): T => {
  if (map.size >= keptMost) map.clear();
  map.set(key, value);
  return value;
};

/** Clocks change on a whole second and at most once in 24 hours; the second is found by halving. */
const dayOf = (zone: Zone, day: number): number | Change => {
  const known = zone.days.get(day);
  if (known !== undefined) return known;
  let low = day * dayMs;
  let high = low + dayMs;
  const before = asked(zone, low);
  const after = asked(zone, high);
  if (before === after) return keep(zone.days, day, before);
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (asked(zone, middle) === before) low = middle;
    else high = middle;
  }
  return keep(zone.days, day, { at: high, before, after });
};

const offsetAt = (zone: Zone, moment: number): number => {
  const found = dayOf(zone, Math.floor(moment / dayMs));
  if (typeof found === 'number') return found;
  return moment < found.at ? found.before : found.after;
};

/**
 * Moment (ms since 1970 UTC) → what the wall shows, as ms since 1970-01-01 00:00 *on that wall*: `Math.floor(local / dayMs)` is
 * the date, the rest the time of day.
 */
export const toLocal = (zone: Zone, moment: number): number => moment + offsetAt(zone, moment);

const after = (change: number | Change, moment: number, local: number): number =>
  typeof change === 'number' || moment < change.at ? local : Math.max(local, change.at + change.before);

/**
 * How far the wall has come: as `toLocal`, but it never runs back. In autumn the hour that happens twice is spent when it has
 * happened once, and the wall stands still during the second; so no minute is counted twice and none is taken back.
 */
export const reading = (zone: Zone, moment: number): number => {
  const day = Math.floor(moment / dayMs);
  const local = toLocal(zone, moment);
  // Even the largest step back, across the date line, is caught up with within a day.
  return after(dayOf(zone, day - 1), moment, after(dayOf(zone, day), moment, local));
};

/** No place was ever further than 16 hours from UTC. */
const farthest = 16 * 60 * minuteMs;

const near = (zone: Zone, local: number): (number | Change)[] => {
  const found: (number | Change)[] = [];
  for (let day = Math.floor((local - farthest) / dayMs); day <= Math.floor((local + farthest) / dayMs); day++)
    found.push(dayOf(zone, day));
  return found;
};

/** Next to a change of clocks: every offset of these days is tried. */
const tried = (zone: Zone, local: number): number => {
  let best = Infinity;
  let jump = Infinity;
  for (const each of near(zone, local))
    for (const offset of typeof each === 'number' ? [each] : [each.before, each.after]) {
      const moment = local - offset;
      if (offsetAt(zone, moment) === offset) best = Math.min(best, moment);
      if (typeof each !== 'number' && each.at + each.before <= local && local < each.at + each.after) jump = each.at;
    }
  return best === Infinity ? jump : best;
};

/** Wall time → moment. A time skipped in spring is the moment the clocks jump; one that happens twice is the first. */
export const toMoment = (zone: Zone, local: number): number => {
  const day = Math.floor(local / dayMs);
  let steady = zone.steady.get(day);
  if (steady === undefined) {
    const around = [day - 1, day, day + 1].map((each) => dayOf(zone, each));
    const [first = Number.NaN] = around;
    const same = typeof first === 'number' && around.every((each) => each === first);
    steady = keep(zone.steady, day, same ? first : Number.NaN);
  }
  return Number.isNaN(steady) ? tried(zone, local) : local - steady;
};
