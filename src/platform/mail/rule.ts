import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { MailKind, MailRule } from '../../kernel/view/mail.ts';
import type { Viewer } from '../authorization/directory.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { appendSetting, type Hand } from '../log/setting.ts';
import { settingId } from '../session/rule.ts';
import type { Hours } from './hours.ts';
import { everybodyAgain } from './person.ts';

/** Before anybody sets a rule. */
export const firstMailRule: MailRule = {
  digestAt: '08:00',
  digestDays: 'working',
  quietFrom: '20:00',
  quietTo: '07:30',
  quietFreeDays: true,
  muted: [],
};

type Row = {
  digest_at: string;
  digest_days: Hours['digestDays'];
  quiet_from: string;
  quiet_to: string;
  quiet_free_days: boolean;
  muted: MailKind[];
  witnesses: string[];
};

const find = statement<Row>(
  'mail.rule',
  `select digest_at, digest_days, quiet_from, quiet_to, quiet_free_days, muted, witnesses from mail_rule
where agency_id = $1 order by seq desc limit 1`,
);

const put = statement(
  'mail.putRule',
  `insert into mail_rule (agency_id, seq, digest_at, digest_days, quiet_from, quiet_to, quiet_free_days, muted, witnesses, recorded_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

export type MailRuleInForce = { rule: MailRule; witnesses: readonly string[] };

export const mailRule = async (runner: Runner, agency: string): Promise<MailRuleInForce> => {
  const [row] = await run(runner, find, agency);
  if (!row) return { rule: firstMailRule, witnesses: [] };
  const { digest_at, digest_days, quiet_from, quiet_to, quiet_free_days, muted, witnesses } = row;
  const rule = {
    digestAt: digest_at,
    digestDays: digest_days,
    quietFrom: quiet_from,
    quietTo: quiet_to,
    quietFreeDays: quiet_free_days,
    muted,
  };
  return { rule, witnesses };
};

/** A new version of the agency's rule; whoever chose nothing goes by it from the next mail on. */
export const setMailRule = async (
  client: Runner,
  hand: Hand,
  directory: Pick<Viewer['directory'], 'hasPerson'>,
  { rule, witnesses }: MailRuleInForce,
): Promise<Outcome<null>> => {
  if (witnesses.some((person) => !directory.hasPerson(person)))
    return refuse('invalid', 'form', {}, { fields: [{ path: 'witnesses', rule: 'unknownId' }] });
  const agency = hand.agency.id;
  const written = await appendSetting(client, hand, {
    kind: 'mailRule',
    id: settingId(agency, 'mailRule'),
    data: { ...rule, muted: [...rule.muted], witnesses: [...witnesses] },
  });
  if (!written.ok) return refuse('stale', 'setting.moved', {}, { mend: 'tryAgain' });
  const { digestAt, digestDays, quietFrom, quietTo, quietFreeDays, muted } = rule;
  const values = [digestAt, digestDays, quietFrom, quietTo, quietFreeDays, muted, witnesses, hand.now];
  await run(client, put, agency, written.appended.seq, ...values);
  await everybodyAgain(client, agency, hand.now);
  return granted(null);
};
