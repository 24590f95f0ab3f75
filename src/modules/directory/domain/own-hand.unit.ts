import { expect, test } from 'vitest';
import { type Change, organise, type Settings } from './organisation.ts';
import { ownHandRefusal } from './own-hand.ts';

const span = { from: '2020-01-01', to: null };
const post = (id: string, more: Partial<Settings['post']> = {}): Settings['post'] => ({
  id,
  unit: 'office',
  name: id,
  roles: ['systemAdmin'],
  reach: 'own',
  duties: [],
  ...span,
  ...more,
});
const appointment = (person: string, at: string, to: string | null = null): Settings['appointment'] => ({
  id: `${person}@${at}`,
  person,
  post: at,
  kind: 'holder',
  forPerson: null,
  from: '2020-01-01',
  to,
});
const before = organise({
  unit: [{ id: 'office', parent: null, code: 'office', name: 'office', ordinal: 0, ...span, seq: 1 }],
  post: [
    { ...post('keeper'), seq: 1 },
    { ...post('leader', { roles: ['leader'], reach: 'agency' }), seq: 1 },
  ],
  person: [],
  appointment: [{ ...appointment('sys', 'keeper', '2026-12-31'), seq: 1 }],
  charge: [],
  team: [],
  member: [],
  pairing: [],
});
const asked = (change: Change, person: string | null = 'sys', trial = false) =>
  ownHandRefusal(before, [change], person, trial)?.rule ?? null;

test.each<[string, Change, string | null]>([
  ['a post of one’s own choice', { kind: 'appointment', value: appointment('sys', 'leader') }, 'directory.ownHand'],
  ['more time in one’s post', { kind: 'appointment', value: appointment('sys', 'keeper') }, 'directory.ownHand'],
  ['an end of one’s time', { kind: 'appointment', value: appointment('sys', 'keeper', '2026-06-30') }, null],
  ['a post for somebody else', { kind: 'appointment', value: appointment('wei', 'leader') }, null],
  [
    'a role for one’s post',
    { kind: 'post', value: post('keeper', { roles: ['systemAdmin', 'leader'] }) },
    'directory.ownHand',
  ],
  ['a wider reach of one’s post', { kind: 'post', value: post('keeper', { reach: 'agency' }) }, 'directory.ownHand'],
  ['another name for one’s post', { kind: 'post', value: post('keeper', { name: '系统管理' }) }, null],
  ['a role for another post', { kind: 'post', value: post('leader', { roles: ['leader', 'reviewer'] }) }, null],
])('whoever keeps the organisation asks for %s', (_what, change, refusal) => expect(asked(change)).toBe(refusal));

test('the command line and a trial are free to', () => {
  const change: Change = { kind: 'appointment', value: appointment('sys', 'leader') };
  expect(asked(change, null)).toBeNull();
  expect(asked(change, 'sys', true)).toBeNull();
});
