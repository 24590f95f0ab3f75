import { mailAddress } from './address.ts';
import type { MailServer } from './server.ts';

/** The mail server of the whole installation as the environment names it, or the one line that is wrong. */
export type InstallationMail = { ok: true; server: MailServer | null } | { ok: false; line: string };

const form = 'SMTP_URL must look like smtp://user:password@host:587 or smtps://user:password@host:465';

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

const senderOf = (text: string): { address: string; name: string | null } | null => {
  const [, name = '', inner = text] = /^\s*"?([^"<>]*?)"?\s*<([^<>]*)>\s*$/.exec(text) ?? [];
  const address = mailAddress(inner);
  return address === null ? null : { address, name: name === '' || /[\r\n]/.test(name) ? null : name };
};

/** `smtp` asks for STARTTLS and goes no further without; only `?tls=none` does, for a relay beside the server. */
export const installationMail = (url: string, from: string, site: string): InstallationMail => {
  const wrong = (line: string): InstallationMail => ({ ok: false, line });
  if (url === '' && from === '') return { ok: true, server: null };
  if (url === '' || from === '') return wrong('SMTP_URL and MAIL_FROM are given together or not at all');
  // The text itself is never repeated: it holds a password.
  if (!URL.canParse(url)) return wrong(form);
  const { protocol, hostname, port, username, password, searchParams, pathname } = new URL(url);
  if ((protocol !== 'smtp:' && protocol !== 'smtps:') || hostname === '' || !/^\/?$/.test(pathname)) return wrong(form);
  const [login, secret] = [decoded(username), decoded(password)];
  if (login === null || secret === null) return wrong(`${form}; write % as %25`);
  const unknown = [...searchParams].find(([name, value]) => name !== 'tls' || value !== 'none');
  if (unknown) return wrong('SMTP_URL knows only ?tls=none behind the address');
  const isOpen = searchParams.get('tls') === 'none';
  if (isOpen && protocol === 'smtps:') return wrong('SMTP_URL: smtps:// and ?tls=none contradict each other');
  if (isOpen && login !== '') return wrong('SMTP_URL: a password is not sent in the open; leave out ?tls=none');
  const sender = senderOf(from);
  if (!sender) return wrong('MAIL_FROM must be a mail address such as xn@example.gov.cn or "Name <xn@example.gov.cn>"');
  const security = protocol === 'smtps:' ? 'tls' : isOpen ? 'none' : 'startTls';
  const server: MailServer = {
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: port === '' ? (security === 'tls' ? 465 : security === 'startTls' ? 587 : 25) : Number(port),
    security,
    login: login === '' ? null : login,
    password: login === '' ? null : secret,
    sender: sender.address,
    senderName: sender.name,
    site,
  };
  return { ok: true, server };
};
