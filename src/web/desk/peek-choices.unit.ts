import { expect, test } from 'vitest';
import type { ActionView } from '../../kernel/view/view.ts';
import { procedures } from '../../modules/ledger/procedure.ts';
import { undoOf } from './last-act.ts';
import { choicesOf } from './peek-choices.ts';

const problem = procedures.find(({ code }) => code === 'problem');
if (!problem) throw new Error('no problems in the ledger');

const view = (action: string, refused = false): ActionView => ({
  action,
  form: null,
  reason: null,
  evidence: null,
  confirm: false,
  post: null,
  onBehalfOf: null,
  refusal: refused ? { code: 'notAllowed', rule: 'who', facts: {} } : null,
});
const offered = (state: string, actions: ActionView[], request: string | null) => {
  const since = '2026-10-12T00:00:00.000Z';
  const want = { kind: request ? ('request' as const) : ('turn' as const), request, since, behalf: null };
  const { first, others } = choicesOf(problem, { state, actions }, [want]);
  return [first?.action, ...others.map(({ action }) => action)];
};

test('the step that leads on comes first, what may be asked last, and no more than three', () => {
  const actions = ['plan', 'askVoid', 'askExtension', 'reportProgress'].map((action) => view(action));
  expect(offered('rectifying', actions, null)).toEqual(['reportProgress', 'plan', 'askVoid']);
});

test('what stands beside the way takes the place of nothing that may be asked, and urging is beside no way', () => {
  const actions = ['addSource', 'plan', 'askExtension', 'reportProgress'].map((action) => view(action));
  expect(offered('rectifying', actions, null)).toEqual(['reportProgress', 'plan', 'askExtension']);
  expect(offered('rectifying', [view('addSource'), view('recuse'), view('urge')], null)).toEqual([
    undefined,
    'urge',
    'recuse',
  ]);
});

test('where a request is to be answered, its answers come before everything else', () => {
  const actions = ['reportProgress', 'refuseExtension', 'plan', 'grantExtension'].map((action) => view(action));
  expect(offered('rectifying', actions, 'extension')).toEqual(['grantExtension', 'refuseExtension', 'reportProgress']);
  // Who may only refuse is not led to grant.
  const refusing = [view('grantExtension', true), view('refuseExtension'), view('reportProgress')];
  expect(offered('rectifying', refusing, 'extension')).toEqual(['reportProgress', 'refuseExtension']);
});

test('what is not allowed is not offered', () => {
  expect(offered('registered', [view('plan', true), view('recuse', true)], null)).toEqual([undefined]);
});

test('asking is taken back by withdrawing, a merge by undoing it, and nothing else', () => {
  const all = ['withdrawExtension', 'undoMerge', 'withdrawMerge', 'reopen'].map((action) => view(action));
  const undone = (action: string, allowed = all) => undoOf(problem, action, allowed)?.action ?? null;
  expect(undone('askExtension')).toBe('withdrawExtension');
  expect(undone('grantMerge')).toBe('undoMerge');
  expect([undone('reportProgress'), undone('strikeOff'), undone('refuseExtension'), undone('grantVoid')]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(undone('askExtension', [view('withdrawExtension', true)])).toBeNull();
});
