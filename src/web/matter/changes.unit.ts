import { expect, test } from 'vitest';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { procedures } from '../../modules/ledger/procedure.ts';
import { askedFor, changesOf, correctedIn, linesOf } from './changes.ts';

const problem = procedures.find(({ code }) => code === 'problem') as Procedure;

type Told = { seq: number; action: string; data: Record<string, unknown> };
const told = (...events: [action: string, data?: Record<string, unknown>][]): Told[] =>
  events.map(([action, data = {}], index) => ({ seq: index + 1, action, data }));
const at = (events: Told[], seq: number): Told => events[seq - 1] as Told;
const shown = (events: Told[], seq: number) =>
  changesOf(problem, events, at(events, seq)).map(({ form, field, was, is }) => [form, field.name, was, is]);

const registered = ['register', { title: '旧名', dueOn: '2026-10-31', owner: 'a', ownerPost: 'pa', unit: 'u' }] as [
  string,
  Record<string, unknown>,
];

test('a granted extension tells the date that stood and the one that stands', () => {
  const events = told(registered, ['askExtension', { dueOn: '2026-11-30' }], ['grantExtension']);
  expect(shown(events, 3)).toEqual([['extension', 'dueOn', '2026-10-31', '2026-11-30']]);
  expect(shown(events, 2)).toEqual([]);
});

test('what stood is what was last granted or set, not what was asked and refused', () => {
  const events = told(
    registered,
    ['askExtension', { dueOn: '2026-11-30' }],
    ['refuseExtension'],
    ['plan', { dueOn: '2026-10-20', measures: [] }],
    ['askExtension', { dueOn: '2026-12-31' }],
    ['grantExtension'],
    ['askExtension', { dueOn: '2027-01-31' }],
    ['grantExtension'],
  );
  expect(shown(events, 3)).toEqual([]);
  expect(shown(events, 6)).toEqual([['extension', 'dueOn', '2026-10-20', '2026-12-31']]);
  expect(shown(events, 8)).toEqual([['extension', 'dueOn', '2026-12-31', '2027-01-31']]);
});

test('a transfer and a hand-over tell who answered before', () => {
  const events = told(
    registered,
    ['askTransfer', { unit: 'v', owner: 'b', ownerPost: 'pb' }],
    ['grantTransfer'],
    ['handOver', { owner: 'c', ownerPost: 'pb' }],
  );
  expect(shown(events, 3)).toEqual([
    ['transfer', 'unit', 'u', 'v'],
    ['transfer', 'owner', 'a', 'b'],
    ['transfer', 'ownerPost', 'pa', 'pb'],
  ]);
  expect(shown(events, 4)).toEqual([['problem', 'owner', 'b', 'c']]);
});

test('a correction keeps the old words, of a value that was empty there are none', () => {
  const events = told(registered, ['askCorrection', { title: '新名', source: '来信' }], ['grantCorrection']);
  expect(shown(events, 3)).toEqual([
    ['correction', 'title', '旧名', '新名'],
    ['correction', 'source', undefined, '来信'],
  ]);
  expect([...correctedIn(problem, events)]).toEqual([['title', '旧名']]);
  expect([...correctedIn(problem, events.slice(0, 2))]).toEqual([]);
});

test('an answer belongs to the newest request of its kind before it', () => {
  const events = told(
    registered,
    ['askVoid'],
    ['withdrawVoid'],
    ['askMerge', { into: 'm' }],
    ['askVoid'],
    ['grantVoid'],
  );
  const seqOf = (seq: number) => askedFor(problem, events, at(events, seq))?.seq ?? null;
  expect([3, 4, 5, 6].map(seqOf)).toEqual([2, null, null, 5]);
  expect(seqOf(1)).toBeNull();
});

test('lights that changed one after the other are one line; anything between parts them', () => {
  const events = told(
    registered,
    ['lightChanged'],
    ['lightChanged'],
    ['reportProgress'],
    ['lightChanged'],
    ['dueMoved'],
  );
  const lines = linesOf(events).map((line) =>
    line.kind === 'event' ? line.event.seq : line.events.map(({ seq }) => seq),
  );
  expect(lines).toEqual([6, [5], 4, [3, 2], 1]);
});
