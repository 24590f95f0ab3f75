import { describe, expect, test } from 'vitest';
import { type Appointment, capacitiesOn, type Organisation, type Post, takesOn, type Unit } from './snapshot.ts';

const span = (from = '2020-01-01', to: string | null = null) => ({ from, to });
const unit = (id: string, parent: string | null, when = span()): Unit => ({
  id,
  parent,
  code: id,
  name: id,
  seq: 3,
  ...when,
});
const post = (id: string, at: string, reach: Post['reach'] = 'unit', when = span()): Post => ({
  id,
  unit: at,
  name: id,
  roles: ['handler'],
  reach,
  seq: 5,
  ...when,
});
const holds = (person: string, at: string, more: Partial<Appointment> = {}): Appointment => ({
  id: `${person}-${at}-${more.kind ?? 'holder'}`,
  person,
  post: at,
  kind: 'holder',
  forPerson: null,
  seq: 7,
  ...span(),
  ...more,
});

const organisation = (list: readonly Appointment[], posts = [post('desk', 'tax')]): Organisation => ({
  units: new Map(
    [
      unit('head', null),
      unit('tax', 'head'),
      unit('window', 'tax'),
      unit('old', 'head', span('2019-01-01', '2025-12-31')),
    ].map((each) => [each.id, each]),
  ),
  posts: new Map(posts.map((each) => [each.id, each])),
  appointments: Map.groupBy(list, (each) => each.person),
});

const day = '2026-03-02';
const footings = (list: readonly Appointment[], person = 'fang', on = day, posts?: Post[]) =>
  capacitiesOn(organisation(list, posts), person, on).map(
    ({ post: at, onBehalfOf }) => `${at} for ${onBehalfOf ?? 'self'}`,
  );

describe('footings of a day', () => {
  test.each([
    ['2026-02-28', []],
    ['2026-03-01', ['desk for self']],
    ['2026-03-31', ['desk for self']],
    ['2026-04-01', []],
  ])('on %s of an appointment from the first to the last of March: %j', (on, expected) => {
    expect(footings([holds('fang', 'desk', span('2026-03-01', '2026-03-31'))], 'fang', on)).toEqual(expected);
  });

  test('nobody has one without an appointment, on a post that ended, or in a unit that ended', () => {
    expect(footings([], 'fang')).toEqual([]);
    expect(footings([holds('fang', 'desk')], 'li')).toEqual([]);
    expect(
      footings([holds('fang', 'desk')], 'fang', day, [post('desk', 'tax', 'unit', span('2020-01-01', '2026-03-01'))]),
    ).toEqual([]);
    expect(footings([holds('fang', 'desk')], 'fang', day, [post('desk', 'old')])).toEqual([]);
    expect(footings([holds('fang', 'gone')], 'fang')).toEqual([]);
  });

  test('own posts come first, then as deputy, then in somebody’s place', () => {
    const posts = ['a', 'b', 'c'].map((id) => post(id, 'tax'));
    const list = [
      holds('fang', 'a', { kind: 'substitute', forPerson: 'li' }),
      holds('li', 'a'),
      holds('fang', 'b', { kind: 'deputy' }),
      holds('fang', 'c'),
    ];
    expect(footings(list, 'fang', day, posts)).toEqual(['c for self', 'b for self', 'a for li']);
  });

  test('name the versions of appointment and post they rest on', () => {
    const [footing] = capacitiesOn(organisation([holds('fang', 'desk')]), 'fang', day);
    expect(footing?.settings).toEqual([
      { kind: 'appointment', id: 'fang-desk-holder', seq: 7 },
      { kind: 'post', id: 'desk', seq: 5 },
    ]);
  });
});

describe('a substitute', () => {
  const standsIn = (more: Partial<Appointment> = {}) =>
    holds('li', 'desk', { kind: 'substitute', forPerson: 'fang', ...more });

  test('acts on that post for that person, while that person holds it', () => {
    expect(footings([holds('fang', 'desk'), standsIn()], 'li')).toEqual(['desk for fang']);
    expect(footings([holds('fang', 'desk', { kind: 'deputy' }), standsIn()], 'li')).toEqual(['desk for fang']);
  });

  test('has nothing to stand on once that person left the post, or never had it', () => {
    expect(footings([holds('fang', 'desk', span('2020-01-01', '2026-03-01')), standsIn()], 'li')).toEqual([]);
    expect(footings([standsIn()], 'li')).toEqual([]);
    expect(footings([holds('wang', 'desk'), standsIn()], 'li')).toEqual([]);
  });

  test('of a substitute stands for nobody', () => {
    const chain = [holds('fang', 'desk', { kind: 'substitute', forPerson: 'wang' }), holds('wang', 'desk'), standsIn()];
    expect(footings(chain, 'li')).toEqual([]);
  });

  test('ends on the last day', () => {
    const list = [holds('fang', 'desk'), standsIn(span('2026-03-01', '2026-03-02'))];
    expect(footings(list, 'li', '2026-03-02')).toEqual(['desk for fang']);
    expect(footings(list, 'li', '2026-03-03')).toEqual([]);
  });
});

describe('reach', () => {
  const scopeOf = (reach: Post['reach'], at = 'tax') => {
    const [footing] = capacitiesOn(organisation([holds('fang', 'desk')], [post('desk', at, reach)]), 'fang', day);
    return footing?.scope === 'agency' ? 'agency' : [...(footing?.scope ?? [])].sort();
  };
  test('is nothing, the unit, the unit and all below, or the agency', () => {
    expect(scopeOf('own')).toEqual([]);
    expect(scopeOf('unit')).toEqual(['tax']);
    expect(scopeOf('subtree')).toEqual(['tax', 'window']);
    expect(scopeOf('subtree', 'head')).toEqual(['head', 'old', 'tax', 'window']);
    expect(scopeOf('agency')).toBe('agency');
  });

  test('ends also where units stand below each other in a circle', () => {
    const round = organisation([holds('fang', 'desk')], [post('desk', 'a', 'subtree')]);
    const units = new Map([unit('a', 'b'), unit('b', 'a')].map((each) => [each.id, each]));
    const [footing] = capacitiesOn({ ...round, units }, 'fang', day);
    expect(footing?.scope).toEqual(new Set(['a', 'b']));
  });
});

test('only who holds a post that day, or deputises on it, can be made answerable', () => {
  const house = organisation([
    holds('fang', 'desk'),
    holds('li', 'desk', { kind: 'deputy' }),
    holds('wang', 'desk', { kind: 'substitute', forPerson: 'fang' }),
    holds('old', 'desk', span('2020-01-01', '2026-03-01')),
  ]);
  const takes = (person: string, at = 'desk') => takesOn(house, { person, post: at }, day)?.rule ?? null;
  expect([takes('fang'), takes('li')]).toEqual([null, null]);
  expect([takes('wang'), takes('old'), takes('nobody'), takes('fang', 'other')]).toEqual(Array(4).fill('notAppointed'));
});
