/** Something of which every day has some (working time, being a working day), summed up over days. */
export type Track = {
  /** All of it on the days before this one, counted from an arbitrary but fixed day; may be negative. */
  before(day: number): number;
  /** The first day at whose end `sum` is reached (`before(day + 1) >= sum`), null when none ever does. */
  reach(sum: number): number | null;
};

/** Day 0, 1970-01-01, was a Thursday; weeks begin on Monday. */
const sinceMonday = 3;

/** Monday 0 … Sunday 6. */
export const weekdayOf = (day: number): number => (((day + sinceMonday) % 7) + 7) % 7;

/** How many of the sorted `list` lie below `value`. */
const below = (list: Float64Array, value: number): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
};

/**
 * Sums over a week that repeats and over dates of their own that replace a day of it (in order of date). Both questions take
 * O(log dates) however far apart the days are: between two dates of their own only whole weeks and one remainder count.
 */
export const track = (week: readonly number[], own: readonly (readonly [day: number, amount: number])[]): Track => {
  const sums = [0];
  for (const amount of week) sums.push((sums.at(-1) ?? 0) + amount);
  const whole = sums[7] ?? 0;
  const weekBefore = (day: number): number =>
    Math.floor((day + sinceMonday) / 7) * whole + (sums[weekdayOf(day)] as number);

  const days = Float64Array.from(own, ([day]) => day);
  /** What the own dates before the nth add to the week, and what is reached at the end of the nth. */
  const added = new Float64Array(own.length + 1);
  const reached = new Float64Array(own.length);
  for (const [index, [day, amount]] of own.entries()) {
    reached[index] = weekBefore(day) + (added[index] as number) + amount;
    added[index + 1] = (added[index] as number) + amount - (week[weekdayOf(day)] as number);
  }

  return {
    before: (day) => weekBefore(day) + (added[below(days, day)] as number),
    reach: (sum) => {
      const next = below(reached, sum);
      // As if there were only the week, for the stretch between two own dates.
      const goal = sum - (added[next] as number);
      const own = days[next];
      if (own !== undefined && weekBefore(own) < goal) return own;
      if (whole === 0) return null;
      const weeks = Math.ceil(goal / whole) - 1;
      const rest = goal - weeks * whole;
      let weekday = 0;
      while ((sums[weekday + 1] as number) < rest) weekday += 1;
      return weeks * 7 + weekday - sinceMonday;
    },
  };
};
