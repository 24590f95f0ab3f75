import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bureau, openBureau, problemOf, rowsOf } from '../../../tests/builders/bureau.ts';
import { openMailing } from '../../../tests/builders/mailing.ts';
import { openPostBox, type PostBox } from '../../../tests/builders/post-box.ts';
import { openLogins, openSite, type Site, signedIn, type Visitor } from '../../../tests/builders/site.ts';

let site: Site;
let box: PostBox;
let bureau: Bureau;
let system: Visitor;
let owner: Visitor;

beforeAll(async () => {
  site = await openSite();
  box = await openPostBox();
  bureau = await openBureau(site.office, 'letters');
  await openLogins(bureau, ['systemAdmin', 'owner', 'measureOwner']);
  system = await signedIn(site, 'letters', 'systemAdmin');
  owner = await signedIn(site, 'letters', 'owner');
});
afterAll(async () => {
  await box.stop();
  await site.stop();
});

const server = (more: object = {}) => ({
  enabled: true,
  host: box.host,
  port: box.port,
  security: 'none',
  login: null,
  sender: 'xn@example.gov.cn',
  site: 'https://xn.example/a/letters/',
  ...more,
});
const own = async (who: Visitor = owner) => (await who.ask('/api/account/mail')).json;
const settings = async () => (await system.ask('/api/mail/settings')).json;
const codeOf = (nr: number): string => /\d{6}/.exec(box.arrived.at(nr)?.subject ?? '')?.[0] ?? '';

describe('before there is a server', () => {
  test('it says so, takes no address, and sends no test', async () => {
    expect(await own()).toMatchObject({ silence: 'notSet', address: null, pending: null });
    expect(await settings()).toMatchObject({ silence: 'notSet', server: null, installation: null });
    const asked = await owner.post('/api/account/mail/address', { address: 'fang@example.cn' });
    expect(asked.json).toMatchObject({ status: 409, rule: 'mail.notSet', mend: 'mail.askSystem' });
    expect((await system.post('/api/mail/test', { to: 'fang@example.cn' })).json).toMatchObject({
      rule: 'mail.notSet',
    });
  });
});

describe('the server', () => {
  test.each([
    ['host', { host: 'smtp://x' }, 'mail.host'],
    ['host', { host: '' }, 'required'],
    ['port', { port: 70_000 }, 'max'],
    ['sender', { sender: 'nobody' }, 'mail.address'],
    ['site', { site: 'xn.example' }, 'mail.site'],
    ['security', { security: 'none', host: 'mail.example', login: 'xn', password: 'x' }, 'mail.openPassword'],
    ['password', { login: 'xn' }, 'required'],
  ])('is refused with what is wrong: %s', async (path, more, rule) => {
    const answer = await system.post('/api/mail/server', server(more));
    expect([answer.status, answer.json.fields]).toEqual([422, [expect.objectContaining({ path, rule })]]);
  });

  test('is set by an event that holds no password, which the page never shows either', async () => {
    const secret = 'Zebra-smtp-4718';
    expect((await system.post('/api/mail/server', server({ login: 'xn', password: secret }))).status).toBe(204);
    expect(await settings()).toMatchObject({ silence: null, server: { login: 'xn', hasPassword: true } });
    const rows = await rowsOf<{ text: string }>(
      bureau,
      `select body as text from event where agency_id = $1 union all select s::text from mail_server s where s.agency_id = $1`,
      bureau.agency.id,
    );
    const text = JSON.stringify(rows);
    expect(text).toContain('mailServer');
    for (const spelled of [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64').slice(0, 16),
    ])
      expect(text).not.toContain(spelled);
    // It stays where nothing about its place changed, and has to be typed again for another one.
    expect((await system.post('/api/mail/server', server({ login: 'xn', port: 2525 }))).status).toBe(204);
    const elsewhere = await system.post('/api/mail/server', server({ login: 'xn', host: 'localhost' }));
    expect(elsewhere.json.fields).toEqual([{ path: 'password', rule: 'required' }]);
    expect((await system.post('/api/mail/server', server())).status).toBe(204);
    expect(await settings()).toMatchObject({
      server: { login: null, hasPassword: false, site: 'https://xn.example/a/letters' },
    });
  });

  test('is tried by a letter, and its answer is shown word for word', async () => {
    const taken = await system.post('/api/mail/test', { to: 'fang@example.cn' });
    expect(taken.json).toEqual({ ok: true, reason: null, answer: '250 kept' });
    box.refuse = () => ({ code: 550, words: '5.1.1 who is that' });
    const refused = await system.post('/api/mail/test', { to: 'fang@example.cn' });
    expect(refused.json).toMatchObject({
      ok: false,
      reason: 'address',
      answer: expect.stringContaining('5.1.1 who is that'),
    });
    box.refuse = () => null;
  });
});

