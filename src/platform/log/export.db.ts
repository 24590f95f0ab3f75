import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  countOf,
  happen,
  type LogDatabase,
  makeAgency,
  openLogDatabase,
  until,
} from '../../../tests/builders/log-database.ts';
import { goOn, makeThread, STREAMS, seal, type Thread } from '../../../tests/tamper/thread.ts';
import { OperatorFault } from '../config/fault.ts';
import { exportLog } from './export.ts';
import { verifyFolder } from './verify-folder.ts';
import { latestCheckpoint, startFileWitness, writeCheckpointFile } from './witness.ts';

let db: LogDatabase;
beforeAll(async () => {
  db = await openLogDatabase();
});
afterAll(async () => {
  await db.stop();
});

const newFolder = () => mkdtempSync(path.join(db.dataFolder, 'export-'));
const linesOf = (folder: string) => readFileSync(path.join(folder, 'log.jsonl'), 'utf8').split('\n').slice(0, -1);

/** A row of the read model, as far as confidentiality needs it. */
const asMatter = async ({ agency, streams }: Thread, n: number, over: { confidential: boolean; parent?: number }) => {
  const id = streams[n]!.id;
  const root = over.parent === undefined ? id : streams[over.parent]!.id;
  await db.owner.query(
    `insert into matter (agency_id, id, procedure, version, number, parent_id, root_id, seq, state, open, owner_id, owner_post_id,
       unit_id, registrar_id, confidential, answered, evidence_by, evidence_count, relapses, sent_back, registered_at, changed_at, fold)
     values ($1, $2, 'problem', 1, $3, $4, $5, 1, 'rectifying', true, $6, $6, $6, $6, $7, '{}', '{}', 0, 0, 0, now(), now(), '{}')`,
    [agency.id, id, `N-${n}`, over.parent === undefined ? null : root, root, randomUUID(), over.confidential],
  );
};

describe('export', () => {
  it('is a folder of three files that ends at its last checkpoint and verifies without a database', async () => {
    const thread = await makeThread(db, 'plain');
    // Committed and not sealed: not part of the export.
    await goOn(thread);
    const out = path.join(newFolder(), 'deep', 'log');
    const result = await exportLog(db.app, thread.agency, { out, full: false });
    expect(result).toMatchObject({ agency: 'plain', folder: out, size: 64, withheld: 0, missing: 0, keys: 1 });
    expect(readdirSync(out).sort()).toEqual(['checkpoints.jsonl', 'keys.json', 'log.jsonl']);
    expect(statSync(path.join(out, 'log.jsonl')).mode & 0o777).toBe(0o600);
    expect(linesOf(out).length).toBe(64);
    expect(await verifyFolder(out)).toMatchObject({ findings: [], size: 64, streams: STREAMS + 1 });
  });

  it('withholds confidential matters with what hangs below them, and shows them only in full', async () => {
    const thread = await makeThread(db, 'secret');
    await asMatter(thread, 2, { confidential: true });
    await asMatter(thread, 3, { confidential: false, parent: 2 });
    await asMatter(thread, 4, { confidential: false });
    const [out, whole] = [newFolder(), newFolder()];
    expect(await exportLog(db.app, thread.agency, { out, full: false })).toMatchObject({ size: 64, withheld: 18 });
    const text = readFileSync(path.join(out, 'log.jsonl'), 'utf8');
    expect([2, 3, 4].map((n) => text.includes(thread.streams[n]!.id))).toEqual([false, false, true]);
    const report = await verifyFolder(out);
    expect(report).toMatchObject({ findings: [], size: 64, withheld: 18, events: 46 });
    expect(report.unchecked.map(({ code }) => code)).toEqual(['noAnchor', 'withheld']);
    expect(await exportLog(db.app, thread.agency, { out: whole, full: true })).toMatchObject({ size: 64, withheld: 0 });
    expect(await verifyFolder(whole)).toMatchObject({ findings: [], withheld: 0, events: 64 });
  });

  it('withholds what somebody is accused in, with what hangs below it, confidential or not', async () => {
    const thread = await makeThread(db, 'accused');
    await asMatter(thread, 2, { confidential: false });
    await asMatter(thread, 3, { confidential: false, parent: 2 });
    await asMatter(thread, 4, { confidential: false });
    const named = (role: string, n: number) =>
      db.owner.query(
        'insert into party (agency_id, matter_id, person_id, role, from_at) values ($1, $2, $3, $4, now())',
        [thread.agency.id, thread.streams[n]?.id, randomUUID(), role],
      );
    await named('accused', 2);
    await named('affected', 4);
    const out = newFolder();
    expect(await exportLog(db.app, thread.agency, { out, full: false })).toMatchObject({ size: 64, withheld: 18 });
    const text = readFileSync(path.join(out, 'log.jsonl'), 'utf8');
    expect([2, 3, 4].map((n) => text.includes(thread.streams[n]!.id))).toEqual([false, false, true]);
    expect((await verifyFolder(out)).findings).toEqual([]);
  });

  it('takes one moment of a log that goes on', async () => {
    const thread = await makeThread(db, 'moving');
    const writing = goOn(thread, 20).then(() => seal(db, thread.agency));
    for (let n = 0; n < 5; n++) {
      const out = newFolder();
      await exportLog(db.app, thread.agency, { out, full: false });
      expect((await verifyFolder(out)).findings).toEqual([]);
    }
    await writing;
  });

  it('refuses a folder with something in it, and an agency without a checkpoint', async () => {
    const thread = await makeThread(db, 'refused');
    const out = newFolder();
    writeFileSync(path.join(out, 'mine'), '');
    await expect(exportLog(db.app, thread.agency, { out, full: false })).rejects.toThrow(/is not empty/);
    const fresh = await makeAgency(db, 'fresh');
    await expect(exportLog(db.app, fresh, { out: newFolder(), full: false })).rejects.toThrow(/nothing was sealed/);
  });

  it('keeps line breaks of other alphabets inside their event', async () => {
    const thread = await makeThread(db, 'breaks');
    await happen(db, db.app, thread.agency, null, { data: { mark: 'a\u2028b\u2029c\u0085d\re' } });
    await seal(db, thread.agency);
    const out = newFolder();
    await exportLog(db.app, thread.agency, { out, full: false });
    expect(linesOf(out).length).toBe(65);
    expect((await verifyFolder(out)).findings).toEqual([]);
  });
});

