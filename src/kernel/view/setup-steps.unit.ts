import { expect, test } from 'vitest';
import type { SetupView } from './setup.ts';
import { isStepDone, setupSteps } from './setup-steps.ts';

const empty: SetupView = {
  units: 1,
  posts: 0,
  people: 0,
  accounts: 0,
  calendar: { version: 1, announcedTo: '2026-12-31' },
  procedures: { published: 0, waiting: 0 },
  signInRuleFrom: null,
  mail: 'none',
  problems: false,
  public: 0,
};
const left = (change: Partial<SetupView>, today = '2026-11-22') =>
  setupSteps.filter((step) => !isStepDone({ ...empty, ...change }, step, today));

test('a new agency has seven steps, of which the built-in calendar spares one until the year turns', () => {
  expect(setupSteps).toHaveLength(7);
  expect(left({})).toEqual(['units', 'posts', 'people', 'accounts', 'mail', 'problem']);
  expect(left({}, '2027-01-01')).toContain('calendar');
  expect(left({ calendar: null })).toContain('calendar');
});

test('each step is done by what is there and by nothing else', () => {
  expect(left({ units: 2 })).not.toContain('units');
  expect(left({ posts: 1 })).not.toContain('posts');
  expect(left({ people: 1 })).not.toContain('people');
  expect(left({ accounts: 1 })).not.toContain('accounts');
  expect(left({ mail: 'installation' })).not.toContain('mail');
  expect(left({ problems: true })).not.toContain('problem');
  expect(left({ units: 2, posts: 1, people: 1, accounts: 1, mail: 'own', problems: true })).toEqual([]);
});
