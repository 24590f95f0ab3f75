import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import type { Outline } from '../../src/kernel/outline/index.ts';
import { outlineCommand } from '../../src/main/commands/outline.ts';

const folder = mkdtempSync(join(tmpdir(), 'outline-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TEXT =
  '关于窗口排队的情况报告\n\n一、存在的问题\n（一）叫号混乱。老人常被插队。\n（二）取件太慢。一等就是半天。\n\n二、改进措施\n（一）换新叫号机。月底装好。\n（二）增设取件口。下周开通。\n';
const COMMAND = fileURLToPath(new URL('../../src/main/commands/outline.ts', import.meta.url));

/** Runs the command in a process of its own and gives what it printed. */
function print(file: string, json: boolean): string {
  const code = `const { outlineCommand } = await import(${JSON.stringify(COMMAND)}); process.exitCode = await outlineCommand(process.argv[1], { json: ${json} });`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', code, file], { encoding: 'utf8' });
}

describe('xiaoneng outline', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be', 'gb18030'])(
    'prints exactly the seven keys for a file in %s',
    (encoding) => {
      const file = join(folder, `${encoding}.txt`);
      writeFileSync(file, iconv.encode(`\uFEFF${TEXT}`, encoding));
      const reading = JSON.parse(print(file, true)) as Outline;
      expect(Object.keys(reading)).toEqual([
        'title',
        'problems',
        'causes',
        'measures',
        'subMeasures',
        'mechanisms',
        'facts',
      ]);
      expect(reading.problems).toEqual([
        { text: '叫号混乱', at: [TEXT.indexOf('叫号混乱'), TEXT.indexOf('叫号混乱') + 4] },
        { text: '取件太慢', at: [TEXT.indexOf('取件太慢'), TEXT.indexOf('取件太慢') + 4] },
      ]);
    },
  );

  it('prints a page for people', () => {
    const file = join(folder, 'page.txt');
    writeFileSync(file, TEXT);
    expect(print(file, false)).toContain('措施 (2)\n  1. 换新叫号机\n  2. 增设取件口\n');
  });

  it('says what is wrong with a file', async () => {
    await expect(outlineCommand(join(folder, 'none.txt'), {})).rejects.toThrow('there is no such file');
    await expect(outlineCommand(folder, {})).rejects.toThrow('this is a folder');
  });
});
