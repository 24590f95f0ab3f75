import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { codeOf, messageOf, OperatorFault } from '../config/fault.ts';
import { backupFormat, Head, headName, Manifest, manifestName } from './format.ts';

/** One entry as it flows by; it must be read to its end before the next one. */
export type ArchiveEntry = { name: string; size: number; chunks: AsyncIterable<Buffer> };

const damaged = (file: string, why: string): OperatorFault =>
  new OperatorFault(`${file} is no whole backup: ${why}; nothing was written`);

/** The entries of an archive in their order; a stream that breaks is told as damage of the file. */
export async function* entriesOf(file: string): AsyncGenerator<ArchiveEntry> {
  const tar = extract();
  const flowing = pipeline(createReadStream(file), createGunzip(), tar);
  flowing.catch(() => {});
  const told = (error: unknown): unknown => {
    if (error instanceof OperatorFault) return error;
    const code = codeOf(error) ?? '';
    if (['ENOENT', 'EACCES', 'EISDIR', 'EPERM'].includes(code))
      return new OperatorFault(`${file} cannot be read: ${messageOf(error)}`);
    return damaged(file, messageOf(error));
  };
  const iterator = tar[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => {
        throw told(error);
      });
      if (next.done) break;
      const { header } = next.value;
      const chunks = async function* (entry: AsyncIterable<Buffer>) {
        try {
          yield* entry;
        } catch (error) {
          throw told(error);
        }
      };
      yield {
        name: header.name,
        size: header.size ?? 0,
        chunks: chunks(next.value as unknown as AsyncIterable<Buffer>),
      };
    }
    await flowing.catch((error: unknown) => {
      throw told(error);
    });
  } finally {
    tar.destroy();
  }
}

export const bytesOf = async ({ chunks }: ArchiveEntry): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

const parsed = <T>(
  file: string,
  schema: { safeParse(value: unknown): { success: boolean; data?: T } },
  bytes: Buffer,
): T => {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw damaged(file, 'its description cannot be read');
  }
  const found = schema.safeParse(value);
  if (!found.success || found.data === undefined) throw damaged(file, 'its description cannot be understood');
  return found.data;
};

/** Collects what flows by, part by part, and compares it with what the manifest says. */
export const createTally = () => {
  const tables = new Map<string, { hash: ReturnType<typeof createHash>; bytes: number }>();
  const lines = createHash('sha256');
  const files = { count: 0, bytes: 0 };
  return {
    table(name: string, chunk: Buffer): void {
      const part = tables.get(name) ?? { hash: createHash('sha256'), bytes: 0 };
      part.hash.update(chunk);
      part.bytes += chunk.length;
      tables.set(name, part);
    },
    file(name: string, size: number, sha256: string): void {
      lines.update(`${name} ${size} ${sha256}\n`);
      files.count += 1;
      files.bytes += size;
    },
    /** Digest and size of a table's rows so far; call once at its end. */
    endOf(name: string): { bytes: number; sha256: string } {
      const part = tables.get(name);
      tables.delete(name);
      return { bytes: part?.bytes ?? 0, sha256: (part?.hash ?? createHash('sha256')).digest('hex') };
    },
    endOfFiles: () => ({ ...files, sha256: lines.digest('hex') }),
    /** Tables with rows that nobody asked for. */
    rest: (): string[] => [...tables.keys()],
  };
};

/** What differs between a manifest and what flowed by; null when nothing does. */
export const differs = (manifest: Manifest, tally: ReturnType<typeof createTally>): string | null => {
  for (const { name, bytes, sha256 } of manifest.tables) {
    const seen = tally.endOf(name);
    if (seen.bytes !== bytes || seen.sha256 !== sha256) return `the rows of ${name} are not those that were written`;
  }
  const [stray] = tally.rest();
  if (stray !== undefined) return `rows of ${stray} stand in it and are not described`;
  const { count, bytes, sha256 } = tally.endOfFiles();
  const same = count === manifest.files.count && bytes === manifest.files.bytes && sha256 === manifest.files.sha256;
  return same ? null : 'the files are not those that were written';
};

/** The table a piece belongs to, or null. */
export const tableOf = (name: string): string | null =>
  /^tables\/([a-z][a-z0-9_]*)\/\d{6}\.copy$/.exec(name)?.[1] ?? null;

/** Agency and digest of a kept file, or null. */
export const fileOf = (name: string): { agency: string; digest: string } | null => {
  const [, agency, digest] = /^files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([0-9a-f]{64})$/.exec(name) ?? [];
  return agency && digest ? { agency, digest } : null;
};

/** Counts one entry in, whatever is done with its bytes besides. */
export async function* tallied(entry: ArchiveEntry, tally: ReturnType<typeof createTally>): AsyncGenerator<Buffer> {
  const table = tableOf(entry.name);
  const hash = table === null ? createHash('sha256') : null;
  for await (const chunk of entry.chunks) {
    if (table !== null) tally.table(table, chunk);
    hash?.update(chunk);
    yield chunk;
  }
  if (hash) tally.file(entry.name, entry.size, hash.digest('hex'));
}

/**
 * Reads an archive from end to end before anything is done with it: known format, every part as it was written, nothing
 * missing, nothing besides.
 */
export const inspectArchive = async (file: string): Promise<Manifest> => {
  const tally = createTally();
  let head: Head | null = null;
  let manifest: Manifest | null = null;
  for await (const entry of entriesOf(file)) {
    if (manifest) throw damaged(file, 'something stands behind its end');
    if (head === null) {
      if (entry.name !== headName || entry.size > 65_536) throw damaged(file, 'it does not begin like one');
      head = parsed(file, Head, await bytesOf(entry));
      if (head.format > backupFormat)
        throw new OperatorFault(
          `${file} was made by a newer program (format ${head.format}, this one reads up to ${backupFormat}); restore with that one`,
        );
    } else if (entry.name === manifestName) manifest = parsed(file, Manifest, await bytesOf(entry));
    else {
      if (tableOf(entry.name) === null && fileOf(entry.name) === null)
        throw damaged(file, `${entry.name} is nothing known`);
      for await (const chunk of tallied(entry, tally)) void chunk;
    }
  }
  if (head === null || manifest === null) throw damaged(file, 'its end is missing');
  if (head.format !== manifest.format || head.madeAt !== manifest.madeAt)
    throw damaged(file, 'its two ends do not fit');
  const difference = differs(manifest, tally);
  if (difference !== null) throw damaged(file, difference);
  return manifest;
};