describe('an address', () => {
  test('counts once the code that was sent there is typed in; five wrong ones and it is over', async () => {
    const wrong = await owner.post('/api/account/mail/address', { address: 'fang' });
    expect(wrong.json.fields).toEqual([{ path: 'address', rule: 'mail.address' }]);
    expect((await owner.post('/api/account/mail/address', { address: ' Fang@Example.cn ' })).status).toBe(204);
    expect(await own()).toMatchObject({ address: null, pending: 'Fang@example.cn' });
    expect(box.arrived.at(-1)?.to).toEqual(['Fang@example.cn']);
    const soon = await owner.post('/api/account/mail/address', { address: 'fang@example.cn' });
    expect(soon.json).toMatchObject({ status: 429, rule: 'mail.codeSoon' });
    const code = codeOf(-1);
    const other = code === '000000' ? '111111' : '000000';
    for (let nr = 0; nr < 5; nr += 1)
      expect((await owner.post('/api/account/mail/confirm', { code: other })).json.fields).toEqual([
        { path: 'code', rule: 'mail.codeWrong' },
      ]);
    expect((await owner.post('/api/account/mail/confirm', { code })).json).toMatchObject({ rule: 'mail.noCode' });

    site.pass(2);
    expect((await owner.post('/api/account/mail/address', { address: 'fang@example.cn' })).status).toBe(204);
    const spaced = `${codeOf(-1).slice(0, 3)} ${codeOf(-1).slice(3)}`;
    expect((await owner.post('/api/account/mail/confirm', { code: spaced })).status).toBe(204);
    expect(await own()).toMatchObject({ address: 'fang@example.cn', pending: null });
    // Once.
    expect((await owner.post('/api/account/mail/confirm', { code: spaced })).json).toMatchObject({
      rule: 'mail.noCode',
    });
    const events = await rowsOf<{ kind: string; detail: object }>(
      bureau,
      `select kind, detail from security_event where agency_id = $1 and kind like 'mail%'`,
      bureau.agency.id,
    );
    expect(events).toEqual([{ kind: 'mailAddressSet', detail: {} }]);
  });

  test('of somebody else is not seen, and one’s own goes with all that waited for it', async () => {
    const measureOwner = await signedIn(site, 'letters', 'measureOwner');
    expect(await own(measureOwner)).toMatchObject({ address: null });
    const always = { digestAt: null, digestDays: null, quietFrom: '00:00', quietTo: '00:00', quietFreeDays: false };
    await owner.post('/api/account/mail/choice', { ...always, muted: ['digest'] });
    await openMailing(bureau).round();
    await problemOf(bureau);
    box.refuse = () => ({ code: 451, words: 'later' });
    expect(await openMailing(bureau).round()).toContain('failed');
    box.refuse = () => null;
    const [listed] = (await system.ask('/api/mail/troubled')).json.items;
    expect(listed).toMatchObject({
      person: { name: 'owner某' },
      kind: 'notice',
      reason: 'later',
      answer: 451,
      tries: 1,
    });
    expect(JSON.stringify(listed)).not.toMatch(/排队|fang@/);
    expect((await system.post(`/api/mail/troubled/${listed.id}/again`)).status).toBe(204);
    expect(await openMailing(bureau).round()).toContain('sent');
    expect((await system.ask('/api/mail/troubled')).json.items).toEqual([]);
    expect((await owner.ask('/api/account/mail/address', { method: 'DELETE' })).status).toBe(204);
    expect(await own()).toMatchObject({ address: null, pending: null });
    const kept = await rowsOf(
      bureau,
      'select 1 from mail_person where agency_id = $1 and address is not null',
      bureau.agency.id,
    );
    expect(kept).toEqual([]);
  });
});

describe('choices', () => {
  const choice = {
    digestAt: '06:30',
    digestDays: 'every',
    quietFrom: '22:00',
    quietTo: '06:00',
    quietFreeDays: false,
    muted: ['over', 'over'],
  };
  test('are kept as they were made; what is no time of day is refused', async () => {
    expect((await owner.post('/api/account/mail/choice', choice)).status).toBe(204);
    expect((await own()).choice).toEqual({ ...choice, muted: ['over'] });
    const odd = await owner.post('/api/account/mail/choice', { ...choice, digestAt: '25:00' });
    expect(odd.json.fields).toEqual([{ path: 'digestAt', rule: 'timeOfDay' }]);
  });

  test('of the agency hold for whoever made none, as versions of a setting', async () => {
    const rule = { ...choice, muted: [], digestAt: '07:45', witnesses: [bureau.people.discipline.person] };
    expect((await system.post('/api/mail/rule', rule)).status).toBe(204);
    expect((await system.post('/api/mail/rule', { ...rule, digestAt: '07:50' })).status).toBe(204);
    expect(await settings()).toMatchObject({ rule: { digestAt: '07:50' }, witnesses: [{ name: 'discipline某' }] });
    const measureOwner = await signedIn(site, 'letters', 'measureOwner');
    expect(await own(measureOwner)).toMatchObject({ rule: { digestAt: '07:50' }, choice: { digestAt: null } });
    const versions = await rowsOf(
      bureau,
      'select digest_at from mail_rule where agency_id = $1 order by seq',
      bureau.agency.id,
    );
    expect(versions).toEqual([{ digest_at: '07:45' }, { digest_at: '07:50' }]);
    const stranger = await system.post('/api/mail/rule', {
      ...rule,
      witnesses: ['01a20112-6ef6-754d-8f88-043dcaa01d69'],
    });
    expect(stranger.json.fields).toEqual([{ path: 'witnesses', rule: 'unknownId' }]);
  });
});
