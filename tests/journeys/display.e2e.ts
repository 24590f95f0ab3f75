import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { arrives, says } from './seen.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  expect(stage.faults()).toEqual([]);
  await stage.closeWindows();
});
afterAll(() => stage?.close());

const rootOf = (html: string): string => /<html [^>]*>/.exec(html)?.[0] ?? '';

test('a language is chosen once: desk, sign-in and public pages speak it, and the page loads no other', async () => {
  const { context, page } = await stage.window({}, 'fang');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/account');
  await page.getByRole('radio', { name: 'English' }).check();
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  const before = asked.length;
  await page.goto('/');
  await page.getByRole('heading', { level: 1, name: 'My desk' }).waitFor();
  const catalogues = new Set(asked.slice(before).filter((url) => /\/assets\/first-[^/]*\.js$/.test(url)));
  expect(catalogues.size).toBe(1);
  const words = async (of: string) => (await context.request.get(of)).text();
  expect(rootOf(await words('/'))).toContain('lang="en"');
  expect(await words('/open')).toContain('What is public here');
  await page.goto('/open');
  await page.getByRole('link', { name: '繁體中文' }).click();
  await page.getByRole('heading', { level: 1, name: '這裏公開了什麼' }).waitFor();
  await page.goto('/account');
  await page.getByRole('heading', { level: 1, name: '我的賬號' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant');
  // What people wrote stays as they wrote it.
  await says(page.locator('.bar'), '云溪县综合服务局');
});

test('who has chosen nothing is spoken to as the browser asks', async () => {
  const { page } = await stage.window({ locale: 'en-GB' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  const { page: other } = await stage.window({ locale: 'zh-TW' });
  await other.goto('/');
  await other.getByRole('button', { name: '登錄' }).waitFor();
});

test('dark and large hold from the first byte, whatever the device says, until another choice', async () => {
  const { context, page } = await stage.window({ colorScheme: 'light' }, 'fang');
  const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  await page.goto('/account');
  expect(await paper()).toBe('rgb(255, 255, 255)');
  await page.getByRole('radio', { name: '深色' }).check();
  expect(await paper()).toBe('rgb(21, 24, 28)');
  await page.getByRole('radio', { name: '大字' }).check();
  const size = () => page.evaluate('getComputedStyle(document.body).fontSize');
  expect(await size()).toBe('18px');
  const html = await (await context.request.get('/')).text();
  expect(rootOf(html)).toBe('<html lang="zh-Hans" data-theme="dark" data-size="large">');
  await page.reload();
  expect([await paper(), await size()]).toEqual(['rgb(21, 24, 28)', '18px']);
  await page.getByRole('radio', { name: '随系统' }).check();
  await page.getByRole('radio', { name: '标准' }).check();
  expect([await paper(), await size()]).toEqual(['rgb(255, 255, 255)', '14px']);
});

test('the search box opens a matter, a person, a unit and a page by keyboard alone', async () => {
  const { page, watch } = await stage.window({}, 'fang');
  await page.goto('/');
  await page.locator('.board').waitFor();
  const box = page.getByRole('combobox', { name: '编号、人、单位、事由' });
  const find = async (words: string) => {
    await page.keyboard.press('/');
    await arrives(box);
    await page.keyboard.type(words);
    await page.getByRole('option').first().waitFor();
  };
  const [first = ''] = await page.locator('.cols a.it .m span:last-child').allInnerTexts();
  await find(first);
  await page.keyboard.press('Enter');
  await page.locator('.matter').waitFor();
  await says(page.locator('.matter'), first);

  await find('李婷');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '李婷' }).waitFor();
  await find('河西');
  const units = page.getByRole('group', { name: '单位' }).getByRole('option');
  const steps = (await page.getByRole('option').allInnerTexts()).indexOf((await units.allInnerTexts())[0] ?? '');
  for (let step = 0; step < steps; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: '河西所' }).waitFor();
  await find('校验');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('option').count()).toBe(0);
  await find('校验');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '记录有没有被改过' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('没有这个东西');
  await says(page.locator('.finder'), '没有找到');
  expect(watch.hands.filter((hand) => hand === 'mouse')).toEqual([]);
});

test('on a phone the search stands under a word', async () => {
  const { page } = await stage.window({ viewport: { width: 375, height: 812 }, hasTouch: true }, 'he');
  await page.goto('/');
  await page.getByRole('link', { name: '查找' }).tap();
  await page.getByRole('heading', { level: 1, name: '查找' }).waitFor();
  await page.getByRole('combobox').fill('方志成');
  await page.getByRole('option', { name: /方志成/ }).tap();
  await page.getByRole('heading', { level: 1, name: '方志成' }).waitFor();
});
