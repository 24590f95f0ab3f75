import { createHash, hash } from 'node:crypto';
import { chmod, mkdir, open, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import type { ClientBase, PoolClient } from 'pg';
import { uuidv7 } from 'uuidv7';
import { OperatorFault } from '../config/fault.ts';
import { columnsOf, copyIn, settleCopy } from '../database/copy.ts';
import { planMigrations, readMigrations } from '../database/migrate.ts';
import { run, statement } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import { appendSetting } from '../log/setting.ts';
import type { DataKey } from '../personal/vault.ts';
import { recordSecurity } from '../security/record.ts';
import { bytesOf, createTally, differs, entriesOf, fileOf, inspectArchive, tableOf, tallied } from './archive-read.ts';
import { syncFolder } from './archive-write.ts';
import { archivedTables } from './backup.ts';
import { holdersOf, openFile } from './file-seal.ts';
import type { Manifest } from './format.ts';
import { keyCheckOf, openKeys, type SavedKeys } from './keys.ts';
import { dropErased, dropPassing, lostSubjects } from './settle-erased.ts';

const keysOf = statement<{ subject_id: string; wrapped: Buffer }>(
  'restore.keysOf',
  'select subject_id, wrapped from data_key where agency_id = $1 and subject_id = any($2::uuid[])',
);

/** An archive and keys that were read to their ends and fit to each other and to this program. */
export type Checked = { file: string; manifest: Manifest; keys: SavedKeys };

/** Everything that can be known to be wrong before the first byte is written. */
export const checkBackup = async (file: string, keyFolder: string): Promise<Checked> => {
  const manifest = await inspectArchive(file);
  const keys = await openKeys(keyFolder);
  if (keyCheckOf(keys.vault) !== manifest.keyCheck)
    throw new OperatorFault(
      `the keys in ${keyFolder} belong to another installation than ${file}; nothing was written`,
    );
  if (keys.header.madeAt < manifest.madeAt)
    throw new OperatorFault(
      `the keys in ${keyFolder} are of ${keys.header.madeAt}, older than the backup of ${manifest.madeAt}; give the newest ones; nothing was written`,
    );
  const plan = planMigrations(manifest.migrations, readMigrations());
  if (!plan.ok) throw new OperatorFault(`${file} does not fit this program: ${plan.line}; nothing was written`);
  const stray = manifest.tables.find(({ name }) => !archivedTables.includes(name));
  if (stray) throw new OperatorFault(`${file} holds a table ${stray.name} that this program does not know`);
  return { file, manifest, keys };
};

/** Puts `personal.key`, the signing keys and other secrets into the data folder. */
export const putKeyFiles = async ({ header }: SavedKeys, dataFolder: string): Promise<void> => {
  const put = (place: string, text: string) => writeFile(place, text, { mode: 0o600, flag: 'wx', flush: true });
  await put(path.join(dataFolder, 'personal.key'), header.master);
  for (const [name, text] of Object.entries(header.secrets)) {
    const place = path.join(dataFolder, name);
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    await put(place, text);
    await syncFolder(path.dirname(place));
  }
  await syncFolder(dataFolder);
};

const copyTable = async (
  client: ClientBase,
  { name, columns, rows }: Manifest['tables'][number],
  source: AsyncIterable<Buffer>,
): Promise<void> => {
  const known = await columnsOf(client, name);
  const stray = columns.find((column) => !known.includes(column));
  if (stray)
    throw new OperatorFault(`the backup's table ${name} has a column ${stray} that this program does not know`);
  const sink = copyIn(client, name, columns);
  await pipeline(Readable.from(source, { objectMode: false }), sink);
  if (sink.rowCount !== rows) throw new OperatorFault(`${sink.rowCount} rows of ${name} came in, ${rows} were written`);
};

const copyKeys = async (client: ClientBase, keys: SavedKeys): Promise<void> => {
  const sink = copyIn(client, 'data_key', ['agency_id', 'subject_id', 'wrapped']);
  await pipeline(Readable.from(keys.rows(), { objectMode: false }), sink);
  if (sink.rowCount !== keys.count) throw new OperatorFault('the keys changed while they were read');
};

/** Reads the archive a second time, piece after piece into its table; answers when all fits what the first reading saw. */
const copyTables = async (client: ClientBase, { file, manifest }: Checked, say: (line: string) => void) => {
  const tally = createTally();
  const entries = entriesOf(file);
  let current = await entries.next();
  const skipTo = async (wanted: string | null): Promise<void> => {
    // Tables come in the list's order; what is not the wanted one is the head, a file or the end.
    while (!current.done && tableOf(current.value.name) === null) {
      if (fileOf(current.value.name)) for await (const chunk of tallied(current.value, tally)) void chunk;
      else for await (const chunk of current.value.chunks) void chunk;
      current = await entries.next();
    }
    if (wanted === null && !current.done) throw new OperatorFault(`${file} changed while it was read`);
  };
  const pieces = async function* (table: string) {
    while (!current.done && tableOf(current.value.name) === table) {
      yield* tallied(current.value, tally);
      current = await entries.next();
    }
  };
  for (const table of manifest.tables) {
    await skipTo(table.name);
    await copyTable(client, table, pieces(table.name));
    say(`${table.name}: ${table.rows} rows`);
  }
  await skipTo(null);
  const difference = differs(manifest, tally);
  if (difference !== null) throw new OperatorFault(`${file} changed while it was read: ${difference}`);
};

export type Loaded = { erased: Map<string, string[]>; lost: number };

/**
 * Puts all rows and the newest keys into an empty, migrated database, in one transaction of the owner. What was erased since
 * the backup is dropped again and said in the log; a subject without a key that nobody erased is a refusal.
 */
export const loadTables = async (
  owner: pg.Pool,
  checked: Checked,
  { at, acceptLost, say }: { at: Date; acceptLost: boolean; say: (line: string) => void },
): Promise<Loaded> => {
  const { manifest, keys } = checked;
  return inTransaction(owner, async (client: PoolClient) => {
    await settleCopy(client);
    await copyTables(client, checked, say);
    await copyKeys(client, keys);
    const erased = new Map<string, string[]>();
    let lost = 0;
    for (const { id, code } of manifest.agencies) {
      const known = keys.erased.get(id) ?? new Set<string>();
      const without = await lostSubjects(client, id, known);
      lost += without.length;
      if (without.length > 0 && !acceptLost)
        throw new OperatorFault(
          `${without.length} matters or persons of ${code} have neither a key nor an erasure in these keys, and what they hold could never be read again; give the newest keys, or --accept-lost; nothing was written`,
        );
      erased.set(id, await dropErased(client, keys.vault, id, known, at));
      await dropPassing(client, id, at);
    }
    return { erased, lost };
  });
};

/** Writes a file of the store where `createFileStore` looks for it. */
const putFile = async (dataFolder: string, agency: string, digest: string, bytes: Buffer): Promise<void> => {
  const folder = path.join(dataFolder, 'files', agency, digest.slice(0, 2));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = path.join(folder, `${digest}.tmp`);
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path.join(folder, digest));
};

