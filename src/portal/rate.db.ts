import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawnFor, pageAsked, pageOpened } from '../../tests/builders/asking.ts';
import { type Bureau, carry, openBureau, rowsOf, struckOff } from '../../tests/builders/bureau.ts';
import { type Office, openOffice, openTestApp } from '../../tests/builders/office.ts';
import { createRatings } from '../modules/ledger/index.ts';
import { createPublicLog } from '../platform/log/public-log.ts';
import { portalRoutes } from './index.ts';

let office: Office;
let bureau: Bureau;
let app: FastifyInstance;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
  await openBureau(office, 'second');
  ({ app } = await openTestApp(office));
  portalRoutes(app, {
    runner: office.pools.app,
    now: office.now,
    log: createPublicLog(office.pools.app, office.now, () => null),
    ratings: createRatings({ engine: office.engine, pool: office.pools.app, viewerFor: office.viewerFor }),
  });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await office.stop();
});

const get = (path: string, code = 'first') => app.inject({ url: `/a/${code}${path}` });
/** A form as a browser without script sends it. */
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: `/a/first${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });

describe('the page of a link', () => {
  test('is for one reader: kept nowhere, found by nobody, its address told to no other page, its form sent home alone', async () => {
    const { tokens } = await drawnFor(bureau);
    const page = await get(`/rate/${tokens[0]}`);
    expect(page.statusCode).toBe(200);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'strict-origin',
      'x-robots-tag': 'noindex, nofollow, noarchive',
    });
    expect(page.headers['content-security-policy']).toContain("form-action 'self'");
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain(`action="/a/first/rate/${tokens[0]}"`);
    expect(page.body.match(/name="grade"/g)).toHaveLength(5);
    expect(page.body).not.toContain('<script');
  });

  test('takes the answer, thanks twice for the same one, and for nothing else', async () => {
    const { tokens } = await drawnFor(bureau);
    const path = `/rate/${tokens[0]}`;
    const first = await post(path, { grade: 'satisfied', comment: '第一行\r\n第二行' });
    expect([first.statusCode, first.body.includes('谢谢你')]).toEqual([200, true]);
    expect((await post(path, { grade: 'satisfied', comment: '第一行\r\n第二行' })).statusCode).toBe(200);
    expect((await post(path, { grade: 'dissatisfied' })).statusCode).toBe(404);
    expect((await get(path)).statusCode).toBe(404);
  });

  test('with nothing chosen or too many words says so and keeps the words', async () => {
    const { tokens } = await drawnFor(bureau);
    const path = `/rate/${tokens[0]}`;
    const wrong = await post(path, { comment: '<b>没选</b>' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('role="alert"');
    expect(wrong.body).toContain('&lt;b&gt;没选&lt;/b&gt;</textarea>');
    expect((await post(path, { grade: 'satisfied', comment: 'x'.repeat(1001) })).statusCode).toBe(422);
    expect((await post(path, { grade: 'satisfied', comment: 'x'.repeat(5000) })).statusCode).toBe(422);
    expect((await post(path, { grade: 'satisfied' })).statusCode).toBe(200);
  });

  test('is refused from a page of somebody else’s', async () => {
    const { tokens } = await drawnFor(bureau);
    const foreign = { origin: 'https://elsewhere.example' };
    expect((await post(`/rate/${tokens[0]}`, { grade: 'satisfied' }, foreign)).statusCode).toBe(403);
    expect((await post(`/rate/${tokens[0]}`, { grade: 'satisfied' }, { origin: 'null' })).statusCode).toBe(403);
    expect((await get(`/rate/${tokens[0]}`)).statusCode).toBe(200);
  });

  test('says the same to the last byte of a link that never was, was answered, is another agency’s or ended', async () => {
    const { tokens, problem } = await drawnFor(bureau);
    await post(`/rate/${tokens[0]}`, { grade: 'satisfied' });
    const bodies = [
      await get(`/rate/${tokens[0]}`),
      await get('/rate/AAAAAAAAAAAAAAAAAAAAAA'),
      await get('/rate/x'),
      await post('/rate/x', { grade: 'satisfied' }),
    ];
    await rowsOf(bureau, 'update invitation set ended = true where matter_id = $1 and not answered', problem);
    bodies.push(await get(`/rate/${tokens[1]}`));
    expect(new Set(bodies.map(({ body, statusCode }) => `${statusCode} ${body}`)).size).toBe(1);
    const elsewhere = await get(`/rate/${tokens[2]}`, 'second');
    expect([elsewhere.statusCode, elsewhere.body.includes('排队太久')]).toEqual([404, false]);
  });

  test('speaks the language asked for', async () => {
    const { tokens } = await drawnFor(bureau);
    const page = await get(`/rate/${tokens[0]}?language=en`);
    expect(page.body).toContain('Very dissatisfied');
    expect(page.body).toContain('How well was this done?');
  });
});

describe('a problem that was made public', () => {
  const published = async (size: number): Promise<string> => {
    const { problem, tokens } = await drawnFor(bureau, { size });
    const grades = ['satisfied', 'verySatisfied', 'basicallySatisfied', 'dissatisfied'];
    for (const [n, token] of tokens.entries()) await post(`/rate/${token}`, { grade: grades[n] as string });
    const { reviewer } = bureau.people;
    await carry(bureau, reviewer, { matter: problem }, { action: 'strikeOff', reason: '已说明' });
    const { number } = await carry(
      bureau,
      reviewer,
      { matter: problem },
      { action: 'publish', data: { publicSummary: '好了' } },
    );
    return (await get(`/open/struck-off/${number}`)).body;
  };

  test('says how many were satisfied, once three have answered', async () => {
    expect(await published(4)).toContain('4 份评价，3 份满意');
    const few = await published(2);
    expect(few).toContain('好了');
    expect(few).not.toContain('份评价');
  });
});

describe('a unit’s page', () => {
  const figures = async () => (await get('/u/tax')).body;

  test('is not there before it is opened, asked for or not, and then the same as what never was', async () => {
    const nothing = (await get('/u/nothing')).body;
    expect((await get('/u/law')).body).toBe(nothing);
    await pageAsked(bureau, { unit: bureau.units.tax });
    const asked = await get('/u/tax');
    expect([asked.statusCode, asked.body]).toEqual([404, nothing]);
    expect((await get('/open')).body).not.toContain('/u/');
  });

  test('is opened by nobody who asked for it', async () => {
    const id = await pageAsked(bureau);
    await expect(carry(bureau, bureau.people.leader, { matter: id }, { action: 'open' })).rejects.toThrow(/notAllowed/);
    const none = await pageAsked(bureau, {
      showProblems: false,
      showCounts: false,
      showPromise: false,
      showSatisfaction: false,
    });
    await expect(carry(bureau, bureau.people.office, { matter: none }, { action: 'open' })).rejects.toThrow(
      /pageHasPart/,
    );
  });

  test('shows figures that are computed, the problems that were made public, and nothing of anybody', async () => {
    const open = await struckOff(bureau, { title: '公开的一件', description: '不该出现的描述', dueOn: '2099-12-31' });
    await carry(
      bureau,
      bureau.people.reviewer,
      { matter: open.problem },
      { action: 'publish', data: { publicSummary: '办好了' } },
    );
    await struckOff(bureau, { title: '没有公开的一件' });
    const { tokens } = await drawnFor(bureau);
    for (const [n, grade] of ['satisfied', 'satisfied', 'dissatisfied', 'verySatisfied'].entries())
      await post(`/rate/${tokens[n]}`, { grade, comment: '悄悄话' });
    await pageOpened(bureau);
    const page = await get('/u/tax');
    expect(page.statusCode).toBe(200);
    expect(page.headers['cache-control']).toBe('public, max-age=30');
    expect(page.headers.etag).toBeDefined();
    expect(page.body).toContain('公开的一件');
    expect(page.body).toContain('办好了');
    const counted = await rowsOf<{ all: number; off: number; answers: number; satisfied: number }>(
      bureau,
      `select count(*)::int as all, count(*) filter (where m.state = 'struckOff')::int as off,
  sum(p.satisfaction_answers) filter (where p.satisfaction_rate is not null)::int as answers,
  sum(p.satisfaction_satisfied) filter (where p.satisfaction_rate is not null)::int as satisfied
