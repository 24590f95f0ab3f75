import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { displayCookies } from '../../src/kernel/view/display.ts';
import { readTexts } from '../../tools/pages/texts.ts';
import {
  clippedControls,
  coveredControls,
  drawn,
  focusFaults,
  plant,
  rawKeys,
  setSize,
  sideways,
  smallTargets,
  wordsShown,
} from './in-page.ts';
import { placesOf, prepare } from './places.ts';
import { openStage, type Stage, tellWhere, type Window } from './stage.ts';

/**
 * Every page, each opened once and looked at in four ways: at the desk, in the dark, at 200 %, on a phone. Then every address in
 * English, and on a phone in the dark and in large type.
 */
let stage: Stage;
let places: ReturnType<typeof placesOf>;
/** One window a person. */
const windows = new Map<string | undefined, Window>();

beforeAll(async () => {
  stage = await openStage();
  places = placesOf(await prepare(stage));
});
afterAll(() => stage?.close());

const windowOf = async (login: string | undefined): Promise<Window> => {
  const known = windows.get(login) ?? (await stage.window({}, login));
  windows.set(login, known);
  return known;
};

/** How a page is put together: axe takes these less to heart than those who move by headings and landmarks do. */
const order = [
  'heading-order',
  'page-has-heading-one',
  'landmark-one-main',
  'landmark-unique',
  'skip-link',
  'empty-heading',
];

