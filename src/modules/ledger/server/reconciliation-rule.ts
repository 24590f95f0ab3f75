import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { appendSetting, type Hand } from '../../../platform/log/setting.ts';
import { settingId } from '../../../platform/session/rule.ts';
import type { ReconciliationRule } from '../domain/watch-views.ts';

/** Before anybody sets a rule: urging is answered within five working days (DOMAIN B12, urgeCriticiseAfterWd). */
const firstRule: ReconciliationRule = { stillWd: 20, urgedWd: 5 };

const find = statement<{ still_wd: number; urged_wd: number }>(
  'ledger.reconciliationRule',
  'select still_wd, urged_wd from reconciliation_rule where agency_id = $1 order by seq desc limit 1',
);

const put = statement(
  'ledger.putReconciliationRule',
  'insert into reconciliation_rule (agency_id, seq, still_wd, urged_wd, recorded_at) values ($1, $2, $3, $4, $5)',
);

export const reconciliationRule = async (runner: Runner, agency: string): Promise<ReconciliationRule> => {
  const [row] = await run(runner, find, agency);
  return row ? { stillWd: row.still_wd, urgedWd: row.urged_wd } : firstRule;
};

/** A new version of the rule, inside the caller's transaction. */
export const setReconciliationRule = async (
  client: Runner,
  hand: Hand,
  rule: ReconciliationRule,
): Promise<Outcome<ReconciliationRule>> => {
  const id = settingId(hand.agency.id, 'reconciliationRule');
  const written = await appendSetting(client, hand, { kind: 'reconciliationRule', id, data: { ...rule } });
  if (!written.ok) return refuse('stale', 'setting.moved', {}, { mend: 'tryAgain' });
  await run(client, put, hand.agency.id, written.appended.seq, rule.stillWd, rule.urgedWd, hand.now);
  return granted(rule);
};
