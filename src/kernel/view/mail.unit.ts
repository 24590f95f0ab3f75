import { expect, test } from 'vitest';
import { inForce, type MailRule, noChoice } from './mail.ts';

const rule: MailRule = {
  digestAt: '08:00',
  digestDays: 'working',
  quietFrom: '20:00',
  quietTo: '07:30',
  quietFreeDays: true,
  muted: ['urged'],
};

test('whoever chose nothing has it as the agency does', () => {
  expect(inForce(rule, noChoice)).toEqual(rule);
});

test('one word of one’s own leaves the others as they are', () => {
  expect(inForce(rule, { ...noChoice, digestAt: '12:30' })).toEqual({ ...rule, digestAt: '12:30' });
});

test('a no and an empty list are choices too', () => {
  expect(inForce(rule, { ...noChoice, quietFreeDays: false, muted: [] })).toEqual({
    ...rule,
    quietFreeDays: false,
    muted: [],
  });
});
