import { expect, test } from 'vitest';
import { createLog } from './log.ts';
import { faultOf, scrub } from './scrub.ts';

const linesOf = (settings: Parameters<typeof createLog>[0], terminal = false) => {
  const lines: string[] = [];
  return { lines, log: createLog(settings, { write: (text) => void lines.push(text) }, terminal) };
};

const databaseError = () =>
  Object.assign(new Error('duplicate key value violates unique constraint "account_login"'), {
    ...{ code: '23505', severity: 'ERROR', table: 'account', constraint: 'account_login', routine: '_bt_check_unique' },
    ...{ detail: 'Key (login)=(fangzhicheng) already exists.', where: 'COPY account, line 1: "fangzhicheng"' },
    ...{ parameters: ['fangzhicheng'], query: 'insert' },
  });

test.each([
  ['invalid input syntax for type uuid: "fangzhicheng"', 'fangzhicheng'],
  [`Unexpected token '方', "方志成" is not valid JSON`, '方志成'],
  ['no post 方志成 in unit 01a20112-6ef6-754d-8f88-043dcaa01d69', '方志成'],
  ['no post in unit 01a20112-6ef6-754d-8f88-043dcaa01d69', '01a20112'],
  ['mail to fang@example.gov.cn failed', 'fang@'],
  ['call 13812345678', '13812345678'],
  ['it said "a \\"fangzhicheng\\" b"', 'fangzhicheng'],
  ['first line\nsecond 「fangzhicheng」', 'fangzhicheng'],
])('%s loses what people typed', (text, typed) => {
  expect(text).toContain(typed);
  expect(scrub(text)).not.toContain(typed);
});

test('a fault of the database keeps the names of our things and loses its values', () => {
  const fault = faultOf(databaseError());
  expect(fault).toMatchObject({ type: 'Error', code: '23505', table: 'account', constraint: 'account_login' });
  expect(fault.message).toBe('duplicate key value violates unique constraint "…"');
  expect(fault.stack.length).toBeGreaterThan(0);
  expect(JSON.stringify(fault)).not.toContain('fangzhicheng');
});

test('a word of our own statement stays', () => {
  const error = Object.assign(new Error('relation "matter" does not exist'), { code: '42P01' });
  expect(faultOf(error).message).toBe('relation matter does not exist');
});

test('whatever is thrown becomes a fault', () => {
  for (const thrown of [null, undefined, 'text 方志成', { code: 'X' }])
    expect(JSON.stringify(faultOf(thrown))).not.toContain('方志成');
});

test('JSON holds time, level, words; plain is the same for people; off is silent', () => {
  const json = linesOf({ form: 'json', level: undefined });
  json.log.info({ status: 200 }, 'request');
  json.log.debug('not this');
  expect(json.lines.map((line) => JSON.parse(line))).toEqual([
    { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), status: 200, msg: 'request' },
  ]);
  const plain = linesOf({ form: 'plain', level: 'debug' });
  plain.log.error({ err: databaseError(), route: '/x' }, 'unexpected');
  expect(plain.lines.join('')).toMatch(/^\d\d:\d\d:\d\d error unexpected route=\/x \{"type":"Error".*\}\n {4}at /);
  const off = linesOf({ form: 'off', level: 'debug' });
  off.log.error('nothing');
  expect(off.lines).toEqual([]);
});

test('left alone it warns on a terminal and tells everything elsewhere', () => {
  const terminal = linesOf({ form: 'auto', level: undefined }, true);
  terminal.log.info('request');
  terminal.log.warn('trouble');
  expect(terminal.lines).toEqual([expect.stringMatching(/^\S+ warn trouble\n$/)]);
  const elsewhere = linesOf({ form: 'auto', level: undefined });
  elsewhere.log.info('request');
  expect(JSON.parse(elsewhere.lines[0] ?? '')).toMatchObject({ msg: 'request' });
});
