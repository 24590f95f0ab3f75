import { readFileSync } from 'node:fs';
import { uuidv7 } from 'uuidv7';
import {
  applyNotice,
  bornCalendar,
  calendarVersion,
  moveAll,
  type Notice,
  type NoticeFault,
  newestVersion,
  publishCalendar,
  readNotice,
} from '../../modules/calendar/index.ts';
import { dayOf } from '../../platform/command/engine.ts';
import { codeOf, messageOf, OperatorFault } from '../../platform/config/fault.ts';
import { createHouse, type StandingHouse } from '../engine.ts';
import { agencyNamed } from './agency-of.ts';
import { calendarText } from './calendar-text.ts';
import { say, withDatabase } from './setting.ts';

const standingCalendar = async (standing: StandingHouse, agency: string) => {
  const version = await newestVersion(standing.pools.app, agency);
  const found = version && (await calendarVersion(standing.pools.app, agency, version.seq));
  return { seq: version?.seq ?? null, found, ...(found ?? bornCalendar) };
};

/** `xiaoneng calendar show`: the calendar an agency goes by now, as a file. */
export const calendarShowCommand = async ({ agency: code, json }: { agency?: string; json: boolean }): Promise<void> =>
  withDatabase('calendar show', async ({ pools, dataFolder }) => {
    const standing = createHouse(pools, dataFolder);
    const agency = await agencyNamed(standing, code);
    const { seq, found, calendar, notes } = await standingCalendar(standing, agency.id);
    if (json) {
      const { source = null, effectiveFrom = null } = found ?? {};
      process.stdout.write(
        `${JSON.stringify({ agency: agency.code, version: seq, effectiveFrom, source, calendar, notes })}\n`,
      );
      return;
    }
    say(
      found
        ? `version ${seq}, from ${found.effectiveFrom}: ${found.source}`
        : 'none of its own: the calendar of the house',
    );
    process.stdout.write(calendarText(calendar));
  });

const faultWords: Record<NoticeFault['rule'], (facts: NoticeFault['facts']) => string> = {
  year: ({ year, told }) =>
    told === undefined ? 'no year is named; use --year' : `it speaks of ${told}, not of ${year}`,
  date: ({ date }) => `there is no day ${date}`,
  weekday: ({ date, told, is }) => `${date} is ${is}, not ${told}`,
  count: ({ told, is }) => `it says ${told} days, its dates are ${is}`,
  twice: ({ date }) => `${date} is free and worked at once`,
  workday: ({ date, is }) => `${date} is ${is}, worked anyway`,
  order: ({ from, to }) => `${from} to ${to} runs backwards`,
  tooLong: ({ from, to }) => `${from} to ${to} is longer than any holiday`,
  nothing: () => 'no date was found in it',
};

type ImportOptions = {
  agency?: string;
  year?: string;
  source?: string;
  from?: string;
  accept?: boolean;
  preview?: boolean;
  json: boolean;
};

const readFile = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new OperatorFault(`the notice ${file} cannot be read: ${codeOf(error) ?? messageOf(error)}`);
  }
};

const yearOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^20\d\d$/.test(text)) throw new OperatorFault(`--year must be like 2027, not "${text}"`);
  return Number(text);
};

const tell = ({ year, days, faults, missing }: Notice): void => {
  say(`${year}: ${days.length} days`);
  for (const { date, kind, name } of days) say(`  ${date} ${kind === 'off' ? 'free' : 'worked'} ${name}`);
  for (const { rule, facts, line } of faults) say(`! ${faultWords[rule](facts)}${line === '' ? '' : `: ${line}`}`);
  if (missing.length > 0) say(`not spoken of: ${missing.join('、')}`);
};

/**
 * `xiaoneng calendar import`: a year's notice as text becomes the next version of an agency's calendar, and open deadlines are moved
 * to it. What contradicts itself stops it, unless told that somebody has compared it with the original.
 */
export const calendarImportCommand = async (file: string, options: ImportOptions): Promise<void> => {
  const notice = readNotice(readFile(file), yearOf(options.year));
  const { json } = options;
  if (!json) tell(notice);
  if (notice.days.length === 0) throw new OperatorFault(`the notice ${file} names no day that could be taken`);
  if (options.preview) {
    if (json) process.stdout.write(`${JSON.stringify(notice)}\n`);
    return;
  }
  if (notice.faults.length > 0 && !options.accept)
    throw new OperatorFault(
      `the notice contradicts itself in ${notice.faults.length} place${notice.faults.length > 1 ? 's' : ''} (see --preview); correct it, or take its dates as they are with --accept`,
    );
  await withDatabase('calendar import', async ({ pools, dataFolder }) => {
    const standing = createHouse(pools, dataFolder);
    const agency = await agencyNamed(standing, options.agency);
    const { engine, now, settings } = standing;
    const at = now();
    const { seq, calendar, notes } = await standingCalendar(standing, agency.id);
    const made = applyNotice({ calendar, notes }, notice);
    const hand = { agency, actor: null, post: null, command: uuidv7(), now: at };
    const proposed = {
      calendar: made.calendar,
      notes: { ...made.notes },
      source: options.source ?? `${notice.year} 年放假通知`,
      effectiveFrom: options.from ?? dayOf(at),
    };
    if (!/^\d{4}-\d\d-\d\d$/.test(proposed.effectiveFrom))
      throw new OperatorFault('--from must be a date like 2026-11-22');
    const published = await publishCalendar({ pool: pools.app, newId: engine.newId }, hand, proposed, seq);
    if (!published.ok) {
      const { fields = [], rule } = published.refusal;
      throw new OperatorFault(
        `not published: ${fields.length > 0 ? fields.map((each) => `${each.path} ${each.rule}`).join(', ') : rule}`,
      );
    }
    const { version, job } = published.value;
    // A running server would take it up; this command sees it through, so that its answer is the last word.
    await moveAll({ pool: pools.app, settings, newId: engine.newId, now, rang: engine.rang }, agency);
    process.stdout.write(
      json
        ? `${JSON.stringify({ agency: agency.code, version: version.seq, looked: job?.total ?? 0, days: notice.days.length })}\n`
        : `version ${version.seq} of ${agency.code}, ${job?.total ?? 0} open matters looked at\n`,
    );
  });
};
