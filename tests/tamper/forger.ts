import { generateKeyPairSync, sign } from 'node:crypto';
import {
  canonical,
  createTileTree,
  type EventBody,
  formatCheckpoint,
  formatKey,
  leafHash,
  noteKey,
  SIGNING_KEY_ACTION,
  signNote,
  toHex,
  utf8,
} from '../../src/kernel/proof/index.ts';
import { sha256 } from '../../src/platform/log/hashing.ts';
import type { SigningKey } from '../../src/platform/log/signing-key.ts';
import type { Thread } from './thread.ts';

/** An event as the forger finds it in the database. */
export type Found = { position: number; stream_id: string; seq: number; body: string };

export const eventAt = async ({ db, agency }: Thread, position: number): Promise<Found> => {
  const { rows } = await db.owner.query<Found>(
    `select s.position, s.stream_id, s.seq, e.body from sealed s
     join event e on e.agency_id = s.agency_id and e.stream_id = s.stream_id and e.seq = s.seq
     where s.agency_id = $1 and s.position = $2`,
    [agency.id, position],
  );
  return rows[0]!;
};

/** Position of a matter's newest event; which one that is depends on how events of the same moment fell. */
export const newestPosition = async ({ db, agency }: Thread): Promise<number> => {
  const { rows } = await db.owner.query<{ position: number }>(
    `select s.position from sealed s join stream t on t.agency_id = s.agency_id and t.id = s.stream_id and t.seq = s.seq
     where s.agency_id = $1 and t.kind = 'matter' order by s.position limit 1`,
    [agency.id],
  );
  return rows[0]!.position;
};

/** Writes another value into an event's text, canonical as ever. */
export const changeValue = async (thread: Thread, position: number): Promise<Found> => {
  const found = await eventAt(thread, position);
  const event = JSON.parse(found.body) as EventBody;
  await writeBody(thread, found, canonical({ ...event, data: { ...event.data, percent: 100 } }));
  return found;
};

const writeBody = async ({ db, agency }: Thread, { stream_id, seq }: Found, body: string): Promise<void> => {
  await db.owner.query('update event set body = $4 where agency_id = $1 and stream_id = $2 and seq = $3', [
    agency.id,
    stream_id,
    seq,
    body,
  ]);
};

/** Makes the sealed hash that of the text as it stands now. */
export const sealAgain = async (thread: Thread, position: number): Promise<void> => {
  const { db, agency } = thread;
  const { body } = await eventAt(thread, position);
  await db.owner.query('update sealed set leaf = $3 where agency_id = $1 and position = $2', [
    agency.id,
    position,
    leafHash(sha256, utf8(body)),
  ]);
};

/** Lets two events change places, sealed hashes too. */
export const swap = async ({ db, agency }: Thread, a: number, b: number): Promise<void> => {
  const move = (from: number, to: number) =>
    db.owner.query('update sealed set position = $3 where agency_id = $1 and position = $2', [agency.id, from, to]);
  await move(a, 1_000_000);
  await move(b, a);
  await move(1_000_000, b);
};

/** Takes an event out of the log and closes the gap. */
export const drop = async (thread: Thread, position: number): Promise<Found> => {
  const { db, agency } = thread;
  const found = await eventAt(thread, position);
  await db.owner.query('delete from sealed where agency_id = $1 and position = $2', [agency.id, position]);
  await db.owner.query('delete from event where agency_id = $1 and stream_id = $2 and seq = $3', [
    agency.id,
    found.stream_id,
    found.seq,
  ]);
  for (const shift of ['position + 1000000', 'position - 1000001']) {
    await db.owner.query(`update sealed set position = ${shift} where agency_id = $1 and position > $2`, [
      agency.id,
      position,
    ]);
  }
  return found;
};

/** Cuts everything from `size` on out of log, checkpoints and streams, as if it had never been. */
export const cutTail = async ({ db, agency }: Thread, size: number): Promise<void> => {
  await db.owner.query(
    `delete from event e using sealed s where e.agency_id = $1 and s.agency_id = $1
     and s.stream_id = e.stream_id and s.seq = e.seq and s.position >= $2`,
    [agency.id, size],
  );
  await db.owner.query('delete from sealed where agency_id = $1 and position >= $2', [agency.id, size]);
  await db.owner.query('delete from checkpoint where agency_id = $1 and size > $2', [agency.id, size]);
  await db.owner.query('delete from checkpoint_handout where agency_id = $1 and size > $2', [agency.id, size]);
  await db.owner.query('delete from personal p where p.agency_id = $1 and p.seq > 3', [agency.id]);
  await db.owner.query(
    `update stream st set seq = e.seq, head = encode(sha256(convert_to(e.body, 'UTF8')), 'hex') from event e
     where st.agency_id = $1 and e.agency_id = $1 and e.stream_id = st.id
     and e.seq = (select max(x.seq) from event x where x.agency_id = $1 and x.stream_id = st.id)`,
    [agency.id],
  );
};

export const forgedKey = ({ agency }: Thread): SigningKey => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
  return { key: noteKey(sha256, agency.origin, bytes), sign: (message) => sign(null, message, privateKey) };
};

/**
 * The whole forgery: one value changed, every later hash of its stream, every sealed hash, tile and checkpoint made new
 * and signed with `key`, and that key put into the log in place of the true one.
 */
export const signAllAgain = async (thread: Thread, position: number, key: SigningKey): Promise<void> => {
  const { db, agency } = thread;
  const { rows } = await db.owner.query<Found>(
    `select s.position, s.stream_id, s.seq, e.body from sealed s
     join event e on e.agency_id = s.agency_id and e.stream_id = s.stream_id and e.seq = s.seq
     where s.agency_id = $1 order by s.position`,
    [agency.id],
  );
  const heads = new Map<string, string>();
  const tree = createTileTree(sha256);
  const sizes = (
    await db.owner.query<{ size: number }>('select size from checkpoint where agency_id = $1', [agency.id])
  ).rows.map(({ size }) => size);
  for (const row of rows) {
    const event = JSON.parse(row.body) as EventBody;
    const data = { ...event.data };
    if (row.position === position) data.percent = 100;
    if (event.action === SIGNING_KEY_ACTION) data.key = formatKey(key.key);
    const body = canonical({ ...event, data, prev: heads.get(row.stream_id) ?? null });
    heads.set(row.stream_id, toHex(sha256(utf8(body))));
    const leaf = leafHash(sha256, utf8(body));
    await writeBody(thread, row, body);
    await db.owner.query('update sealed set leaf = $3 where agency_id = $1 and position = $2', [
      agency.id,
      row.position,
      leaf,
    ]);
    for (const { level, index, hashes } of tree.append(leaf)) {
      await db.owner.query('update tile set hashes = $4 where agency_id = $1 and level = $2 and index = $3', [
        agency.id,
        level,
        index,
        Buffer.from(hashes),
      ]);
    }
    if (!sizes.includes(tree.size())) continue;
    const head = { origin: agency.origin, size: tree.size(), root: tree.root(), extension: [] };
    await db.owner.query('update checkpoint set note = $3 where agency_id = $1 and size = $2', [
      agency.id,
      tree.size(),
      signNote(formatCheckpoint(head), key.key, key.sign),
    ]);
  }
  for (const [id, head] of heads) {
    await db.owner.query('update stream set head = $3 where agency_id = $1 and id = $2', [agency.id, id, head]);
  }
};
