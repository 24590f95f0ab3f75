import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { mailSecurities } from '../../kernel/view/mail.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { appendSetting, type Hand } from '../log/setting.ts';
import type { Vault } from '../personal/vault.ts';
import { settingId } from '../session/rule.ts';

/** `tls` from the first byte, `startTls` asked for and refused without, `none` only for a relay on the same machine or net. */
export type Security = (typeof mailSecurities)[number];

/** A mail server ready to be used. */
export type MailServer = {
  host: string;
  port: number;
  security: Security;
  login: string | null;
  password: string | null;
  /** Address that letters come from, and the name beside it where the operator chose one. */
  sender: string;
  senderName: string | null;
  /** What links begin with. */
  site: string;
};

/** The same as the system administrator sees it: never the password. */
export type MailServerSetting = Omit<MailServer, 'password' | 'senderName'> & {
  enabled: boolean;
  hasPassword: boolean;
};

type Row = {
  enabled: boolean;
  host: string;
  port: number;
  security: Security;
  login: string | null;
  secret: Buffer | null;
  sender: string;
  site: string;
  wrapped: Buffer | null;
};

const find = statement<Row>(
  'mail.server',
  `select s.enabled, s.host, s.port, s.security, s.login, s.secret, s.sender, s.site, k.wrapped from mail_server s
left join data_key k on k.agency_id = $1 and k.subject_id = $2 where s.agency_id = $1`,
);

const put = statement(
  'mail.putServer',
  `insert into mail_server (agency_id, enabled, host, port, security, login, secret, sender, site, changed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (agency_id) do update set enabled = excluded.enabled, host = excluded.host, port = excluded.port,
  security = excluded.security, login = excluded.login, secret = excluded.secret, sender = excluded.sender,
  site = excluded.site, changed_at = excluded.changed_at`,
);

const putKey = statement(
  'mail.putKey',
  'insert into data_key (agency_id, subject_id, wrapped) values ($1, $2, $3) on conflict do nothing',
);
const keyOf = statement<{ wrapped: Buffer }>(
  'mail.keyOf',
  'select wrapped from data_key where agency_id = $1 and subject_id = $2',
);

const streamOf = (agency: string): string => settingId(agency, 'mailServer');

const rowOf = async (runner: Runner, agency: string): Promise<Row | undefined> =>
  (await run(runner, find, agency, streamOf(agency)))[0];

/** What the agency set for itself, whether it is in use or not. */
export const mailServerSetting = async (runner: Runner, agency: string): Promise<MailServerSetting | null> => {
  const row = await rowOf(runner, agency);
  if (!row) return null;
  const { enabled, host, port, security, login, secret, sender, site } = row;
  return { enabled, host, port, security, login, sender, site, hasPassword: secret !== null };
};

/** The agency's own server where it set one, else that of the installation; null = no mail leaves. */
export const mailServerOf = async (
  runner: Runner,
  vault: Vault,
  agency: { id: string; code: string },
  installation: MailServer | null,
): Promise<MailServer | null> => {
  const row = await rowOf(runner, agency.id);
  if (!row) return installation && { ...installation, site: `${installation.site}/a/${agency.code}` };
  if (!row.enabled) return null;
  const { host, port, security, login, secret, sender, site, wrapped } = row;
  // Restored without its key, the password has to be typed again: signing in to the server says so.
  const password = secret && wrapped ? (vault.reveal(vault.unwrap(wrapped), secret).value as string) : null;
  return { host, port, security, login, password, sender, senderName: null, site };
};

export type MailServerInput = Omit<MailServerSetting, 'hasPassword'> & {
  /** Left out = the one that is kept. */
  password?: string | undefined;
};

const isNear = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

const fault = (path: string, rule: string): { ok: false; refusal: ReturnType<typeof refuse>['refusal'] } =>
  refuse('invalid', 'form', {}, { fields: [{ path, rule }] });

/** Sets the agency's server: an event that says all but the password. */
export const setMailServer = async (
  client: Runner,
  vault: Vault,
  hand: Hand,
  input: MailServerInput,
): Promise<Outcome<null>> => {
  const agency = hand.agency.id;
  const { password, ...setting } = input;
  if (setting.login !== null && setting.security === 'none' && !isNear(setting.host))
    return fault('security', 'mail.openPassword');
  const before = await rowOf(client, agency);
  const keeps = password === undefined && setting.login !== null;
  // A password typed for one server is never handed to another one.
  if (keeps && (!before?.secret || before.host !== setting.host || before.login !== setting.login))
    return fault('password', 'required');
  const stream = streamOf(agency);
  if (password !== undefined && setting.login !== null)
    await run(client, putKey, agency, stream, vault.newKey().wrapped);
  const [key] = await run(client, keyOf, agency, stream);
  const secret =
    setting.login === null
      ? null
      : keeps
        ? (before?.secret ?? null)
        : vault.protect(vault.unwrap((key as { wrapped: Buffer }).wrapped), password ?? '').cipher;
  const written = await appendSetting(client, hand, {
    kind: 'mailServer',
    id: stream,
    data: { ...setting, password: secret === null ? 'none' : keeps ? 'kept' : 'new' },
  });
  if (!written.ok) return refuse('stale', 'setting.moved', {}, { mend: 'tryAgain' });
  const { enabled, host, port, security, login, sender, site } = setting;
  await run(client, put, agency, enabled, host, port, security, login, secret, sender, site, hand.now);
  return granted(null);
};
