import type { Readable } from 'node:stream';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Viewer } from '../authorization/directory.ts';
import { viewerValues } from '../authorization/visible-to.ts';
import type { Engine } from '../command/engine.ts';
import { run } from '../database/statement.ts';
import { recordAccess } from '../matter/page.ts';
import { savedName } from './file-name.ts';
import { isPicture, shownType } from './kinds.ts';
import { type AttachedRow, findAttached, recordFile } from './rows.ts';
import type { FileStore, Kept } from './store.ts';

export type FileDeps = { files: FileStore; engine: Pick<Engine, 'runner' | 'house' | 'vault' | 'now'> };

/** Takes in what somebody sends: bytes on disk first, then the row that makes it known. */
export const takeIn = async (
  { files, engine }: FileDeps,
  viewer: Viewer,
  source: AsyncIterable<Buffer>,
  name: string,
): Promise<Outcome<Kept>> => {
  const kept = await files.put(viewer.agency.id, source, { name });
  if (!kept.ok) return kept;
  return granted(await recordFile(engine.runner, viewer.agency.id, kept.value, viewer.person, engine.now()));
};

/** The name given to it with the matter; null once its key was destroyed. */
const nameOf = ({ vault }: FileDeps['engine'], { cipher, wrapped }: AttachedRow): string | null => {
  if (!cipher || !wrapped) return null;
  const { value } = vault.reveal(vault.unwrap(Buffer.from(wrapped, 'base64')), Buffer.from(cipher, 'base64'));
  return typeof value === 'string' ? value : null;
};

export type Handed = {
  name: string;
  type: string;
  /** Digest of the bytes handed out: of a picture, its shown copy. */
  digest: string;
  size: number;
  stream: Readable;
  picture: boolean;
  confidential: boolean;
};

/**
 * Hands out a file of a matter: of a picture the copy without metadata, of everything else the bytes that were sent. Not
 * attached to that matter, and a matter the viewer may not know of, are the same answer.
 */
export const handOut = async (
  { files, engine }: FileDeps,
  viewer: Viewer,
  matter: string,
  digest: string,
): Promise<Outcome<Handed>> => {
  const values = viewerValues(viewer);
  const [row] = await run(engine.runner, findAttached, viewer.agency.id, matter, digest, ...values);
  if (!row) return refuse('notFound', 'file');
  const picture = isPicture(row.type);
  const shown = picture ? row.shown_digest : digest;
  const found = shown === null ? null : await files.read(viewer.agency.id, shown);
  if (!found || shown === null) return refuse('notFound', 'file');
  try {
    await recordAccess(engine, viewer, 'file', [{ id: row.matter_id, confidential: row.confidential }]);
  } catch (error) {
    found.stream.destroy();
    throw error;
  }
  const type = picture ? shownType(row.type) : row.type;
  const name = savedName(nameOf(engine, row), type, `${row.number}-${digest.slice(0, 8)}`);
  return granted({
    name,
    type,
    digest: shown,
    size: found.size,
    stream: found.stream,
    picture,
    confidential: row.confidential,
  });
};
