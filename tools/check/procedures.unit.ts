import { expect, test } from 'vitest';
import type { Action, Procedure, RequestRule } from '../../src/kernel/procedure/procedure.ts';
import { procedureFindings } from './procedures.ts';
import type { Room } from './rooms.ts';

type Actions = Record<string, Action>;

const actions: Actions = {
  ask: { from: 'new', who: ['staff'], form: 'ask', next: 'asked' },
  check: { from: ['asked'], who: ['owner'], rules: ['leave.rested'], next: 'checked' },
  back: { from: ['checked'], who: ['leader'], reason: 'required', next: 'asked' },
  grant: { from: ['checked'], who: ['leader'], next: 'given' },
};

const procedure: Procedure = {
  code: 'leave',
  version: 1,
  numberPrefix: '',
  retention: { personalYears: 1 },
  forms: [
    {
      code: 'ask',
      version: 1,
      fields: [
        { name: 'kind', type: 'choice', choices: ['sick', 'rest'] },
        { name: 'note', type: 'text', required: { when: { field: 'kind', is: 'sick' } } },
        { name: 'days', type: 'table', columns: [{ name: 'day', type: 'date' }] },
      ],
    },
  ],
  states: {
    asked: { turn: 'owner', clock: 'runs' },
    checked: { turn: 'leader', clock: 'runs' },
    given: { turn: null, clock: 'stopped', final: true },
  },
  actions,
};

const keys = [
  'procedure.leave',
  ...['asked', 'checked', 'given', 'lost', 'sent'].map((state) => `state.leave.${state}`),
  ...['ask', 'check', 'back', 'grant', 'other', 'send'].map((action) => `action.leave.${action}`),
  ...['kind', 'note', 'days', 'day', 'more', 'inner'].map((field) => `form.ask.${field}`),
  'choice.ask.kind.sick',
  'choice.ask.kind.rest',
];

const find = (change: Partial<Procedure>, room: Partial<Room> = {}, missing = '') =>
  procedureFindings(
    [
      {
        name: 'leave',
        procedures: [{ ...procedure, ...change }],
        rules: ['leave.rested'],
        texts: {},
        ...room,
      },
    ],
    Object.fromEntries(keys.filter((key) => key !== missing).map((key) => [key, '字'])),
  ).map((line) => line.replace('src/modules/leave/procedure.ts leave ', ''));

const withAction = (name: string, action: Partial<Action>): Partial<Procedure> => ({
  actions: { ...actions, [name]: { ...(actions[name] as Action), ...action } },
});
const without = (name: string): Partial<Procedure> => ({
  actions: Object.fromEntries(Object.entries(actions).filter(([each]) => each !== name)),
});
const withField = (field: Procedure['forms'][number]['fields'][number]): Partial<Procedure> => ({
  forms: procedure.forms.map((form) => ({ ...form, fields: [...form.fields, field] })),
});

test('a whole procedure is in order', () => {
  expect(find({})).toEqual([]);
});

test.each<[what: string, change: Partial<Procedure>, found: string[]]>([
  [
    'unreachable',
    {
      states: { ...procedure.states, lost: { turn: 'owner', clock: 'runs' } },
      ...withAction('other', { from: ['lost'], who: ['owner'], next: 'asked' }),
    },
    ['states.lost: unreachable'],
  ],
  [
    'dead end',
    {
      states: { ...procedure.states, sent: { turn: 'owner', clock: 'runs' } },
      ...withAction('send', { from: ['asked'], who: ['owner'], next: 'sent' }),
    },
    ['states.sent: dead end'],
  ],
  [
    'a state that only leads to itself',
    {
      ...without('check'),
      ...{
        actions: {
          ...without('check').actions,
          check: { from: ['asked'], who: ['owner'], rules: ['leave.rested'], next: 'asked' },
        },
      },
    },
    ['states.asked: dead end', 'states.checked: unreachable', 'states.given: unreachable'],
  ],
  [
    'nobody’s turn',
    { states: { ...procedure.states, asked: { turn: null, clock: 'runs' } } },
    ['states.asked: nobody’s turn'],
  ],
  [
    'a clock that runs on',
    { states: { ...procedure.states, given: { turn: null, clock: 'runs', final: true } } },
    ['states.given: clock runs in a final state'],
  ],
  ['no way back', without('back'), ['states.checked: no way back']],
  [
    'no registering action',
    without('ask'),
    [
      'actions: needs exactly one registering action',
      'states.asked: unreachable',
      'states.checked: unreachable',
      'states.given: unreachable',
    ],
  ],
  [
    'two registering actions',
    withAction('other', { from: 'new', who: ['staff'], next: 'asked' }),
    ['actions: needs exactly one registering action'],
  ],
  [
    'registers into nothing',
    { actions: { ...actions, ask: { from: 'new', who: ['staff'], form: 'ask' } } },
    [
      'states.asked: unreachable',
      'states.checked: unreachable',
      'states.given: unreachable',
      'actions.ask: registers into no state',
    ],
  ],
  [
    'unknown state to come from',
    withAction('grant', { from: ['checked', 'lost'] }),
    ['actions.grant: unknown state lost'],
  ],
  [
    'unknown state to go to',
    withAction('other', { from: ['checked'], who: ['leader'], next: 'lost' }),
    ['actions.other: unknown next state lost'],
  ],
  ['nobody may', withAction('grant', { who: [] }), ['actions.grant: nobody may do it']],
  ['unknown person', withAction('grant', { who: ['king' as 'leader'] }), ['actions.grant: unknown person king']],
  ['unknown rule', withAction('grant', { rules: ['leave.none'] }), ['actions.grant: unknown rule leave.none']],
  ['unknown form', withAction('grant', { form: 'none' }), ['actions.grant: unknown form none']],
  [
    'spawns an unknown procedure',
    withAction('ask', { spawns: { field: 'days', procedure: 'none' } }),
    ['actions.ask: spawns unknown procedure none'],
  ],
  [
    'spawns from no table',
    withAction('ask', { spawns: { field: 'kind', procedure: 'leave' } }),
    ['actions.ask: spawns from no table field'],
  ],
  ['doubled field', withField({ name: 'kind', type: 'date' }), ['ask.kind: doubled field']],
  ['unknown field type', withField({ name: 'more', type: 'colour' as 'text' }), ['ask.more: unknown field type']],
  [
    'choice without choices',
    withField({ name: 'more', type: 'choice' }),
    ['ask.more: choices and type do not go together'],
  ],
  [
    'choices of no choice',
    withField({ name: 'kind2', type: 'text', choices: [] }),
    ['ask.kind2: choices and type do not go together', 'ask.kind2: missing text'],
  ],
  [
    'table without columns',
    withField({ name: 'more', type: 'table' }),
    ['ask.more: columns and type do not go together'],
  ],
  [
    'protected and public',
    withField({ name: 'more', type: 'longText', public: true }),
    ['ask.more: protected field marked public'],
  ],
  [
    'required when of nothing',
    withField({ name: 'more', type: 'text', required: { when: { field: 'none', is: true } } }),
    ['ask.more: required when: no such field'],
  ],
  [
    'a fault within a table',
    withField({ name: 'more', type: 'table', columns: [{ name: 'inner', type: 'choice' }] }),
    ['ask.more.inner: choices and type do not go together'],
  ],
])('planted: %s', (_what, change, found) => {
  expect(find(change)).toEqual(found);
});

