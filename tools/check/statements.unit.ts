import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './check.ts';
import { readStatements } from './statements.ts';

test('every statement of the program is found, with the appends of typed tables', async () => {
  const { found, findings } = await readStatements(projectRoot);
  const names = found.map(({ name }) => name);
  expect(findings).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(['command.loadMatter', 'log.append.matter', 'log.append.problem']));
  expect(found.find(({ name }) => name === 'log.append.problem')?.text).toContain('insert into problem');
});

test('a file that does not load hides no statement in silence', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'xn-statements-'));
  mkdirSync(path.join(root, 'src/platform'), { recursive: true });
  writeFileSync(
    path.join(root, 'src/platform/x.ts'),
    `import { statement } from './nowhere.ts';\nstatement('a', 'b');\n`,
  );
  expect((await readStatements(root)).findings).toEqual([
    expect.stringMatching(/^src\/platform\/x.ts:1 does not load: /),
  ]);
  rmSync(root, { recursive: true, force: true });
});
