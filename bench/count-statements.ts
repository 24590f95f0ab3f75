// Loaded into the server's process before it (`--import`), so that the server itself needs no switch for being counted.
import pg from 'pg';

/** What requests sent since the last reset. */
export type StatementCounts = { statements: number; commits: number; sessionTouches: number };

const zero = (): StatementCounts => ({ statements: 0, commits: 0, sessionTouches: 0 });
let counts = zero();

type Query = { name?: string; text: string };
const queryOf = (query: unknown): Query => (typeof query === 'string' ? { text: query } : (query as Query));

const writing = new Map<string, boolean>();
const writes = (text: string): boolean => {
  const known = writing.get(text);
  if (known !== undefined) return known;
  const found = /\b(insert\s+into|update\s+\w|delete\s+from)\b/i.test(text);
  writing.set(text, found);
  return found;
};

/** Of the application's connections, but for what the server does by itself: sealing, checking the log, the witness, counting the ledger. */
const isOfRequest = (application: string | undefined, { name = '' }: Query): boolean =>
  application === 'xiaoneng app' &&
  (!name.startsWith('log.') || name.startsWith('log.append')) &&
  !name.startsWith('ledger.follow');

const open = new WeakSet<object>();
const count = (client: object, { name, text }: Query): void => {
  const word = text.slice(0, 8).trimStart().toLowerCase();
  if (word.startsWith('begin')) open.add(client);
  else if (word.startsWith('rollback')) open.delete(client);
  else if (word.startsWith('commit')) {
    open.delete(client);
    counts.commits += 1;
  } else {
    counts.statements += 1;
    // Outside a transaction each writing statement is a commit of its own.
    if (!open.has(client) && writes(text)) counts.commits += 1;
    if (name === 'session.touch') counts.sessionTouches += 1;
  }
};

type Client = pg.Client & { connectionParameters?: { application_name?: string } };
const original = pg.Client.prototype.query as (...args: unknown[]) => unknown;
pg.Client.prototype.query = function counted(this: Client, ...args: unknown[]): unknown {
  const query = queryOf(args[0]);
  if (isOfRequest(this.connectionParameters?.application_name, query)) count(this, query);
  return original.apply(this, args);
} as typeof pg.Client.prototype.query;

process.on('message', (asked: unknown) => {
  if (asked !== 'counts') return;
  process.send?.(counts);
  counts = zero();
});
process.channel?.unref();
