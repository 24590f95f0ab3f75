import { expect, test } from 'vitest';
import type { Clock } from '../../../kernel/matter/matter.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';
import type { EventBody } from '../../../kernel/proof/event.ts';
import { extensionsOf, movesOf, pausesOf } from './told.ts';

const at = (hour: number): string => `2026-03-25T0${hour}:00:00.000Z`;
const body = (seq: number, action: string, more: Partial<EventBody> = {}): EventBody =>
  ({
    seq,
    action,
    recordedAt: at(seq),
    settings: [],
    data: {},
    state: { from: 'open', to: 'open' },
    ...more,
  }) as EventBody;

/** Words are shown, unless their key is gone. */
const reveal = (value: unknown): unknown => (value === 'gone' ? { erased: true } : `“${String(value)}”`);

test('a pause is told with the event that began it, not with another of the same moment', () => {
  const clock = {
    pauses: [
      { from: at(2), to: at(4) },
      { from: at(5), to: null },
    ],
  } as Clock;
  const bodies = [
    body(2, 'note'),
    body(2, 'suspend', { state: { from: 'open', to: 'waiting' }, data: { reason: '检测' } }),
    body(5, 'suspend', { state: { from: 'open', to: 'waiting' }, data: { reason: 'gone' } }),
  ];
  expect(pausesOf(clock, bodies, reveal)).toEqual([
    { from: at(2), to: at(4), action: 'suspend', reason: '“检测”' },
    { from: at(5), to: null, action: 'suspend', reason: { erased: true } },
  ]);
  expect(pausesOf(clock, [], reveal)[0]).toMatchObject({ action: null, reason: null });
});

const procedure = {
  actions: {
    askMore: { request: { kind: 'more', step: 'ask' } },
    grantMore: { request: { kind: 'more', step: 'grant' } },
    refuseMore: { request: { kind: 'more', step: 'refuse' } },
    askMove: { request: { kind: 'move', step: 'ask' } },
    grantMove: { request: { kind: 'move', step: 'grant' } },
  },
  requests: { more: { effect: 'extend', limits: ['promise'] }, move: { effect: 'transfer' } },
} as unknown as Procedure;

test('only granted extensions of this clock are told, with what was asked and why', () => {
  const bodies = [
    body(1, 'askMore', { data: { days: 9, reason: '太急' } }),
    body(2, 'refuseMore'),
    body(3, 'askMore', { data: { days: 2, reason: '等件' } }),
    body(4, 'askMove', { data: {} }),
    body(5, 'grantMove'),
    body(6, 'grantMore'),
  ];
  expect(extensionsOf(procedure, 'promise', bodies, reveal)).toEqual([
    { seq: 6, at: at(6), days: 2, dueOn: null, reason: '“等件”' },
  ]);
  expect(extensionsOf(procedure, 'statute', bodies, reveal)).toEqual([]);
});

test('moves name the version that moved this clock; another clock’s are not told', () => {
  const moved = body(3, 'dueMoved', {
    settings: [{ kind: 'calendar', id: '00000000-0000-4000-8000-000000000001', seq: 4 }],
    data: { clocks: [{ clock: 'promise', from: at(7), to: at(8) }] },
  });
  expect(movesOf('promise', [moved])).toEqual([{ seq: 3, at: at(3), from: at(7), to: at(8), version: 4 }]);
  expect(movesOf('statute', [moved])).toEqual([]);
});
