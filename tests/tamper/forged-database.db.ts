import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileStore } from '../../src/platform/files/store.ts';
import { startSealer } from '../../src/platform/log/sealer.ts';
import { verifyLive } from '../../src/platform/log/verify-live.ts';
import { countOf, happen, type LogDatabase, makeAgency, openLogDatabase } from '../builders/log-database.ts';
import { eventAt } from './forger.ts';
import { codesOf, findingsOf, goOn, makeThread, seal, type Thread, verifyDatabase, verifyExport } from './thread.ts';

let db: LogDatabase;
beforeAll(async () => {
  db = await openLogDatabase();
});
afterAll(async () => {
  await db.stop();
});

const erase = async ({ db, agency, streams }: Thread, n: number): Promise<void> => {
  const stream = streams[n]!;
  await db.app.query('delete from personal where agency_id = $1 and subject_id = $2', [agency.id, stream.id]);
  await db.app.query('delete from data_key where agency_id = $1 and subject_id = $2', [agency.id, stream.id]);
  streams[n] = await happen(db, db.app, agency, stream, { action: 'erase', data: { basis: 'retentionEnded' } });
};
const protectedValue = async ({ db, agency, streams }: Thread, n: number, seq: number) => {
  const { rows } = await db.owner.query<{ commitment: string; field: string }>(
    'select commitment, field from personal where agency_id = $1 and subject_id = $2 and seq = $3',
    [agency.id, streams[n]!.id, seq],
  );
  return rows[0]!;
};

describe('a forger in the running database', () => {
  it('drops a protected value', async () => {
    const thread = await makeThread(db, 'gone');
    const { commitment, field } = await protectedValue(thread, 3, 4);
    await db.owner.query('delete from personal where agency_id = $1 and commitment = $2', [
      thread.agency.id,
      commitment,
    ]);
    const report = await verifyDatabase(thread);
    expect(report.findings).toMatchObject([
      {
        code: 'personalGone',
        seq: 4,
        stream: { kind: 'matter', id: thread.streams[3]!.id },
        facts: { field: `data.${field}` },
      },
    ]);
    expect(report.findings[0]!.position).not.toBeNull();
  });

  it('alters a protected value, or puts another one in its place', async () => {
    const thread = await makeThread(db, 'altered');
    const [first, second] = [await protectedValue(thread, 3, 4), await protectedValue(thread, 3, 5)];
    await db.owner.query(
      `update personal set cipher = set_byte(cipher, length(cipher) - 1, get_byte(cipher, length(cipher) - 1) # 1)
       where agency_id = $1 and commitment = $2`,
      [thread.agency.id, first.commitment],
    );
    // A true cipher under the right key, of another event.
    const other = await protectedValue(thread, 3, 6);
    await db.owner.query(
      `update personal p set cipher = o.cipher from personal o
       where p.agency_id = $1 and p.commitment = $2 and o.agency_id = $1 and o.commitment = $3`,
      [thread.agency.id, second.commitment, other.commitment],
    );
    const report = await verifyDatabase(thread);
    expect(report.findings.map(({ code, seq }) => [code, seq])).toEqual([
      ['personalChanged', 4],
      ['personalChanged', 5],
    ]);
  });

  it('destroys a key without saying so', async () => {
    const thread = await makeThread(db, 'keyless');
    await db.owner.query('delete from data_key where agency_id = $1 and subject_id = $2', [
      thread.agency.id,
      thread.streams[2]!.id,
    ]);
    const report = await verifyDatabase(thread);
    expect(codesOf(report)).toEqual(['personalGone']);
    expect(report.findings.length).toBe(9);
  });

  it('keeps an event out of the queue', async () => {
    const thread = await makeThread(db, 'unqueued');
    await goOn(thread);
    const { id, seq } = thread.streams[4]!;
    await db.owner.query('delete from to_seal where agency_id = $1 and stream_id = $2', [thread.agency.id, id]);
    await seal(db, thread.agency);
    const report = await verifyDatabase(thread);
    expect(report.findings).toMatchObject([{ code: 'notQueued', seq, stream: { kind: 'matter', id } }]);
  });

  it('alters, or takes away, an attached file', async () => {
    const thread = await makeThread(db, 'files');
    const { id } = thread.streams[0]!;
    copyFileSync(thread.fileAt, `${thread.fileAt}.kept`);
    writeFileSync(thread.fileAt, 'other evidence');
    expect((await verifyDatabase(thread)).findings).toMatchObject([
      { code: 'fileChanged', seq: 1, stream: { id }, facts: { digest: thread.digest } },
    ]);
    rmSync(thread.fileAt);
    expect((await verifyDatabase(thread)).findings).toMatchObject([{ code: 'fileGone', seq: 1, stream: { id } }]);
    copyFileSync(`${thread.fileAt}.kept`, thread.fileAt);
    expect((await verifyDatabase(thread)).findings).toEqual([]);
  });

  it('alters an event that is not sealed yet', async () => {
    const thread = await makeThread(db, 'unsealed');
    await goOn(thread, 2);
    expect(await verifyDatabase(thread)).toMatchObject({ findings: [], unsealed: 14, size: 64 });
    const [{ id, seq }, other] = [thread.streams[1]!, thread.streams[2]!];
    await db.owner.query(
      `update event set body = replace(body, '"percent":', '"percent":1') where agency_id = $1 and stream_id = $2 and seq = $3`,
      [thread.agency.id, id, seq - 1],
    );
    await db.owner.query(
      `update event set body = replace(body, '"percent":', '"percent":1') where agency_id = $1 and stream_id = $2 and seq = $3`,
      [thread.agency.id, other.id, other.seq],
    );
    const report = await verifyDatabase(thread);
    expect(findingsOf(report, 'queueChanged')).toMatchObject([{ seq, stream: { id } }]);
    expect(findingsOf(report, 'streamHead')).toMatchObject([{ seq: other.seq, stream: { id: other.id } }]);
    await db.owner.query('delete from event where agency_id = $1 and stream_id = $2 and seq = $3', [
      thread.agency.id,
      other.id,
      other.seq,
    ]);
    expect(findingsOf(await verifyDatabase(thread), 'eventGone')).toMatchObject([{ stream: { id: other.id } }]);
  });

  it('alters sealed hashes, tiles and checkpoints that were handed out', async () => {
    const thread = await makeThread(db, 'tiles');
    await goOn(thread, 30);
    await seal(db, thread.agency);
    expect(await countOf(db.owner, 'tile', thread.agency.id)).toBe(1);
    expect((await verifyDatabase(thread)).findings).toEqual([]);
    const { stream_id, seq } = await eventAt(thread, 100);
    await db.owner.query('update sealed set leaf = $2 where agency_id = $1 and position = 100', [
      thread.agency.id,
      Buffer.alloc(32, 7),
    ]);
    await db.owner.query('delete from checkpoint where agency_id = $1 and size = 64', [thread.agency.id]);
    const report = await verifyDatabase(thread);
    expect(findingsOf(report, 'sealedChanged')).toMatchObject([{ position: 100, seq, stream: { id: stream_id } }]);
    expect(findingsOf(report, 'eventChanged')).toMatchObject([{ position: 100 }]);
    expect(findingsOf(report, 'handoutGone')).toMatchObject([{ facts: { size: 64 } }]);
    await db.owner.query('delete from tile where agency_id = $1', [thread.agency.id]);
    expect(findingsOf(await verifyDatabase(thread), 'tile')).toMatchObject([{ facts: { level: 0, index: 0 } }]);
    await db.owner.query('delete from sealed where agency_id = $1 and position = 200', [thread.agency.id]);
    expect(findingsOf(await verifyDatabase(thread), 'sealedGap')).toMatchObject([{ position: 200 }]);
  });
});

