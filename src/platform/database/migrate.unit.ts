import { describe, expect, test } from 'vitest';
import { distributionStatements } from './distribute.ts';
import { type Migration, planMigrations } from './migrate.ts';
import { type ServerFacts, serverProblem } from './server-check.ts';

const file = (name: string, sha256 = name): Migration => ({ name, sha256, text: '' });
const [one, two, three] = [file('0001-a.sql'), file('0002-b.sql'), file('0003-c.sql')];

describe('planMigrations', () => {
  test('a new database misses all, in order', () => {
    expect(planMigrations([], [one, two])).toEqual({ ok: true, missing: [one, two] });
  });
  test('only what is missing', () => {
    expect(planMigrations([one], [one, two])).toEqual({ ok: true, missing: [two] });
  });
  test.each([
    ['a newer database', [one, two], [one], /newer than this program.*0002-b/],
    ['a changed file', [{ ...one, sha256: 'other' }], [one], /0001-a.sql was changed/],
    ['a file that comes too late', [one, three], [one, two, three], /0002-b.sql would come after 0003-c.sql/],
  ])('%s is refused', (_name, applied, files, line) => {
    const plan = planMigrations(applied, files);
    expect(plan).toMatchObject({ ok: false });
    expect(plan.ok ? '' : plan.line).toMatch(line);
  });
});

describe('serverProblem', () => {
  const good: ServerFacts = { version: 150_018, name: 'd', encoding: 'UTF8', collate: 'C.UTF-8', ctype: 'C.UTF-8' };
  test.each([[{}], [{ ctype: 'C.utf8', collate: 'C' }], [{ version: 180_004 }]])('%j is fine', (change) => {
    expect(serverProblem({ ...good, ...change })).toBeUndefined();
  });
  test.each([
    [{ version: 140_009 }, /PostgreSQL 14; 15 or newer/],
    [{ encoding: 'SQL_ASCII' }, /encoding SQL_ASCII.*create database "d"/],
    [{ ctype: 'C', collate: 'C' }, /locale C\/C, C.UTF-8 is needed/],
    [{ ctype: 'zh_CN.UTF-8', collate: 'zh_CN.UTF-8' }, /locale zh_CN/],
  ])('%j is refused', (change, line) => {
    expect(serverProblem({ ...good, ...change })).toMatch(line);
  });
});

describe('distributionStatements', () => {
  const entries = [
    ['job', 'local'],
    ['agency', 'reference'],
    ['stream', 'tenant'],
    ['event', 'tenant'],
    ['count_by_day', 'byKey', 'day'],
  ] as const;
  test('parents before children, local tables left alone', () => {
    expect(distributionStatements(entries, new Set()).map(({ values }) => values)).toEqual([
      ['agency'],
      ['stream', 'agency_id', 'default'],
      ['event', 'agency_id', 'default'],
      ['count_by_day', 'day', 'none'],
    ]);
  });
  test('what is distributed stays as it is', () => {
    expect(distributionStatements(entries, new Set(['agency', 'stream', 'event', 'count_by_day']))).toEqual([]);
  });
  test('a by-key table without its key is a mistake in the list', () => {
    expect(() => distributionStatements([['x', 'byKey']], new Set())).toThrow(/names no key/);
  });
});
