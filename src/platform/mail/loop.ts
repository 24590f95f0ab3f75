import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Agency } from '../authorization/directory.ts';
import type { Bell } from '../clock/bell.ts';
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
  const stopping = new AbortController();
  const { signal } = stopping;
  const pausedUntil = new Map<string, number>();
  const troubled = new Set<string>();
  let called = Promise.withResolvers<void>();
  const served = new Set<string>();
  /** Agencies that rang since the last round; between whole rounds no other is looked at. */
  const rung = new Set<string>();
  let isWhole = true;
  const leave = bell.hear((agency) => {
    rung.add(agency);
    called.resolve();
  });

  /** A trouble is told when it begins, not every minute it lasts. */
  const tell = (agency: Agency, line: string): void => {
    if (!troubled.has(agency.id)) onTrouble(`mail of ${agency.code}: ${line}`);
    troubled.add(agency.id);
  };

  const ofAgency = async (agency: Agency): Promise<void> => {
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

  const round = async (): Promise<void> => {
    called = Promise.withResolvers();
    const [all, ringing] = [isWhole, new Set(rung)];
    isWhole = false;
    rung.clear();
    if (all) served.clear();
    for (const agency of await agencies()) {
      if (signal.aborted) return;
      if (!all && !ringing.has(agency.id)) continue;
      await ofAgency(agency).catch((error: unknown) => tell(agency, messageOf(error)));
    }
  };

  const rest = async (): Promise<void> => {
    const { rows } = await deps.runner.query<{ id: string; at: Date }>(earliestMail);
    const first = rows.find(({ id }) => served.has(id) && (pausedUntil.get(id) ?? 0) <= Date.now());
    const own = new AbortController();
    const either = AbortSignal.any([signal, own.signal]);
    const due = first ? first.at.getTime() - now().getTime() : poll;
    const quiet = sleep(Math.min(poll, Math.max(1000, due)), undefined, { signal: either }).then(
      () => {
        isWhole = true;
      },
      () => {},
    );
    const rung = called.promise.then(() => sleep(gather, undefined, { signal: either }).catch(() => {}));
    await Promise.race([quiet, rung]);
    own.abort();
  };

  const work = async (): Promise<void> => {
    let told = false;
    while (!signal.aborted)
      try {
        await round();
        await rest();
        told = false;
      } catch (error) {
        if (!told) onTrouble(`mail is late and tried again: ${messageOf(error)}`);
        told = true;
        await sleep(1000, undefined, { signal }).catch(() => {});
      }
  };
  const ended = work();
  return {
    wake: () => {
      pausedUntil.clear();
      isWhole = true;
      called.resolve();
    },
    stop: async () => {
      stopping.abort();
      leave();
      await ended;
    },
  };
};