describe('verifying a folder', () => {
  it('says which file it misses', async () => {
    const thread = await makeThread(db, 'missing');
    const out = newFolder();
    await expect(verifyFolder(out)).rejects.toThrow(OperatorFault);
    await expect(verifyFolder(out)).rejects.toThrow(/checkpoints.jsonl is not there/);
    await exportLog(db.app, thread.agency, { out, full: false });
    await expect(verifyFolder(out, { checkpoint: path.join(out, 'no.note') })).rejects.toThrow(/no.note is not there/);
    await expect(verifyFolder(out, { checkpoint: out })).rejects.toThrow(/cannot be read/);
  });

  it('sees bytes that are no text, a line without end and a last newline cut off', async () => {
    const thread = await makeThread(db, 'bytes');
    const out = newFolder();
    await exportLog(db.app, thread.agency, { out, full: false });
    const file = path.join(out, 'log.jsonl');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, -1));
    expect((await verifyFolder(out)).findings).toEqual([]);
    const broken = Buffer.from(bytes);
    broken[broken.length - 20] = 0xff;
    writeFileSync(file, broken);
    expect((await verifyFolder(out)).findings.map(({ code }) => code)).toContain('root');
    writeFileSync(file, Buffer.concat([bytes, Buffer.from('\n')]));
    expect((await verifyFolder(out)).findings.map(({ code }) => code)).toContain('end');
  });
});

describe('witness', () => {
  it('hands out the newest checkpoint and keeps it', async () => {
    const thread = await makeThread(db, 'witness');
    const first = await latestCheckpoint(db.app, thread.agency, 'http');
    expect(first).toMatchObject({ size: 64, note: thread.note });
    await latestCheckpoint(db.app, thread.agency, 'http');
    expect(await countOf(db.owner, 'checkpoint_handout', thread.agency.id)).toBe(2);
    expect(await latestCheckpoint(db.app, await makeAgency(db, 'unborn'), 'http')).toBeNull();
  });

  it('writes a file for each size it saw and never writes over one', async () => {
    const thread = await makeThread(db, 'filed');
    const folder = newFolder();
    const file = await writeCheckpointFile(db.app, thread.agency, folder);
    expect(path.relative(folder, file!)).toBe(path.join('filed', '000000000064.note'));
    writeFileSync(file!, 'what the witness saw');
    await writeCheckpointFile(db.app, thread.agency, folder);
    expect(readFileSync(file!, 'utf8')).toBe('what the witness saw');
    await goOn(thread);
    await seal(db, thread.agency);
    expect(path.basename((await writeCheckpointFile(db.app, thread.agency, folder))!)).toBe('000000000071.note');
  });

  it('writes for every agency by itself, and tells when it cannot', async () => {
    const folder = newFolder();
    const witness = startFileWitness({ runner: db.app, folder });
    const files = await witness.ask();
    witness.stop();
    expect(files.length).toBeGreaterThan(2);
    const troubles: string[] = [];
    const blocked = path.join(folder, 'blocked');
    writeFileSync(blocked, '');
    const failing = startFileWitness({ runner: db.app, folder: blocked, onTrouble: (line) => troubles.push(line) });
    await until(() => troubles.length > 0, 'the trouble is told');
    failing.stop();
    expect(troubles).toEqual([expect.stringContaining(`could not be written to ${blocked}`)]);
  });
});
