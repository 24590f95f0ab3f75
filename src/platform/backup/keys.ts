import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { messageOf, OperatorFault } from '../config/fault.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { openVault, type Vault } from '../personal/vault.ts';
import { syncFolder } from './archive-write.ts';

const keysName = 'keys.jsonl';

const pageOfKeys = statement<{ subject_id: string; wrapped: Buffer }>(
  'backup.pageOfKeys',
  'select subject_id, wrapped from data_key where agency_id = $1 and subject_id > $2 order by subject_id limit 5000',
);
const erasedSubjects = statement<{ stream_id: string }>(
  'backup.erasedSubjects',
  `select distinct stream_id from event where agency_id = $1 and action = 'erase'`,
);
const restoreEvents = statement<{ body: string }>(
  'backup.restoreEvents',
  `select body from event where agency_id = $1 and stream_id = $1 and action = 'restore'`,
);

const Header = z.object({
  v: z.literal(1),
  madeAt: z.iso.datetime(),
  check: z.string(),
  /** Content of `personal.key`. */
  master: z.string(),
  /** Files of the folders of secrets, by their place in the data folder. */
  secrets: z.record(z.string().regex(/^(signing|single-sign-on)\/[a-z0-9-]+\.(json|secret)$/), z.string()),
});
type Header = z.infer<typeof Header>;

const Line = z.union([
  z.strictObject({ a: z.string(), k: z.string(), w: z.string() }),
  z.strictObject({ a: z.string(), e: z.string() }),
  z.strictObject({ end: z.literal(true), keys: z.number(), erased: z.number(), sha256: z.string() }),
]);

/** Tells whether keys belong to an installation, and nothing else. */
export const keyCheckOf = (vault: Vault): string => vault.index('xiaoneng backup').toString('base64');

const readme = `Keys of a Xiaoneng installation: without them no name and no text in its backups can be read again,
and whoever has them and a backup can read everything. Keep this folder apart from the backups, on another medium.
Only the newest belongs here: each backup writes it over. A copy of an older one brings back what was erased since.
`;

/** What lies outside the database because whoever reads the database must not have it. */
const secretFolders = ['signing', 'single-sign-on'];

const secretsOf = async (dataFolder: string): Promise<Record<string, string>> => {
  const secrets: Record<string, string> = {};
  for (const folder of secretFolders)
    for (const name of await readdir(path.join(dataFolder, folder)).catch(() => [] as string[]))
      if (/^[a-z0-9-]+\.(json|secret)$/.test(name))
        secrets[`${folder}/${name}`] = await readFile(path.join(dataFolder, folder, name), 'utf8');
  return secrets;
};

const headerOf = async (file: string): Promise<Header | null> => {
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    try {
      return Header.parse(JSON.parse(line));
    } catch {
      return null;
    }
  }
  return null;
};

/** Subjects whose erasure the log tells: by an event of their own, or by that of an earlier restore. */
const erasedOf = async (runner: Runner, agency: string): Promise<Set<string>> => {
  const erased = new Set((await run(runner, erasedSubjects, agency)).map(({ stream_id }) => stream_id));
  for (const { body } of await run(runner, restoreEvents, agency)) {
    const { data } = JSON.parse(body) as { data: { erased?: string[] } };
    for (const subject of data.erased ?? []) erased.add(subject);
  }
  return erased;
};

/** Refuses a folder that keeps somebody else's keys: writing over them would make their backups worthless. */
export const checkKeyFolder = async (folder: string, vault: Vault): Promise<void> => {
  const file = path.join(folder, keysName);
  if (!existsSync(file)) return;
  const header = await headerOf(file);
  if (header?.check !== keyCheckOf(vault))
    throw new OperatorFault(`${file} holds keys of another installation; choose another folder with --keys`);
};

export type KeysSaved = { file: string; keys: number; erased: number };

/**
 * Writes the newest keys over the ones before, in one file that is whole or not there. `runner` must stand in a snapshot not
 * older than the archive's: then every subject of the archive has its key here or is told as erased.
 */
