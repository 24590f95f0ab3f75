import { uuidv7 } from 'uuidv7';
import { type Runner, run, statement } from '../database/statement.ts';

/** What is recorded for at least six months (DOMAIN B11). Details are codes, counts and ids, never names or texts. */
export type SecurityKind =
  | 'signIn'
  | 'signInBegun'
  | 'signInFailed'
  | 'signInLocked'
  | 'signOnFailed'
  | 'codeFailed'
  | 'passwordFailed'
  | 'signOut'
  | 'accountMade'
  | 'accountLocked'
  | 'accountUnlocked'
  | 'passwordChanged'
  | 'passwordReset'
  | 'secondFactorSet'
  | 'secondFactorRemoved'
  | 'recoveryCodeUsed'
  | 'recoveryCodesRenewed'
  | 'sessionsEnded'
  | 'signOnLinked'
  | 'signOnUnlinked'
  | 'mailAddressSet'
  | 'mailAddressRemoved'
  | 'roleChanged'
  | 'settingChanged'
  | 'export'
  | 'backup'
  | 'restore'
  | 'erase';

export type SecurityEvent = {
  at: Date;
  kind: SecurityKind;
  person: string | null;
  detail: Record<string, string | number | boolean>;
};

const insert = statement(
  'security.record',
  'insert into security_event (agency_id, id, at, kind, person_id, detail) values ($1, $2, $3, $4, $5, $6)',
);

export const recordSecurity = async (runner: Runner, agency: string, event: SecurityEvent): Promise<void> => {
  await run(runner, insert, agency, uuidv7(), event.at, event.kind, event.person, JSON.stringify(event.detail));
};