describe('no false alarm', () => {
  it('after an erasure, sealed or not, its file too, and after sealer restarts', async () => {
    const thread = await makeThread(db, 'erased');
    await erase(thread, 0);
    rmSync(thread.fileAt);
    expect(await verifyDatabase(thread)).toMatchObject({
      findings: [],
      unsealed: 1,
      personal: { checked: 64, erased: 10 },
      files: { checked: 1, erased: 1 },
    });
    await seal(db, thread.agency);
    await erase(thread, 3);
    for (let n = 0; n < 3; n++) {
      await goOn({ ...thread, streams: thread.streams.slice(4) });
      thread.streams.splice(4, 3, ...(await streamsNow(thread)));
      await seal(db, thread.agency);
    }
    const report = await verifyDatabase(thread);
    expect(report).toMatchObject({ findings: [], unsealed: 0, personal: { erased: 19 } });
    expect((await verifyExport(thread)).findings).toEqual([]);
  });

  it('on an agency of which nothing is sealed yet', async () => {
    const agency = await makeAgency(db, 'newborn');
    await happen(db, db.app, agency, null, { protect: { note: 'first' } });
    const report = await verifyLive(agency, { pool: db.app, vault: db.vault, files: createFileStore(db.dataFolder) });
    expect(report).toMatchObject({ findings: [], size: 0, unsealed: 2, personal: { checked: 1 } });
  });

  it('while events are written and sealed', async () => {
    const thread = await makeThread(db, 'busy');
    const sealer = startSealer({ pool: db.sealer, keys: db.keys, rest: 5, retry: 20 });
    let isDone = false;
    const writing = goOn(thread, 25).finally(() => {
      isDone = true;
    });
    let looks = 0;
    for (; !isDone; looks++) expect((await verifyDatabase(thread)).findings).toEqual([]);
    await writing;
    await sealer.stop();
    expect(looks).toBeGreaterThan(1);
  });

  it('but a value written under an erased subject afterwards must be there', async () => {
    const thread = await makeThread(db, 'later');
    await erase(thread, 5);
    const fresh = db.vault.newKey();
    await db.app.query('insert into data_key (agency_id, subject_id, wrapped) values ($1, $2, $3)', [
      thread.agency.id,
      thread.streams[5]!.id,
      fresh.wrapped,
    ]);
    const key = fresh.key;
    thread.streams[5] = await happen(
      db,
      db.app,
      thread.agency,
      { ...thread.streams[5]!, key },
      { protect: { note: 'again' } },
    );
    expect((await verifyDatabase(thread)).findings).toEqual([]);
    const { commitment } = await protectedValue(thread, 5, thread.streams[5]!.seq);
    await db.owner.query('delete from personal where agency_id = $1 and commitment = $2', [
      thread.agency.id,
      commitment,
    ]);
    expect((await verifyDatabase(thread)).findings).toMatchObject([
      { code: 'personalGone', seq: thread.streams[5]!.seq, facts: { field: 'data.note' } },
    ]);
  });
});

/** `goOn` on a part of the matters moves that part only; this reads where they stand now. */
const streamsNow = async (thread: Thread): Promise<Thread['streams']> => {
  const { rows } = await db.owner.query<{ id: string; seq: number; head: string }>(
    'select id, seq, head from stream where agency_id = $1',
    [thread.agency.id],
  );
  return thread.streams.slice(4).map((stream) => ({ ...stream, ...rows.find(({ id }) => id === stream.id)! }));
};
