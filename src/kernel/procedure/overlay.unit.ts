import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sealUse } from '../../../tests/builders/own-table.ts';
import { procedures, rules } from '../../modules/ledger/index.ts';
import { zh } from '../../modules/ledger/texts/zh.ts';
import { compileForm } from '../form/compile.ts';
import { type CheckContext, checkProcedure } from './check.ts';
import { differences } from './differences.ts';
import { applyOverlay } from './overlay.ts';
import { extraTypes } from './overlay-parts.ts';
import { ownProcedure } from './own-table.ts';
import type { Procedure } from './procedure.ts';
import { stateMapFaults } from './state-map.ts';

const problem = procedures.find(({ code }) => code === 'problem') as Procedure;
const measure = procedures.find(({ code }) => code === 'measure') as Procedure;
const context: CheckContext = {
  rules: new Set(Object.keys(rules)),
  procedures: new Set(procedures.map(({ code }) => code)),
  hasText: (key) => key in zh,
};
const apply = (overlay: unknown, builtIn = problem) => applyOverlay(builtIn, overlay, 2, context);
const faultsOf = (overlay: unknown, builtIn = problem): string[] => {
  const outcome = apply(overlay, builtIn);
  return outcome.ok ? [] : (outcome.refusal.fields ?? []).map(({ path, rule }) => `${path} ${rule}`);
};
const made = (overlay: unknown): Procedure => {
  const outcome = apply(overlay);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value.procedure;
};
const extra = { name: 'xArea', type: 'choice', required: true, choices: ['town', 'village'] };
const words = {
  'form.problem.xArea': '所在片区',
  'choice.problem.xArea.town': '镇区',
  'choice.problem.xArea.village': '村',
};

test('limits, words and fields are added; all else stays', () => {
  const result = made({
    limits: { plan: { limit: '3wd' }, answer: { kind: 'promise', limit: '10wd' } },
    titles: { ...words, 'limit.problem.answer': '答复', 'action.problem.plan': '定整改措施' },
    fields: { problem: [extra] },
  });
  expect(result.version).toBe(2);
  expect(result.limits).toEqual({
    ...problem.limits,
    plan: { ...problem.limits?.plan, limit: '3wd' },
    answer: { kind: 'promise', limit: '10wd' },
  });
  expect(result.actions).toEqual(problem.actions);
  expect(result.states).toEqual(problem.states);
  expect(result.forms[0]?.fields.at(-1)).toEqual(extra);
  expect(result.forms[0]?.version).toBe(2);
  expect(result.forms.slice(1)).toEqual(problem.forms.slice(1));
});

test('an empty overlay is the built-in table under another number', () =>
  expect(made({})).toEqual({ ...problem, version: 2 }));

describe('refused, with every fault at once', () => {
  test.each<[string, unknown, string[]]>([
    ['no limit the calendar knows', { limits: { plan: { limit: '5 days' } } }, ['limits.plan.limit limit']],
    ['no time at all', { limits: { plan: { limit: '0wd' } } }, ['limits.plan.limit limit']],
    ['another kind of limit', { limits: { plan: { kind: 'promise' } } }, ['limits.plan limitStays']],
    ['a limit moved to other states', { limits: { plan: { states: ['planned'] } } }, ['limits.plan limitStays']],
    ['a length for a fixed date', { limits: { due: { limit: '5wd' } } }, ['limits.due.limit fixedDate']],
    [
      'a new limit that says nothing',
      { limits: { answer: { states: ['nowhere'] } } },
      [
        'limits.answer.kind required',
        'limits.answer.limit required',
        'limits.answer.states unknownState',
        'titles.limit.problem.answer required',
      ],
    ],
    ['a statute of its own', { limits: { answer: { kind: 'statute', limit: '5wd' } } }, ['limits.answer.kind choice']],
    ['words for nothing', { titles: { 'state.problem.nowhere': '无' } }, ['titles.state.problem.nowhere unknownTitle']],
    [
      'words of another procedure',
      { titles: { 'state.measure.open': '无' } },
      ['titles.state.measure.open unknownTitle'],
    ],
    ['empty words', { titles: { 'state.problem.registered': ' ' } }, ['titles.state.problem.registered required']],
    ['a form that is not there', { fields: { nothing: [] } }, ['fields.nothing unknownForm']],
    [
      'a field called like one of the house',
      { fields: { problem: [{ name: 'title', type: 'text' }] } },
      ['fields.problem.0.name format.regex'],
    ],
    [
      'a field without words, choices without a choice',
      { fields: { problem: [{ name: 'xArea', type: 'choice' }] } },
      ['fields.problem.0.choices required', 'titles.form.problem.xArea required'],
    ],
    [
      'a public field',
      { fields: { problem: [{ name: 'xArea', type: 'text', public: true }] } },
      ['fields.problem.0.public unknown'],
    ],
    [
      'a field that makes somebody answerable',
      { fields: { problem: [{ name: 'xWho', type: 'person', sets: 'owner' }] } },
      ['fields.problem.0.sets unknown'],
    ],
    [
      'a type of the house',
      { fields: { problem: [{ name: 'xAll', type: 'files' }] } },
      ['fields.problem.0.type choice'],
    ],
    ['anything else of the table', { actions: {}, states: {} }, ['actions unknown', 'states unknown']],
    ['a guard taken away', { actions: { strikeOff: { notSameAs: [] } } }, ['actions unknown']],
  ])('%s', (_, overlay, faults) => expect(faultsOf(overlay)).toEqual(faults));

  test('a field on a form that is only born of another matter', () =>
    expect(
      faultsOf({ fields: { measure: [{ name: 'xA', type: 'text' }] }, titles: { 'form.measure.xA': '甲' } }, measure),
    ).toEqual(['fields.measure spawnedForm']));

  test('what the law grants', () => {
    const lawful = { ...problem, limits: { ...problem.limits, law: { kind: 'statute', limit: '60d' } } } as Procedure;
    expect(faultsOf({ limits: { law: { limit: '90d' } } }, lawful)).toEqual(['limits.law statute']);
  });
});