export type FilesLoaded = { files: number; closed: number; holders: Map<string, Set<string>> };

/** Opens the files that a key still opens and puts them into the store; `closed` are those that none opens any more. */
export const loadFiles = async (
  runner: pg.Pool,
  { file, manifest, keys: { vault, erased } }: Checked,
  dataFolder: string,
): Promise<FilesLoaded> => {
  const done: FilesLoaded = { files: 0, closed: 0, holders: new Map() };
  const lines = createHash('sha256');
  for await (const entry of entriesOf(file)) {
    const place = fileOf(entry.name);
    if (!place) {
      for await (const chunk of entry.chunks) void chunk;
      continue;
    }
    const sealed = await bytesOf(entry);
    lines.update(`${entry.name} ${sealed.length} ${hash('sha256', sealed)}\n`);
    const held = holdersOf(sealed);
    if (!held) throw new OperatorFault(`the file ${place.digest} in the backup cannot be read`);
    const rows = await run(
      runner,
      keysOf,
      place.agency,
      held.wraps.map(({ of }) => of),
    );
    const keys = new Map<string, DataKey>(rows.map((row) => [row.subject_id, vault.unwrap(row.wrapped)]));
    const bytes = openFile(vault, keys, held);
    if (bytes === null) {
      done.closed += 1;
      const gone = held.wraps.map(({ of }) => of).filter((of) => erased.get(place.agency)?.has(of));
      done.holders.set(place.agency, new Set([...(done.holders.get(place.agency) ?? []), ...gone]));
      continue;
    }
    if (hash('sha256', bytes) !== place.digest)
      throw new OperatorFault(`the file ${place.digest} opens to other bytes`);
    await putFile(dataFolder, place.agency, place.digest, bytes);
    done.files += 1;
  }
  if (lines.digest('hex') !== manifest.files.sha256) throw new OperatorFault(`${file} changed while it was read`);
  if (manifest.files.count > 0) {
    await chmod(path.join(dataFolder, 'files'), 0o700).catch(() => {});
    await syncFolder(dataFolder);
  }
  return done;
};

/** The restore is an event of each agency's log: whoever reads it sees what was put back, and what stays erased. */
export const recordRestore = async (
  app: pg.Pool,
  { manifest }: Checked,
  erased: ReadonlyMap<string, ReadonlySet<string>>,
  now: () => Date,
): Promise<void> => {
  for (const { id, code, sealed } of manifest.agencies) {
    const gone = [...(erased.get(id) ?? [])].sort();
    const hand = { agency: { id, code }, actor: null, post: null, command: uuidv7(), now: now() };
    const data = { backupMadeAt: manifest.madeAt, sealed, erased: gone };
    const written = await appendSetting(app, hand, { kind: 'agency', id, action: 'restore', data });
    if (!written.ok) throw new Error(`the restore of ${code} could not be recorded: ${written.why}`);
    await recordSecurity(app, id, {
      at: now(),
      kind: 'restore',
      person: null,
      detail: { backupMadeAt: manifest.madeAt, sealed, erased: gone.length },
    });
  }
};
