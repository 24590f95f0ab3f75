import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { before, leastAt, Told } from './told-id.ts';

const idAt = (ms: number, rest = uuidv7().slice(14)): string => `${leastAt(ms).slice(0, 14)}${rest}`;

test('the least id of a moment lies before every id made at it and behind every one made earlier', () => {
  const now = Date.now();
  expect(leastAt(now) <= idAt(now)).toBe(true);
  expect(idAt(now - 1) < leastAt(now)).toBe(true);
  expect(leastAt(now) <= uuidv7()).toBe(true);
  expect(leastAt(-5)).toBe('00000000-0000-0000-0000-000000000000');
});

test('whoever looks on goes back half a minute, so that an id written late is found', () => {
  const now = Date.now();
  const told = new Told(leastAt(now));
  const [first, late] = [idAt(now + 40), idAt(now + 10)];
  expect([told.add(first), told.newest === first]).toEqual([true, true]);
  expect(before(told.newest) < late).toBe(true);
  expect([told.add(late), told.newest === first]).toEqual([true, true]);
  expect([told.add(first), told.add(late)]).toEqual([false, false]);
});

test('what lies further back than anybody looks is forgotten', () => {
  const now = Date.now();
  const told = new Told(leastAt(now));
  const old = idAt(now);
  told.add(old);
  told.add(idAt(now + 60_000));
  expect(told.add(old)).toBe(true);
});
