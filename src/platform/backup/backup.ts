import { hash } from 'node:crypto';
import type pg from 'pg';
import type { PoolClient } from 'pg';
import { OperatorFault } from '../config/fault.ts';
import { columnsOf, copyOut, settleCopy } from '../database/copy.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { tableKinds } from '../database/table-kinds.ts';
import type { FileStore } from '../files/store.ts';
import { logAgencies } from '../log/agencies.ts';
import { lastCheckpoint } from '../log/checkpoints.ts';
import { sizeOf } from '../log/tiles.ts';
import type { DataKey, Vault } from '../personal/vault.ts';
import { createTally } from './archive-read.ts';
import { type ArchiveWriter, type Written, writeArchive } from './archive-write.ts';
import { sealFile } from './file-seal.ts';
import { backupFormat, fileName, headName, type Manifest, manifestName, pieceBytes, pieceName } from './format.ts';
import { checkKeyFolder, type KeysSaved, keyCheckOf, saveKeys } from './keys.ts';

/** Never in an archive: the wrapped keys go apart, and which migrations were taken stands in the manifest. */
const apart = new Set(['data_key', 'migration']);

/** What an archive holds, in the order in which it can be put back. */
export const archivedTables = tableKinds.map(([table]) => table).filter((table) => !apart.has(table));

const taken = statement<{ name: string; sha256: string }>(
  'backup.migrations',
  'select name, sha256 from migration order by name',
  { acrossAgencies: true },
);
const attached = statement<{ digest: string; shown_digest: string | null; matters: string[] }>(
  'backup.attached',
  `select f.digest, f.shown_digest, array_agg(distinct x.matter_id) as matters
from file f join matter_file x on x.agency_id = $1 and x.digest = f.digest
where f.agency_id = $1 and f.digest > $2 group by f.digest, f.shown_digest order by f.digest limit 500`,
);
const keysOf = statement<{ subject_id: string; wrapped: Buffer }>(
  'backup.keysOf',
  'select subject_id, wrapped from data_key where agency_id = $1 and subject_id = any($2::uuid[])',
);

const anyKey = statement<{ wrapped: Buffer }>(
  'backup.anyKey',
  'select wrapped from data_key where agency_id = $1 limit 1',
);

export type BackupDeps = {
  pool: pg.Pool;
  files: Pick<FileStore, 'read'>;
  vault: Vault;
  dataFolder: string;
  now: () => Date;
  program: string;
  say?: (line: string) => void;
};

export type BackupDone = Written & { file: string; manifest: Manifest; keys: KeysSaved };

/** A backup whose keys do not open its values would be found out when it is needed. */
const askForRightKey = async (runner: Runner, vault: Vault, agencies: readonly { id: string }[]): Promise<void> => {
  for (const { id } of agencies) {
    const [first] = await run(runner, anyKey, id);
    try {
      if (first) vault.unwrap(first.wrapped);
    } catch {
      throw new OperatorFault('personal.key in the data folder is not the key of this database; set XIAONENG_DATA');
    }
  }
};

const inSnapshot = async <T>(pool: pg.Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    await settleCopy(client);
    const result = await work(client);
    await client.query('rollback');
    client.release();
    return result;
  } catch (error) {
    // A COPY that was cut short still flows on this connection.
    client.release(true);
    throw error;
  }
};

const putTable = async (
  client: PoolClient,
  archive: ArchiveWriter,
  name: string,
): Promise<Manifest['tables'][number]> => {
  const tally = createTally();
  const columns = await columnsOf(client, name);
  const source = copyOut(client, name, columns);
  let waiting: Buffer[] = [];
  let size = 0;
  let piece = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    piece += 1;
    const bytes = Buffer.concat(waiting);
    waiting = [];
    size = 0;
    await archive.entry(pieceName(name, piece), bytes);
  };
  // Counted here: the server's own count may come after the last row has been read.
  let rows = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    tally.table(name, chunk);
    waiting.push(chunk);
    size += chunk.length;
    rows += linesIn(chunk);
    if (size >= pieceBytes) await flush();
  }
  await flush();
  return { name, columns, rows, ...tally.endOf(name) };
};

