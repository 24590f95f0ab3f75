import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as it arrived: who it was handed to, and what a reader's programme makes of it. */
export type Arrived = {
  to: string[];
  from: string;
  subject: string;
  messageId: string;
  headers: string;
  text: string;
  html: string;
  attachments: { name: string; content: string }[];
  isEncrypted: boolean;
};

type Refusal = { code: number; words: string };

export type PostBox = {
  host: string;
  port: number;
  arrived: Arrived[];
  /** Tries that got as far as a recipient, refused ones included. */
  tried: string[];
  /** Says no to recipients, as long as it is set. */
  refuse: (address: string) => Refusal | null;
  /** The letter itself is not taken, as long as it is set. */
  refuseLetter: Refusal | null;
  stop(): Promise<void>;
};

const decodedWord = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, way: string, words: string) =>
      way.toLowerCase() === 'b' ? Buffer.from(words, 'base64').toString() : unquoted(words.replaceAll('_', ' ')),
    );

const unquoted = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

type Part = { headers: string; body: string };

const split = (raw: string): Part => {
  const at = raw.search(/\r?\n\r?\n/);
  return { headers: raw.slice(0, at).replace(/\r?\n[ \t]+/g, ' '), body: raw.slice(at).replace(/^\r?\n\r?\n/, '') };
};

const bodyOf = ({ headers, body }: Part): string => {
  const way = /^content-transfer-encoding: *(\S+)/im.exec(headers)?.[1]?.toLowerCase();
  if (way === 'base64') return Buffer.from(body, 'base64').toString();
  return way === 'quoted-printable' ? unquoted(body) : Buffer.from(body, 'latin1').toString();
};

const leaves = (raw: string): Part[] => {
  const part = split(raw);
  const boundary = /boundary="?([^";\s]+)"?/i.exec(part.headers)?.[1];
  if (boundary === undefined) return [part];
  return part.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((each) => leaves(each.replace(/^\r?\n/, '')));
};

const read = (raw: string, to: string[], isEncrypted: boolean): Arrived => {
  const { headers } = split(raw);
  const header = (name: string): string => decodedWord(new RegExp(`^${name}: *(.*)$`, 'im').exec(headers)?.[1] ?? '');
  const parts = leaves(raw);
  const isFile = (part: Part): boolean => /content-disposition: attachment/i.test(part.headers);
  const shown = (type: string): string => {
    const found = parts.find((part) => !isFile(part) && new RegExp(`content-type: ${type}`, 'i').test(part.headers));
    return found ? bodyOf(found).replaceAll('\r\n', '\n') : '';
  };
  return {
    to,
    from: header('from'),
    subject: header('subject'),
    messageId: header('message-id'),
    headers,
    text: shown('text/plain'),
    html: shown('text/html'),
    attachments: parts
      .filter(isFile)
      .map((part) => ({ name: /filename="?([^";\r\n]+)"?/i.exec(part.headers)?.[1] ?? '', content: bodyOf(part) })),
    isEncrypted,
  };
};

export type PostBoxOptions = {
  /** With a certificate it offers STARTTLS, or speaks TLS from the first byte. */
  certificate?: { cert: string; key: string };
  secure?: boolean;
  /** Whoever does not sign in with these may send nothing. */
  account?: { user: string; pass: string };
};

/** A real mail server on a port of its own that keeps what it is handed. */
export const openPostBox = async ({ certificate, secure = false, account }: PostBoxOptions = {}): Promise<PostBox> => {
  const box: PostBox = {
    host: '127.0.0.1',
    port: 0,
    arrived: [],
    tried: [],
    refuse: () => null,
    refuseLetter: null,
    stop: () => Promise.resolve(),
  };
  const failed = ({ code, words }: Refusal): Error => Object.assign(new Error(words), { responseCode: code });
  const server = new SMTPServer({
    secure,
    ...certificate,
    ...(!certificate && { disabledCommands: account ? ['STARTTLS'] : ['STARTTLS', 'AUTH'] }),
    ...(certificate && !account && { disabledCommands: ['AUTH'] }),
    authOptional: !account,
    onAuth: ({ username, password }, _, done) =>
      username === account?.user && password === account?.pass
        ? done(null, { user: username })
        : done(failed({ code: 535, words: '5.7.8 no such account' })),
    onRcptTo: ({ address }, _, done) => {
      box.tried.push(address);
      const refusal = box.refuse(address);
      done(refusal && failed(refusal));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (box.refuseLetter) return done(failed(box.refuseLetter));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        box.arrived.push(read(Buffer.concat(chunks).toString('latin1'), to, session.secure));
        done(null, 'kept');
      });
    },
  });
  // A client that goes away because it does not trust the certificate is no fault of the server.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  box.port = (server.server.address() as AddressInfo).port;
  box.stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return box;
};
