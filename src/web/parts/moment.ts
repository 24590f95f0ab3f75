import i18next from 'i18next';

/** Moments in words, always in the agency's zone, whatever the reader's machine says. */
const zone = 'Asia/Shanghai';

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export type Moment = { date: string; short: string; weekday: string; time: string };

/** ISO moment → `2026-11-22`, `11-22`, `周日`, `14:30`. */
export const moment = (iso: string): Moment => {
  const part = Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  const short = `${part.month}-${part.day}`;
  return {
    date: `${part.year}-${short}`,
    short,
    weekday: i18next.t(`dayOfWeek.${part.weekday}`),
    time: `${part.hour}:${part.minute}`,
  };
};

/** `2026-11-22 周日 14:30` */
export const inWords = (iso: string): string => {
  const { date, weekday, time } = moment(iso);
  return `${date} ${weekday} ${time}`;
};

/** `11-22 周日 14:30`, with the year when it is not this one. */
export const inShort = (iso: string, now: string = new Date().toISOString()): string => {
  const at = moment(iso);
  const year = at.date.slice(0, 4) === moment(now).date.slice(0, 4) ? at.short : at.date;
  return `${year} ${at.weekday} ${at.time}`;
};

/** Day without a time, `2026-11-22` → `2026-11-22 周日`. */
export const dayInWords = (day: string): string => `${day} ${moment(`${day}T12:00:00+08:00`).weekday}`;

/** A day and time as a person types them into a control, read in the agency's zone → ISO; `null` when it is neither. */
export const fromControl = (value: string): string | null => {
  const at = new Date(`${value}:00+08:00`);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) && !Number.isNaN(at.getTime()) ? at.toISOString() : null;
};

/** 12345 → `12 345`, with a space that does not break. */
export const figure = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');

/** Bytes in words: `812 KB`, `2.4 MB`. */
export const sizeInWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
