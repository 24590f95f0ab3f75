import { describe, expect, test } from 'vitest';
import { endingsOf } from './endings.ts';
import { faultsOf } from './faults.ts';
import { type Change, type Kind, organise, type Settings } from './organisation.ts';

const span = (from = '2020-01-01', to: string | null = null) => ({ from, to });
const unit = (id: string, more: Partial<Settings['unit']> = {}): Settings['unit'] => ({
  id,
  parent: null,
  code: id,
  name: id,
  ordinal: 0,
  ...span(),
  ...more,
});
const post = (id: string, at: string, more: Partial<Settings['post']> = {}): Settings['post'] => ({
  id,
  unit: at,
  name: id,
  roles: ['handler'],
  reach: 'unit',
  duties: [],
  ...span(),
  ...more,
});
const person = (id: string, number: string | null = null): Settings['person'] => ({ id, name: id, number });
const holds = (who: string, at: string, more: Partial<Settings['appointment']> = {}): Settings['appointment'] => ({
  id: `${who}@${at}`,
  person: who,
  post: at,
  kind: 'holder',
  forPerson: null,
  ...span(),
  ...more,
});
const standsIn = (who: string, at: string, forPerson: string, more: Partial<Settings['appointment']> = {}) =>
  holds(who, at, { kind: 'substitute', forPerson, ...span('2026-03-01', '2026-03-31'), ...more });
const charge = (id: string, over: string, more: Partial<Settings['charge']> = {}): Settings['charge'] => ({
  id,
  person: 'lu',
  post: 'chief',
  unit: over,
  ...span(),
  ...more,
});
const team = (id: string, more: Partial<Settings['team']> = {}): Settings['team'] => ({
  id,
  kind: 'branch',
  name: id,
  task: null,
  unit: null,
  term: null,
  ...span(),
  ...more,
});
const member = (id: string, of: string, who: string, more: Partial<Settings['member']> = {}): Settings['member'] => ({
  id,
  team: of,
  person: who,
  role: 'member',
  ...span(),
  ...more,
});
const pairing = (id: string, more: Partial<Settings['pairing']> = {}): Settings['pairing'] => ({
  id,
  person: null,
  unit: 'tax',
  with: 'station',
  ...span(),
  ...more,
});

const seq = <T>(list: readonly T[]) => list.map((each) => ({ ...each, seq: 1 }));
const house = organise({
  unit: seq([
    unit('head'),
    unit('tax', { parent: 'head' }),
    unit('station', { parent: 'head' }),
    unit('old', span('2019-01-01', '2025-12-31')),
  ]),
  post: seq([
    post('chief', 'head', { roles: ['leader'] }),
    post('desk', 'tax'),
    post('window', 'tax'),
    post('gone', 'old', span('2019-01-01', '2025-06-30')),
  ]),
  person: seq(['lu', 'fang', 'li', 'wang'].map((id) => person(id, `n-${id}`))),
  appointment: seq([
    holds('lu', 'chief'),
    holds('fang', 'desk'),
    holds('li', 'desk', { kind: 'deputy' }),
    holds('wang', 'window'),
  ]),
  charge: seq([charge('c', 'tax')]),
  team: seq([team('one'), team('force', { kind: 'taskForce', task: '清理', ...span('2026-01-01', '2026-06-30') })]),
  member: seq([member('m', 'one', 'lu', { role: 'lead' })]),
  pairing: seq([pairing('p')]),
});

const change = <K extends Kind>(kind: K, value: Settings[K]) => ({ kind, value }) as unknown as Change;
const faults = (...changes: Change[]) =>
  faultsOf(house, changes).map(({ path, rule, limit }) => `${path} ${rule}${limit === undefined ? '' : ` ${limit}`}`);

