import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { selfSigned } from '../../../tests/builders/certificate.ts';
import { openPostBox, type PostBox, type PostBoxOptions } from '../../../tests/builders/post-box.ts';
import type { MailServer } from './server.ts';
import { isLasting, isOfServer, type Letter, sendLetter } from './transport.ts';

const boxes: PostBox[] = [];
const opened = async (options?: PostBoxOptions): Promise<PostBox> => {
  const box = await openPostBox(options);
  boxes.push(box);
  return box;
};
afterEach(async () => {
  for (const box of boxes.splice(0)) await box.stop();
});

const serverAt = (box: Pick<PostBox, 'host' | 'port'>, more: Partial<MailServer> = {}): MailServer => ({
  host: box.host,
  port: box.port,
  security: 'none',
  login: null,
  password: null,
  sender: 'xn@example.gov.cn',
  senderName: null,
  site: 'https://xn.example',
  ...more,
});
const letter: Letter = {
  to: 'fang@example.cn',
  subject: '今天必须办 2 件，1 件已超期',
  text: '今天必须办\n1. 窗口排队太久',
  html: '<p>今天必须办</p>',
  messageId: '<0199.yunxi@example.gov.cn>',
};
const send = (server: MailServer, ca?: string) => sendLetter(server, letter, { agencyName: '云溪县', ca });
const certificate = selfSigned();

describe('a letter', () => {
  test('arrives as text and HTML under the agency’s name, and says that a machine wrote it', async () => {
    const box = await opened();
    expect(await send(serverAt(box))).toMatchObject({ ok: true });
    const [arrived] = box.arrived;
    expect(arrived).toMatchObject({
      to: ['fang@example.cn'],
      from: '云溪县 <xn@example.gov.cn>',
      subject: letter.subject,
      messageId: letter.messageId,
      html: '<p>今天必须办</p>',
      isEncrypted: false,
    });
    expect(arrived?.text.trim()).toBe(letter.text);
    expect(arrived?.headers).toMatch(/^Auto-Submitted: auto-generated$/m);
  });

  test('goes encrypted where that is asked for: by STARTTLS, and from the first byte', async () => {
    const starting = await opened({ certificate });
    expect(await send(serverAt(starting, { security: 'startTls' }), certificate.cert)).toMatchObject({ ok: true });
    const whole = await opened({ certificate, secure: true });
    expect(await send(serverAt(whole, { security: 'tls' }), certificate.cert)).toMatchObject({ ok: true });
    expect([starting, whole].map(({ arrived }) => arrived[0]?.isEncrypted)).toEqual([true, true]);
  });
});

describe('nothing leaves', () => {
  const refused = async (server: MailServer, reason: string, ca?: string) => {
    const sent = await send(server, ca);
    expect(sent).toMatchObject({ ok: false, reason });
    return sent.ok ? null : sent;
  };

  test('to a server whose certificate is not trusted', async () => {
    const box = await opened({ certificate });
    await refused(serverAt(box, { security: 'startTls' }), 'tls');
    const whole = await opened({ certificate, secure: true });
    await refused(serverAt(whole, { security: 'tls' }), 'tls');
    expect([box.tried, whole.tried]).toEqual([[], []]);
  });

  test('in the open where STARTTLS was asked for and is not offered', async () => {
    const box = await opened();
    await refused(serverAt(box, { security: 'startTls' }), 'tls');
    expect(box.tried).toEqual([]);
  });

  test('with a wrong password; with the right one it does', async () => {
    const box = await opened({ certificate, account: { user: 'xn', pass: 'right' } });
    const server = serverAt(box, { security: 'startTls', login: 'xn', password: 'right' });
    const sent = await refused({ ...server, password: 'wrong' }, 'signIn', certificate.cert);
    expect([sent?.code, isOfServer('signIn')]).toEqual([535, true]);
    expect(await send(server, certificate.cert)).toMatchObject({ ok: true });
  });

  test('where nobody listens, or whoever listens never answers', async () => {
    const box = await opened();
    await box.stop();
    boxes.length = 0;
    await refused(serverAt(box), 'unreachable');
    const mute = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', () => resolve()));
    const { port } = mute.address() as { port: number };
    await refused(serverAt({ host: '127.0.0.1', port }), 'unreachable');
    mute.close();
  });

  test('while the server says later; afterwards it does', async () => {
    const box = await opened();
    box.refuse = () => ({ code: 451, words: '4.7.1 greylisted' });
    expect((await refused(serverAt(box), 'later'))?.code).toBe(451);
    box.refuse = () => null;
    expect(await send(serverAt(box))).toMatchObject({ ok: true });
    expect(isLasting('later')).toBe(false);
  });

  test('to an address that is none, nor a letter that is not taken, for good', async () => {
    const box = await opened();
    box.refuse = () => ({ code: 550, words: '5.1.1 no such user' });
    const sent = await refused(serverAt(box), 'address');
    expect([sent?.answer, isLasting('address')]).toEqual([expect.stringContaining('5.1.1 no such user'), true]);
    box.refuse = () => null;
    box.refuseLetter = { code: 554, words: '5.6.0 not taken' };
    expect((await refused(serverAt(box), 'refused'))?.code).toBe(554);
  });
});
