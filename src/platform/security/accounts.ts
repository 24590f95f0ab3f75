import type { Pool } from 'pg';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { AccountState } from '../../kernel/view/account.ts';
import type { Viewer } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import { minutesAfter } from '../session/attempts.ts';
import { signInRule } from '../session/rule.ts';
import { endSessions } from '../session/session-list.ts';
import { limits } from '../session/sessions.ts';
import { recordSecurity } from './record.ts';

export const accountFilters = ['all', 'locked', 'withoutSecondFactor', 'mustChange'] as const;
export type AccountFilter = (typeof accountFilters)[number];

type Row = {
  person_id: string;
  barred_at: Date | null;
  locked_until: Date | null;
  password_at: Date;
  must_change: boolean;
  signed_in_at: Date | null;
  linked: boolean;
  has_factor: boolean;
  sessions: number;
};

const conditions: Record<AccountFilter, string> = {
  all: 'true',
  locked: '(a.locked_until > $4 or a.barred_at is not null)',
  withoutSecondFactor:
    'not exists (select 1 from second_factor f where f.agency_id = $1 and f.person_id = a.person_id and f.confirmed_at is not null)',
  mustChange: 'a.must_change',
};

const lists = Object.fromEntries(
  accountFilters.map((filter) => [
    filter,
    statement<Row>(
      `security.accounts.${filter}`,
      `select a.person_id, a.barred_at, case when a.locked_until > $4 then a.locked_until end as locked_until, a.password_at,
  a.must_change, a.signed_in_at, a.subject_index is not null as linked,
  exists (select 1 from second_factor s where s.agency_id = $1 and s.person_id = a.person_id and s.confirmed_at is not null)
    as has_factor,
  (select count(*)::int from session s where s.agency_id = $1 and s.person_id = a.person_id and s.ended_at is null
    and s.step is null and s.seen_at >= $5 and s.created_at >= $6) as sessions
from account a
where a.agency_id = $1 and not a.closed and ($2::uuid is null or a.person_id > $2)
  and ($7::uuid[] is null or a.person_id = any($7)) and ${conditions[filter]}
order by a.person_id limit $3`,
    ),
  ]),
) as Record<AccountFilter, ReturnType<typeof statement<Row>>>;

export type AccountQuery = {
  filter: AccountFilter;
  cursor?: string | undefined;
  limit: number;
  people: string[] | null;
};

/** Accounts with what stands against each; logins are nowhere readable, people are found by name. */
export const accountList = async (
  runner: Runner,
  viewer: Viewer,
  { filter, cursor, limit, people }: AccountQuery,
  at: Date,
): Promise<{ items: AccountState[]; next: string | null }> => {
  const idle = minutesAfter(at, -limits.idleMinutes);
  const oldest = minutesAfter(at, -limits.longestHours * 60);
  const { agency, directory } = viewer;
  const rows = await run(runner, lists[filter], agency.id, cursor ?? null, limit + 1, at, idle, oldest, people);
  const rule = await signInRule(runner, agency, dayOf(at));
  const items = rows.slice(0, limit).map((row): AccountState => {
    const roles = [...new Set(directory.capacities(row.person_id, dayOf(at)).flatMap((each) => each.roles))];
    return {
      person: { id: row.person_id, name: directory.personName(row.person_id) },
      roles,
      state: row.barred_at ? 'barred' : row.locked_until ? 'locked' : 'open',
      lockedUntil: row.locked_until?.toISOString() ?? null,
      passwordAt: row.password_at.toISOString(),
      mustChange: row.must_change,
      secondFactor: row.has_factor,
      secondFactorRequired: roles.some((role) => rule.secondFactorRoles.includes(role)),
      linked: row.linked,
      signedInAt: row.signed_in_at?.toISOString() ?? null,
      sessions: row.sessions,
    };
  });
  return { items, next: rows.length > limit ? (items.at(-1)?.person.id ?? null) : null };
};

const bar = statement<{ person_id: string }>(
  'security.bar',
  'update account set barred_at = $3 where agency_id = $1 and person_id = $2 and not closed returning person_id',
);

const unlock = statement<{ person_id: string }>(
  'security.unlock',
  `update account set barred_at = null, failures = 0, locked_until = null
where agency_id = $1 and person_id = $2 and not closed returning person_id`,
);

/** Shuts an account until somebody opens it again, and ends its sessions. */
export const barAccount = (pool: Pool, agency: string, person: string, by: string, at: Date): Promise<Outcome<null>> =>
  inTransaction<Outcome<null>>(
    pool,
    async (client) => {
      const [barred] = await run(client, bar, agency, person, at);
      if (!barred) return refuse('notFound', 'account');
      const ended = await endSessions(client, agency, person, at);
      await recordSecurity(client, agency, {
        at,
        kind: 'accountLocked',
        person: by,
        detail: { subject: person, ended },
      });
      return granted(null);
    },
    (outcome) => outcome.ok,
  );

/** Opens a shut account and takes away a lock that failures brought. */
export const unlockAccount = async (
  runner: Runner,
  agency: string,
  person: string,
  by: string,
  at: Date,
): Promise<Outcome<null>> => {
  const [opened] = await run(runner, unlock, agency, person);
  if (!opened) return refuse('notFound', 'account');
  await recordSecurity(runner, agency, { at, kind: 'accountUnlocked', person: by, detail: { subject: person } });
  return granted(null);
};
