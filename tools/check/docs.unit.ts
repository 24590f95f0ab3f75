import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Procedure } from '../../src/kernel/procedure/procedure.ts';
import { generatedPages, permissionMatrix, stateDiagram } from '../docs/procedures.ts';
import { docsFindings } from './docs.ts';

const leave: Procedure = {
  code: 'leave',
  version: 2,
  numberPrefix: '',
  retention: { personalYears: 1 },
  forms: [],
  states: { asked: { turn: 'leader', clock: 'runs' }, given: { turn: null, clock: 'stopped', final: true } },
  actions: {
    ask: { from: 'new', who: ['staff'], next: 'asked' },
    note: { from: ['asked'], who: ['owner'], evidence: 'optional' },
    grant: {
      from: ['asked'],
      who: ['leader'],
      notSameAs: ['owner'],
      rules: ['leave.rested'],
      reason: 'required',
      next: 'given',
    },
    allow: { from: ['asked'], who: ['leader', 'owner'], next: 'given' },
  },
};
const words: Record<string, string> = { 'state.leave.asked': '待批', 'action.leave.grant': '准假' };
const say = (key: string) => words[key];

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'xn-docs-'));
  mkdirSync(path.join(root, 'docs/generated'), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the drawing has every state and every way between them', () => {
  expect(stateDiagram(leave, say)).toBe(`stateDiagram-v2
  state "待批" as asked
  state "given" as given
  [*] --> asked: ask
  asked --> asked: note
  asked --> given: 准假 / allow
  given --> [*]`);
});

test('the matrix has who may, and what stands in the way', () => {
  expect(permissionMatrix(leave, say).split('\n')).toEqual([
    '| Action | From | `staff` | `owner` | `leader` | Never the same human as | Rules | Asks for |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    '| `ask` | new | ● |  |  |  |  |  |',
    '| `note` | `asked` |  | ● |  |  |  | evidence optional |',
    '| 准假 `grant` | `asked` |  |  | ● | `owner` | `leave.rested` | reason required |',
    '| `allow` | `asked` |  | ● | ● |  |  |  |',
  ]);
});

test('a page that is missing, that drifted, that is left over', () => {
  const pages = generatedPages([leave], say);
  const write = (name: string, text: string) => writeFileSync(path.join(root, 'docs/generated', name), text);
  expect(docsFindings(root, pages)).toEqual([
    'docs/generated/permissions.md:1 is not there; write it with node tools/docs.ts',
    'docs/generated/states.md:1 is not there; write it with node tools/docs.ts',
    'docs/generated/leave.svg:1 is not there; write it with node tools/docs.ts',
  ]);
  for (const [name, text] of Object.entries(pages)) write(name, text);
  expect(docsFindings(root, pages)).toEqual([]);
  write('old.md', 'x');
  const grown = generatedPages(
    [{ ...leave, actions: { ...leave.actions, allow: { from: ['asked'], who: ['leader'], next: 'given' } } }],
    say,
  );
  expect(docsFindings(root, grown)).toEqual([
    expect.stringMatching(/^docs\/generated\/permissions.md:12 .*\+ \| `allow` \| `asked` \| {2}\| {2}\| ● \|/),
    'docs/generated/old.md:1 is written by nothing',
  ]);
});

test('the picture names every state and every way; a table that moved on no longer fits it', () => {
  const svg = generatedPages([leave], say)['leave.svg'] ?? '';
  for (const text of ['待批', 'given', '>准假</text>', '>allow</text>', '<title>leave</title>'])
    expect(svg).toContain(text);
  const { allow: _, ...actions } = leave.actions;
  expect(generatedPages([{ ...leave, actions }], say)['leave.svg']).not.toBe(svg);
  expect(generatedPages([leave], (key) => `<${key}>`)['leave.svg']).not.toContain('<state.leave');
});
