const two = (value: number): string => String(value).padStart(2, '0');

// The wall clock of China, as everywhere in the house until an agency's calendar names its zone.
const local = (moment: Date): Date => new Date(moment.getTime() + 8 * 3_600_000);

/** `2026-11-22 周日`; the names of the days from Sunday on. */
export const dayInWords = (moment: Date, weekdays: readonly string[]): string => {
  const at = local(moment);
  return `${at.toISOString().slice(0, 10)} ${weekdays[at.getUTCDay()]}`;
};

/** `2026-11-22 周日 14:30` */
export const momentInWords = (moment: Date, weekdays: readonly string[]): string => {
  const at = local(moment);
  return `${dayInWords(moment, weekdays)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
};

/** `12 345`, with a space that does not break. */
export const count = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, '\u00a0');
