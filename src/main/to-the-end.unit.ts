import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const own = pathToFileURL(path.join(import.meta.dirname, 'to-the-end.ts')).href;
const onLost = '(error) => { console.error(error.message); process.exitCode = 1; }';
const ran = (work: string) => {
  const script = `import(${JSON.stringify(own)}).then(({ toTheEnd }) => toTheEnd(${work}, ${onLost}))`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return [status, stderr.trim()];
};

test('a process that runs out of things to wait for before its work is done fails and says so', () => {
  expect(ran('new Promise(() => {})')).toEqual([1, 'ended before it was done']);
});

test('work that is done is left alone', () => {
  expect(ran('new Promise((done) => setTimeout(done, 10))')).toEqual([0, '']);
});
