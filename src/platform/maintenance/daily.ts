import { messageOf } from '../config/fault.ts';
import type { Pools } from '../database/pools.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { knownDigests } from '../files/rows.ts';
import type { FileStore } from '../files/store.ts';
import { pruneCheckpoints } from '../log/checkpoints.ts';
import { dropNotices } from '../notices/read.ts';

const dayMs = 86_400_000;
/** Not in the first minutes, when everybody comes back. */
const firstMs = 600_000;

/** Command ids are kept 30 days (DESIGN §5): longer than any client asks again. */
const dropCommands = statement('maintenance.dropCommands', 'delete from command where agency_id = $1 and at < $2');
const dropSessions = statement('maintenance.dropSessions', 'delete from session where agency_id = $1 and seen_at < $2');
const dropFailures = statement(
  'maintenance.dropFailures',
  'delete from address_failure where agency_id = $1 and at < $2',
);
const dropAttempts = statement(
  'maintenance.dropAttempts',
  'delete from sign_on_attempt where agency_id = $1 and at < $2',
);

export type DailyDeps = {
  pools: Pick<Pools, 'app' | 'owner'>;
  files: Pick<FileStore, 'sweep'>;
  agencies: () => Promise<readonly { id: string }[]>;
  now: () => Date;
  /** What modules clear of their own. */
  also?: readonly ((runner: Runner, agency: string, now: Date) => Promise<void>)[];
  onTrouble: (line: string) => void;
};

const tidy = async (deps: DailyDeps, agency: string): Promise<void> => {
  const { pools, files, now } = deps;
  const before = (days: number): Date => new Date(now().getTime() - days * dayMs);
  const app: Runner = pools.app;
  await run(app, dropCommands, agency, before(30));
  await run(app, dropSessions, agency, before(30));
  await run(app, dropFailures, agency, before(1));
  await run(app, dropNotices, agency, before(180));
  await run(app, dropAttempts, agency, before(1));
  for (const clear of deps.also ?? []) await clear(app, agency, now());
  await files.sweep(agency, await knownDigests(app, agency));
  // Pruning is the owner's; a server that was not given that right leaves it to one that was.
  if (pools.owner) await pruneCheckpoints(pools.owner, agency, before(1));
};

/** What grows without use is cleared once a day, agency by agency; a failure is told and tried again the next day. */
export const startDaily = (deps: DailyDeps): { stop: () => Promise<void>; once: () => Promise<void> } => {
  let running: Promise<void> = Promise.resolve();
  const once = async (): Promise<void> => {
    for (const { id } of await deps.agencies())
      await tidy(deps, id).catch((error: unknown) => deps.onTrouble(`clearing up: ${messageOf(error)}`));
  };
  const begin = (): void => {
    running = once();
  };
  const first = setTimeout(begin, firstMs);
  const timer = setInterval(begin, dayMs);
  first.unref();
  timer.unref();
  return {
    once,
    stop: async () => {
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
};