const cases: [what: string, change: Change, expected: string[]][] = [
  ['a new unit below another', change('unit', unit('new', { parent: 'tax' })), []],
  ['below nothing that is known', change('unit', unit('new', { parent: 'nowhere' })), ['parent unknownId']],
  ['below itself', change('unit', unit('tax', { parent: 'tax' })), ['parent circle']],
  ['a circle of two', change('unit', unit('head', { parent: 'tax' })), ['parent circle']],
  ['a code that is borne', change('unit', unit('new', { code: 'tax' })), ['code taken']],
  ['ending before it began', change('unit', unit('new', span('2026-02-01', '2026-01-01'))), ['to beforeFrom']],
  [
    'of a mistyped year',
    change('unit', unit('new', span('0206-01-01', '2206-01-01'))),
    ['from dayRange 2199-12-31', 'to dayRange 2199-12-31'],
  ],
  [
    'longer than the unit above',
    change('unit', unit('new', { parent: 'old', ...span('2018-01-01') })),
    ['from beforeBegin 2019-01-01', 'to afterEnd 2025-12-31'],
  ],
  [
    'a unit with posts and a charge ends',
    change('unit', unit('tax', { parent: 'head', to: '2026-06-30' })),
    ['to stillStands 3'],
  ],
  ['a unit with others below ends', change('unit', unit('head', { to: '2026-06-30' })), ['to stillStands 3']],
  ['a paired unit ends', change('unit', unit('station', { parent: 'head', to: '2026-06-30' })), ['to stillStands 1']],
  [
    'a unit younger than its posts',
    change('unit', unit('tax', { parent: 'head', from: '2021-01-01' })),
    ['from olderInside 3'],
  ],
  ['an empty unit ends', change('unit', unit('old', { ...span('2019-01-01', '2025-06-30') })), []],

  ['a post in no unit', change('post', post('new', 'nowhere')), ['unit unknownId']],
  ['a post after its unit', change('post', post('new', 'old')), ['to afterEnd 2025-12-31']],
  ['a post with people ends', change('post', post('desk', 'tax', { to: '2026-06-30' })), ['to stillStands 2']],
  [
    'a post of a charge ends',
    change('post', post('chief', 'head', { roles: ['leader'], to: '2026-06-30' })),
    ['to stillStands 2'],
  ],

  ['a number that is borne', change('person', person('new', 'n-lu')), ['number taken']],
  ['no number', change('person', person('new')), []],

  ['nobody and nowhere', change('appointment', holds('x', 'y')), ['person unknownId', 'post unknownId']],
  [
    'outside the post’s days',
    change('appointment', holds('lu', 'gone', span('2018-01-01'))),
    ['from beforeBegin 2019-01-01', 'to afterEnd 2025-06-30'],
  ],
  ['twice on one post', change('appointment', holds('fang', 'desk', { id: 'again' })), ['person overlap']],
  ['a second holder', change('appointment', holds('wang', 'desk', { id: 'second' })), []],
  [
    'a second deputy',
    change('appointment', holds('wang', 'desk', { id: 'second', kind: 'deputy' })),
    ['post deputyTwice'],
  ],
  [
    'a deputy after the other ended',
    change(
      'appointment',
      holds('wang', 'window', { id: 'second', kind: 'deputy', ...span('2019-01-01', '2019-12-31') }),
    ),
    ['from beforeBegin 2020-01-01'],
  ],
  [
    'for somebody although no substitute',
    change('appointment', holds('wang', 'desk', { id: 's', forPerson: 'fang' })),
    ['forPerson onlySubstitute'],
  ],
  [
    'another person on a standing appointment',
    change('appointment', holds('wang', 'desk', { id: 'fang@desk' })),
    ['person fixed'],
  ],
  ['a standing appointment ends', change('appointment', holds('fang', 'desk', { to: '2026-06-30' })), []],

  ['a substitute until a day', change('appointment', standsIn('wang', 'desk', 'fang')), []],
  ['a substitute of a deputy', change('appointment', standsIn('wang', 'desk', 'li')), []],
  [
    'a substitute without an end',
    change('appointment', standsIn('wang', 'desk', 'fang', { to: null })),
    ['to required'],
  ],
  [
    'a substitute for nobody',
    change('appointment', { ...standsIn('wang', 'desk', 'fang'), forPerson: null }),
    ['forPerson required'],
  ],
  [
    'a substitute for oneself',
    change('appointment', standsIn('fang', 'desk', 'fang', { id: 's' })),
    ['forPerson self'],
  ],
  ['a substitute for somebody unknown', change('appointment', standsIn('wang', 'desk', 'x')), ['forPerson unknownId']],
  [
    'a substitute where that one has no post',
    change('appointment', standsIn('wang', 'desk', 'lu')),
    ['forPerson notAppointed'],
  ],

  ['a charge of a leader', change('charge', charge('new', 'station')), []],
  ['a second leader in charge', change('charge', charge('new', 'tax')), ['unit chargeTwice']],
  [
    'in charge from no leader’s post',
    change('charge', charge('new', 'station', { person: 'fang', post: 'desk' })),
    ['post notLeader'],
  ],
  [
    'in charge from another’s post',
    change('charge', charge('new', 'station', { person: 'fang' })),
    ['person notAppointed'],
  ],
  [
    'in charge of nothing',
    change('charge', charge('new', 'x', { post: 'y', person: 'z' })),
    ['person unknownId', 'post unknownId', 'unit unknownId'],
  ],

  ['a task force without a task', change('team', team('new', { kind: 'taskForce' })), ['task required']],
  ['a branch with a planned end', change('team', team('new', { term: '2026-12-31' })), ['term onlyTaskForce']],
  [
    'a task force of a unit unknown, ending before it begins',
    change('team', team('new', { kind: 'taskForce', task: 't', unit: 'x', term: '2019-12-31' })),
    ['unit unknownId', 'term beforeFrom'],
  ],
  ['a branch of the same name', change('team', team('new', { name: 'one' })), ['name taken']],
  ['a task force of the branch’s name', change('team', team('new', { name: 'one', kind: 'taskForce', task: 't' })), []],
  ['a branch becomes a task force', change('team', team('one', { kind: 'taskForce', task: 't' })), ['kind fixed']],

  ['a member', change('member', member('new', 'one', 'fang')), []],
  ['a member twice', change('member', member('new', 'one', 'lu')), ['person overlap']],
  ['a second secretary', change('member', member('new', 'one', 'fang', { role: 'lead' })), ['role leadTwice']],
  [
    'a committee of a task force',
    change('member', member('new', 'force', 'fang', { role: 'committee', ...span('2026-01-01') })),
    ['role onlyBranch'],
  ],
  ['a member before the team was', change('member', member('new', 'force', 'fang')), ['from beforeBegin 2026-01-01']],
  [
    'a member unknown of a team unknown',
    change('member', member('new', 'x', 'y')),
    ['team unknownId', 'person unknownId'],
  ],

  ['a leader paired', change('pairing', pairing('new', { person: 'lu', unit: null })), []],
  ['paired twice at a time', change('pairing', pairing('new')), ['with overlap']],
  ['both a leader and a department', change('pairing', pairing('new', { person: 'lu' })), ['person personOrUnit']],
  ['a unit with itself', change('pairing', pairing('new', { unit: 'station' })), ['with self']],
  ['with what is not there', change('pairing', pairing('new', { with: 'x' })), ['with unknownId']],
];

