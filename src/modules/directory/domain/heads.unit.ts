import { expect, test } from 'vitest';
import { headOn, unitsAroundOn, unitsOf } from './heads.ts';
import { organise } from './organisation.ts';

const span = { from: '2020-01-01', to: null, seq: 1 };
const unit = (id: string, parent: string | null, to: string | null = null) => ({
  ...span,
  id,
  parent,
  code: id,
  name: id,
  ordinal: 1,
  to,
});
const post = (id: string, at: string, roles: readonly ('leader' | 'reviewer' | 'handler' | 'auditor')[]) => ({
  ...span,
  id,
  unit: at,
  name: id,
  roles,
  reach: 'unit' as const,
  duties: [],
});
const holds = (person: string, on: string, kind: 'holder' | 'deputy' = 'holder', to: string | null = null) => ({
  ...span,
  id: `${person}-${on}`,
  person,
  post: on,
  kind,
  forPerson: null,
  to,
});

const organisation = organise({
  unit: [
    unit('head', null),
    unit('tax', 'head'),
    unit('law', 'head'),
    unit('shut', 'head', '2021-01-01'),
    unit('window', 'tax'),
  ],
  post: [
    post('clerk', 'tax', ['handler']),
    post('chief', 'tax', ['reviewer', 'handler']),
    post('judge', 'law', ['reviewer']),
    post('keeper', 'window', ['auditor']),
    post('boss', 'head', ['leader']),
  ],
  appointment: [
    holds('a', 'clerk'),
    holds('b', 'chief'),
    holds('c', 'judge', 'holder', '2025-12-31'),
    holds('d', 'judge', 'deputy'),
    holds('e', 'keeper'),
    holds('f', 'boss'),
  ],
  charge: [{ ...span, id: 'charge', person: 'f', post: 'boss', unit: 'tax' }],
});
const day = '2026-03-02';

test('a unit is led by its own strongest post, by the deputy where nobody holds it, else by the leader in charge', () => {
  expect(headOn(organisation, 'tax', day)).toEqual({ person: 'b', post: 'chief' });
  expect(headOn(organisation, 'law', day)).toEqual({ person: 'd', post: 'judge' });
  expect(headOn(organisation, 'law', '2025-06-01')).toEqual({ person: 'c', post: 'judge' });
  // Nobody in the window leads; the leader in charge of the unit above does.
  expect(headOn(organisation, 'window', day)).toEqual({ person: 'f', post: 'boss' });
});

test('units beside are those under the same unit that stand that day', () => {
  expect(unitsAroundOn(organisation, 'tax', day)).toEqual([
    { id: 'head', beside: false },
    { id: 'law', beside: true },
    { id: 'window', beside: false },
  ]);
  expect(unitsAroundOn(organisation, 'window', day).filter(({ beside }) => beside)).toEqual([]);
  expect([...unitsOf(organisation, 'tax')]).toEqual(['tax', 'window']);
});
