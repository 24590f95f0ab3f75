import { describe, expect, test } from 'vitest';
import { borderFindings } from './borders.ts';
import { importsOf } from './imports.ts';
import { parseSource } from './source.ts';

const check = (files: Record<string, string>) =>
  borderFindings(
    Object.entries(files).map(([file, text]) => parseSource(file, text)),
    new Set(['vitest']),
  );

describe('what is an import', () => {
  const source = parseSource(
    'src/kernel/a.tsx',
    `import type { A } from './type.ts';
import { type B } from './types.ts';
import C, { type D } from './mixed.ts';
export * from './star.ts';
export type { E } from './only.ts';
export { F } from './value.ts';
import './style.css';
const later = await import('./later.ts');
const where = await import(later.name);
type Q = import('./query.ts').Q;
import worker from '../web/worker.ts?worker';
import pg from 'pg';
// import './comment.ts';
/* import x from './block.ts' */
const text = "import y from './string.ts'";
const pattern = /import z from '.\\/pattern.ts'/;
const page = <p title="t">it's 'import w from "./page.ts"'</p>;`,
  );

  test('every kind is seen, comments and strings are not', () => {
    expect(importsOf(source).map(({ to, typeOnly }) => `${to}${typeOnly ? ' (types)' : ''}`)).toEqual([
      'src/kernel/type.ts (types)',
      'src/kernel/types.ts (types)',
      'src/kernel/mixed.ts',
      'src/kernel/star.ts',
      'src/kernel/only.ts (types)',
      'src/kernel/value.ts',
      'src/kernel/style.css',
      'src/kernel/later.ts',
      '(computed)',
      'src/kernel/query.ts (types)',
      'src/web/worker.ts',
      'pg',
    ]);
  });

  test('with the line it stands on', () => {
    expect(importsOf(source).find((each) => each.to === 'pg')?.line).toBe(12);
  });
});

const breaches: [what: string, file: string, text: string][] = [
  ['kernel and Node', 'src/kernel/x.ts', `import { readFileSync } from 'node:fs';`],
  ['kernel and Node by its old name', 'src/kernel/x.ts', `import fs from 'fs';`],
  ['kernel and another package', 'src/kernel/x.ts', `import pg from 'pg';`],
  ['kernel and platform', 'src/kernel/x.ts', `import { a } from '../platform/a.ts';`],
  ['kernel and platform, types only', 'src/kernel/x.ts', `import type { A } from '../platform/a.ts';`],
  ['kernel and its outline', 'src/kernel/x.ts', `import { a } from './outline/a.ts';`],
  ['kernel and a computed import', 'src/kernel/x.ts', `export const go = (a: string) => import(a);`],
  ['platform and a module', 'src/platform/x.ts', `import { a } from '../modules/ledger/index.ts';`],
  ['platform and main', 'src/platform/x.ts', `import { a } from '../main/server.ts';`],
  ['platform and the browser', 'src/platform/x.ts', `import { useState } from 'react';`],
  ['platform and tests', 'src/platform/x.ts', `import { a } from '../../tests/builders/a.ts';`],
  ['domain and platform', 'src/modules/a/domain/x.ts', `import { a } from '../../../platform/a.ts';`],
  ['domain and Node', 'src/modules/a/domain/x.ts', `import { a } from 'node:crypto';`],
  ['domain and the outline', 'src/modules/a/domain/x.ts', `import type { A } from '../../../kernel/outline/a.ts';`],
  ['procedure and its server', 'src/modules/a/procedure.ts', `import { a } from './server/a.ts';`],
  ['server and another server', 'src/modules/a/server/x.ts', `import { a } from '../../b/server/b.ts';`],
  ['server and another domain', 'src/modules/a/server/x.ts', `import { a } from '../../b/domain/b.ts';`],
  ['server and its pages', 'src/modules/a/server/x.ts', `import { a } from '../web/a.tsx';`],
  ['pages and platform', 'src/modules/a/web/x.tsx', `import { a } from '../../../platform/a.ts';`],
  ['pages and their server', 'src/modules/a/web/x.tsx', `import type { A } from '../server/a.ts';`],
  ['pages and another index for values', 'src/modules/a/web/x.tsx', `import { b } from '../../b/index.ts';`],
  ['pages and the outline', 'src/modules/a/web/x.tsx', `import { a } from '../../../kernel/outline/a.ts';`],
  ['pages and Node', 'src/modules/a/web/x.tsx', `import path from 'node:path';`],
  ['pages and the database', 'src/modules/a/web/x.tsx', `import pg from 'pg';`],
  ['shell and a module', 'src/web/page.tsx', `import { A } from '../modules/a/web/a.tsx';`],
  ['wiring and a server', 'src/web/modules.ts', `import { a } from '../modules/a/server/a.ts';`],
  ['portal and the log', 'src/portal/x.ts', `import { append } from '../platform/log/append.ts';`],
  ['portal and a domain', 'src/portal/x.ts', `import { a } from '../modules/a/domain/a.ts';`],
  ['processes and platform', 'src/processes/x.ts', `import { a } from '../platform/a.ts';`],
  ['processes and Node', 'src/processes/x.ts', `import { a } from 'node:fs';`],
  ['a module and main', 'src/modules/a/server/x.ts', `export * from '../../../main/modules.ts';`],
  ['platform and a file for tests', 'src/platform/x.ts', `import { a } from './database/test-database.ts';`],
  ['platform and a test tool', 'src/platform/x.ts', `import { inject } from 'vitest';`],
  ['main and tests', 'src/main/x.ts', `import { a } from '../../tests/a.ts';`],
  ['a file in no room', 'src/helpers/x.ts', `export const a = 1;`],
  ['a file beside a module’s index', 'src/modules/a/other.ts', `export const a = 1;`],
  ['a file that cannot be read', 'src/kernel/x.ts', `export const = ;`],
];

