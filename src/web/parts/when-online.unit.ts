import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenOnline } from './when-online.ts';

let heard: (() => void)[];
const line = { onLine: true };
const goOnline = () => {
  line.onLine = true;
  for (const hear of heard.splice(0)) hear();
};
const moment = () => new Promise((resolve) => setTimeout(resolve, 0));
beforeEach(() => {
  heard = [];
  line.onLine = true;
  vi.stubGlobal('navigator', line);
  vi.stubGlobal('addEventListener', (_: string, listener: () => void) => heard.push(listener));
});
afterEach(() => void vi.unstubAllGlobals());

test('nothing is asked for while the line is down', async () => {
  line.onLine = false;
  const load = vi.fn(async () => 'there');
  const file = whenOnline(load);
  await moment();
  expect(load).not.toHaveBeenCalled();
  goOnline();
  expect(await file).toBe('there');
});

test('what broke off with the line is told once it is back; what is gone, at once', async () => {
  const told: string[] = [];
  const lost = whenOnline(async () => {
    line.onLine = false;
    throw new Error('broke off');
  }).catch((error: Error) => told.push(error.message));
  await moment();
  expect(told).toEqual([]);
  goOnline();
  await lost;
  expect(told).toEqual(['broke off']);
  await expect(whenOnline(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});
