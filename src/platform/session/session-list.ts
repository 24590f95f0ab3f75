import { type Runner, run, statement } from '../database/statement.ts';
import { minutesAfter } from './attempts.ts';
import { limits } from './sessions.ts';

export type SessionRow = { id: string; device: string; address: string; since: Date; seen: Date };

const list = statement<{ id: string; device: string; address: string; created_at: Date; seen_at: Date }>(
  'session.list',
  `select id, device, address, created_at, seen_at from session
where agency_id = $1 and person_id = $2 and ended_at is null and step is null and seen_at >= $3 and created_at >= $4
order by seen_at desc, id`,
);

const endOne = statement<{ id: string }>(
  'session.endOne',
  `update session set ended_at = $4
where agency_id = $1 and person_id = $2 and id = $3 and ended_at is null returning id`,
);

const endAll = statement<{ id: string }>(
  'session.endAll',
  `update session set ended_at = $4
where agency_id = $1 and person_id = $2 and ended_at is null and ($3::uuid is null or id <> $3) returning id`,
);

/** Sessions of a person that still hold, the one used last first. */
export const sessionsOf = async (runner: Runner, agency: string, person: string, at: Date): Promise<SessionRow[]> => {
  const idle = minutesAfter(at, -limits.idleMinutes);
  const oldest = minutesAfter(at, -limits.longestHours * 60);
  const rows = await run(runner, list, agency, person, idle, oldest);
  return rows.map(({ id, device, address, created_at, seen_at }) => ({
    id,
    device,
    address,
    since: created_at,
    seen: seen_at,
  }));
};

/** False = this person has no such session, or it is over. */
export const endSession = async (
  runner: Runner,
  agency: string,
  person: string,
  id: string,
  at: Date,
): Promise<boolean> => (await run(runner, endOne, agency, person, id, at)).length > 0;

/** Ends all of a person's sessions but `keep`, and answers how many. */
export const endSessions = async (
  runner: Runner,
  agency: string,
  person: string,
  at: Date,
  keep: string | null = null,
): Promise<number> => (await run(runner, endAll, agency, person, keep, at)).length;
