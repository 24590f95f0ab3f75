const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * An ISO 8601 moment that says its offset → ms since 1970 UTC; null when it is none. Stricter than `Date.parse`, which takes
 * 30 February for 2 March and a moment without offset for the machine's own.
 */
export const parseMoment = (text: string): number | null => {
  const match = shape.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const fraction = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const time = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  if (minute > 59 || second > 59 || time > 86_400_000) return null;
  const away = Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0);
  if (away >= 24 * 60 || Number(match[10] ?? 0) > 59) return null;
  return date.getTime() + time - (match[8] === '-' ? -away : away) * 60_000;
};
