import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { installationMail } from '../mail/installation.ts';
import type { MailServer } from '../mail/server.ts';
import { readDatabaseUrl } from './database-url.ts';

/** Everything that can be set from outside, read once at the start. */
export type Config = {
  port: number;
  host: string;
  /** Loopback only: nobody outside this machine can reach it. */
  loopback: boolean;
  database: EmbeddedChoice | ServerChoice;
  /** `XIAONENG_DATA`, absolute; without it the data folder is chosen by checkout and user. */
  data: string | undefined;
  /** `--empty` for none; `XIAONENG_DEMONSTRATION=brief` for one of few people and matters, as tests take it. */
  demonstration: 'none' | 'brief' | 'whole';
  /** How many proxies stand before us (their forwarded address is believed), or the addresses that may say so. */
  trustProxy: false | number | string[];
  tls: { cert: string; key: string } | undefined;
  /** `XIAONENG_WITNESS`: folder, best on another machine, that gets each agency's signed checkpoint daily. */
  witness: string | undefined;
  /** `XIAONENG_LOG`, `XIAONENG_LOG_LEVEL`: `auto` is plain lines on a terminal and JSON elsewhere. */
  log: { form: 'auto' | 'json' | 'plain' | 'off'; level: LogLevel | undefined };
  /** `XIAONENG_METRICS_TOKEN`: who may read `/metrics` from elsewhere. */
  metricsToken: string | undefined;
  /** Name that stands first in checkpoints' origin, before `/<agency code>`. */
  origin: string;
  /** `XIAONENG_URL`: the address people type, for links that leave the house; without it the one we listen on. */
  url: string;
  /** `SMTP_URL`, `MAIL_FROM`: the mail server of agencies that set none of their own. */
  mail: MailServer | null;
};

const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

type EmbeddedChoice = { kind: 'embedded' };
type ServerChoice = {
  kind: 'server';
  /** Login of the application. */
  url: string;
  /** Login that may migrate; without it the application's login is tried. */
  adminUrl: string | undefined;
  /** Login of the sealer; without it the application's login takes the sealer's role for that work. */
  sealerUrl: string | undefined;
};

export type ConfigOptions = { empty?: boolean | undefined; port?: string | undefined; host?: string | undefined };
export type ConfigReading = { ok: true; config: Config } | { ok: false; line: string };

type Env = Readonly<Record<string, string | undefined>>;

/** Collects the first thing that is wrong; one line is what an operator reads. */
class Wrong extends Error {}

const portOf = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= 0 && port <= 65535)) throw new Wrong(`PORT must be a number from 0 to 65535, not "${text}"`);
  return port;
};

const hostOf = (text: string): string => {
  if (isIP(text) === 0 && !/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text)) {
    throw new Wrong(`HOST must be an address or a host name, not "${text}"`);
  }
  return text;
};

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

const databaseUrl = (name: string, text: string): string => {
  const address = readDatabaseUrl(text);
  // The text itself is never repeated: it holds a password.
  if (!address) throw new Wrong(`${name} must look like postgres://user:password@host:5432/database`);
  if (address.database === '') throw new Wrong(`${name} names no database: postgres://…/database`);
  return text;
};

const proxiesOf = (text: string): Config['trustProxy'] => {
  if (/^(|0|no|false)$/i.test(text)) return false;
  if (/^(yes|true)$/i.test(text)) return 1;
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const addresses = text.split(',').map((part) => part.trim());
  if (addresses.some((address) => isIP(address.replace(/\/\d+$/, '')) === 0)) {
    throw new Wrong(`TRUST_PROXY must be a number of proxies or their addresses, not "${text}"`);
  }
  return addresses;
};

const pemOf = (name: string, file: string, label: RegExp): string => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Wrong(`${name}: the file ${file} cannot be read`);
  }
  if (!label.test(text)) throw new Wrong(`${name}: the file ${file} is not PEM text of the right kind`);
  return text;
};

const tlsOf = (cert: string | undefined, key: string | undefined): Config['tls'] => {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new Wrong('TLS_CERT and TLS_KEY are given together or not at all');
  const pair = {
    cert: pemOf('TLS_CERT', cert, /-----BEGIN CERTIFICATE-----/),
    key: pemOf('TLS_KEY', key, /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/),
  };
  // Told now and not by the first visitor: a certificate that was renewed without its key, a key with a passphrase.
  let belongs: boolean;
  try {
    belongs = new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key));
  } catch {
    throw new Wrong(`TLS_CERT ${cert} or TLS_KEY ${key} cannot be used: damaged, or the key asks for a passphrase`);
  }
  if (!belongs) throw new Wrong(`TLS_KEY ${key} is not the key of the certificate ${cert}`);
  return pair;
};

