import type { Pool } from 'pg';
import type { Agency } from '../authorization/directory.ts';
import type { Bell } from '../clock/bell.ts';
import { startRounds } from '../clock/rounds.ts';
import { messageOf } from '../config/fault.ts';
import { inTransaction } from '../database/transaction.ts';
import { deliverOne } from './deliver.ts';
import type { MailDeps } from './deps.ts';
import { makeDigests, makeWitnessMail } from './digests.ts';
import { mailFromNotices } from './from-notices.ts';
import { earliestMail } from './queue.ts';
import { mailServerOf } from './server.ts';

export type MailLoopDeps = MailDeps & {
  pool: Pool;
  bell: Pick<Bell, 'hear'>;
  agencies: () => Promise<readonly Agency[]>;
  onTrouble: (line: string) => void;
  /** Milliseconds it sleeps at most. */
  poll?: number;
  /** Milliseconds an agency is left alone after its server failed. */
  pause?: number;
  /** Milliseconds after a ring, so that what happens at once leaves in one letter. */
  gather?: number;
};

export type MailLoop = {
  /** Ends after the letter under way. */
  stop(): Promise<void>;
  /** Looks at once: somebody set up a server or wants a letter sent again. */
  wake(): void;
};

/**
 * Makes letters from notices and by the hour, and sends what may leave. Any number of them may run on a database: a letter is
 * made once by its key and sent by whoever holds it.
 */
export const startMailLoop = (deps: MailLoopDeps): MailLoop => {
  const { pool, bell, agencies, onTrouble, now, poll = 15_000, pause = 60_000, gather = 2_000 } = deps;
  const pausedUntil = new Map<string, number>();
  const troubled = new Set<string>();
  const served = new Set<string>();
  /** Agencies that rang since the last round; between whole rounds no other is looked at. */
  const rung = new Set<string>();
  /** Asked to look at all of them. */
  let isWhole = true;

  /** A trouble is told when it begins, not every minute it lasts. */
  const tell = (agency: Agency, line: string): void => {
    if (!troubled.has(agency.id)) onTrouble(`mail of ${agency.code}: ${line}`);
    troubled.add(agency.id);
  };

  const ofAgency = async (agency: Agency, signal: AbortSignal): Promise<void> => {
    // Invented people under a clock that may be simulated: nothing leaves.
    if (agency.demonstration) return;
    const server = await mailServerOf(deps.runner, deps.vault, agency, deps.installation);
    // Without a server nothing is made either: the desk's notices stand, and no queue grows that nobody empties.
    if (!server) return;
    served.add(agency.id);
    await mailFromNotices(deps, agency);
    // A batch each time, so that a thousand people's digests do not hold one transaction.
    while (!signal.aborted && (await inTransaction(pool, (client) => makeDigests(deps, client, agency))) > 0);
    await makeWitnessMail(deps, agency);
    if ((pausedUntil.get(agency.id) ?? 0) > Date.now()) return;
    while (!signal.aborted) {
      const became = await deliverOne(deps, agency, server);
      if (became === 'none') return;
      if (became === 'sent') troubled.delete(agency.id);
      if (became === 'serverFailed') {
        pausedUntil.set(agency.id, Date.now() + pause);
        return tell(agency, `${server.host}:${server.port} takes no letters; the page 邮件 says why`);
      }
    }
  };

  /** Milliseconds until a letter is due, at most the poll. */
  const untilNext = async (): Promise<number> => {
    const { rows } = await deps.runner.query<{ id: string; at: Date }>(earliestMail);
    const first = rows.find(({ id }) => served.has(id) && (pausedUntil.get(id) ?? 0) <= Date.now());
    return first ? Math.min(poll, Math.max(1000, first.at.getTime() - now().getTime())) : poll;
  };

  const round = async (signal: AbortSignal): Promise<number> => {
    // Nobody rang: the rest ran out, and with it the time in which only those that ring are looked at.
    const [all, ringing] = [isWhole || rung.size === 0, new Set(rung)];
    isWhole = false;
    rung.clear();
    if (all) served.clear();
    for (const agency of await agencies()) {
      if (signal.aborted) return 0;
      if (!all && !ringing.has(agency.id)) continue;
      await ofAgency(agency, signal).catch((error: unknown) => tell(agency, messageOf(error)));
    }
    return untilNext();
  };

  const rounds = startRounds({ round, troubled: 'mail is late and tried again', onTrouble, gatherMs: gather });
  const leave = bell.hear((agency) => {
    rung.add(agency);
    rounds.wake();
  });
  return {
    wake: () => {
      pausedUntil.clear();
      isWhole = true;
      rounds.wake();
    },
    stop: async () => {
      leave();
      await rounds.stop();
    },
  };
};
