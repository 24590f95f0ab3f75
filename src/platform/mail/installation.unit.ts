import { describe, expect, test } from 'vitest';
import { installationMail } from './installation.ts';

const read = (url: string, from = 'xn@example.gov.cn') => installationMail(url, from, 'https://xn.example');
const server = (url: string, from?: string) => {
  const outcome = read(url, from);
  if (!outcome.ok) throw new Error(outcome.line);
  return outcome.server;
};

describe('the mail server of the installation', () => {
  test('is none where nothing is set', () => {
    expect(installationMail('', '', '')).toEqual({ ok: true, server: null });
  });

  test('smtp asks for STARTTLS, smtps is encrypted from the first byte, and each has its port', () => {
    expect(server('smtp://xn:p%40ss@mail.example')).toEqual({
      host: 'mail.example',
      port: 587,
      security: 'startTls',
      login: 'xn',
      password: 'p@ss',
      sender: 'xn@example.gov.cn',
      senderName: null,
      site: 'https://xn.example',
    });
    expect(server('smtps://mail.example')).toMatchObject({ port: 465, security: 'tls', login: null, password: null });
    expect(server('smtp://127.0.0.1:2525?tls=none')).toMatchObject({ port: 2525, security: 'none' });
    expect(server('smtp://[::1]?tls=none')).toMatchObject({ host: '::1', port: 25 });
  });

  test('the sender may have a name', () => {
    expect(server('smtp://m.example', '云溪县 <xn@example.gov.cn>')).toMatchObject({
      sender: 'xn@example.gov.cn',
      senderName: '云溪县',
    });
  });

  test.each([
    ['', 'xn@example.gov.cn', /together or not at all/],
    ['smtp://mail.example', '', /together or not at all/],
    ['mail.example:25', 'xn@example.gov.cn', /must look like/],
    ['http://mail.example', 'xn@example.gov.cn', /must look like/],
    ['smtp://mail.example/path', 'xn@example.gov.cn', /must look like/],
    ['smtp://a:b%ZZ@mail.example', 'xn@example.gov.cn', /%25/],
    ['smtp://mail.example?tls=maybe', 'xn@example.gov.cn', /only \?tls=none/],
    ['smtps://mail.example?tls=none', 'xn@example.gov.cn', /contradict/],
    ['smtp://a:b@mail.example?tls=none', 'xn@example.gov.cn', /in the open/],
    ['smtp://mail.example', 'nobody', /MAIL_FROM/],
  ])('%s from %s is refused in one line', (url, from, line) => {
    const outcome = read(url, from);
    expect(outcome.ok ? '' : outcome.line).toMatch(line);
    expect(JSON.stringify(outcome)).not.toContain('a:b');
  });
});
