import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding, VerifyReport } from '../../src/kernel/proof/index.ts';
import { createFileStore, type FileStore } from '../../src/platform/files/store.ts';
import type { LogAgency } from '../../src/platform/log/agencies.ts';
import { lastCheckpoint } from '../../src/platform/log/checkpoints.ts';
import { exportLog } from '../../src/platform/log/export.ts';
import { startSealer } from '../../src/platform/log/sealer.ts';
import { verifyFolder } from '../../src/platform/log/verify-folder.ts';
import { type LiveReport, verifyLive } from '../../src/platform/log/verify-live.ts';
import { latestCheckpoint } from '../../src/platform/log/witness.ts';
import { countOf, happen, type LogDatabase, makeAgency, type TestStream, until } from '../builders/log-database.ts';

export const STREAMS = 7;

/** A small agency with a life of several stages: protected texts, a file, checkpoints, a note kept outside. */
export type Thread = {
  db: LogDatabase;
  agency: LogAgency;
  /** The matters as they stand; `streams[0]` bears the file. */
  streams: TestStream[];
  files: FileStore;
  digest: string;
  fileAt: string;
  /** Text of the note kept outside, over everything there was when the thread was made. */
  note: string;
};

export type Report = VerifyReport | LiveReport;

export const codesOf = ({ findings }: Report): string[] => [...new Set(findings.map(({ code }) => code))].sort();

export const findingsOf = ({ findings }: Report, code: Finding['code']): Finding[] =>
  findings.filter((one) => one.code === code);

/** Seals what is queued and sees a checkpoint over it. */
export const seal = async (db: LogDatabase, agency: LogAgency): Promise<void> => {
  const sealer = startSealer({ pool: db.sealer, keys: db.keys, rest: 10, retry: 20 });
  await until(async () => (await countOf(db.owner, 'to_seal', agency.id)) === 0, 'everything is sealed');
  const sealed = await countOf(db.owner, 'sealed', agency.id);
  await until(async () => (await lastCheckpoint(db.app, agency.id))?.size === sealed, 'a checkpoint covers everything');
  await sealer.stop();
};

/** One more event on every matter. */
export const goOn = async ({ db, agency, streams }: Thread, rounds = 1): Promise<void> => {
  for (let round = 0; round < rounds; round++) {
    for (const [n, stream] of streams.entries()) {
      const protect = { note: `progress ${stream.seq} of matter ${n}` };
      streams[n] = await happen(db, db.app, agency, stream, { data: { percent: stream.seq * 10 }, protect });
    }
  }
};

/** 64 events: the key, seven matters, nine events each; a checkpoint after each stage of 21. */
export const makeThread = async (db: LogDatabase, code: string): Promise<Thread> => {
  const agency = await makeAgency(db, code);
  const content = Buffer.from(`evidence of ${code}`);
  const digest = createHash('sha256').update(content).digest('hex');
  const fileAt = path.join(db.dataFolder, 'files', agency.id, digest.slice(0, 2), digest);
  mkdirSync(path.dirname(fileAt), { recursive: true });
  writeFileSync(fileAt, content);

  const thread: Thread = { db, agency, streams: [], files: createFileStore(db.dataFolder), digest, fileAt, note: '' };
  for (let n = 0; n < STREAMS; n++) {
    const attach = n === 0 ? [{ digest, size: content.length, type: 'text/plain', name: 'evidence.txt' }] : [];
    const protect = { title: `title of matter ${n} in ${code}` };
    thread.streams.push(await happen(db, db.app, agency, null, { protect, attach }));
  }
  for (const rounds of [2, 3, 3]) {
    await goOn(thread, rounds);
    await seal(db, agency);
  }
  thread.note = (await latestCheckpoint(db.app, agency, 'file'))!.note;
  return thread;
};

/** What an outsider does: export, then verify the folder by itself. */
export const verifyExport = async (
  thread: Thread,
  { withNote = true, forge = () => {} }: { withNote?: boolean; forge?: (folder: string) => void } = {},
): Promise<VerifyReport> => {
  const folder = mkdtempSync(path.join(thread.db.dataFolder, 'export-'));
  await exportLog(thread.db.app, thread.agency, { out: path.join(folder, 'log'), full: false });
  forge(path.join(folder, 'log'));
  const note = path.join(folder, 'outside.note');
  writeFileSync(note, thread.note);
  return verifyFolder(path.join(folder, 'log'), withNote ? { checkpoint: note } : {});
};

export const verifyDatabase = ({ db, agency, files, note }: Thread, { withNote = true } = {}): Promise<LiveReport> =>
  verifyLive(agency, { pool: db.app, vault: db.vault, files, anchor: withNote ? note : undefined });