/** A row of COPY's text form is a line; breaks within a value are escaped. */
const linesIn = (chunk: Buffer): number => {
  let count = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1;
  return count;
};

/** The bytes as their digest says; null where they are gone or are others. */
const wholeBytes = async (files: BackupDeps['files'], agency: string, digest: string): Promise<Buffer | null> => {
  const found = await files.read(agency, digest);
  if (!found) return null;
  const bytes = Buffer.concat(await found.stream.toArray());
  return hash('sha256', bytes) === digest ? bytes : null;
};

const putFiles = async (
  client: PoolClient,
  archive: ArchiveWriter,
  agencies: readonly { id: string }[],
  { files, vault }: BackupDeps,
): Promise<Manifest['files']> => {
  const tally = createTally();
  let missing = 0;
  for (const { id } of agencies)
    for (let after = ''; ; ) {
      const page = await run(client, attached, id, after);
      const rows = await run(client, keysOf, id, [...new Set(page.flatMap(({ matters }) => matters))]);
      const keys = new Map<string, DataKey>(rows.map((row) => [row.subject_id, vault.unwrap(row.wrapped)]));
      for (const { digest, shown_digest, matters } of page) {
        const holders = new Map(matters.flatMap((matter) => (keys.has(matter) ? [[matter, keys.get(matter)!]] : [])));
        // Of matters that are all erased: the bytes went with them.
        if (holders.size === 0) continue;
        for (const each of shown_digest ? [digest, shown_digest] : [digest]) {
          const bytes = await wholeBytes(files, id, each);
          if (bytes === null) {
            missing += 1;
            continue;
          }
          const sealed = sealFile(vault, holders, bytes);
          const name = fileName(id, each);
          await archive.entry(name, sealed);
          tally.file(name, sealed.length, hash('sha256', sealed));
        }
      }
      const last = page.at(-1);
      if (!last) break;
      after = last.digest;
    }
  return { ...tally.endOfFiles(), missing };
};

/**
 * Everything of an installation as it stood at one moment, while others go on writing: all tables in one snapshot, the files
 * their rows name, and, apart from it, the newest keys.
 */
export const makeBackup = async (
  deps: BackupDeps,
  { file, keyFolder }: { file: string; keyFolder: string },
): Promise<BackupDone> => {
  const { pool, vault, dataFolder, now, program, say = () => {} } = deps;
  await checkKeyFolder(keyFolder, vault);
  await askForRightKey(pool, vault, await logAgencies(pool));
  const madeAt = now();
  let manifest: Manifest | undefined;
  let keys: KeysSaved | undefined;
  const written = await writeArchive(file, madeAt, async (archive) => {
    const head = { format: backupFormat, program, madeAt: madeAt.toISOString() };
    await archive.entry(headName, Buffer.from(`${JSON.stringify(head)}\n`));
    manifest = await inSnapshot(pool, async (client) => {
      const { rows: migrations } = await client.query<{ name: string; sha256: string }>(taken);
      const version = await client.query<{ server_version: string }>('show server_version');
      const agencies = await logAgencies(client);
      const heads: Manifest['agencies'] = [];
      for (const { id, code, origin } of agencies)
        heads.push({
          ...{ id, code, origin, sealed: await sizeOf(client, id) },
          checkpoint: (await lastCheckpoint(client, id))?.note ?? null,
        });
      const tables: Manifest['tables'] = [];
      for (const name of archivedTables) {
        tables.push(await putTable(client, archive, name));
        say(`${name}: ${tables.at(-1)?.rows} rows`);
      }
      const files = await putFiles(client, archive, agencies, deps);
      say(`${files.count} files`);
      return {
        ...head,
        ...{ postgres: version.rows[0]?.server_version ?? '', migrations, keyCheck: keyCheckOf(vault) },
        ...{ agencies: heads, tables, files },
      };
    });
    await archive.entry(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
    // Read after the snapshot, written before the archive gets its name: no archive stands there without its keys.
    keys = await inSnapshot(pool, async (client) =>
      saveKeys(client, await logAgencies(client), { folder: keyFolder, dataFolder, vault, at: now() }),
    );
  });
  if (!manifest || !keys) throw new OperatorFault('the backup ended before it was whole');
  return { ...written, file, manifest, keys };
};
