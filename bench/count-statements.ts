// Loaded into the server's process before it (`--import`), so that the server itself needs no switch for being counted.
import pg from 'pg';

/** What the application's connections sent since the last reset; the sealer's work is not a request's. */
export type StatementCounts = { statements: number; commits: number; sessionTouches: number };

const zero = (): StatementCounts => ({ statements: 0, commits: 0, sessionTouches: 0 });
let counts = zero();
const seen = new Map<string, number>();
process.on('exit', () => process.env.XN_DEBUG && console.error(seen));
const open = new WeakSet<object>();
const writes = /\b(insert\s+into|update\s+\w|delete\s+from)\b/i;

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : String((query as { text?: unknown } | undefined)?.text ?? '');
const nameOf = (query: unknown): string => String((query as { name?: unknown } | undefined)?.name ?? '');

type Client = pg.Client & { connectionParameters?: { application_name?: string } };

const original = pg.Client.prototype.query as (...args: unknown[]) => unknown;
pg.Client.prototype.query = function count(this: Client, ...args: unknown[]): unknown {
  if (this.connectionParameters?.application_name === 'xiaoneng app') {
    const text = textOf(args[0]);
    if (/^\s*begin\b/i.test(text)) open.add(this);
    else if (/^\s*(commit|rollback)\b/i.test(text)) {
      open.delete(this);
      if (/^\s*commit/i.test(text)) counts.commits += 1;
    } else {
      counts.statements += 1;
      if (process.env.XN_DEBUG)
        seen.set(nameOf(args[0]) || text.slice(0, 60), (seen.get(nameOf(args[0]) || text.slice(0, 60)) ?? 0) + 1);
      // Outside a transaction each writing statement is a commit of its own.
      if (!open.has(this) && writes.test(text)) counts.commits += 1;
      if (nameOf(args[0]) === 'session.touch') counts.sessionTouches += 1;
    }
  }
  return original.apply(this, args);
} as typeof pg.Client.prototype.query;

process.on('message', (asked: unknown) => {
  if (asked !== 'counts') return;
  process.send?.(counts);
  counts = zero();
});
process.channel?.unref();
