import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { uuidv7 } from 'uuidv7';
import type { EventBody, Json } from '../../src/kernel/proof/index.ts';
import { cloneDatabase, type TestDatabase } from '../../src/platform/database/test-database.ts';
import type { LogAgency } from '../../src/platform/log/agencies.ts';
import { append } from '../../src/platform/log/append.ts';
import { ensureSigningKey, signingKeys } from '../../src/platform/log/signing-key.ts';
import { type DataKey, type Vault, vaultOf } from '../../src/platform/personal/vault.ts';

/** A database of its own, and a data folder. `owner` is the forger's way in: the role that owns every table. */
export type LogDatabase = Pick<TestDatabase, 'app' | 'sealer' | 'owner'> & {
  /** A sealer login for connections beside the pool. */
  sealerUrl: string;
  dataFolder: string;
  vault: Vault;
  keys: ReturnType<typeof signingKeys>;
  stop: () => Promise<void>;
};

export const openLogDatabase = async (): Promise<LogDatabase> => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'xiaoneng-log-'));
  const { app, sealer, owner, url, drop } = await cloneDatabase();
  return {
    app,
    sealer,
    owner,
    sealerUrl: url('sealer'),
    dataFolder,
    vault: vaultOf(dataFolder),
    keys: signingKeys(dataFolder),
    stop: async () => {
      await drop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
};

/** A fresh agency with its signing key. */
export const makeAgency = async (db: LogDatabase, code: string, demonstration = false): Promise<LogAgency> => {
  const agency = { id: randomUUID(), code, origin: `xiaoneng.example/${code}`, demonstration };
  await db.app.query(
    'insert into agency (id, code, name, host, origin, demonstration, created_at) values ($1, $2, $3, null, $4, $5, $6)',
    [agency.id, code, `Agency ${code}`, agency.origin, demonstration, new Date()],
  );
  const deps = { runner: db.app, dataFolder: db.dataFolder, now: () => new Date(), newId: uuidv7 };
  await ensureSigningKey(deps, agency);
  return agency;
};

/** A stream under test: what was last written to it. */
export type TestStream = { id: string; seq: number; head: string | null; key: DataKey };

export type Happening = {
  action?: string;
  data?: Record<string, Json>;
  /** Texts that stand outside the event, under the stream's key. */
  protect?: Record<string, string>;
  /** Attached files; their names stand outside the event too. */
  attach?: { digest: string; size: number; type: string; name: string }[];
  at?: Date;
};

/** Writes the next event of a stream as commands do, with its protected values; opens the stream when it is new. */
export const happen = async (
  db: LogDatabase,
  runner: pg.Pool | pg.ClientBase,
  agency: LogAgency,
  stream: TestStream | null,
  { action = 'reportProgress', data = {}, protect = {}, attach = [], at = new Date() }: Happening = {},
): Promise<TestStream> => {
  const fresh = stream ? null : db.vault.newKey();
  const key = stream?.key ?? fresh!.key;
  const id = stream?.id ?? uuidv7();
  const seq = (stream?.seq ?? 0) + 1;
  const personal: object[] = [];
  const keep = (field: string, value: string) => {
    const { commitment, cipher } = db.vault.protect(key, value);
    personal.push({ subject_id: id, commitment, field, stream_id: id, seq, cipher: cipher.toString('base64') });
    return { commit: commitment, of: id };
  };
  const kept = Object.fromEntries(Object.entries(protect).map(([field, value]) => [field, keep(field, value)]));
  const files: EventBody['files'] = attach.map((file) => ({ ...file, name: keep('fileName', file.name) }));
  const body = {
    v: 1 as const,
    agency: agency.code,
    stream: { kind: 'matter', id },
    parent: null,
    number: seq === 1 ? `T-${id.slice(-6)}` : null,
    seq,
    action: seq === 1 ? 'register' : action,
    actor: randomUUID(),
    post: randomUUID(),
    onBehalfOf: null,
    command: uuidv7(),
    recordedAt: at.toISOString(),
    occurredAt: at.toISOString(),
    settings: [],
    procedure: { code: 'problem', version: 1 },
    state: { from: seq === 1 ? null : 'rectifying', to: 'rectifying' },
    data: { ...data, ...kept },
    files,
  };
  const done = await append(runner, agency.id, [{ body, prev: stream?.head ?? null }], [], {
    personal,
    keys: fresh ? [{ subject_id: id, wrapped: fresh.wrapped.toString('base64') }] : [],
  });
  if (!done.ok) throw new Error(`the event was not written: ${done.why}`);
  return { id, seq, head: done.appended[0]!.head, key };
};

/** Waits until a condition holds; fails after `patience` milliseconds. */
export const until = async (
  condition: () => Promise<boolean> | boolean,
  what: string,
  patience = 20_000,
): Promise<void> => {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

export const countOf = async (runner: pg.Pool, table: string, agency: string): Promise<number> => {
  const { rows } = await runner.query<{ n: number }>(`select count(*) as n from ${table} where agency_id = $1`, [
    agency,
  ]);
  return rows[0]!.n;
};