test.each(breaches)('breach: %s', (_what, file, text) => {
  expect(check({ [file]: text })).toEqual([expect.stringMatching(new RegExp(`^${file}:1 `))]);
});

const allowed: [file: string, text: string][] = [
  ['src/kernel/form/x.ts', `import { z } from 'zod'; import { a } from '../refusal.ts';`],
  ['src/kernel/outline/x.ts', `import { Converter } from 'opencc-js'; import { a } from '../refusal.ts';`],
  ['src/platform/x.ts', `import pg from 'pg'; import fs from 'node:fs'; import { a } from '../kernel/a.ts';`],
  ['src/modules/a/domain/x.ts', `import { a } from '../../../kernel/a.ts'; import { z } from 'zod';`],
  ['src/modules/a/procedure.ts', `import type { P } from '../../kernel/procedure/procedure.ts';`],
  [
    'src/modules/a/server/x.ts',
    `import { a } from '../../b/index.ts'; import { c } from '../domain/c.ts';
import { d } from '../../../platform/d.ts'; import { o } from '../../../kernel/outline/o.ts';`,
  ],
  [
    'src/modules/a/web/x.tsx',
    `import type { B } from '../../b/index.ts'; import { zh } from '../texts/zh.ts'; import { Button } from 'antd';
import { Page } from '../../../web/page.tsx'; import { p } from '../procedure.ts'; import { d } from '../domain/d.ts';`,
  ],
  ['src/web/modules.ts', `import { A } from '../modules/a/web/a.tsx'; import { zh } from '../modules/a/texts/zh.ts';`],
  ['src/portal/x.ts', `import { a } from '../modules/a/index.ts'; import { h } from '../platform/http/h.ts';`],
  ['src/processes/x.ts', `import { a } from '../modules/a/index.ts';`],
  ['src/main/x.ts', `import { a } from '../modules/a/server/a.ts'; import { p } from '../platform/p.ts';`],
  ['src/kernel/x.unit.ts', `import fs from 'node:fs'; import { a } from '../../tests/builders/a.ts';`],
  ['src/platform/database/test-x.ts', `import { inject } from 'vitest';`],
  ['src/platform/y.ts', `import type { TestProject } from 'vitest/node';`],
  ['tests/x.ts', `import { a } from '../src/main/a.ts';`],
  ['tools/x.ts', `import { a } from '../src/modules/a/server/a.ts';`],
];

test.each(allowed)('allowed: %s', (file, text) => {
  expect(check({ [file]: text })).toEqual([]);
});

test('rooms that need each other in a circle are named once', () => {
  const files = {
    'src/modules/a/server/x.ts': `import { b } from '../../b/index.ts';`,
    'src/modules/b/server/x.ts': `import { c } from '../../c/index.ts';`,
    'src/modules/c/web/x.tsx': `import type { A } from '../../a/index.ts';`,
    'src/modules/d/server/x.ts': `import { a } from '../../a/index.ts';`,
  };
  expect(check(files)).toEqual(['src/modules rooms need each other in a circle: a → b → c → a']);
});
