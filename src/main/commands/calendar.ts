import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { Calendar } from '../../kernel/calendar/calendar.ts';
import { due, elapsed, type Pause, parseLimit } from '../../kernel/calendar/due.ts';
import { isZone } from '../../kernel/calendar/zone.ts';
import { OperatorFault } from '../../platform/config/fault.ts';

export type Question = {
  calendar?: string | undefined;
  start?: string | undefined;
  limit?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  pause?: string[] | string | undefined;
};

const calendars = new Map<string, Calendar>();

const calendarAt = (file: string | undefined): Calendar => {
  if (file === undefined) throw new OperatorFault('--calendar FILE is needed');
  const known = calendars.get(file);
  if (known) return known;
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new OperatorFault(`the calendar ${file} cannot be read as JSON`);
  }
  const made = Calendar.safeParse(parsed);
  if (!made.success)
    throw new OperatorFault(`the calendar ${file}: ${z.prettifyError(made.error).split('\n').join('; ')}`);
  if (!isZone(made.data.zone)) throw new OperatorFault(`the calendar ${file}: there is no zone ${made.data.zone}`);
  calendars.set(file, made.data);
  return made.data;
};

/** A moment must say its offset, or it would mean something else on every machine. */
const momentOf = (name: string, text: string | undefined): number => {
  const moment = text !== undefined && /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment))
    throw new OperatorFault(`--${name} must be a moment with its offset, like 2026-09-30T10:00:00+08:00`);
  return moment;
};

const pausesOf = (given: Question['pause']): Pause[] =>
  [given ?? []].flat().map((text) => {
    const [from, to] = text.split('/');
    return { from: momentOf('pause', from), to: to === '' || to === '..' ? Infinity : momentOf('pause', to) };
  });

const iso = (moment: number): string => new Date(moment).toISOString();

const explained = (question: Question) => {
  const limit = parseLimit(question.limit ?? '');
  if (!limit) throw new OperatorFault('--limit must be like 240wm, 8wh, 5wd or 3d');
  const outcome = due(
    calendarAt(question.calendar),
    momentOf('start', question.start),
    limit,
    pausesOf(question.pause),
  );
  if (!outcome.ok) return { refused: outcome.refusal.rule };
  return { due: iso(outcome.value.due), provisional: outcome.value.provisional, days: outcome.value.days };
};

const elapsedOf = (question: Question) => ({
  minutes: elapsed(
    calendarAt(question.calendar),
    momentOf('from', question.from),
    momentOf('to', question.to),
    pausesOf(question.pause),
  ),
});

const words = (answer: ReturnType<typeof explained>): string =>
  'refused' in answer
    ? `refused: ${answer.refused}\n`
    : `${answer.due}${answer.provisional ? ' (provisional)' : ''}\n${answer.days.map(({ date, counted, why }) => `${date} ${counted ? '+' : ' '} ${why}`).join('\n')}\n`;

type Options = Question & { batch?: string | undefined; json: boolean };

/** One question, or with `--batch` a file of them, one JSON object a line and an answer a line. */
const answerAll = async <T extends object>(
  options: Options,
  ask: (question: Question) => T,
  print: (answer: T) => string,
): Promise<void> => {
  if (options.batch === undefined) {
    const answer = ask(options);
    process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : print(answer));
    if ('refused' in answer) process.exitCode = 1;
    return;
  }
  let answers: string[] = [];
  for await (const line of createInterface({ input: createReadStream(options.batch) })) {
    if (line.trim() === '') continue;
    answers.push(JSON.stringify(ask({ calendar: options.calendar, ...(JSON.parse(line) as Question) })));
    if (answers.length < 1000) continue;
    process.stdout.write(`${answers.join('\n')}\n`);
    answers = [];
  }
  if (answers.length > 0) process.stdout.write(`${answers.join('\n')}\n`);
};

/** `xiaoneng calendar explain`: when a limit ends and why, day by day; needs no database. */
export const calendarExplainCommand = (options: Options): Promise<void> => answerAll(options, explained, words);

/** `xiaoneng calendar elapsed`: working minutes between two moments. */
export const calendarElapsedCommand = (options: Options): Promise<void> =>
  answerAll(options, elapsedOf, ({ minutes }) => `${minutes}\n`);
