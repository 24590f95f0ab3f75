import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { lookInto } from './bytes-at.ts';
import { isPicture } from './kinds.ts';
import { recognise } from './recognise.ts';
import { shownCopy } from './shown-copy.ts';

export type Limits = {
  /** As the sender calls the file; its ending must fit the content. Kept nowhere here. */
  name: string;
  /** Bytes; 20 MB unless told. */
  most?: number;
};

export type Kept = {
  digest: string;
  size: number;
  type: string;
  /** The copy without metadata, of pictures only. */
  shownDigest: string | null;
  /** Said where it was taken; the shown copy does not. */
  locationRemoved: boolean;
};

const defaultMost = 20 * 1024 * 1024;
const day = 24 * 3_600_000;
const isDigest = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
};

const isMissing = (error: unknown): boolean => (error as { code?: string }).code === 'ENOENT';
const nullIfMissing = (error: unknown): null => {
  if (isMissing(error)) return null;
  throw error;
};

/** Hash and size of what flows into the file; null as soon as it is more than allowed. */
const drain = async (
  source: AsyncIterable<Buffer>,
  handle: FileHandle,
  most: number,
): Promise<{ digest: string; size: number } | null> => {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > most) return null;
    hash.update(chunk);
    await handle.writeFile(chunk);
  }
  return { digest: hash.digest('hex'), size };
};

/**
 * Files by the SHA-256 of their bytes, under `<root>/files/<agency>/<2 hex>/<digest>`. The bytes lie on disk, and would
 * survive a power cut, before `put` answers; the row comes after, so a row never points at nothing.
 */
export const createFileStore = (root: string) => {
  const folderOf = (agency: string): string => {
    if (!isId(agency)) throw new Error(`not an agency id: ${agency}`);
    return path.join(root, 'files', agency);
  };
  const placeOf = (agency: string, digest: string): string => {
    if (!isDigest(digest)) throw new Error(`not a digest: ${digest}`);
    return path.join(folderOf(agency), digest.slice(0, 2), digest);
  };
  const draftFolder = (agency: string): string => path.join(folderOf(agency), 'drafts');
  const newDraft = async (agency: string): Promise<string> => {
    await mkdir(draftFolder(agency), { recursive: true, mode: 0o700 });
    return path.join(draftFolder(agency), randomUUID());
  };

  // Always moves, also over the same content: it mends a damaged one, and its fresh age keeps it from being swept.
  const settle = async (agency: string, draft: string, digest: string): Promise<void> => {
    const place = placeOf(agency, digest);
    const made = await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    await rename(draft, place);
    await syncFolder(path.dirname(place));
    // A new folder is found again after a power cut only when its parents, too, are on disk.
    if (made) for (const parent of [folderOf(agency), path.join(root, 'files'), root]) await syncFolder(parent);
  };

  const putBytes = async (agency: string, bytes: Buffer): Promise<string> => {
    const draft = await newDraft(agency);
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const digest = createHash('sha256').update(bytes).digest('hex');
    await settle(agency, draft, digest);
    return digest;
  };

  const examine = async (
    draft: string,
    handle: FileHandle,
    size: number,
    name: string,
  ): Promise<Outcome<{ type: string; shown: { bytes: Buffer; saidWhere: boolean } | null }>> => {
    const type = await recognise(lookInto(handle, size), name);
    if (!type.ok) return type;
    if (!isPicture(type.value)) return granted({ type: type.value, shown: null });
    const shown = await shownCopy(draft, type.value);
    return shown.ok ? granted({ type: type.value, shown: shown.value }) : shown;
  };

  return {
    /** Keeps what flows in, or refuses it and keeps nothing. The stream is read to its end or destroyed. */
    async put(
      agency: string,
      source: AsyncIterable<Buffer>,
      { name, most = defaultMost }: Limits,
    ): Promise<Outcome<Kept>> {
      const draft = await newDraft(agency);
      try {
        const handle = await open(draft, 'wx+', 0o600);
        let kept: Kept;
        try {
          const whole = await drain(source, handle, most);
          if (!whole) return refuse('tooLarge', 'file.size', { limit: most }, { mend: 'smallerFile' });
          const examined = await examine(draft, handle, whole.size, name);
          if (!examined.ok) return examined;
          await handle.sync();
          const { type, shown } = examined.value;
          kept = {
            ...whole,
            type,
            shownDigest: shown && (await putBytes(agency, shown.bytes)),
            locationRemoved: shown?.saidWhere ?? false,
          };
        } finally {
          await handle.close();
        }
        await settle(agency, draft, kept.digest);
        return granted(kept);
      } finally {
        await rm(draft, { force: true });
      }
    },

    /** The bytes, or null where none lie. */
    async read(agency: string, digest: string): Promise<{ stream: Readable; size: number } | null> {
      const handle = await open(placeOf(agency, digest), 'r').catch(nullIfMissing);
      if (!handle) return null;
      const { size } = await handle.stat();
      return { stream: createReadStream('', { fd: handle }), size };
    },

    /** Takes the bytes off the disk for good; removing what is gone is no error. */
    async remove(agency: string, digest: string): Promise<void> {
      await rm(placeOf(agency, digest), { force: true });
    },

    /** Hashes what lies on disk again. */
    async verify(agency: string, digest: string): Promise<'whole' | 'altered' | 'missing'> {
      const found = await this.read(agency, digest);
      if (!found) return 'missing';
      const hash = createHash('sha256');
      await pipeline(found.stream, hash);
      return hash.digest('hex') === digest ? 'whole' : 'altered';
    },

    /**
     * Removes drafts and files that no row knows, when they are older than a day: a row may still be on its way. `known`
     * may be as old as the sweep itself, since a file sent again is young again. Answers how many went.
     */
    async sweep(agency: string, known: { has(digest: string): boolean }, now = Date.now()): Promise<number> {
      const old = async (place: string): Promise<boolean> =>
        now - ((await stat(place).catch(nullIfMissing))?.mtimeMs ?? now) > day;
      const top = folderOf(agency);
      let gone = 0;
      for (const folder of await readdir(top).catch(() => [] as string[])) {
        for (const name of await readdir(path.join(top, folder))) {
          const place = path.join(top, folder, name);
          if ((folder !== 'drafts' && known.has(name)) || !(await old(place))) continue;
          // Taken aside before it is removed: if somebody sent the same content in this moment, it goes back.
          const aside = await newDraft(agency);
          await rename(place, aside);
          if (await old(aside)) {
            await rm(aside);
            gone += 1;
          } else await rename(aside, place);
        }
      }
      return gone;
    },
  };
};

export type FileStore = ReturnType<typeof createFileStore>;