test.each(cases)('%s', (_what, made, expected) => {
  expect(faults(made)).toEqual(expected);
});

describe('several changes are judged together', () => {
  test('what is new may lean on what is new, in any order', () => {
    expect(
      faults(
        change('appointment', holds('neu', 'p', span('2026-01-01'))),
        change('post', post('p', 'u', span('2026-01-01'))),
        change('person', person('neu')),
        change('unit', unit('u', span('2026-01-01'))),
      ),
    ).toEqual([]);
  });

  test('a unit may close together with everything in it', () => {
    const to = '2026-06-30';
    const closing = [
      change('unit', unit('tax', { parent: 'head', to })),
      change('post', post('desk', 'tax', { to })),
      change('post', post('window', 'tax', { to })),
      change('charge', charge('c', 'tax', { to })),
    ];
    const people = [
      change('appointment', holds('fang', 'desk', { to })),
      change('appointment', holds('li', 'desk', { kind: 'deputy', to })),
      change('appointment', holds('wang', 'window', { to })),
    ];
    expect(faults(...closing, ...people)).toEqual([]);
    expect(faults(...closing, ...people.slice(1))).toEqual(['to stillStands 1']);
  });

  test('each names the setting it is about', () => {
    const made = [change('unit', unit('a', { parent: 'x' })), change('unit', unit('b', { code: 'tax' }))];
    expect(faultsOf(house, made)).toEqual([
      { kind: 'unit', id: 'a', path: 'parent', rule: 'unknownId' },
      { kind: 'unit', id: 'b', path: 'code', rule: 'taken' },
    ]);
  });
});

describe('substitutes of substitutes', () => {
  const chain = change('appointment', standsIn('li', 'window', 'wang'));
  test('may stand in a row, on that one’s own post or on the one stood in for', () => {
    expect(faults(chain, change('appointment', standsIn('lu', 'desk', 'li')))).toEqual([]);
    expect(faults(chain, change('appointment', standsIn('lu', 'window', 'li')))).toEqual([]);
  });

  test('never lead back to the one who is away, on days they have in common', () => {
    const back = (more = {}) => change('appointment', standsIn('wang', 'desk', 'li', more));
    expect(faults(chain, back())).toEqual(['forPerson circle', 'forPerson circle']);
    expect(faults(chain, back(span('2026-04-01', '2026-04-30')))).toEqual([]);
    const three = [
      chain,
      change('appointment', standsIn('lu', 'desk', 'li')),
      change('appointment', standsIn('wang', 'chief', 'lu')),
    ];
    expect(faults(...three)).toEqual(Array(3).fill('forPerson circle'));
  });
});

describe('who ends by a change', () => {
  const ends = (...changes: Change[]) => {
    const { ended, ending } = endingsOf(house, changes, '2026-03-02');
    return [ended, ending].map((list) => list.map((each) => `${each.person}@${each.post}`));
  };
  const fang = (to: string | null, more = {}) => change('appointment', holds('fang', 'desk', { to, ...more }));

  test.each([
    ['2026-03-01', [['fang@desk'], []]],
    ['2026-03-02', [['fang@desk'], []]],
    ['2026-03-03', [[], ['fang@desk']]],
    [null, [[], []]],
  ])('with the last day %s', (to, expected) => {
    expect(ends(fang(to))).toEqual(expected);
  });

  test('is nobody who goes on in the same post, nor a substitute, nor what was entered as over', () => {
    const on = change('appointment', holds('fang', 'desk', { id: 'on', from: '2026-03-03', kind: 'deputy' }));
    expect(ends(fang('2026-03-02'), on)).toEqual([[], []]);
    expect(ends(change('appointment', standsIn('wang', 'desk', 'fang', { to: '2026-03-02' })))).toEqual([[], []]);
    expect(ends(change('appointment', holds('lu', 'desk', { id: 'past', to: '2021-01-01' })))).toEqual([[], []]);
  });
});
