import { messageOf } from '../config/fault.ts';
import type { LogAgency } from './agencies.ts';
import type { LiveReport } from './verify-live.ts';

/** When everything was last computed anew, how much that was, and whether nothing was found against it. */
export type LogCheck = { at: Date; size: number; whole: boolean };

const day = 24 * 3_600_000;

/**
 * Computes every log anew a while after the start and then daily, and keeps the outcome in memory: what public pages may
 * say of it is what this process found out itself. `verify` is `verifyLive` with its means.
 */
export const startLogCheck = (options: {
  agencies: () => Promise<readonly LogAgency[]>;
  verify: (agency: LogAgency) => Promise<Pick<LiveReport, 'size' | 'findings'>>;
  first?: number;
  every?: number;
  now?: () => Date;
  onTrouble?: (line: string) => void;
}): { last: (agency: string) => LogCheck | null; ask: () => Promise<void>; stop: () => Promise<void> } => {
  const { agencies, verify, first = 60_000, every = day, now = () => new Date(), onTrouble = () => {} } = options;
  const outcomes = new Map<string, LogCheck>();
  const ask = async (): Promise<void> => {
    for (const agency of await agencies()) {
      // Only what was there when it began is vouched for.
      const at = now();
      const { size, findings } = await verify(agency);
      outcomes.set(agency.id, { at, size, whole: findings.length === 0 });
      if (findings.length > 0)
        onTrouble(`the log of agency ${agency.code} was altered: ${findings.length} findings; run verify --live`);
    }
  };
  let under: Promise<void> = Promise.resolve();
  const quietly = () => {
    under = ask().catch((error: unknown) => onTrouble(`the log could not be computed anew: ${messageOf(error)}`));
  };
  const begin = setTimeout(quietly, first);
  const timer = setInterval(quietly, every);
  begin.unref();
  timer.unref();
  return {
    last: (agency) => outcomes.get(agency) ?? null,
    ask,
    stop: async () => {
      clearTimeout(begin);
      clearInterval(timer);
      await under;
    },
  };
};
