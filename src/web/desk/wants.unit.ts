import { beforeAll, expect, test } from 'vitest';
import type { DeskItem, Want } from '../../kernel/view/desk.ts';
import { procedures } from '../../modules/ledger/procedure.ts';
import { zh as ledger } from '../../modules/ledger/texts/zh.ts';
import { startTexts } from '../texts/i18n.ts';
import { zh } from '../texts/zh.ts';
import { countWords, waitedFor, wantWords } from './wants.ts';

beforeAll(async () => {
  await startTexts([zh, ledger]);
});

const want = (kind: Want['kind'], request: string | null = null, behalf: string | null = null): Want => ({
  kind,
  request,
  since: '2026-10-12T00:00:00.000Z',
  behalf: behalf === null ? null : { id: 'x', name: behalf },
});

const item = (state: string, ...wants: Want[]): DeskItem => ({
  id: 'm',
  number: '征管-2026-001',
  procedure: 'problem',
  version: procedures.find(({ code }) => code === 'problem')?.version ?? 1,
  title: '排队太久',
  state,
  open: true,
  seq: 1,
  parent: null,
  owner: { person: { id: 'p', name: '李婷' }, post: { id: 'q', name: '科员' } },
  unit: { id: 'u', name: '征管股' },
  dueWords: null,
  dueOn: null,
  dueAt: null,
  light: 'ok',
  cause: null,
  left: null,
  asked: [],
  confidential: false,
  evidenceCount: 0,
  registeredAt: '2026-10-12T00:00:00.000Z',
  changedAt: '2026-10-12T00:00:00.000Z',
  wants,
  waited: { minutes: 60, dayMinutes: 420 },
});

test.each([
  [item('strikeOffRequested', want('turn')), '等你复核'],
  [item('registered', want('turn')), '等你定措施'],
  [item('rectifying', want('request', 'extension')), '等你答复延期申请'],
  [item('rectifying', want('turn'), want('request', 'extension')), '等你整改，等你答复延期申请'],
  [item('rectifying', want('turn', null, '李婷')), '代李婷：等你整改'],
  [item('rectifying', want('waiting', 'transfer')), '等答复移交申请'],
  [item('rectifying', want('waiting')), '整改中'],
])('what is wanted, in words: %#', (each, words) => expect(wantWords(each)).toBe(words));

test('whom one waits for: by name where it is one person’s turn, else by what they are', () => {
  expect(waitedFor(procedures, item('rectifying', want('waiting')))).toBe('李婷');
  expect(waitedFor(procedures, item('strikeOffRequested', want('waiting')))).toBe('复核人');
  expect(waitedFor(procedures, item('rectifying', want('waiting', 'transfer')))).toBe('有权答复的人');
});

test.each([
  [{ count: 0, more: false }, '0'],
  [{ count: 99, more: false }, '99'],
  [{ count: 100, more: true }, '99+'],
  [{ count: 3, more: true }, '3+'],
])('counts: %o', (column, words) => expect(countWords(column)).toBe(words));