const field = fc
  .record({ nr: fc.nat(5), type: fc.constantFrom(...extraTypes), required: fc.boolean() })
  .map(({ nr, type, required }) => ({
    name: `xExtra${nr}`,
    type,
    ...(required && { required: true }),
    ...(type === 'choice' && { choices: ['one', 'two'] }),
  }));
const anyOverlay = fc.record({
  limits: fc.dictionary(
    fc.constantFrom('plan', 'review', 'answer', 'due'),
    fc.record({
      kind: fc.constantFrom(undefined, 'stage', 'promise'),
      limit: fc.constantFrom(undefined, '3wd', '8wh', '5wd'),
    }),
  ),
  titles: fc.constant(
    Object.fromEntries(
      [0, 1, 2, 3, 4, 5].flatMap((nr) =>
        ['problem', 'plan'].flatMap((form) => [
          [`form.${form}.xExtra${nr}`, '甲'],
          [`choice.${form}.xExtra${nr}.one`, '一'],
          [`choice.${form}.xExtra${nr}.two`, '二'],
        ]),
      ),
    ),
  ),
  fields: fc.dictionary(
    fc.constantFrom('problem', 'plan'),
    fc.uniqueArray(field, { maxLength: 3, selector: ({ name }) => name }),
  ),
});

test('whatever an overlay says, no guard, no required and no public field of the house is lost', () => {
  let granted = 0;
  fc.assert(
    fc.property(anyOverlay, ({ titles, ...overlay }) => {
      // Words only for what the overlay brings; the rest would be refused.
      const keys = new Set(
        Object.entries(overlay.fields).flatMap(([form, fields]) =>
          fields.flatMap(({ name, choices }) => [
            `form.${form}.${name}`,
            ...(choices ?? []).map((choice) => `choice.${form}.${name}.${choice}`),
          ]),
        ),
      );
      if ('answer' in overlay.limits) keys.add('limit.problem.answer');
      const sent = JSON.parse(
        JSON.stringify({
          ...overlay,
          titles: { ...Object.fromEntries([...keys].map((key) => [key, titles[key] ?? '答复'])) },
        }),
      );
      const outcome = apply(sent);
      if (!outcome.ok) return;
      granted += 1;
      const { procedure } = outcome.value;
      expect(procedure.actions).toEqual(problem.actions);
      expect(procedure.requests).toEqual(problem.requests);
      expect(stateMapFaults(problem, procedure, {})).toEqual([]);
      for (const form of problem.forms)
        expect(procedure.forms.find(({ code }) => code === form.code)?.fields.slice(0, form.fields.length)).toEqual(
          form.fields,
        );
      for (const form of procedure.forms) compileForm(form);
    }),
    { numRuns: 300 },
  );
  expect(granted).toBeGreaterThan(10);
});

describe('a table of its own', () => {
  const table = sealUse;
  const neighbours = {
    codes: new Set(procedures.map(({ code }) => code)),
    forms: new Set(['problem']),
    prefixes: new Set(['报告-']),
  };
  const own = (sent: unknown) => ownProcedure(sent, 1, context, neighbours);
  const faults = (sent: unknown) => {
    const outcome = own(sent);
    return outcome.ok
      ? []
      : (outcome.refusal.fields ?? []).map(({ path, rule, limit }) => [path, rule, limit].filter(Boolean).join(' '));
  };

  test('is taken as it is, as a procedure of that version', () => {
    const outcome = own(table);
    expect(outcome.ok && outcome.value.procedure).toMatchObject({
      code: 'sealUse',
      version: 1,
      actions: table.actions,
    });
  });
  test('is checked like the built-in ones', () => {
    const { sendBack: _, ...actions } = table.actions;
    expect(faults({ ...table, actions })).toContain('states.back table unreachable');
    expect(faults({ ...table, titles: {} })).toContain('states.asked table missing text');
    expect(
      faults({ ...table, actions: { ...table.actions, grant: { ...table.actions.grant, rules: ['no.such'] } } }),
    ).toContain('actions.grant table unknown rule no.such');
  });
  test('keeps clear of the house and carries no code', () => {
    expect(faults({ ...table, code: 'problem' })).toContain('code taken');
    expect(faults({ ...table, numberPrefix: '报告-' })).toContain('numberPrefix taken');
    expect(faults({ ...table, numberPrefix: '' })).toEqual(['numberPrefix format.regex']);
    expect(faults({ ...table, script: 'x' })).toEqual(['script unknown']);
  });
});