const oneOf = <T extends string>(name: string, choices: readonly T[], text: string): T => {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new Wrong(`${name} must be one of ${choices.join(', ')}, not "${text}"`);
  return found;
};

const tokenOf = (text: string): string => {
  // It is not repeated: it is a secret.
  if (text.length < 16 || /\s/.test(text))
    throw new Wrong('XIAONENG_METRICS_TOKEN must be 16 or more characters without a space');
  return text;
};

const originOf = (text: string): string => {
  // A checkpoint's origin is one line and a slash parts it from the agency's code (C2SP tlog-checkpoint).
  if (!/^[A-Za-z0-9:][A-Za-z0-9.:_-]{0,199}$/.test(text)) {
    throw new Wrong(`XIAONENG_ORIGIN must be a plain name such as xn.example.gov.cn, not "${text}"`);
  }
  return text;
};

const urlOf = (text: string): string => {
  const words = 'XIAONENG_URL must look like https://xn.example.gov.cn, without anything behind the host';
  if (!URL.canParse(text)) throw new Wrong(words);
  const { protocol, origin, pathname, search, hash, username } = new URL(text);
  if (!/^https?:$/.test(protocol) || pathname !== '/' || search + hash + username !== '') throw new Wrong(words);
  return origin;
};

const mailOf = (env: Env, url: string): Config['mail'] => {
  const outcome = installationMail(env.SMTP_URL ?? '', env.MAIL_FROM ?? '', url);
  if (!outcome.ok) throw new Wrong(outcome.line);
  return outcome.server;
};

const databaseOf = (env: Env): Config['database'] => {
  const set = (name: string) => (env[name] ? databaseUrl(name, env[name]) : undefined);
  const url = set('DATABASE_URL');
  const adminUrl = set('DATABASE_ADMIN_URL');
  const sealerUrl = set('DATABASE_SEALER_URL');
  if (url !== undefined) return { kind: 'server', url, adminUrl, sealerUrl };
  if (adminUrl ?? sealerUrl) throw new Wrong('DATABASE_ADMIN_URL or DATABASE_SEALER_URL is set without DATABASE_URL');
  return { kind: 'embedded' };
};

/** Reads the environment and the options of the command; the answer is a configuration or the one line that is wrong. */
export const readConfig = (env: Env, options: ConfigOptions = {}): ConfigReading => {
  try {
    const host = hostOf(options.host ?? (env.HOST || '127.0.0.1'));
    const port = portOf(options.port ?? (env.PORT || '8800'));
    const tls = tlsOf(env.TLS_CERT || undefined, env.TLS_KEY || undefined);
    const named = isIP(host) === 6 ? `[${host}]` : host;
    const url = urlOf(env.XIAONENG_URL || `${tls ? 'https' : 'http'}://${named}:${port}`);
    const config: Config = {
      port,
      host,
      loopback: isLoopback(host),
      database: databaseOf(env),
      data: env.XIAONENG_DATA ? path.resolve(env.XIAONENG_DATA) : undefined,
      witness: env.XIAONENG_WITNESS ? path.resolve(env.XIAONENG_WITNESS) : undefined,
      demonstration: options.empty
        ? 'none'
        : oneOf('XIAONENG_DEMONSTRATION', ['whole', 'brief'], env.XIAONENG_DEMONSTRATION || 'whole'),
      trustProxy: proxiesOf(env.TRUST_PROXY ?? ''),
      log: {
        form: oneOf('XIAONENG_LOG', ['auto', 'json', 'plain', 'off'], env.XIAONENG_LOG || 'auto'),
        level: env.XIAONENG_LOG_LEVEL ? oneOf('XIAONENG_LOG_LEVEL', logLevels, env.XIAONENG_LOG_LEVEL) : undefined,
      },
      metricsToken: env.XIAONENG_METRICS_TOKEN ? tokenOf(env.XIAONENG_METRICS_TOKEN) : undefined,
      tls,
      origin: originOf(env.XIAONENG_ORIGIN || host.replaceAll(/[[\]]/g, '')),
      url,
      mail: mailOf(env, url),
    };
    return { ok: true, config };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, line: error.message };
    throw error;
  }
};
