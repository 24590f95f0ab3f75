import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Finger } from './finger.ts';
import { fang, onStage, stage } from './on-stage.ts';
import { type Window } from './stage.ts';

/**
 * The burden of the product itself: what each of six jobs costs on a phone, from the desk to the word that it is done. The
 * figures stand in a file that the oversight page and the docs show; this test is where they come from.
 */
type Cost = { fields: number; taps: number };
type Job = Cost & { most: Cost };
const file = path.resolve(import.meta.dirname, '../../src/web/oversight/burden.json');
const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Job>;
const measured: Record<string, Cost> = {};

onStage({ fang: true });
let window: Window;
let page: Page;
let finger: Finger;

const button = (name: string, within: Pick<Page, 'getByRole'> = page) =>
  within.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const said = (words: string) => page.locator('.said').getByText(words).waitFor();

const phone = async (login: string) => {
  window = await stage.window({ viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true }, login);
  page = window.page;
  finger = new Finger(page);
  await page.goto('/');
  await page.locator('.board').waitFor();
};

/** Carries out a job and counts what the hand did: presses of the finger, and fields that got words or a choice. */
const cost = async (name: string, job: () => Promise<void>) => {
  const before = window.watch.hands.length;
  await job();
  const hands = window.watch.hands.slice(before);
  measured[name] = {
    fields: new Set(hands.filter((hand) => hand.startsWith('field '))).size,
    taps: hands.filter((hand) => hand === 'touch').length,
  };
  console.log(`${name} on a phone: ${measured[name].fields} fields, ${measured[name].taps} taps`);
};

const title = '叫号屏的字太小';
const register = (more: object = {}) => {
  const { person: owner, post: ownerPost, unit } = fang.user;
  return fang.command('/api/matters', { procedure: 'problem', data: { title, unit, owner, ownerPost, ...more } });
};
const actionOf = async (matter: string, action: string) => {
  await finger.tap(page.getByRole('link', { name: matter }).first());
  await finger.tap(
    page.getByRole('region', { name: '负责、时限、操作' }).getByRole('button', { name: action, exact: true }),
  );
  await dialog().waitFor();
};

test('to register a problem', async () => {
  await phone('fang');
  await cost('register', async () => {
    await finger.tap(
      page.getByRole('navigation', { name: '底部导航' }).getByRole('link', { name: '台账', exact: true }),
    );
    await finger.tap(page.getByRole('link', { name: '登记问题' }));
    await finger.fill(page.getByRole('textbox', { name: '问题', exact: true }), '门口的坡道太陡');
    await finger.pick(page.getByRole('combobox', { name: '责任人' }), '李婷');
    await finger.tap(button('登记问题'));
    await page.getByRole('heading', { level: 1, name: '门口的坡道太陡' }).waitFor();
  });
});

test('to plan a measure', async () => {
  await register();
  await phone('fang');
  await cost('plan', async () => {
    await actionOf(title, '制定措施');
    const row = dialog().getByRole('group', { name: '整改措施 1', exact: true });
    await finger.fill(row.getByRole('textbox', { name: '措施' }), '换成大字屏');
    await finger.pick(row.getByRole('combobox', { name: '责任人' }), '李婷');
    await finger.tap(button('制定措施', dialog()));
    await said('制定措施：已记下');
  });
});

test('to report progress', async () => {
  await phone('fang');
  await cost('reportProgress', async () => {
    await actionOf(title, '反馈进展');
    await finger.answer(dialog().getByRole('textbox', { name: '进展', exact: true }), '屏已订货。');
    await finger.tap(button('反馈进展', dialog()));
    await said('反馈进展：已记下');
  });
});

test('to find a matter by a word of its title', async () => {
  await phone('fang');
  await cost('find', async () => {
    await finger.tap(
      page.getByRole('navigation', { name: '底部导航' }).getByRole('link', { name: '更多', exact: true }),
    );
    await finger.tap(page.getByRole('link', { name: /查找/ }).first());
    await finger.answer(page.getByRole('combobox').first(), '叫号屏');
    await finger.tap(
      page
        .getByRole('option')
        .or(page.getByRole('link', { name: title }))
        .first(),
    );
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  });
});

test('to hand a matter over', async () => {
  await phone('fang');
  await cost('transfer', async () => {
    await finger.tap(page.getByRole('link', { name: title }).first());
    await finger.tap(page.locator('.asks summary'));
    await finger.tap(button('申请移交'));
    await dialog().waitFor();
    await finger.pick(dialog().getByRole('combobox', { name: '接手单位' }), '河西');
    await finger.pick(dialog().getByRole('combobox', { name: '接手的人' }), '韦立');
    await finger.fill(dialog().getByRole('textbox', { name: '理由' }), '设备归河西所管。');
    await finger.tap(button('申请移交', dialog()));
    await said('申请移交：已记下');
  });
});

test('to strike off what is done', async () => {
  const { id } = await register({ title: '公示栏的锁坏了' });
  const form = new FormData();
  form.append('file', new Blob(['锁已换'], { type: 'text/plain' }), '情况.txt');
  const sent = await fetch(`${stage.address}/api/files`, {
    method: 'POST',
    headers: { cookie: fang.cookie, origin: stage.address },
    body: form,
  });
  const { digest } = (await sent.json()) as { digest: string };
  await fang.command(`/api/matters/${id}/actions/solveOnSite`, {
    data: { outcome: '当场换了锁。' },
    files: [{ digest, name: '情况.txt' }],
  });
  await phone('he');
  await cost('strikeOff', async () => {
    await actionOf('公示栏的锁坏了', '准予销号');
    await finger.tap(button('准予销号', dialog()));
    await finger.tap(button('确定准予销号', dialog()));
    await said('准予销号：已记下');
  });
});

test('none costs more than it may, and what pages and docs say is what was measured', () => {
  const jobs = Object.keys(written);
  expect(Object.keys(measured).sort()).toEqual([...jobs].sort());
  for (const job of jobs) {
    const { most } = written[job] as Job;
    expect(measured[job]?.fields, `${job}: fields`).toBeLessThanOrEqual(most.fields);
    expect(measured[job]?.taps, `${job}: taps`).toBeLessThanOrEqual(most.taps);
  }
  const now = Object.fromEntries(jobs.map((job) => [job, { ...measured[job], most: written[job]?.most }]));
  if (process.env.XIAONENG_WRITE_BURDEN === '1') writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
  else expect(now, 'burden.json is old: run this test with XIAONENG_WRITE_BURDEN=1').toEqual(written);
});
