import { expect, test } from 'vitest';
import { startStopwatch } from './phases.ts';

test('phases are added up, installing apart', async () => {
  const watch = startStopwatch([
    { name: 'install', ms: 27_100 },
    { name: 'pages', ms: 4_000 },
  ]);
  expect(await watch.phase('listen', async () => 7)).toBe(7);
  expect(watch.line()).toBe('pages 4.0 s · listen 0.0 s = 4.0 s (apart from these: install 27.1 s)');
});

test('a phase that fails is measured and fails', async () => {
  const watch = startStopwatch([]);
  await expect(watch.phase('database', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(watch.line()).toBe('database 0.0 s = 0.0 s');
});
