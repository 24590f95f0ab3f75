import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { displayCookies } from '../../src/kernel/view/display.ts';
import { readTexts } from '../../tools/pages/texts.ts';
import { drawn, setSize, wordsShown } from './in-page.ts';
import { axe, layout } from './look.ts';
import { placesOf, prepare } from './places.ts';
import { openStage, type Stage, type Window } from './stage.ts';

/** Every address in English, and on a phone in the dark and in large type. */
let stage: Stage;
let places: ReturnType<typeof placesOf>;

beforeAll(async () => {
  stage = await openStage();
  places = placesOf(await prepare(stage));
});
afterAll(() => stage?.close());

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

test('every address in English, dark and large on a phone: nothing is cut, no word is left in Chinese, no key stands for a word', {
  timeout: 400_000,
}, async () => {
  const faults: string[] = [];
  const seen = new Set<string>();
  const windows = new Map<string, Window>();
  const cookie = { name: displayCookies.language, value: 'en', url: stage.address };
  let chinese = new Set<string>();
  for (const { login, path: address, expected = [] } of places) {
    if (!login || address.startsWith('/open') || address.startsWith('/a/') || seen.has(`${login} ${address}`)) continue;
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
});
