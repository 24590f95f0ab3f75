import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';

const require = createRequire(import.meta.url);
const packed = path.resolve(path.dirname(require.resolve('@sparticuz/chromium')), '..');

/**
 * What is unpacked is kept in the checkout. The package itself would write to one place of the whole machine, which another
 * user may hold and which two runs at the same time would write to together.
 */
export const keptFolder = (name: string): string => {
  const folder = path.resolve(import.meta.dirname, '../../node_modules/.cache/xiaoneng', name);
  mkdirSync(folder, { recursive: true });
  return folder;
};

const versionOf = (): string =>
  (JSON.parse(readFileSync(path.join(packed, 'package.json'), 'utf8')) as { version: string }).version;

const unpack = async (from: string, to: string): Promise<void> => {
  if (existsSync(to)) return;
  const draft = `${to}.${process.pid}`;
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(draft, { mode: 0o755 }));
  renameSync(draft, to);
};

/** What a bare machine lacks (NSS and what it needs) comes with the package too; it is used only where it is needed. */
const libraries = (home: string): string => {
  const at = path.join(home, 'lib');
  if (!existsSync(at)) {
    const archive = brotliDecompressSync(readFileSync(path.join(packed, 'bin/al2023.tar.br')));
    const { status, stderr } = spawnSync('tar', ['-x', '-f', '-', '-C', home], { input: archive });
    if (status !== 0) throw new Error(`the libraries of Chromium could not be unpacked: ${stderr}`);
  }
  return at;
};

export type Program = { file: string; env: Record<string, string> };

const starts = (file: string, env: Record<string, string>): boolean =>
  spawnSync(file, ['--version'], { env: { ...process.env, ...env } }).status === 0;

/** Chromium with nothing installed by hand: the one that npm brought, or the one that `CHROMIUM_PATH` names. */
export const chromiumProgram = async (): Promise<Program> => {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
    return { file: named, env: {} };
  }
  const home = keptFolder(`chromium-${versionOf()}`);
  const file = path.join(home, 'chromium');
  await unpack(path.join(packed, 'bin/chromium.br'), file);
  if (starts(file, {})) return { file, env: {} };
  const env = { LD_LIBRARY_PATH: [libraries(home), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
  if (starts(file, env)) return { file, env };
  throw new Error('Chromium from npm does not start on this machine; name another one with CHROMIUM_PATH');
};
