import { expect, test } from 'vitest';
import type { FoldedEvent } from '../matter/evolve.ts';
import type { Clock, Matter } from '../matter/matter.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { extendClocks, foldClocks } from './fold.ts';

const procedure = {
  code: 'visit',
  version: 1,
  states: { open: { turn: 'owner', clock: 'runs' }, waiting: { turn: 'owner', clock: 'paused' } },
  limits: { promise: { kind: 'promise', limit: '5wd' }, day: { kind: 'fixed' } },
  actions: {},
  forms: [],
} as unknown as Procedure;

const calendar = (seq: number) => ({ kind: 'calendar', id: '00000000-0000-4000-8000-000000000001', seq });

const step = (from: string | null, to: string, at: string, seq: number, data = {}): FoldedEvent =>
  ({ action: 'step', state: { from, to }, recordedAt: at, occurredAt: at, settings: [calendar(seq)], data }) as never;

const after = (before: Matter | null, event: FoldedEvent): Matter =>
  ({ state: event.state.to, clocks: foldClocks(procedure, before, event) }) as Matter;

const promise = (matter: Matter): Clock => matter.clocks.promise as Clock;

const begun = after(null, step(null, 'open', '2026-03-25T01:00:00.000Z', 1));
const stopped = after(begun, step('open', 'waiting', '2026-03-26T01:00:00.000Z', 2));

test('an event that moves no clock leaves it with the calendar it began with', () => {
  expect(promise(after(begun, step('open', 'open', '2026-03-26T01:00:00.000Z', 2))).calendar).toEqual(calendar(1));
  expect(promise(stopped).calendar).toEqual(calendar(1));
});

test('a clock that goes on after a pause goes by the calendar of that day', () => {
  const on = promise(after(stopped, step('waiting', 'open', '2026-03-27T01:00:00.000Z', 3)));
  expect(on.calendar).toEqual(calendar(3));
  expect(on.pauses).toEqual([{ from: '2026-03-26T01:00:00.000Z', to: '2026-03-27T01:00:00.000Z' }]);
});

test('so does one that was extended, from the calendar of the event that granted it', () => {
  const made = extendClocks(begun.clocks, ['promise'], { days: 2 }, { settings: [calendar(4)] });
  expect(made.promise).toMatchObject({ extended: 2, calendar: calendar(4) });
});

test('a moved date names the calendar that moved it, and only for the clocks it names', () => {
  const moved = { ...step('open', 'open', '2026-03-26T01:00:00.000Z', 2, { clocks: [{ clock: 'promise' }] }) };
  const two = { ...begun, clocks: { ...begun.clocks, other: promise(begun) } };
  const clocks = foldClocks(procedure, two, { ...moved, action: 'dueMoved' });
  expect(clocks.promise?.calendar).toEqual(calendar(2));
  expect(clocks.other?.calendar).toEqual(calendar(1));
});
