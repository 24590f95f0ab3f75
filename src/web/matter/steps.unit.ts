import { expect, test } from 'vitest';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ActionView, EventView } from '../../kernel/view/view.ts';
import { procedures } from '../../modules/ledger/procedure.ts';
import { answersTo, primaryOf, sortActions, stepsOf } from './steps.ts';

const named = (wanted: string) => procedures.find(({ code }) => code === wanted) as Procedure;
const [problem, measure] = [named('problem'), named('measure')];

const moved = (seq: number, from: string | null, to: string, day: string): EventView => ({
  seq,
  action: 'x',
  actor: null,
  post: null,
  onBehalfOf: null,
  recordedAt: `2026-10-${day}T00:00:00.000Z`,
  occurredAt: `2026-10-${day}T00:00:00.000Z`,
  state: { from, to },
  data: {},
  files: [],
  digest: '',
  position: null,
  statements: [],
  mayState: false,
});

const can = (action: string, rule?: string): ActionView => ({
  action,
  form: null,
  reason: null,
  evidence: null,
  confirm: false,
  post: null,
  onBehalfOf: null,
  refusal: rule ? { code: 'ruleBroken', rule, facts: {} } : null,
});

test('the way leaves out what is dropped or only waits, and says when each step was last reached', () => {
  const events = [
    moved(1, null, 'registered', '01'),
    moved(2, 'registered', 'planned', '02'),
    moved(3, 'planned', 'planned', '03'),
  ];
  const steps = stepsOf(problem, 'planned', events);
  expect(steps.map(({ state }) => state)).toEqual([
    'registered',
    'planned',
    'rectifying',
    'strikeOffRequested',
    'struckOff',
  ]);
  expect(steps.map(({ kind }) => kind)).toEqual(['was', 'now', 'ahead', 'ahead', 'ahead']);
  expect(steps[1]?.at).toBe('2026-10-02T00:00:00.000Z');
});

test('a step once reached and left by sending back lies ahead again', () => {
  const events = [
    moved(1, null, 'registered', '01'),
    moved(2, 'x', 'strikeOffRequested', '02'),
    moved(3, 'strikeOffRequested', 'rectifying', '03'),
  ];
  expect(stepsOf(problem, 'rectifying', events)[3]).toEqual({ state: 'strikeOffRequested', kind: 'ahead', at: null });
});

test('a voided matter stands where it stands, and so does one that pauses', () => {
  expect(stepsOf(measure, 'voided', []).at(-1)).toEqual({ state: 'voided', kind: 'now', at: null });
  const gone = [moved(1, null, 'registered', '01'), moved(2, 'registered', 'merged', '02')];
  expect(stepsOf(problem, 'merged', gone).map(({ state, kind }) => `${state} ${kind}`)).toEqual([
    'registered was',
    'merged now',
  ]);
  expect(stepsOf(problem, 'suspended', []).map(({ state, kind }) => `${state} ${kind}`)).toEqual([
    'registered was',
    'planned was',
    'rectifying was',
    'suspended now',
    'strikeOffRequested ahead',
    'struckOff ahead',
  ]);
});

test('the primary action leads on and is never a request, a pause or going back; out of a pause it is going on', () => {
  const all = (state: string, ...actions: string[]) =>
    primaryOf(problem, { state, actions: actions.map((each) => can(each)) });
  expect(all('rectifying', 'plan', 'reportProgress', 'requestStrikeOff')).toBe('requestStrikeOff');
  expect(all('strikeOffRequested', 'sendBack', 'grantVoid', 'strikeOff')).toBe('strikeOff');
  expect(all('struckOff', 'reopen', 'publish')).toBe('publish');
  expect(all('registered', 'askVoid', 'grantVoid', 'grantExtension')).toBeNull();
  expect(all('rectifying', 'plan', 'suspend', 'recuse')).toBeNull();
  expect(all('suspended', 'askTransfer', 'resume')).toBe('resume');
  expect(all('merged', 'undoMerge')).toBeNull();
});

