import { describe, expect, test } from 'vitest';
import { type Appointment, type Organisation, organise, type Post, type Unit } from './organisation.ts';
import { capacitiesOn, chargeOn, peopleWith, standInsOn, takesOn } from './snapshot.ts';

const span = (from = '2020-01-01', to: string | null = null) => ({ from, to });
const unit = (id: string, parent: string | null, when = span()): Unit => ({
  id,
  parent,
  code: id,
  name: id,
  ordinal: 1,
  seq: 3,
  ...when,
});
const post = (id: string, at: string, reach: Post['reach'] = 'unit', when = span()): Post => ({
  id,
  unit: at,
  name: id,
  roles: ['handler'],
  duties: [],
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

const units = [
  unit('head', null),
  unit('tax', 'head'),
  unit('window', 'tax'),
  unit('old', 'head', span('2019-01-01', '2025-12-31')),
];
const organisation = (list: readonly Appointment[], posts = [post('desk', 'tax')]): Organisation =>
  organise({ unit: units, post: posts, appointment: list });

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

  test('ends on the last day', () => {
    const list = [holds('fang', 'desk'), standsIn(span('2026-03-01', '2026-03-02'))];
    expect(footings(list, 'li', '2026-03-02')).toEqual(['desk for fang']);
    expect(footings(list, 'li', '2026-03-03')).toEqual([]);
  });
});

describe('a substitute of a substitute', () => {
  const posts = ['a', 'b', 'c'].map((id) => post(id, 'tax'));
  const forWang = (more: Partial<Appointment> = {}) =>
    holds('fang', 'a', { kind: 'substitute', forPerson: 'wang', ...more });
  const forFang = (at: string, more: Partial<Appointment> = {}) =>
    holds('li', at, { kind: 'substitute', forPerson: 'fang', ...more });
  const own = [holds('wang', 'a'), holds('fang', 'b'), holds('li', 'c')];
  const of = (...more: Appointment[]) => footings([...own, ...more], 'li', day, posts);

  test('reaches the first one’s post through the second, on the first one’s behalf, while both stand', () => {
    expect(of(forWang(), forFang('b'))).toEqual(['c for self', 'b for fang', 'a for wang']);
    expect(of(forWang(span('2020-01-01', '2026-03-01')), forFang('b'))).toEqual(['c for self', 'b for fang']);
    expect(of(forWang(), forFang('b', span('2020-01-01', '2026-03-01')))).toEqual(['c for self']);
    expect(footings([...own.slice(1), forWang(), forFang('b')], 'li', day, posts)).toEqual([
      'c for self',
      'b for fang',
    ]);
  });

  test('named for that post alone reaches it alone', () => {
    expect(of(forWang(), forFang('a'))).toEqual(['c for self', 'a for wang']);
    expect(of(forFang('a'))).toEqual(['c for self']);
  });

  test('rests on every appointment that leads there', () => {
    const house = organisation([...own, forWang({ seq: 8 }), forFang('b', { seq: 9 })], posts);
    expect(capacitiesOn(house, 'li', day).at(-1)?.settings).toEqual([
      { kind: 'appointment', id: 'li-b-substitute', seq: 9 },
      { kind: 'appointment', id: 'fang-a-substitute', seq: 8 },
      { kind: 'post', id: 'a', seq: 5 },
    ]);
  });

  test('who could come by two ways has one footing', () => {
    const direct = holds('li', 'a', { kind: 'substitute', forPerson: 'wang' });
    expect(of(forWang(), forFang('b'), direct)).toEqual(['c for self', 'a for wang', 'b for fang']);
  });

  test('in a circle stands for everybody else and never for oneself', () => {
    const back = holds('wang', 'c', { kind: 'substitute', forPerson: 'li' });
    expect(of(forWang(), forFang('b'), back)).toEqual(['c for self', 'b for fang', 'a for wang']);
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
    const round = organise({
      unit: [unit('a', 'b'), unit('b', 'a')],
      post: [post('desk', 'a', 'subtree')],
      appointment: [holds('fang', 'desk')],
    });
    const [footing] = capacitiesOn(round, 'fang', day);
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

describe('the leader in charge', () => {
  const charge = (id: string, person: string, over: string, when = span()) => ({
    id,
    person,
    post: `post-${person}`,
    unit: over,
    seq: 1,
    ...when,
  });
  const house = organise({
    unit: units,
    post: [post('post-lu', 'head'), post('post-sun', 'head')],
    appointment: [holds('lu', 'post-lu'), holds('sun', 'post-sun', span('2020-01-01', '2026-06-30'))],
    charge: [charge('1', 'lu', 'head'), charge('2', 'sun', 'tax', span('2026-01-01', null))],
  });

  test.each([
    ['tax', '2026-03-02', 'sun'],
    ['window', '2026-03-02', 'sun'],
    ['head', '2026-03-02', 'lu'],
    ['tax', '2025-12-31', 'lu'],
    // Whoever left the post is in charge of nothing, although nobody ended the charge.
    ['tax', '2026-07-01', 'lu'],
    ['nowhere', '2026-03-02', undefined],
  ])('of %s on %s is %s: the nearest above who still holds the post', (at, on, who) => {
    expect(chargeOn(house, at, on)?.person).toBe(who);
  });
});

test('people with a role over a unit: holders first, nobody’s substitute, as far as their posts reach', () => {
  const house = organise({
    unit: units,
    post: [post('wide', 'head', 'agency'), post('near', 'tax', 'subtree'), post('aside', 'head', 'unit')],
    appointment: [
      holds('li', 'near', { kind: 'deputy' }),
      holds('fang', 'near'),
      holds('he', 'wide'),
      holds('wei', 'wide', { kind: 'substitute', forPerson: 'he' }),
      holds('gu', 'aside'),
    ],
  });
  const named = (at: string, role: 'handler' | 'leader' = 'handler') =>
    peopleWith(house, role, at, day).map((each) => each.person);
  expect(named('window')).toEqual(['fang', 'he', 'li']);
  expect(named('head')).toEqual(['gu', 'he']);
  expect(named('tax', 'leader')).toEqual([]);
});

test('who stands in for whom is found from the one replaced: while it lasts, while that one holds the post, and onwards', () => {
  const posts = [post('desk', 'tax'), post('front', 'tax')];
  const inPlaceOf = (forPerson: string) => ({ kind: 'substitute' as const, forPerson });
  const house = organisation(
    [
      holds('fang', 'desk'),
      holds('li', 'front'),
      holds('li', 'desk', { ...inPlaceOf('fang'), ...span('2026-03-01', '2026-03-31') }),
      holds('wei', 'front', inPlaceOf('li')),
      holds('deng', 'front', inPlaceOf('fang')),
    ],
    posts,
  );
  const on = (at: string) => Object.fromEntries(standInsOn(house, at));
  expect(on('2026-03-02')).toEqual({ fang: ['li', 'wei'], li: ['wei'] });
  expect(on('2026-04-01')).toEqual({ li: ['wei'] });
});
