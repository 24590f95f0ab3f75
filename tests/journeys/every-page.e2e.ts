import { afterAll, beforeAll, expect, test } from 'vitest';
import { focusFaults, plant, smallTargets } from './in-page.ts';
import { look } from './look.ts';
import { placesOf, prepare } from './places.ts';
import { openStage, type Stage, tellWhere, type Window } from './stage.ts';

/** Every page, each opened once and looked at in four ways: at the desk, in the dark, at 200 %, on a phone. */
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

test('every page: axe, contrast in the dark, 200 % and a phone, no breach of the policy, no error in the console', {
  timeout: 400_000,
}, async () => {
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
});

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