test('where what leads on waits for something that may be done here, that leads; never going back, nor what is refused itself', () => {
  const waits = (mend: string): ActionView => ({
    ...can('strikeOff'),
    refusal: { code: 'ruleBroken', rule: 'ledger.waits', facts: {}, mend },
  });
  const leads = (...actions: ActionView[]) => primaryOf(problem, { state: 'strikeOffRequested', actions });
  expect(leads(can('sendBack'), waits('recheck'), can('recheck'))).toBe('recheck');
  expect(leads(can('sendBack'), can('sample'), waits('sample'))).toBe('sample');
  expect(leads(can('sendBack'), waits('sendBack'))).toBeNull();
  expect(leads(waits('recheck'), can('recheck', 'from'))).toBeNull();
});

test('a refused action shows with its reason only where it belongs', () => {
  const actions = [
    can('strikeOff', 'from'),
    can('plan'),
    can('requestStrikeOff', 'ledger.measuresClosed'),
    can('reportProgress'),
  ];
  const sorted = sortActions(problem, { state: 'rectifying', actions });
  expect(sorted.granted.map(({ action }) => action)).toEqual(['reportProgress', 'plan']);
  expect(sorted.refused.map(({ action }) => action)).toEqual(['requestStrikeOff']);
  expect(sorted.others).toEqual([]);
  expect(sorted.elsewhere.map(({ action }) => action)).toEqual(['strikeOff']);
});

test('what is other people’s to do stands apart, but for the step that leads on', () => {
  const actions = [can('strikeOff', 'who'), can('sendBack', 'who'), can('askVoid', 'who'), can('reopen', 'who')];
  const sorted = sortActions(problem, { state: 'strikeOffRequested', actions });
  expect(sorted.refused.map(({ action }) => action)).toEqual(['strikeOff']);
  expect(sorted.others.map(({ action }) => action)).toEqual(['sendBack', 'askVoid']);
  expect(sorted.elsewhere.map(({ action }) => action)).toEqual(['reopen']);
});

test('what may be asked for stands together, what may not behind it with its reason', () => {
  const actions = [
    can('askExtension', 'request.tooLate'),
    can('askTransfer'),
    can('reportProgress'),
    can('askMerge', 'from'),
    can('askVoid', 'request.openChildren'),
  ];
  const sorted = sortActions(problem, { state: 'suspended', actions });
  const names = (list: readonly ActionView[]) => list.map(({ action }) => action);
  expect(names(sorted.granted)).toEqual(['reportProgress']);
  expect(names(sorted.asks)).toEqual(['askTransfer', 'askExtension', 'askVoid']);
  expect(names(sorted.elsewhere)).toEqual(['askMerge']);
  expect(sorted.refused).toEqual([]);
});

test('answers stand with the request they are about, never among the other actions', () => {
  const actions = [
    can('grantTransfer'),
    can('refuseTransfer'),
    can('withdrawTransfer', 'who'),
    can('grantVoid', 'who'),
  ];
  const sorted = sortActions(problem, { state: 'rectifying', actions });
  expect(Object.values(sorted).flat()).toEqual([]);
  const transfer = answersTo(problem, { actions }, 'transfer');
  expect(transfer.granted.map(({ action }) => action)).toEqual(['grantTransfer', 'refuseTransfer']);
  expect(transfer.refused).toBeNull();
  expect(answersTo(problem, { actions }, 'void')).toEqual({ granted: [], refused: null });
  const own = [can('grantVoid', 'notSameAs.asker'), can('refuseVoid', 'notSameAs.asker'), can('withdrawVoid')];
  expect(answersTo(problem, { actions: own }, 'void')).toMatchObject({
    granted: [{ action: 'withdrawVoid' }],
    refused: { action: 'grantVoid' },
  });
});