/** What axe finds that is serious or critical, with the first places of it. */
const axe = async (page: Page, how: string, only?: string): Promise<string[]> => {
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (only ? builder.withRules(only) : builder).analyze();
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || order.includes(id))
    .map(({ id, nodes }) => {
      const at = nodes
        .slice(0, 3)
        .map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`);
      return `${how}: ${id} (${nodes.length}) ${at.join(' | ')}`;
    });
};

const layout = async (page: Page, how: string): Promise<string[]> => {
  const width = page.viewportSize()?.width ?? 0;
  const beyond = await page.evaluate(sideways, width);
  const faults = [
    ...(await page.evaluate(clippedControls)),
    ...(await page.evaluate(coveredControls)),
    ...(await page.evaluate(rawKeys)),
  ];
  if (beyond > 0) faults.push(`scrolls sideways by ${beyond} px`);
  return faults.map((fault) => `${how}: ${fault}`);
};

const look = async (page: Page): Promise<string[]> => {
  const faults = await axe(page, 'desk');
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await axe(page, 'dark', 'color-contrast')));
  await page.emulateMedia({ colorScheme: 'light' });
  // 1440 × 900 at 200 % are 720 × 450 CSS px.
  await page.setViewportSize({ width: 720, height: 450 });
  await page.evaluate(drawn);
  faults.push(...(await layout(page, '200 %')));
  await page.setViewportSize({ width: 375, height: 812 });
  await page.evaluate(drawn);
  faults.push(...(await layout(page, 'phone')), ...(await axe(page, 'phone')));
  await page.setViewportSize({ width: 1440, height: 900 });
  return faults;
};

const patience = { timeout: 400_000 };

test(
  'every page: axe, contrast in the dark, 200 % and a phone, no breach of the policy, no error in the console',
  patience,
  async () => {
    const faults: string[] = [];
    for (const { name, login, path: address, ready, expected = [] } of places) {
      const { page, watch } = await windowOf(login);
      for (const answer of expected) watch.expected.add(answer);
      try {
        await page.goto(address);
        await ready(page);
        await page.locator('.skeleton').first().waitFor({ state: 'detached' });
        faults.push(...(await look(page)).map((fault) => `${name}, ${fault}`));
      } catch (error) {
        await tellWhere(page);
        faults.push(`${name}: ${error}`);
      }
      faults.push(...stage.faults().map((fault) => `${name}, ${fault}`));
      for (const answer of expected) watch.expected.delete(answer);
    }
    expect(faults).toEqual([]);
  },
);

/** Words of the house that people of the demonstration wrote as well: a theme's title, headings within a case. */
const written = ['服务', '经过', '启示'];

/** Words of the house in Chinese; those that are also somebody's name or a unit's are no proof that one was left over. */
const chineseWords = async (page: Page): Promise<Set<string>> => {
  const { units, posts, people } = await (await page.context().request.get('/api/directory')).json();
  const called = [...units, ...posts, ...people].map(({ name }: { name: string | null }) => name);
  const names = new Set<string | null>([...written, ...called]);
  const texts = await readTexts(path.resolve(import.meta.dirname, '../..'), 'zh');
  return new Set(Object.values(texts).filter((text) => /^\p{Script=Han}{2,}/u.test(text) && !names.has(text)));
};

test(
  'every address in English, dark and large on a phone: nothing is cut, no word is left in Chinese, no key stands for a word',
  patience,
  async () => {
    const faults: string[] = [];
    const seen = new Set<string>();
    const windows = new Map<string, Window>();
    const cookie = { name: displayCookies.language, value: 'en', url: stage.address };
    let chinese = new Set<string>();
    for (const { login, path: address, expected = [] } of places) {
      if (!login || address.startsWith('/open') || address.startsWith('/a/') || seen.has(`${login} ${address}`))
        continue;
      seen.add(`${login} ${address}`);
      const window = windows.get(login) ?? (await stage.window({}, login));
      windows.set(login, window);
      const { context, page, watch } = window;
      await context.addCookies([cookie]);
      if (chinese.size === 0) chinese = await chineseWords(page);
      for (const answer of expected) watch.expected.add(answer);
      await page.goto(address);
      await page.locator('main h1, main h2').first().waitFor();
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      const name = `${login} ${address.replace(/[0-9a-f-]{36}/, '…')}, English`;
      faults.push(...(await layout(page, 'desk')).map((fault) => `${name}, ${fault}`));
      const left = (await page.evaluate(wordsShown)).filter((words) => chinese.has(words));
      faults.push(...left.map((words) => `${name}: “${words}” is left in Chinese`));
      await page.setViewportSize({ width: 375, height: 812 });
      await page.evaluate(drawn);
      const more = await layout(page, 'phone');
      await page.emulateMedia({ colorScheme: 'dark' });
      more.push(...(await axe(page, 'dark phone', 'color-contrast')));
      await page.emulateMedia({ colorScheme: 'light' });
      await page.evaluate(setSize, 'large');
      more.push(...(await layout(page, 'large phone')));
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.evaluate(drawn);
      more.push(...(await layout(page, 'large')));
      await page.evaluate(setSize, null);
      faults.push(...more.map((fault) => `${name}, ${fault}`));
      faults.push(...stage.faults().map((fault) => `${name}, ${fault}`));
      for (const answer of expected) watch.expected.delete(answer);
    }
    expect(faults).toEqual([]);
  },
);

test('planted faults of every kind are found', async () => {
  const { page, watch } = await stage.window();
  await page.goto('/');
  await page.getByLabel('登录名').waitFor();
  expect(await look(page)).toEqual([]);
  await page.evaluate(plant);
  const found = (await look(page)).join('\n');
  expect(found).toMatch(/desk: label .*\.bare/);
  expect(found).toMatch(/desk: color-contrast/);
  expect(found).toMatch(/dark: color-contrast/);
  expect(found).toMatch(/200 %: button “cut”: cut by div/);
  expect(found).toMatch(/200 %: .* lies under div\.veil/);
  expect(found).toMatch(/phone: scrolls sideways by 26\d\d px/);
  expect(await page.evaluate(smallTargets, 44)).toContain('input “” 20×20');
  await page.locator('.bare').focus();
  expect(await page.evaluate(focusFaults)).toContain('no ring');
  await page.mouse.click(5, 5);
  await expect.poll(() => watch.hands).toContain('mouse');
  expect(stage.faults().join('\n')).toMatch(/policy: img-src https:\/\/elsewhere\.invalid/);
});
