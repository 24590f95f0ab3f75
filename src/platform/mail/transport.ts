import { createTransport } from 'nodemailer';
import { messageOf } from '../config/fault.ts';
import type { MailServer } from './server.ts';

/** A letter as it goes out. */
export type Letter = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same at every try, so that whoever receives it twice can tell. */
  messageId: string;
  attachments?: readonly { filename: string; content: string }[];
};

/**
 * Why it did not go. `unreachable`, `tls`, `signIn` and `sender` are about the server and hold for every letter; `address` and
 * `refused` are for good; `later` is what the server says of a try that may succeed another time.
 */
export const mailReasons = ['unreachable', 'tls', 'signIn', 'sender', 'address', 'refused', 'later'] as const;
export type MailReason = (typeof mailReasons)[number];

export type Sending =
  | { ok: true; answer: string }
  | { ok: false; reason: MailReason; code: number | null; answer: string };

/** About the server and not about this letter: the others would fail alike. */
export const isOfServer = (reason: MailReason): boolean =>
  reason === 'unreachable' || reason === 'tls' || reason === 'signIn' || reason === 'sender';

/** The same letter would be refused again. */
export const isLasting = (reason: MailReason): boolean => reason === 'address' || reason === 'refused';

const connectMs = 15_000;
const silentMs = 30_000;
/** A server that answers a byte now and then must not hold a letter for ever. */
const wholeMs = 90_000;

type Failed = { code?: string; originalCode?: string; command?: string; responseCode?: number; response?: string };

const certificate = /CERT|ALTNAME|SELF_SIGNED|UNABLE_TO_|^ERR_TLS|^ERR_SSL|EPROTO/;

const reasonOf = ({ code = '', originalCode = '', command = '', responseCode }: Failed, words: string): MailReason => {
  if (code === 'ETLS' || certificate.test(originalCode) || certificate.test(code) || /certificate/i.test(words))
    return 'tls';
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'signIn';
  if (responseCode === undefined) return 'unreachable';
  if (responseCode < 500) return 'later';
  if (/MAIL FROM/i.test(command)) return 'sender';
  return /RCPT TO/i.test(command) ? 'address' : 'refused';
};

export type SendOptions = {
  /** Certificates to trust besides the system's; NODE_EXTRA_CA_CERTS is the operator's way. */
  ca?: string | undefined;
  agencyName: string;
};

/** One letter over one connection; a failure is an answer and not an exception. */
export const sendLetter = async (
  server: MailServer,
  letter: Letter,
  { ca, agencyName }: SendOptions,
): Promise<Sending> => {
  const { host, port, security, login, password, sender, senderName } = server;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'startTls',
    ignoreTLS: security === 'none',
    ...(login !== null && { auth: { user: login, pass: password ?? '' } }),
    ...(ca !== undefined && { tls: { ca } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silentMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const sent = await transport.sendMail({
      from: { name: senderName ?? agencyName, address: sender },
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: letter.messageId,
      attachments: [...(letter.attachments ?? [])],
      signal: AbortSignal.timeout(wholeMs),
      // Nobody's automatic reply should come back to the sender.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
    return { ok: true, answer: sent.response };
  } catch (error) {
    const failed = error as Failed;
    const words = messageOf(error);
    const code = failed.responseCode ?? null;
    return { ok: false, reason: reasonOf(failed, words), code, answer: failed.response ?? words };
  } finally {
    transport.close();
  }
};
