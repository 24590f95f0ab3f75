import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { Calendar } from '../../kernel/calendar/calendar.ts';
import { elapsed } from '../../kernel/calendar/due.ts';
import { explain } from '../../kernel/calendar/explain.ts';
import { parseLimit } from '../../kernel/calendar/limit.ts';
import { parseMoment } from '../../kernel/calendar/moment.ts';
import type { Pause } from '../../kernel/calendar/pauses.ts';
import { isZone } from '../../kernel/calendar/zone.ts';
import { chinaCalendar } from '../../modules/calendar/domain/china.ts';
import { codeOf, messageOf, OperatorFault } from '../../platform/config/fault.ts';
import { calendarText } from './calendar-text.ts';

/** As on the command line and as in a line of a batch file; other keys of a line are its author's own. */
const Question = z.object({
  calendar: z.string().optional(),
  start: z.string().optional(),
  limit: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  pause: z.union([z.string(), z.array(z.string())]).optional(),
});
type Question = z.infer<typeof Question>;

const oneLine = (error: z.ZodError): string => z.prettifyError(error).replace(/\s*\n\s*/g, ' ');

const calendars = new Map<string, Calendar>();

const calendarAt = (file: string | undefined): Calendar => {
  if (file === undefined) throw new OperatorFault('--calendar FILE is needed');
  const known = calendars.get(file);
  if (known) return known;
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new OperatorFault(`the calendar ${file} cannot be read: ${codeOf(error) ?? messageOf(error)}`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new OperatorFault(`the calendar ${file} is not JSON`);
  }
  const made = Calendar.safeParse(parsed);
  if (!made.success) throw new OperatorFault(`the calendar ${file}: ${oneLine(made.error)}`);
  if (!isZone(made.data.zone)) throw new OperatorFault(`the calendar ${file}: there is no zone ${made.data.zone}`);
  calendars.set(file, made.data);
  return made.data;
};

/** A moment must say its offset, or it would mean something else on every machine. */
const momentOf = (name: string, text: string | undefined): number => {
  const moment = parseMoment(text ?? '');
  if (moment === null)
    throw new OperatorFault(`--${name} must be a moment with its offset, like 2026-09-30T10:00:00+08:00`);
  return moment;
};

const pausesOf = (given: Question['pause']): Pause[] =>
  [given ?? []].flat().map((text) => {
    const [from, to, more] = text.split('/');
    if (to === undefined || more !== undefined)
      throw new OperatorFault('--pause must be FROM/TO, or FROM/ while it lasts');
    const pause = { from: momentOf('pause', from), to: to === '' || to === '..' ? Infinity : momentOf('pause', to) };
    if (pause.to < pause.from) throw new OperatorFault(`--pause ${text} ends before it begins`);
    return pause;
  });

/** What an operator reads when there is no such moment. */
const refusals: Readonly<Record<string, string>> = {
  'calendar.noWorkingDay': 'the calendar has no working day left',
  'calendar.paused': 'the pause has no end, so the limit has none',
  'calendar.tooFar': 'the limit ends behind the year 9999',
};

const explained = (question: Question) => {
  const limit = parseLimit(question.limit ?? '');
  if (!limit) throw new OperatorFault('--limit must be like 240wm, 8wh, 5wd, 3d or 3d+roll');
  const calendar = calendarAt(question.calendar);
  const outcome = explain(calendar, momentOf('start', question.start), limit, pausesOf(question.pause));
  if (!outcome.ok) {
    const { rule } = outcome.refusal;
    return { error: refusals[rule] ?? rule, refused: rule };
  }
  const { due, provisional, days } = outcome.value;
  return { due: new Date(due).toISOString(), provisional, days };
};

const elapsedOf = (question: Question) => {
  const calendar = calendarAt(question.calendar);
  const from = momentOf('from', question.from);
  return { minutes: elapsed(calendar, from, momentOf('to', question.to), pausesOf(question.pause)) };
};

type Answer = ReturnType<typeof explained> | ReturnType<typeof elapsedOf>;

const words = (answer: Exclude<Answer, { error: string }>): string => {
  if ('minutes' in answer) return `${answer.minutes}\n`;
  const days = answer.days.map(({ date, counted, why }) => `${date} ${counted ? '+' : ' '} ${why}\n`);
  return `${answer.due}${answer.provisional ? ' (provisional)' : ''}\n${days.join('')}`;
};

/** One line, one answer; what cannot be understood or answered is an answer, too. */
const answerLine = (
  line: string,
  options: Options,
  ask: (question: Question) => Answer,
): Answer | { error: string } => {
  try {
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      return { error: 'the line is not JSON' };
    }
    const question = Question.safeParse(parsed);
    if (!question.success) return { error: oneLine(question.error) };
    return ask({ ...question.data, calendar: question.data.calendar ?? options.calendar });
  } catch (error) {
    if (error instanceof OperatorFault) return { error: error.message };
    throw error;
  }
};

const write = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });

const answerBatch = async (file: string, options: Options, ask: (question: Question) => Answer): Promise<void> => {
  // A calendar for all lines that cannot be used is a fault of the command, not of every line.
  if (options.calendar !== undefined) calendarAt(options.calendar);
  try {
    const source = await open(file);
    let answers: string[] = [];
    for await (const line of source.readLines()) {
      answers.push(`${JSON.stringify(answerLine(line, options, ask))}\n`);
      if (answers.length < 1000) continue;
      await write(answers.join(''));
      answers = [];
    }
    if (answers.length > 0) await write(answers.join(''));
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new OperatorFault(`the batch ${file} cannot be read: ${code}`);
  }
};

type Options = Question & { batch?: string | undefined; json: boolean };

/** One question, or with `--batch` a file of them: one JSON object a line, one answer a line. */
const answerAll = async (options: Options, ask: (question: Question) => Answer): Promise<void> => {
  if (options.batch !== undefined) return answerBatch(options.batch, options, ask);
  const answer = ask(options);
  if (!('error' in answer)) process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : words(answer));
  else if (!options.json) throw new OperatorFault(answer.error);
  else {
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    process.exitCode = 1;
  }
};

/** `xiaoneng calendar explain`: when a limit ends and why, day by day; needs no database. */
export const calendarExplainCommand = (options: Options): Promise<void> => answerAll(options, explained);

/** `xiaoneng calendar elapsed`: working minutes between two moments. */
export const calendarElapsedCommand = (options: Options): Promise<void> => answerAll(options, elapsedOf);

/** `xiaoneng calendar china`: the calendar of the State Council's notices as a file to start from. */
export const calendarChinaCommand = (): void => {
  process.stdout.write(calendarText(chinaCalendar()));
};
