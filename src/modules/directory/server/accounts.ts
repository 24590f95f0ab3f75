import type { PoolClient } from 'pg';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import type { Vault } from '../../../platform/personal/vault.ts';
import { recordSecurity } from '../../../platform/security/record.ts';
import { hashPassword, passwordFault } from '../../../platform/session/passwords.ts';

const put = statement(
  'directory.putAccount',
  `insert into account (agency_id, person_id, login_index, password_hash, password_at, failures, closed, must_change)
values ($1, $2, $3, $4, $5, 0, false, $6)`,
);

/**
 * Opens a local account. Login names are unique in the agency and kept only as a keyed index. `oneTime`: somebody else knows
 * the password, so another one is asked for at the first sign-in.
 */
export const openAccount = async (
  client: PoolClient,
  vault: Vault,
  agency: string,
  account: { person: string; login: string; password: string; oneTime?: boolean },
  at: Date,
): Promise<Outcome<null>> => {
  const login = account.login.trim();
  if (!/^[\p{L}\p{N}._@-]{2,64}$/u.test(login))
    return refuse('invalid', 'form', {}, { fields: [{ path: 'login', rule: 'format.login' }] });
  const fault = passwordFault(account.password, login);
  if (fault) return refuse('invalid', 'form', {}, { fields: [{ path: 'password', rule: `password.${fault}` }] });
  try {
    const hash = await hashPassword(account.password);
    await run(client, put, agency, account.person, vault.index(login), hash, at, account.oneTime ?? false);
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    return refuse('conflict', 'loginTaken', {}, { fields: [{ path: 'login', rule: 'taken' }] });
  }
  await recordSecurity(client, agency, { at, kind: 'accountMade', person: account.person, detail: {} });
  return granted(null);
};
