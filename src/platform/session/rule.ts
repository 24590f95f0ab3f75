import { hash } from 'node:crypto';
import type { Role } from '../../kernel/procedure/procedure.ts';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { appendSetting, type Hand } from '../log/setting.ts';

/** How people sign in to an agency, from a day on (DOMAIN B11). */
export type SignInRule = {
  from: string | null;
  /** Days a password holds; 0 = for ever. */
  passwordDays: number;
  /** The newest so many, the present one among them, may not be taken again. */
  passwordHistory: number;
  /** Whoever holds one of these signs in with a second factor. */
  secondFactorRoles: readonly Role[];
};

/** What holds before anybody sets a rule. A demonstration's passwords are printed, and its visitors share them. */
export const firstRule = (demonstration: boolean): SignInRule => ({
  from: null,
  passwordDays: demonstration ? 0 : 90,
  passwordHistory: 5,
  secondFactorRoles: demonstration ? [] : ['systemAdmin', 'securityAdmin', 'auditor', 'discipline'],
});

type Row = { from_on: string; password_days: number; password_history: number; second_factor_roles: Role[] };

const versions = statement<Row>(
  'signIn.rules',
  `select from_on, password_days, password_history, second_factor_roles from sign_in_rule
where agency_id = $1 order by from_on desc`,
);

const put = statement(
  'signIn.putRule',
  `insert into sign_in_rule (agency_id, from_on, password_days, password_history, second_factor_roles)
values ($1, $2, $3, $4, $5)
on conflict (agency_id, from_on) do update set password_days = excluded.password_days,
  password_history = excluded.password_history, second_factor_roles = excluded.second_factor_roles`,
);

const ruleOf = (row: Row): SignInRule => ({
  from: row.from_on,
  passwordDays: row.password_days,
  passwordHistory: row.password_history,
  secondFactorRoles: row.second_factor_roles,
});

type RuleAgency = { id: string; demonstration: boolean };

/** Every version, the newest day first, those of days to come included. */
export const signInRules = async (runner: Runner, agency: string): Promise<SignInRule[]> =>
  (await run(runner, versions, agency)).map(ruleOf);

/** The rule that holds on a day. */
export const signInRule = async (runner: Runner, agency: RuleAgency, day: string): Promise<SignInRule> =>
  (await signInRules(runner, agency.id)).find(({ from }) => from !== null && from <= day) ??
  firstRule(agency.demonstration);

/** An agency has one stream of each such setting; its id follows from the agency's, so two first changes meet on it. */
export const settingId = (agency: string, kind: string): string => {
  const hex = hash('sha256', `${kind} ${agency}`, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A new version from a day on; a day that is over is never changed afterwards, since people signed in by it. */
export const setSignInRule = async (
  client: Runner,
  hand: Hand,
  rule: SignInRule & { from: string },
  today: string,
): Promise<Outcome<null>> => {
  if (rule.from < today)
    return refuse('invalid', 'form', {}, { fields: [{ path: 'from', rule: 'past', limit: today }] });
  const written = await appendSetting(client, hand, {
    kind: 'signInRule',
    id: settingId(hand.agency.id, 'signInRule'),
    data: { ...rule, secondFactorRoles: [...rule.secondFactorRoles] },
  });
  if (!written.ok) return refuse('stale', 'setting.moved', {}, { mend: 'tryAgain' });
  const { from, passwordDays, passwordHistory, secondFactorRoles } = rule;
  await run(client, put, hand.agency.id, from, passwordDays, passwordHistory, secondFactorRoles);
  return granted(null);
};
