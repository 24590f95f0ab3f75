import { randomUUID } from 'node:crypto';
import { chmodSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  countOf,
  happen,
  type LogDatabase,
  makeAgency,
  openLogDatabase,
  type TestStream,
  until,
} from '../../../tests/builders/log-database.ts';
import { createTree, leafHash, parseCheckpoint, parseNote, utf8, verifyNote } from '../../kernel/proof/index.ts';
import { statements } from '../database/statement.ts';
import type { LogAgency } from './agencies.ts';
import { lastCheckpoint, pruneCheckpoints, recordHandout } from './checkpoints.ts';
import { sha256, verifyEd25519 } from './hashing.ts';
import { alongIndexes, type Sealer, startSealer } from './sealer.ts';
import { ensureSigningKey, keysInLog, rotateSigningKey } from './signing-key.ts';
import { treeAt } from './tiles.ts';

let db: LogDatabase;
const running: Sealer[] = [];
const troubles: string[] = [];

const start = (over: Partial<Parameters<typeof startSealer>[0]> = {}): Sealer => {
  const sealer = startSealer({
    pool: db.sealer,
    keys: db.keys,
    rest: 30,
    retry: 50,
    onTrouble: (line) => troubles.push(line),
    ...over,
  });
  running.push(sealer);
  return sealer;
};
const sealedAll = (agency: LogAgency) =>
  until(async () => (await countOf(db.owner, 'to_seal', agency.id)) === 0, 'the queue is empty');
const checkpointed = async (agency: LogAgency) => {
  await sealedAll(agency);
  const sealed = await countOf(db.owner, 'sealed', agency.id);
  await until(async () => (await lastCheckpoint(db.app, agency.id))?.size === sealed, 'a checkpoint covers everything');
};
const write = async (agency: LogAgency, streams: number, each: number): Promise<TestStream[]> => {
  let all: (TestStream | null)[] = Array.from({ length: streams }, () => null);
  for (let n = 0; n < each; n++) {
    all = await Promise.all(all.map((stream) => happen(db, db.app, agency, stream)));
  }
  return all as TestStream[];
};
const rows = async (agency: LogAgency) =>
  (
    await db.owner.query<{ position: number; stream_id: string; seq: number; body: string; leaf: Buffer }>(
      `select s.position, s.stream_id, s.seq, s.leaf, e.body from sealed s
       join event e on e.agency_id = s.agency_id and e.stream_id = s.stream_id and e.seq = s.seq
       where s.agency_id = $1 order by s.position`,
      [agency.id],
    )
  ).rows;

/** Positions without gap, rising in each stream, the right tree, a valid checkpoint over it. */
const expectWhole = async (agency: LogAgency) => {
  const sealed = await rows(agency);
  const tree = createTree(sha256);
  const last = new Map<string, number>();
  sealed.forEach(({ position, stream_id, seq, body, leaf }, n) => {
    expect(position).toBe(n);
    expect(seq).toBe((last.get(stream_id) ?? 0) + 1);
    last.set(stream_id, seq);
    expect(leaf.equals(leafHash(sha256, utf8(body)))).toBe(true);
    tree.append(leaf);
  });
  const checkpoint = await lastCheckpoint(db.app, agency.id);
  const note = parseNote(checkpoint!.note);
  if (!note.ok) throw new Error(note.reason);
  expect(verifyNote(note.value, [db.keys(agency).key], verifyEd25519).ok).toBe(true);
  const head = parseCheckpoint(note.value.text);
  if (!head.ok) throw new Error(head.reason);
  expect(head.value.size).toBe(sealed.length);
  expect(Buffer.from(head.value.root).equals(Buffer.from(tree.root()))).toBe(true);
  expect(Buffer.from((await treeAt(db.owner, agency.id, sealed.length)).root()).equals(Buffer.from(tree.root()))).toBe(
    true,
  );
  return sealed;
};

beforeAll(async () => {
  db = await openLogDatabase();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((sealer) => sealer.stop()));
  troubles.splice(0);
});
afterAll(async () => {
  await db.stop();
});

