import { expect, test } from 'vitest';
import type { Matter } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { withRequests } from '../../kernel/procedure/requests.ts';
import { partyRows } from './rows.ts';

/** An agency's own table in which a correction may name who is accused. */
const procedure = withRequests({
  code: 'own',
  version: 1,
  numberPrefix: '',
  retention: { personalYears: 1 },
  forms: [
    { code: 'right', version: 1, fields: [{ name: 'about', type: 'people', sets: 'accused' }] },
    { code: 'leave', version: 1, fields: [{ name: 'who', type: 'person', sets: 'recused' }] },
  ],
  states: { open: { turn: 'owner', clock: 'runs' } },
  requests: { correction: { effect: 'correct', from: ['open'], asks: ['owner'], grants: ['leader'], form: 'right' } },
  actions: { leave: { from: ['open'], who: ['leader'], form: 'leave' } },
} satisfies Procedure);

const at = '2026-03-02T02:00:00.000Z';
const parties = (action: string, data: Record<string, unknown>, asked?: Record<string, unknown>) => {
  const before = { requests: asked ? { correction: { data: asked } } : {} } as unknown as Matter;
  const event = { action, data, matter: 'm', recordedAt: at };
  return partyRows(procedure, event, before).map(({ person_id, role }) => `${person_id} ${role}`);
};

test('whoever a form names is a party from that event on', () => {
  expect(parties('leave', { who: 'a' })).toEqual(['a recused']);
  expect(parties('leave', {})).toEqual([]);
});

test('what is asked makes nobody a party; granted it does, refused it never does', () => {
  expect(parties('askCorrection', { about: ['a', 'b'] })).toEqual([]);
  expect(parties('grantCorrection', {}, { about: ['a', 'b'] })).toEqual(['a accused', 'b accused']);
  expect(parties('refuseCorrection', {}, { about: ['a', 'b'] })).toEqual([]);
  expect(parties('grantCorrection', {})).toEqual([]);
});
