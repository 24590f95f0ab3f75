import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../tests/builders/command-line.ts';
import { chinaCalendar } from '../../modules/calendar/index.ts';

let folder: string;
const file = (name: string, text: string): string => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
let china: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xn-calendar-'));
  china = file('china.json', JSON.stringify(chinaCalendar()));
});
afterAll(() => rmSync(folder, { recursive: true }));

// Another zone than the calendar's, so that nothing is read from the machine's clock by accident.
const calendar = (...args: string[]) => runCommandLine(['calendar', ...args], { TZ: 'America/New_York' });
const answers = (stdout: string): unknown[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('xiaoneng calendar', () => {
  it('explains a limit as JSON', async () => {
    const start = ['--start', '2026-09-29T10:00:00+08:00', '--limit', '2wd'];
    const pause = ['--pause', '2026-09-30T10:00:00+08:00/2026-10-01T10:00:00+08:00'];
    const done = await calendar('explain', '--calendar', china, ...start, ...pause, '--json');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    const answer = JSON.parse(done.stdout);
    expect(Object.keys(answer)).toEqual(['due', 'provisional', 'days']);
    expect(answer).toMatchObject({ due: '2026-10-09T09:30:00.000Z', provisional: false });
    expect(answer.days).toHaveLength(11);
    expect(answer.days[0]).toEqual({ date: '2026-09-29', counted: false, why: 'receipt' });
    expect(answer.days[1]).toEqual({ date: '2026-09-30', counted: false, why: 'paused' });
    expect(answer.days[10]).toEqual({ date: '2026-10-09', counted: true, why: 'working' });
  });

  it('tells people the same in words', async () => {
    const done = await calendar('explain', '--calendar', china, '--start', '2026-12-31T10:00Z', '--limit', '0d');
    expect(done).toEqual({ code: 0, stdout: '2026-12-31T16:00:00.000Z\n2026-12-31   receipt\n', stderr: '' });
    const later = await calendar('explain', '--calendar', china, '--start', '2027-01-01T10:00Z', '--limit', '0d');
    expect(later.stdout.split('\n')[0]).toBe('2027-01-01T16:00:00.000Z (provisional)');
  });

  it('counts working minutes, with more than one pause', async () => {
    const span = ['--from', '2026-09-30T09:00:00+08:00', '--to', '2026-10-08T12:00:00+08:00'];
    const morning = ['--pause', '2026-09-30T09:00:00+08:00/2026-09-30T10:00:00+08:00'];
    const open = ['--pause', '2026-10-08T11:00:00+08:00/'];
    const done = await calendar('elapsed', '--calendar', china, ...span, ...morning, ...open, '--json');
    expect(done).toEqual({ code: 0, stdout: '{"minutes":480}\n', stderr: '' });
    expect((await calendar('elapsed', '--calendar', china, ...span)).stdout).toBe('600\n');
  });

  it('prints the calendar of China as a file that it takes', async () => {
    const done = await calendar('china');
    expect(JSON.parse(done.stdout)).toEqual(chinaCalendar());
    const own = file('own.json', `\uFEFF${done.stdout}`);
    const used = await calendar(
      'explain',
      '--calendar',
      own,
      '--start',
      '2026-10-09T10:00Z',
      '--limit',
      '1wd',
      '--json',
    );
    expect(JSON.parse(used.stdout).due).toBe('2026-10-10T09:30:00.000Z');
  });

  it('says on one line what is wrong, and ends with 1', async () => {
    const question = ['--start', '2026-09-30T10:00:00+08:00', '--limit', '1wd'];
    const never = file('never.json', '{"zone":"UTC","week":{},"days":{},"publishedThrough":"2026-12-31"}');
    const cases: [string[], RegExp][] = [
      [question, /--calendar FILE is needed/],
      [['--calendar', china, '--start', '2026-09-30T10:00:00', '--limit', '1wd'], /--start must be a moment with/],
      [['--calendar', never, ...question], /no working day left/],
      [['--batch', path.join(folder, 'none.jsonl')], /cannot be read: ENOENT/],
      [['--batch', folder], /cannot be read: EISDIR/],
      [['--batch', china, '--calendar', folder], /the calendar .* cannot be read: EISDIR/],
    ];
    for (const [args, words] of cases) {
      const done = await calendar('explain', ...args);
      expect(done).toMatchObject({ code: 1, stdout: '' });
      expect(done.stderr).toMatch(/^xiaoneng: .+\n$/);
      expect(done.stderr).toMatch(words);
    }
    const refused = await calendar('explain', '--calendar', never, ...question, '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toEqual({
      error: 'the calendar has no working day left',
      refused: 'calendar.noWorkingDay',
    });
  });

  it('says of every question what is wrong with it', async () => {
    const good = { calendar: china, start: '2026-09-30T10:00:00+08:00', limit: '1wd' };
    const shape = { zone: 'UTC', week: {}, days: {}, publishedThrough: '2026-12-31' };
    const odd = (name: string, change: object): string => file(`${name}.json`, JSON.stringify({ ...shape, ...change }));
    const cases: [object, RegExp][] = [
      [{ calendar: path.join(folder, 'none.json') }, /none.json cannot be read: ENOENT$/],
      [{ calendar: file('words.json', 'mon') }, /is not JSON$/],
      [{ calendar: odd('key', { week: { monday: [] } }) }, /monday/],
      [{ calendar: odd('order', { week: { mon: [['12:00', '09:00']] } }) }, /intervals follow each other/],
      [{ calendar: odd('zone', { zone: 'UTC+8' }) }, /there is no zone UTC\+8$/],
      [{ start: '2026-09-31T10:00:00Z' }, /^--start must be a moment/],
      [{ start: undefined }, /^--start must be a moment/],
      [{ limit: '5h' }, /^--limit must be like/],
      [{ limit: '9999999wd' }, /behind the year 9999$/],
      [{ pause: '2026-09-30T10:00:00Z' }, /^--pause must be FROM\/TO/],
      [{ pause: '2026-09-30/2026-10-01' }, /^--pause must be a moment/],
      [{ pause: ['2026-10-30T10:00:00Z/2026-09-30T10:00:00Z'] }, /ends before it begins$/],
      [{ pause: '2026-09-30T10:00:00Z/..' }, /the pause has no end/],
    ];
    const batch = file('wrong.jsonl', cases.map(([change]) => JSON.stringify({ ...good, ...change })).join('\n'));
    const told = answers((await calendar('explain', '--batch', batch)).stdout) as { error: string }[];
    expect(told).toHaveLength(cases.length);
    for (const [index, [, words]] of cases.entries()) {
      expect(told[index]?.error).toMatch(words);
      expect(told[index]?.error).not.toContain('\n');
    }
  });

  it('answers a batch line by line and goes on after a wrong one', async () => {
    const start = '2026-09-30T10:00:00+08:00';
    const lines = [
      { start, limit: '1wd' },
      '{"start":',
      '',
      { start, limit: '1wx' },
      { start, limit: 5 },
      [],
      null,
      { start, limit: '1wd', pause: '2026-09-30T10:00:00Z/' },
      { start, limit: '1wd', calendar: path.join(folder, 'none.json') },
      { id: 7, start, limit: '1wd', pause: ['2026-10-08T09:00:00+08:00/2026-10-08T18:00:00+08:00'] },
    ];
    const batch = file(
      'batch.jsonl',
      `${lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\r\n')}\n`,
    );
    const done = await calendar('explain', '--calendar', china, '--batch', batch);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    const told = answers(done.stdout) as { due?: string; error?: string }[];
    expect(told).toHaveLength(lines.length);
    expect(told.map(({ due, error }) => due ?? (error ? 'error' : 'neither'))).toEqual([
      '2026-10-08T09:30:00.000Z',
      ...Array(8).fill('error'),
      '2026-10-09T09:30:00.000Z',
    ]);
    expect(told[7]).toEqual({ error: 'the pause has no end, so the limit has none', refused: 'calendar.paused' });
  });

  it('answers 20,000 lines in order', async () => {
    const from = Date.UTC(2026, 8, 21, 1);
    const line = (index: number) =>
      JSON.stringify({ from: new Date(from).toISOString(), to: new Date(from + (index % 180) * 60_000).toISOString() });
    const batch = file('long.jsonl', Array.from({ length: 20_000 }, (_, index) => line(index)).join('\n'));
    const done = await calendar('elapsed', '--calendar', china, '--batch', batch, '--json');
    expect(answers(done.stdout)).toEqual(Array.from({ length: 20_000 }, (_, index) => ({ minutes: index % 180 })));
  });
});