test.each([
  ['procedure.leave', 'procedure: missing text'],
  ['state.leave.given', 'states.given: missing text'],
  ['action.leave.grant', 'actions.grant: missing text'],
  ['form.ask.note', 'ask.note: missing text'],
  ['form.ask.day', 'ask.day: missing text'],
  ['choice.ask.kind.rest', 'ask.kind.rest: missing text'],
])('planted: no text %s', (key, found) => {
  expect(find({}, {}, key)).toEqual([found]);
});

test('a rule no procedure names, and a procedure that stands twice', () => {
  expect(find({}, { rules: ['leave.rested', 'leave.idle'] })).toEqual([
    'src/modules/leave/domain/rules.ts rule leave.idle stands in no procedure',
  ]);
  expect(find({}, { procedures: [procedure, procedure] })).toEqual(['src/modules: procedure leave stands twice']);
});

const request = (rule: Partial<RequestRule> & Pick<RequestRule, 'effect'>): Partial<Procedure> => ({
  requests: { extra: { from: ['asked'], asks: ['owner'], grants: ['leader'], ...rule } },
});
const words = ['limit.leave.promise', 'request.leave.extra'];

test.each<[string, Partial<Procedure>, string]>([
  [
    'a limit nobody can reckon with',
    { limits: { promise: { kind: 'promise', limit: 'five days' } } },
    'limits.promise: no limit the calendar can reckon with',
  ],
  [
    'a limit in a state that is not there',
    { limits: { promise: { kind: 'stage', limit: '5wd', states: ['nowhere'] } } },
    'limits.promise: unknown state nowhere',
  ],
  [
    'a limit where no clock runs',
    { limits: { promise: { kind: 'stage', limit: '5wd', states: ['given'] } } },
    'limits.promise: the clock does not run in given',
  ],
  [
    'a fixed date that nobody names',
    { limits: { promise: { kind: 'fixed' } } },
    'limits.promise: no field brings its date',
  ],
  [
    'a fixed date with a length',
    { limits: { promise: { kind: 'fixed', limit: '5wd' } } },
    'limits.promise: a fixed date has no length',
  ],
  [
    'a pause without its reason',
    {
      states: { ...procedure.states, sent: { turn: 'owner', clock: 'paused' } },
      actions: {
        ...actions,
        send: { from: ['asked'], who: ['owner'], next: 'sent' },
        other: { from: ['sent'], who: ['owner'], next: 'asked' },
      },
    },
    'actions.send: pauses without a reason',
  ],
  [
    'voiding into a state under way',
    request({ effect: 'void', next: 'asked' }),
    'requests.extra: leads to no dropped final state',
  ],
  ['an extension of nothing', request({ effect: 'extend' }), 'requests.extra: extends nothing'],
  [
    'an extension of a limit that is not there',
    request({ effect: 'extend', limits: ['other'] }),
    'requests.extra: unknown limit other',
  ],
  ['a transfer to nobody', request({ effect: 'transfer', form: 'ask' }), 'requests.extra: does not say to whom'],
  ['a correction of nothing', request({ effect: 'correct' }), 'requests.extra: does not say what is right'],
  [
    'a correction that makes somebody else answerable',
    {
      ...request({ effect: 'correct', form: 'ask' }),
      forms: [
        {
          code: 'ask',
          version: 1,
          fields: [...(procedure.forms[0]?.fields ?? []), { name: 'more', type: 'person', sets: 'owner' }],
        },
      ],
    },
    'requests.extra: corrects what has a way of its own',
  ],
  [
    'a merge into nothing',
    request({ effect: 'merge', next: 'given', form: 'ask' }),
    'requests.extra: does not say into what',
  ],
])('%s is found', (_what, change, finding) => {
  const found = procedureFindings(
    [{ name: 'leave', procedures: [{ ...procedure, ...change }], rules: ['leave.rested'], texts: {} }],
    Object.fromEntries([...keys, ...words].map((key) => [key, '字'])),
  );
  expect(found.map((line) => line.replace('src/modules/leave/procedure.ts leave ', ''))).toContain(finding);
});
