import { expect, test } from 'vitest';
import type { OrganisationView } from '../../../kernel/view/organisation.ts';
import { foundBy, leaderOf, organisationOf, peopleOn, postsOf, summaryOf, today, unitsUnder } from './chart.ts';

const span = { from: '2026-01-01', to: null };
const unit = (id: string, parent: string | null, ordinal: number, more: object = {}) => ({
  id,
  parent,
  code: id,
  name: `单位${id}`,
  ordinal,
  ...span,
  ...more,
});
const post = (id: string, at: string, roles: string[] = ['handler']) => ({
  id,
  unit: at,
  name: `岗位${id}`,
  roles,
  reach: 'unit' as const,
  duties: [],
  ...span,
});
const appointment = (id: string, person: string, at: string, more: object = {}) => ({
  id,
  person,
  post: at,
  kind: 'holder' as const,
  forPerson: null,
  ...span,
  ...more,
});

const view: OrganisationView = {
  version: 4,
  day: '2026-05-01',
  units: [
    unit('top', null, 0),
    unit('b', 'top', 2),
    unit('a', 'top', 1),
    unit('gone', 'top', 0, { to: '2026-02-01' }),
    unit('a1', 'a', 0),
  ],
  posts: [post('boss', 'top', ['leader']), post('clerk', 'a1'), post('empty', 'b')],
  people: [
    { id: 'lu', name: '陆明川', number: null },
    { id: 'li', name: '李婷', number: 'A-17' },
    { id: 'wei', name: '韦立', number: null },
    { id: 'erased', name: null, number: null },
  ],
  appointments: [
    appointment('1', 'lu', 'boss'),
    appointment('2', 'li', 'clerk'),
    appointment('3', 'wei', 'clerk', {
      kind: 'substitute',
      forPerson: 'li',
      from: '2026-05-01',
      to: '2026-05-07',
    }),
    appointment('4', 'wei', 'empty', { from: '2026-06-01' }),
  ],
  charges: [{ id: 'c', person: 'lu', post: 'boss', unit: 'a', ...span }],
  teams: [],
  pairings: [],
};
const organisation = organisationOf(view);

test('units stand in the agency’s order, those that are closed that day are left out', () => {
  const names = (parent: string | null, day: string) => unitsUnder(organisation, parent, day).map(({ id }) => id);
  expect(names(null, '2026-05-01')).toEqual(['top']);
  expect(names('top', '2026-05-01')).toEqual(['a', 'b']);
  expect(names('top', '2026-01-15')).toEqual(['gone', 'a', 'b']);
});

test('the sentence counts who is there, tells empty posts, who is away and who has no post', () => {
  expect(summaryOf(organisation, '2026-05-01')).toEqual({
    units: 4,
    posts: 3,
    people: 2,
    empty: [expect.objectContaining({ id: 'empty' })],
    away: [{ person: 'li', by: 'wei', post: 'clerk', to: '2026-05-07' }],
    idle: ['wei'],
  });
  expect(summaryOf(organisation, '2026-05-08').away).toEqual([]);
  expect(summaryOf(organisation, '2026-06-01')).toMatchObject({ people: 3, empty: [], idle: [] });
});

test('a post tells who is on it and who comes later', () => {
  const { now, later } = peopleOn(organisation, 'clerk', '2026-05-01');
  expect([now.map(({ id }) => id), later]).toEqual([['2', '3'], []]);
  expect(peopleOn(organisation, 'empty', '2026-05-01').later.map(({ id }) => id)).toEqual(['4']);
  expect(postsOf(organisation, 'b', '2025-12-31')).toEqual([]);
});

test('the leader in charge is named for the unit or for one above it', () => {
  expect(leaderOf(organisation, 'a1', '2026-05-01')).toMatchObject({ person: 'lu', over: 'a' });
  expect(leaderOf(organisation, 'b', '2026-05-01')).toBeNull();
});

test('people are found by name, number, unit or post; a name that begins so comes first', () => {
  const names = (typed: string) => foundBy(organisation, typed, '2026-05-01').map(({ name }) => name);
  expect(names('李')).toEqual(['李婷']);
  expect(names('a-17')).toEqual(['李婷']);
  expect(names('单位a1 岗位')).toEqual(['李婷', '韦立']);
  expect(names('韦')).toEqual(['韦立']);
  expect(names('  ')).toEqual([]);
  expect(names('没有')).toEqual([]);
});

test('today is the agency’s day, not the machine’s', () => {
  expect(today(new Date('2026-05-01T16:00:00Z'))).toBe('2026-05-02');
  expect(today(new Date('2026-05-01T15:59:59Z'))).toBe('2026-05-01');
});
