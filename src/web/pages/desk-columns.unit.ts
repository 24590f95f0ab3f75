import { expect, test } from 'vitest';
import type { MatterBrief } from '../../kernel/view/view.ts';
import { procedures } from '../../modules/ledger/procedure.ts';
import { columnsOf } from './desk-columns.ts';

const matter = (id: string, state: string, open = true): MatterBrief => ({
  id,
  number: id,
  procedure: 'problem',
  version: 1,
  title: id,
  state,
  open,
  seq: 1,
  parent: null,
  owner: { person: { id: 'p', name: '甲' }, post: { id: 'q', name: '岗' } },
  unit: { id: 'u', name: '股' },
  dueWords: null,
  dueOn: null,
  confidential: false,
  evidenceCount: 0,
  registeredAt: '2026-10-12T00:00:00.000Z',
  changedAt: '2026-10-12T00:00:00.000Z',
});
const ids = (list: MatterBrief[]) => list.map(({ id }) => id);

test('what I asked to be struck off waits for another; nothing stands twice; what is over stands nowhere', () => {
  const mine = [
    matter('a', 'rectifying'),
    matter('b', 'strikeOffRequested'),
    matter('c', 'struckOff', false),
    matter('d', 'registered'),
  ];
  const columns = columnsOf(
    procedures,
    [...mine, matter('e', 'strikeOffRequested')],
    [matter('e', 'strikeOffRequested')],
  );
  expect(ids(columns.mine)).toEqual(['a', 'd']);
  expect(ids(columns.review)).toEqual(['e']);
  expect(ids(columns.waiting)).toEqual(['b']);
});