export const saveKeys = async (
  runner: Runner,
  agencies: readonly { id: string }[],
  { folder, dataFolder, vault, at }: { folder: string; dataFolder: string; vault: Vault; at: Date },
): Promise<KeysSaved> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, keysName);
  const draft = `${file}.${process.pid}.tmp`;
  const handle = await open(draft, 'wx', 0o600);
  const hash = createHash('sha256');
  const put = async (lines: readonly object[]): Promise<void> => {
    if (lines.length === 0) return;
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    hash.update(text);
    await handle.writeFile(text);
  };
  const counts = { keys: 0, erased: 0 };
  try {
    const master = await readFile(path.join(dataFolder, 'personal.key'), 'utf8');
    const header: Header = {
      ...{ v: 1, madeAt: at.toISOString(), check: keyCheckOf(vault), master },
      secrets: await secretsOf(dataFolder),
    };
    await put([header]);
    for (const { id } of agencies) {
      for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
        const rows = await run(runner, pageOfKeys, id, after);
        await put(rows.map(({ subject_id, wrapped }) => ({ a: id, k: subject_id, w: wrapped.toString('base64') })));
        counts.keys += rows.length;
        const last = rows.at(-1);
        if (!last) break;
        after = last.subject_id;
      }
      const erased = await erasedOf(runner, id);
      await put([...erased].map((subject) => ({ a: id, e: subject })));
      counts.erased += erased.size;
    }
    await handle.writeFile(`${JSON.stringify({ end: true, ...counts, sha256: hash.digest('hex') })}\n`);
    await handle.sync();
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
  await writeFile(path.join(folder, 'README.txt'), readme, { mode: 0o600 });
  await syncFolder(folder);
  return { file, ...counts };
};

export type SavedKeys = {
  header: Header;
  vault: Vault;
  erased: ReadonlyMap<string, ReadonlySet<string>>;
  count: number;
  /** The keys in COPY's text form: agency, subject, wrapped. */
  rows(): AsyncGenerator<string>;
};

/** Opens a folder of keys after reading it from end to end. */
export const openKeys = async (folder: string): Promise<SavedKeys> => {
  const file = path.join(folder, keysName);
  const wrong = (why: string) => new OperatorFault(`the keys ${file} cannot be used: ${why}; nothing was written`);
  if (!existsSync(file)) throw wrong('there is no such file');
  const hash = createHash('sha256');
  const erased = new Map<string, Set<string>>();
  const seen = { keys: 0, erased: 0 };
  let header: Header | null = null;
  let ended = false;
  try {
    for await (const text of createInterface({ input: createReadStream(file, 'utf8') })) {
      if (ended) throw wrong('something stands behind their end');
      if (header === null) header = Header.parse(JSON.parse(text));
      else {
        const line = Line.parse(JSON.parse(text));
        if ('end' in line) {
          ended = true;
          if (hash.digest('hex') !== line.sha256 || line.keys !== seen.keys || line.erased !== seen.erased)
            throw wrong('they are not as they were written');
          continue;
        }
        if ('e' in line) erased.set(line.a, (erased.get(line.a) ?? new Set()).add(line.e));
        seen['e' in line ? 'erased' : 'keys'] += 1;
      }
      hash.update(`${text}\n`);
    }
  } catch (error) {
    throw error instanceof OperatorFault ? error : wrong(messageOf(error).slice(0, 120));
  }
  if (header === null || !ended) throw wrong('their end is missing');
  const vault = openVault(Buffer.from(header.master, 'base64'));
  if (keyCheckOf(vault) !== header.check) throw wrong('the key file in them is not the one they belong to');
  const rows = async function* () {
    for await (const text of createInterface({ input: createReadStream(file, 'utf8') })) {
      const line = Line.safeParse(JSON.parse(text));
      if (line.success && 'w' in line.data)
        yield `${line.data.a}\t${line.data.k}\t\\\\x${Buffer.from(line.data.w, 'base64').toString('hex')}\n`;
    }
  };
  return { header, vault, erased, count: seen.keys, rows };
};
