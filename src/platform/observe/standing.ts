import { statfs } from 'node:fs/promises';
import type pg from 'pg';
import { messageOf } from '../config/fault.ts';
import { readMigrations } from '../database/migrate.ts';
import { statement } from '../database/statement.ts';
import { sealerLock } from '../log/sealer.ts';
import { limits } from '../session/sessions.ts';
import { scrub } from './scrub.ts';

/** Beyond these a server says that it is not ready. */
const bounds = { lagSeconds: 60, diskBytes: 512 * 1024 * 1024, answerMs: 3_000 };

/** How an installation stands now; `reasons` are empty when it may take requests. */
export type Standing = {
  reasons: string[];
  diskFree: number;
  database: {
    waiting: number;
    lagSeconds: number;
    sealers: number;
    sessions: number;
    /** Letters that may leave and have not, and those given up. */
    mailWaiting: number;
    mailFailed: number;
    missing: string[];
  } | null;
};

// The queue is counted no further than anybody needs to know.
type Look = {
  waiting: number;
  oldest: Date | null;
  sealers: number;
  sessions: number;
  mail_waiting: number;
  mail_failed: number;
};

const look = statement<Look>(
  'observe.look',
  `select (select count(*) from (select 1 from to_seal limit 100000) q) as waiting,
  (select min(first.recorded_at) from agency a cross join lateral (
    select q.recorded_at from to_seal q where q.agency_id = a.id order by q.recorded_at limit 1) first) as oldest,
  (select count(*) from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = 0 and l.objid = ${sealerLock}
    and l.database = (select d.oid from pg_database d where d.datname = current_database())) as sealers,
  (select count(*) from session s where s.ended_at is null and s.seen_at > $1) as sessions,
  (select count(*) from (select 1 from mail m where m.state = 'waiting' and m.next_try_at <= $2 limit 100000) q) as mail_waiting,
  (select count(*) from (select 1 from mail m where m.state = 'failed' and m.reason is not null limit 100000) q) as mail_failed`,
  { acrossAgencies: true },
);
const taken = statement<{ name: string }>('observe.migrations', 'select name from migration', { acrossAgencies: true });

const lookInto = async (pool: pg.Pool, at: Date): Promise<NonNullable<Standing['database']>> => {
  const seen = new Date(at.getTime() - limits.idleMinutes * 60_000);
  const { rows } = await pool.query<Look>({ ...look, values: [seen, at] });
  const has = new Set((await pool.query<{ name: string }>(taken)).rows.map(({ name }) => name));
  const { waiting = 0, oldest = null, sealers = 0, sessions = 0 } = rows[0] ?? {};
  const { mail_waiting: mailWaiting = 0, mail_failed: mailFailed = 0 } = rows[0] ?? {};
  const lagSeconds = oldest ? Math.max(0, (at.getTime() - oldest.getTime()) / 1000) : 0;
  const missing = readMigrations()
    .map(({ name }) => name)
    .filter((name) => !has.has(name));
  return { waiting, lagSeconds, sealers, sessions, mailWaiting, mailFailed, missing };
};

const inTime = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    late.promise.catch(() => {});
    work.catch(() => {});
  }
};

const reasonsOf = ({ database, diskFree }: Omit<Standing, 'reasons'>): string[] => {
  const reasons: string[] = [];
  if (diskFree < bounds.diskBytes) reasons.push(`disk: ${Math.round(diskFree / 1024 / 1024)} MiB free`);
  if (!database) return reasons;
  if (database.missing.length > 0) reasons.push(`migrations missing: ${database.missing.join(', ')}`);
  if (database.sealers === 0) reasons.push('sealer: nobody seals');
  if (database.lagSeconds > bounds.lagSeconds)
    reasons.push(`sealer: ${Math.round(database.lagSeconds)} s behind, ${database.waiting} events wait`);
  return reasons;
};

/** Looks at what a server needs to do its work, and says in words what it lacks. */
export const standingOf = async (pool: pg.Pool, dataFolder: string, now: () => Date): Promise<Standing> => {
  const { bavail, bsize } = await statfs(dataFolder);
  const diskFree = bavail * bsize;
  try {
    const database = await inTime(lookInto(pool, now()), bounds.answerMs);
    return { database, diskFree, reasons: reasonsOf({ database, diskFree }) };
  } catch (error) {
    const reasons = [`database: ${scrub(messageOf(error))}`, ...reasonsOf({ database: null, diskFree })];
    return { database: null, diskFree, reasons };
  }
};

/** The same answer for everybody who asks within a moment: collectors and balancers must not cost more than requests do. */
export const remembered = <T>(ask: () => Promise<T>, ms: number): (() => Promise<T>) => {
  let held: { at: number; answer: Promise<T> } | null = null;
  return () => {
    if (!held || performance.now() - held.at > ms) held = { at: performance.now(), answer: ask() };
    return held.answer;
  };
};