describe('sealer', () => {
  it('gives every event a position, over several agencies and batches, with whole tiles', async () => {
    const [one, other] = [await makeAgency(db, 'first'), await makeAgency(db, 'second', true)];
    await write(one, 20, 30);
    await write(other, 3, 5);
    start({ batch: 100 });
    await checkpointed(one);
    await checkpointed(other);
    expect((await expectWhole(one)).length).toBe(601);
    expect((await expectWhole(other)).length).toBe(16);
    expect(await countOf(db.owner, 'tile', one.id)).toBe(2);
    expect((await lastCheckpoint(db.app, other.id))?.note).toContain('\ndemonstration\n\n');
    expect((await lastCheckpoint(db.app, one.id))?.note).not.toContain('demonstration');
  });

  it('goes on from what is stored after a restart', async () => {
    const agency = await makeAgency(db, 'restart');
    for (let n = 0; n < 3; n++) {
      await write(agency, 10, 13);
      const sealer = start();
      await checkpointed(agency);
      await sealedAll(agency);
      await checkpointed(agency);
      await sealer.stop();
    }
    expect((await expectWhole(agency)).length).toBe(391);
    expect(troubles).toEqual([]);
  });

  it('never skips the event of a slow writer', async () => {
    const agency = await makeAgency(db, 'slow');
    const streams = await write(agency, 2, 1);
    const slow = await db.app.connect();
    await slow.query('begin');
    // Recorded before everything that follows, committed after it.
    await happen(db, slow, agency, streams[0]!);
    start();
    let quick = streams[1]!;
    for (let n = 0; n < 40; n++) quick = await happen(db, db.app, agency, quick);
    await sealedAll(agency);
    expect((await rows(agency)).length).toBe(43);
    await slow.query('commit');
    slow.release();
    await until(async () => (await countOf(db.owner, 'sealed', agency.id)) === 44, 'the slow event is sealed');
    await checkpointed(agency);
    const sealed = await expectWhole(agency);
    expect(sealed.at(-1)).toMatchObject({ stream_id: streams[0]!.id, seq: 2 });
  });

  it('is one of three that seals, and another takes over when its connection dies', async () => {
    const agency = await makeAgency(db, 'three');
    const three = [start(), start(), start()];
    await until(() => three.some((sealer) => sealer.isSealing()), 'one seals');
    await write(agency, 5, 10);
    await checkpointed(agency);
    expect(three.filter((sealer) => sealer.isSealing()).length).toBe(1);
    const first = three.findIndex((sealer) => sealer.isSealing());
    // Like a crash: the database ends the session, the lock goes with it.
    const { rows: held } = await db.owner.query<{ pid: number }>(
      `select l.pid from pg_locks l join pg_database d on d.oid = l.database
       where l.locktype = 'advisory' and l.granted and d.datname = current_database() and l.objid = 7305882`,
    );
    expect(held.length).toBe(1);
    const killer = new pg.Client({ connectionString: db.sealerUrl });
    await killer.connect();
    await killer.query('select pg_terminate_backend($1)', [held[0]!.pid]);
    await killer.end();
    await write(agency, 5, 10);
    await checkpointed(agency);
    expect((await expectWhole(agency)).length).toBe(101);
    expect(three.filter((sealer) => sealer.isSealing()).length).toBe(1);
    await three[first]!.stop();
    await write(agency, 1, 1);
    await checkpointed(agency);
    await expectWhole(agency);
  });

  it('will not sign over a log that was altered under it, and seals the other agencies', async () => {
    const [altered, sound] = [await makeAgency(db, 'altered'), await makeAgency(db, 'sound')];
    await write(altered, 5, 4);
    const sealer = start();
    await checkpointed(altered);
    await sealer.stop();
    await db.owner.query('update sealed set leaf = $2 where agency_id = $1 and position = 3', [
      altered.id,
      Buffer.alloc(32),
    ]);
    await write(altered, 1, 1);
    await write(sound, 1, 1);
    start();
    await sealedAll(sound);
    await until(() => troubles.some((line) => line.includes('altered')), 'the trouble is told');
    expect(troubles.filter((line) => line.includes('altered'))).toEqual([
      'nothing more is sealed for agency altered: the sealed log is not the one its checkpoint for 21 events was made of',
    ]);
    expect(await countOf(db.owner, 'to_seal', altered.id)).toBe(1);
  });

  it.each(['as loaded', 'analyzed'])('takes a batch from a long queue by its index, %s', async (state) => {
    const agency = await makeAgency(db, `queue-${state.replace(' ', '-')}`);
    const stream = (await write(agency, 1, 1))[0]!;
    const values = [agency.id, stream.id];
    await db.owner.query(
      `insert into event (agency_id, stream_id, seq, action, actor_id, recorded_at, body)
       select $1, $2, n, 'x', null, '2026-01-01'::timestamptz + n * interval '1 s', repeat('x', 300) from generate_series(2, 20000) n`,
      values,
    );
    await db.owner.query(
      `insert into to_seal (agency_id, stream_id, seq, recorded_at)
       select $1, $2, n, '2026-01-01'::timestamptz + n * interval '1 s' from generate_series(2, 20000) n`,
      values,
    );
    if (state === 'analyzed') await db.owner.query('analyze to_seal, event');
    const client = await db.sealer.connect();
    try {
      await client.query(alongIndexes);
      await client.query('begin');
      const { text } = statements().find(({ name }) => name === 'log.place')!;
      const { rows: plan } = await client.query<{ 'QUERY PLAN': string }>({
        text: `explain (analyze, buffers) ${text}`,
        values: [agency.id, 100, 0, new Date()],
      });
      const lines = plan.map((row) => row['QUERY PLAN']).join('\n');
      await client.query('rollback');
      expect(lines).toMatch(/Index (Only )?Scan using to_seal_pkey on to_seal q .*actual time=\S+ rows=100(\.00)? /);
    } finally {
      client.release(true);
      await db.owner.query('delete from to_seal where agency_id = $1', [agency.id]);
    }
  });

  it('leaves an agency alone while its signing key is missing', async () => {
    const agency = await makeAgency(db, 'keyless');
    const file = path.join(db.dataFolder, 'signing', 'keyless.json');
    renameSync(file, `${file}.away`);
    start();
    await until(() => troubles.some((line) => line.includes('keyless')), 'the trouble is told');
    expect(await countOf(db.owner, 'to_seal', agency.id)).toBe(1);
    renameSync(`${file}.away`, file);
    await checkpointed(agency);
    await expectWhole(agency);
  });
});

