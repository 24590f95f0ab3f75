import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { messageOf } from '../config/fault.ts';
import { logAgencies } from '../log/agencies.ts';

/**
 * Tells every process on a database that something moved in an agency: a clock, a seat, a notice. It carries no news, only
 * that there is some, so a ring may come twice or for nothing, and whoever hears it looks for itself.
 */
export type Bell = {
  /** Soon, together with others of the moment; never inside a transaction of a command. */
  ring(agency: string): void;
  /** Hears the rings of all processes, its own among them; answers how to stop hearing. */
  hear(cb: (agency: string) => void): () => void;
  /** Resolves when the connection is closed. */
  stop(): Promise<void>;
};

export type BellOptions = {
  /** Whose address and login are used; the bell has one connection of its own, since what listens cannot be lent out. */
  pool: pg.Pool;
  /** Milliseconds in which rings of one agency count as one. */
  gather?: number;
  /** Milliseconds until a lost connection is sought again. */
  retry?: number;
  onTrouble?: (line: string) => void;
};

const channel = 'xn_live';

// Notifying inside a writing transaction takes a lock of the whole cluster at its commit; this is a statement by itself.
const notify = `select pg_notify('${channel}', agency) from unnest($1::text[]) as agency`;

export const startBell = ({ pool, gather = 50, retry = 1000, onTrouble = () => {} }: BellOptions): Bell => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const hearing = new Set<(agency: string) => void>();
  const gathered = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let line: pg.Client | null = null;

  const tell = (agency: string): void => {
    for (const hear of hearing) {
      try {
        hear(agency);
      } catch (error) {
        onTrouble(`who heard the bell failed: ${messageOf(error)}`);
      }
    }
  };

  const flush = (): void => {
    timer = undefined;
    const agencies = [...gathered];
    gathered.clear();
    // Without the line this process still hears itself; the others look around when they are back on it.
    const alone = (): void => agencies.forEach(tell);
    if (line) line.query(notify, [agencies]).catch(alone);
    else alone();
  };

  /** Listens until the connection is lost; what rang before it was there is made up for by ringing for all. */
  const listen = async (): Promise<void> => {
    // The very options of the pool: it hides the password from whoever copies them.
    const client = new pg.Client(pool.options);
    const lost = new Promise<Error | null>((resolve) => {
      client.on('error', resolve);
      client.on('end', () => resolve(new Error('the connection ended')));
      signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    client.on('notification', ({ payload }) => payload && tell(payload));
    try {
      await client.connect();
      await client.query(`set application_name = 'xiaoneng bell'; listen ${channel}`);
      line = client;
      for (const { id } of await logAgencies(client)) tell(id);
      const error = await lost;
      if (error) throw error;
    } finally {
      line = null;
      // Ending one that is lost already must not wait for an answer that will not come.
      await Promise.race([client.end().catch(() => {}), sleep(retry)]);
    }
  };

  const run = async (): Promise<void> => {
    let told = false;
    while (!signal.aborted) {
      try {
        await listen();
        told = false;
      } catch (error) {
        if (!told) onTrouble(`the bell lost the database and tries again: ${messageOf(error)}`);
        told = true;
      }
      if (!signal.aborted) await sleep(retry, undefined, { signal }).catch(() => {});
    }
  };
  const ended = run();

  return {
    ring: (agency) => {
      if (signal.aborted) return;
      gathered.add(agency);
      timer ??= setTimeout(flush, gather);
    },
    hear: (cb) => {
      hearing.add(cb);
      return () => {
        hearing.delete(cb);
      };
    },
    stop: async () => {
      clearTimeout(timer);
      stopping.abort();
      await ended;
    },
  };
};
