import { describe, expect, test } from 'vitest';
import type { Role } from '../../kernel/procedure/procedure.ts';
import { administratorPostFault, areThreePeople, separationRefusal } from './three-administrators.ts';

const posts: Record<string, readonly Role[]> = {
  system: ['systemAdmin'],
  security: ['securityAdmin'],
  audit: ['auditor'],
  clerk: ['handler'],
  all: ['systemAdmin', 'securityAdmin', 'auditor'],
};
const rolesOf = (post: string) => posts[post] ?? [];
const held = (person: string, post: string, from = '2026-01-01', to: string | null = null) => ({
  person,
  post,
  from,
  to,
});
const refusal = (list: ReturnType<typeof held>[], trial = false) => separationRefusal(list, rolesOf, trial);

describe('two of the three administrators in one hand', () => {
  test('are refused at the same time, whatever else the person holds, and by one post alone', () => {
    expect(refusal([held('a', 'system'), held('a', 'clerk'), held('a', 'audit', '2026-06-01')])).toMatchObject({
      code: 'ruleBroken',
      rule: 'administrators.together',
      facts: { person: 'a', roles: ['systemAdmin', 'auditor'] },
    });
    expect(refusal([held('a', 'all')])).not.toBeNull();
  });

  test('are fine one after the other, to the day, and in two hands', () => {
    expect(refusal([held('a', 'system', '2026-01-01', '2026-05-31'), held('a', 'audit', '2026-06-01')])).toBeNull();
    expect(refusal([held('a', 'system', '2026-01-01', '2026-06-01'), held('a', 'audit', '2026-06-01')])).not.toBeNull();
    expect(refusal([held('a', 'system'), held('b', 'audit'), held('c', 'security')])).toBeNull();
  });

  test('are allowed on trial, which ends only once three people hold them', () => {
    expect(refusal([held('a', 'all')], true)).toBeNull();
    const three = [held('a', 'system'), held('b', 'audit'), held('c', 'security')];
    expect(areThreePeople(three, rolesOf, '2026-07-01')).toBe(true);
    expect(areThreePeople(three.slice(1), rolesOf, '2026-07-01')).toBe(false);
    expect(areThreePeople(three, rolesOf, '2025-07-01')).toBe(false);
    expect(areThreePeople([...three, held('a', 'audit', '2026-09-01')], rolesOf, '2026-07-01')).toBe(false);
    expect(areThreePeople([...three, held('a', 'all', '2025-01-01', '2026-06-30')], rolesOf, '2026-07-01')).toBe(true);
  });
});

test('an administrator’s post has no other role and no reach', () => {
  expect(administratorPostFault({ roles: ['auditor'], reach: 'own' })).toBeNull();
  expect(administratorPostFault({ roles: ['auditor', 'leader'], reach: 'own' })?.path).toBe('roles');
  expect(administratorPostFault({ roles: ['systemAdmin'], reach: 'unit' })?.path).toBe('reach');
  expect(administratorPostFault({ roles: ['handler', 'leader'], reach: 'agency' })).toBeNull();
});