describe('signing key', () => {
  const deps = () => ({ runner: db.app, dataFolder: db.dataFolder, now: () => new Date(), newId: uuidv7 });

  it('lies outside the database, for its owner alone, and is made once', async () => {
    const agency = await makeAgency(db, 'keyfile');
    const file = path.join(db.dataFolder, 'signing', 'keyfile.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { key } = db.keys(agency);
    await Promise.all([ensureSigningKey(deps(), agency), ensureSigningKey(deps(), agency)]);
    expect(db.keys(agency).key.id).toBe(key.id);
    expect((await keysInLog(db.app, agency)).length).toBe(1);
    chmodSync(file, 0o600);
  });

  it('is changed by an event, and the running sealer signs with the new one', async () => {
    const agency = await makeAgency(db, 'rotated');
    start();
    await checkpointed(agency);
    const before = db.keys(agency).key;
    await rotateSigningKey(deps(), agency, { actor: randomUUID(), post: null });
    const after = db.keys(agency).key;
    expect(after.id).not.toBe(before.id);
    expect((await keysInLog(db.app, agency)).map((text) => text.split('+')[1])).toEqual([before.id, after.id]);
    await until(async () => ((await lastCheckpoint(db.app, agency.id))?.size ?? 0) >= 2, 'the change is sealed');
    await write(agency, 1, 1);
    await checkpointed(agency);
    await expectWhole(agency);
  });
});

describe('checkpoints', () => {
  it('are pruned to the last of each hour and those handed out, by the owner only', async () => {
    const agency = await makeAgency(db, 'pruned');
    const hour = (n: number, minute: number) => new Date(Date.UTC(2026, 0, 1, n, minute));
    for (const [size, at] of [
      [1, hour(8, 0)],
      [2, hour(8, 10)],
      [3, hour(8, 50)],
      [4, hour(9, 0)],
      [5, hour(9, 30)],
    ] as const) {
      await db.owner.query('insert into checkpoint (agency_id, size, note, made_at) values ($1, $2, $3, $4)', [
        agency.id,
        size,
        'note',
        at,
      ]);
    }
    await recordHandout(db.app, agency.id, { size: 2, at: hour(8, 11), way: 'http' });
    await recordHandout(db.app, agency.id, { size: 2, at: hour(8, 12), way: 'http' });
    expect(await countOf(db.owner, 'checkpoint_handout', agency.id)).toBe(1);
    await expect(pruneCheckpoints(db.app, agency.id, hour(12, 0))).rejects.toThrow(/permission denied/);
    expect(await pruneCheckpoints(db.owner, agency.id, hour(9, 0))).toBe(1);
    expect(await pruneCheckpoints(db.owner, agency.id, hour(12, 0))).toBe(1);
    const { rows: kept } = await db.owner.query('select size from checkpoint where agency_id = $1 order by size', [
      agency.id,
    ]);
    expect(kept.map(({ size }) => size)).toEqual([2, 3, 5]);
  });
});
