import type { Calendar } from '../../kernel/calendar/calendar.ts';

/** The calendar as `calendar explain` takes it, a date a line: an agency looks for its day and changes it. */
export const calendarText = ({ days, week, zone, publishedThrough }: Calendar): string => {
  const line = ([name, list]: [string, unknown]) => `    ${JSON.stringify(name)}: ${JSON.stringify(list)}`;
  const lines = (of: object): string => Object.entries(of).map(line).join(',\n');
  return `{\n  "zone": ${JSON.stringify(zone)},\n  "week": {\n${lines(week)}\n  },\n  "days": {\n${lines(days)}\n  },\n  "publishedThrough": ${JSON.stringify(publishedThrough)}\n}\n`;
};