test('differences name what was and what is', () => {
  const after = made({ limits: { plan: { limit: '3wd' } }, titles: { 'action.problem.plan': '定措施' } });
  const found = differences(
    { procedure: problem, titles: {} },
    { procedure: after, titles: { 'action.problem.plan': '定措施' } },
  );
  expect(found.map(({ at }) => at)).toEqual(['limits.plan', 'titles.action.problem.plan']);
  expect(found[1]).toEqual({ at: 'titles.action.problem.plan', was: null, is: '定措施' });
  expect(differences({ procedure: problem, titles: {} }, { procedure: problem, titles: {} })).toEqual([]);
});

describe('moving from one version to another', () => {
  const { registered: _, ...states } = problem.states;
  const newer = { ...problem, version: 2, states: { ...states, entered: problem.states.registered } } as Procedure;
  test.each<[string, Record<string, string>, string[]]>([
    ['a state that is gone', {}, ['map.registered unknownState']],
    ['led on', { registered: 'entered' }, []],
    ['led to no state', { registered: 'nowhere' }, ['map.registered unknownState']],
    ['led into an end', { registered: 'struckOff' }, ['map.registered otherFinality']],
    ['led out of an end', { registered: 'entered', voided: 'planned' }, ['map.voided otherFinality']],
    ['from no state', { registered: 'entered', nowhere: 'planned' }, ['map.nowhere unknownState']],
  ])('%s', (_, map, faults) =>
    expect(stateMapFaults(problem, newer, map).map(({ path, rule }) => `${path} ${rule}`)).toEqual(faults),
  );
});

describe('figures of rules', () => {
  test('are set within their bounds, the others stay', () => {
    const { parameters } = made({ parameters: { satisfactionKinds: ['hazard', 'livelihood'] } });
    expect(parameters?.satisfactionKinds?.value).toEqual(['hazard', 'livelihood']);
    expect(parameters?.dissatisfiedLimit).toEqual(problem.parameters?.dissatisfiedLimit);
    expect(made({ parameters: { satisfactionKinds: [] } }).parameters?.satisfactionKinds?.value).toEqual([]);
  });

  test.each([
    [{ nothing: 3 }, 'parameters.nothing unknownParameter'],
    [{ dissatisfiedLimit: 0 }, 'parameters.dissatisfiedLimit outOfBounds'],
    [{ dissatisfiedLimit: 101 }, 'parameters.dissatisfiedLimit outOfBounds'],
    [{ dissatisfiedLimit: ['hazard'] }, 'parameters.dissatisfiedLimit outOfBounds'],
    [{ satisfactionKinds: 3 }, 'parameters.satisfactionKinds outOfBounds'],
    [{ satisfactionKinds: ['nothing'] }, 'parameters.satisfactionKinds outOfBounds'],
    [{ satisfactionKinds: ['hazard', 'hazard'] }, 'parameters.satisfactionKinds outOfBounds'],
  ])('%j is refused', (parameters, fault) => expect(faultsOf({ parameters })).toEqual([fault]));

  test('a change of them is told as a difference', () => {
    const after = made({ parameters: { dissatisfiedLimit: 30 } });
    const list = differences({ procedure: problem, titles: {} }, { procedure: after, titles: {} });
    expect(list.map(({ at }) => at)).toEqual(['parameters.dissatisfiedLimit']);
  });
});

test('what somebody from outside fills in takes no added field', () =>
  expect(
    faultsOf({ fields: { answer: [{ name: 'xMore', type: 'text' }] }, titles: { 'form.answer.xMore': '更多' } }),
  ).toEqual(['fields.answer invitedForm']));

describe('an action for the invited', () => {
  const faultOf = (action: object): string[] =>
    checkProcedure(
      { ...problem, actions: { ...problem.actions, answer: { ...problem.actions.answer, ...action } } } as Procedure,
      context,
    ).map(({ at, fault }) => `${at} ${fault}`);
  test.each([
    [{ who: ['invited', 'owner'] }],
    [{ next: 'struckOff' }],
    [{ evidence: 'required' }],
    [{ reason: 'optional' }],
  ])('%j is more than an answer', (action) =>
    expect(faultOf(action)).toContain('actions.answer invites to more than an answer'),
  );
  test('sets nothing', () =>
    expect(faultOf({ form: 'transfer' })).toContain('actions.answer an answer from outside sets something'));
  test('keeps only fields discreet that it has', () =>
    expect(faultOf({ discreet: { fields: ['x'], shownTo: [], never: [] } })).toContain(
      'actions.answer keeps unknown field x discreet',
    ));
});
