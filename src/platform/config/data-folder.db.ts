import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareDataFolder } from './data-folder.ts';

let base: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), 'xn-place-')));
  mkdirSync(path.join(base, 'checkout'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const at = (name: string) => path.join(base, name);
const asRoot = (name: string) => prepareDataFolder(undefined, at(name), { isRoot: true, shared: at('shared') });
const asUser = (name: string) => prepareDataFolder(undefined, at(name), { isRoot: false, shared: at('shared') });

test('an ordinary user keeps the data in the checkout', () => {
  expect(asUser('checkout')).toBe(at('checkout/.data'));
});

test('XIAONENG_DATA wins, and its parents are made', () => {
  const given = at('deep/er/data');
  expect(prepareDataFolder(given, at('checkout'), { isRoot: true, shared: at('shared') })).toBe(given);
});

describe('root keeps the data where the database can come', () => {
  test('every start of a checkout finds the same folder', () => {
    const folder = asRoot('checkout');
    expect(path.dirname(folder)).toBe(at('shared'));
    expect(asRoot('checkout')).toBe(folder);
  });

  test('a new clone in the same path begins anew', () => {
    const before = asRoot('checkout');
    rmSync(at('checkout'), { recursive: true });
    mkdirSync(at('checkout'));
    expect(asRoot('checkout')).not.toBe(before);
    expect(existsSync(before)).toBe(true);
  });

  test('a moved checkout keeps its data', () => {
    const before = asRoot('checkout');
    renameSync(at('checkout'), at('moved'));
    expect(asRoot('moved')).toBe(before);
  });

  test('a copy gets its own, and the first keeps the first', () => {
    const before = asRoot('checkout');
    cpSync(at('checkout'), at('copy'), { recursive: true });
    expect(asRoot('copy')).not.toBe(before);
    expect(asRoot('checkout')).toBe(before);
  });
});

describe('a folder that cannot be used is refused in one line', () => {
  test('a file in its place', () => {
    writeFileSync(at('file'), '');
    expect(() => prepareDataFolder(at('file'), at('checkout'), { shared: at('shared') })).toThrow(
      /^the data folder .*file cannot be written: it is not a folder$/,
    );
  });

  test.runIf(process.platform === 'linux')('a place where the system makes no folders', () => {
    expect(() => prepareDataFolder('/proc/nowhere/data', at('checkout'), { shared: at('shared') })).toThrow(
      /^the data folder \/proc\/nowhere\/data cannot be written: /,
    );
  });
});
