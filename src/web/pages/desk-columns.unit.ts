import { expect, test } from 'vitest';
import type { MatterBrief, MeView } from '../../kernel/view/view.ts';
import { procedures } from '../../modules/ledger/procedure.ts';
import { columnsOf } from './desk-columns.ts';

const matter = (id: string, state: string, owner = 'p'): MatterBrief => ({
  id,
  number: id,
  procedure: 'problem',
  version: 1,
  title: id,
  state,
  open: state !== 'struckOff',
  seq: 1,
  parent: null,
  owner: { person: { id: owner, name: '甲' }, post: { id: 'q', name: '岗' } },
  unit: { id: 'u', name: '股' },
  dueWords: null,
  dueOn: null,
  confidential: false,
  evidenceCount: 0,
  registeredAt: '2026-10-12T00:00:00.000Z',
  changedAt: '2026-10-12T00:00:00.000Z',
});
const reader = (...roles: string[]): MeView => ({
  person: { id: 'p', name: '甲' },
  agency: { code: 'x', name: '局', demonstration: true, trial: false },
  footings: [{ post: { id: 'q', name: '岗' }, unit: { id: 'u', name: '股' }, roles, onBehalfOf: null }],
  idleMinutes: 30,
});
const ids = (list: MatterBrief[]) => list.map(({ id }) => id);

test('what I asked to be struck off waits for another; nothing stands twice; what is over stands nowhere', () => {
  const mine = [
    matter('a', 'rectifying'),
    matter('b', 'strikeOffRequested'),
    matter('c', 'struckOff'),
    matter('d', 'registered'),
  ];
  const toReview = [matter('b', 'strikeOffRequested'), matter('e', 'strikeOffRequested', 'other')];
  const columns = columnsOf(procedures, reader('reviewer'), mine, toReview);
  expect(ids(columns.mine)).toEqual(['a', 'd']);
  expect(ids(columns.review)).toEqual(['e']);
  expect(ids(columns.waiting)).toEqual(['b']);
});

test('who has no part in reviewing sees nothing to review', () =>
  expect(columnsOf(procedures, reader('handler'), [], [matter('e', 'strikeOffRequested', 'other')]).review).toEqual(
    [],
  ));