from matter m join problem p on p.agency_id = m.agency_id and p.matter_id = m.id
where m.agency_id = $1 and m.unit_id = $2 and not m.confidential`,
      bureau.agency.id,
      bureau.units.tax,
    );
    const [row] = counted as [(typeof counted)[number]];
    expect(page.body).toContain(`<b>${row.all}</b>件登记在册，其中已销号 ${row.off} 件`);
    expect(page.body).toContain(`${row.answers} 份评价，${row.satisfied} 份满意`);
    for (const secret of [
      '没有公开的一件',
      '不该出现的描述',
      'owner某',
      'reviewer某',
      'leader某',
      '住户1',
      '1390000',
      '悄悄话',
    ])
      expect([secret, page.body.includes(secret)]).toEqual([secret, false]);
    expect((await get('/open')).body).toContain('href="/a/first/u/tax"');
  });

  test('does not count what is confidential, nor tell fewer than three answers', async () => {
    const before = await figures();
    const { problem } = await struckOff(bureau, { title: '保密的一件' });
    await rowsOf(bureau, 'update matter set confidential = true where id = $1', problem);
    expect(await figures()).toBe(before);
    const { tokens } = await drawnFor(bureau);
    await post(`/rate/${tokens[0]}`, { grade: 'veryDissatisfied' });
    const said = /\d+ 份评价，\d+ 份满意/;
    expect(said.exec(await figures())?.[0]).toBe(said.exec(before)?.[0]);
  });

  test('shows what was granted, part by part, and goes when it is closed', async () => {
    const id = await pageOpened(bureau, { title: '只看数', showProblems: false });
    expect(await figures()).not.toContain('公开的一件');
    const { leader, office: granting } = bureau.people;
    const more = { action: 'askCorrection', data: { showProblems: true, showSatisfaction: false } };
    await carry(bureau, leader, { matter: id }, more);
    expect(await figures()).not.toContain('公开的一件');
    await carry(bureau, granting, { matter: id }, { action: 'grantCorrection' });
    expect(await figures()).toContain('公开的一件');
    expect(await figures()).not.toContain('份评价');
    await rowsOf(
      bureau,
      `update public_page set is_open = false where agency_id = $1 and matter_id <> $2`,
      bureau.agency.id,
      id,
    );
    await carry(bureau, leader, { matter: id }, { action: 'askVoid', reason: '改版' });
    expect((await get('/u/tax')).statusCode).toBe(200);
    await carry(bureau, granting, { matter: id }, { action: 'grantVoid' });
    expect((await get('/u/tax')).statusCode).toBe(404);
  });
});
