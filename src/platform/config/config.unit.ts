import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const configOf = (env: Record<string, string>, options = {}) => {
  const reading = readConfig(env, options);
  if (!reading.ok) throw new Error(reading.line);
  return reading.config;
};
const lineOf = (env: Record<string, string>, options = {}) => {
  const reading = readConfig(env, options);
  return reading.ok ? undefined : reading.line;
};

describe('readConfig', () => {
  test('nothing set: loopback, 8800, embedded database', () => {
    expect(configOf({})).toEqual({
      port: 8800,
      host: '127.0.0.1',
      loopback: true,
      database: { kind: 'embedded' },
      data: undefined,
      demonstration: 'whole',
      trustProxy: false,
      tls: undefined,
      log: { form: 'auto', level: undefined },
      metricsToken: undefined,
      origin: '127.0.0.1',
      url: 'http://127.0.0.1:8800',
      mail: null,
    });
  });

  test('options win over the environment', () => {
    const config = configOf({ PORT: '1', HOST: '10.0.0.1' }, { port: '2', host: '::1', empty: true });
    expect(config).toMatchObject({ port: 2, host: '::1', loopback: true, demonstration: 'none' });
  });

  test('links in letters begin with the address people open, else with the one listened on', () => {
    expect(configOf({ XIAONENG_URL: 'https://xn.example.gov.cn/' }).url).toBe('https://xn.example.gov.cn');
    expect(configOf({ HOST: '::1', PORT: '9' }).url).toBe('http://[::1]:9');
    const set = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'xn@example.cn', XIAONENG_URL: 'https://xn.example' };
    expect(configOf(set).mail).toMatchObject({
      host: 'mail.example',
      sender: 'xn@example.cn',
      site: 'https://xn.example',
    });
  });

  test('an address others can reach is not loopback', () => {
    expect(configOf({ HOST: '0.0.0.0' }).loopback).toBe(false);
  });

  test.each([
    [{ PORT: 'eight' }, /^PORT must be a number.*"eight"$/],
    [{ PORT: '70000' }, /^PORT must be/],
    [{ PORT: '-1' }, /^PORT must be/],
    [{ HOST: 'a b' }, /^HOST must be/],
    [{ DATABASE_URL: 'mysql://u:secret@h/d' }, /^DATABASE_URL must look like/],
    [{ DATABASE_URL: 'postgres://u:secret@h' }, /names no database/],
    [{ DATABASE_ADMIN_URL: 'postgres://u:secret@h/d' }, /without DATABASE_URL/],
    [{ TRUST_PROXY: 'maybe' }, /^TRUST_PROXY/],
    [{ TLS_CERT: '/nowhere.pem' }, /together/],
    [{ TLS_CERT: '/nowhere.pem', TLS_KEY: '/nowhere.key' }, /^TLS_CERT: the file \/nowhere.pem cannot be read/],
    [{ TLS_CERT: import.meta.filename, TLS_KEY: import.meta.filename }, /not PEM/],
    [{ XIAONENG_ORIGIN: 'a/b' }, /^XIAONENG_ORIGIN/],
    [{ XIAONENG_LOG: 'yes' }, /^XIAONENG_LOG must be one of auto, json, plain, off, not "yes"$/],
    [{ XIAONENG_LOG_LEVEL: 'loud' }, /^XIAONENG_LOG_LEVEL must be one of error/],
    [{ XIAONENG_URL: 'xn.example' }, /^XIAONENG_URL must look like/],
    [{ XIAONENG_URL: 'https://xn.example/a/yunxi' }, /without anything behind the host/],
    [{ SMTP_URL: 'smtp://xn:secret@mail.example' }, /^SMTP_URL and MAIL_FROM are given together/],
    [{ SMTP_URL: 'http://xn:secret@mail.example', MAIL_FROM: 'xn@example.cn' }, /^SMTP_URL must look like/],
    [{ XIAONENG_METRICS_TOKEN: 'secret' }, /^XIAONENG_METRICS_TOKEN must be 16/],
  ])('%j is refused in one line', (env, expected) => {
    const line = lineOf(env as Record<string, string>);
    expect(line).toMatch(expected);
    expect(line).not.toMatch(/\n|secret/);
  });

  test.each([
    ['2', 2],
    ['true', 1],
    ['0', false],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
  ])('TRUST_PROXY=%s', (text, expected) => {
    expect(configOf({ TRUST_PROXY: text }).trustProxy).toEqual(expected);
  });

  test('a server needs one address, two more are welcome', () => {
    expect(configOf({ DATABASE_URL: 'postgres://a@h/d' }).database).toEqual({
      kind: 'server',
      url: 'postgres://a@h/d',
      adminUrl: undefined,
      sealerUrl: undefined,
    });
  });
});
