import { type Runner, run, statement } from '../database/statement.ts';

/** DOMAIN B12: 5 failures lock for 30 min. An address is given more, since a whole office may stand behind one. */
export const lockout = { account: 5, address: 30, minutes: 30 };

export const minutesAfter = (moment: Date, more: number): Date => new Date(moment.getTime() + more * 60_000);

const failAccount = statement(
  'session.failAccount',
  `update account set failures = case when failures + 1 >= $3 then 0 else failures + 1 end,
  locked_until = case when failures + 1 >= $3 then $4::timestamptz else locked_until end
where agency_id = $1 and person_id = $2`,
);

/** Failures that lie apart by more than the time of a lock do not add up: an office of many people types wrong now and then. */
const failAddress = statement(
  'session.failAddress',
  `insert into address_failure (agency_id, address, failures, at) values ($1, $2, 1, $5)
on conflict (agency_id, address) do update set
  failures = case when address_failure.at < $6 then 1 when address_failure.failures + 1 >= $3 then 0
    else address_failure.failures + 1 end,
  locked_until = case when address_failure.at >= $6 and address_failure.failures + 1 >= $3 then $4::timestamptz
    else address_failure.locked_until end,
  at = excluded.at`,
);

const addressLock = statement<{ locked_until: Date }>(
  'session.addressLock',
  'select locked_until from address_failure where agency_id = $1 and address = $2 and locked_until > $3',
);

/** Takes one of the tries that are left, before anything is checked: guesses side by side get no more than one after another. */
const takeTry = statement<{ failures: number }>(
  'session.takeTry',
  `update account set failures = failures + 1
where agency_id = $1 and person_id = $2 and failures < $3 and (locked_until is null or locked_until <= $4)
returning failures`,
);

const lock = statement<{ locked_until: Date }>(
  'session.lock',
  `update account set failures = 0, locked_until = case when locked_until > $3 then locked_until else $4::timestamptz end
where agency_id = $1 and person_id = $2 returning locked_until`,
);

/** Clears what failed before, unless a lock fell while something was being checked: then it answers until when. */
const succeed = statement<{ locked: Date | null }>(
  'session.succeed',
  `with cleared as (
  update account set failures = 0, locked_until = null
  where agency_id = $1 and person_id = $2 and (failures > 0 or locked_until is not null) and (locked_until is null or locked_until <= $3)
)
select case when a.locked_until > $3 then a.locked_until end as locked from account a where a.agency_id = $1 and a.person_id = $2`,
);

/** Failures of one agency, by account and by address; both kinds of secret, password and code, count to the same lock. */
export const failuresOf = (runner: Runner, agency: string) => ({
  async account(person: string, at: Date): Promise<void> {
    await run(runner, failAccount, agency, person, lockout.account, minutesAfter(at, lockout.minutes));
  },
  async address(place: string, at: Date, most = lockout.address): Promise<void> {
    const [until, lately] = [minutesAfter(at, lockout.minutes), minutesAfter(at, -lockout.minutes)];
    await run(runner, failAddress, agency, place, most, until, at, lately);
  },
  async addressLockedUntil(place: string, at: Date): Promise<Date | null> {
    return (await run(runner, addressLock, agency, place, at))[0]?.locked_until ?? null;
  },
  /** `last`: a failure of this try locks the account. */
  async take(person: string, at: Date): Promise<{ ok: true; last: boolean } | { ok: false; until: Date }> {
    const [taken] = await run(runner, takeTry, agency, person, lockout.account, at);
    if (taken) return { ok: true, last: taken.failures >= lockout.account };
    return { ok: false, until: await this.lock(person, at) };
  },
  async lock(person: string, at: Date): Promise<Date> {
    const until = minutesAfter(at, lockout.minutes);
    return (await run(runner, lock, agency, person, at, until))[0]?.locked_until ?? until;
  },
  /** Until when the account is locked nevertheless. */
  async cleared(person: string, at: Date): Promise<Date | null> {
    return (await run(runner, succeed, agency, person, at))[0]?.locked ?? null;
  },
});
