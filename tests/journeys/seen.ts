import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { hasFocus } from './in-page.ts';

/** The words that can be seen there now; none when nothing is there. */
export const wordsOf = async (place: Locator): Promise<string> => (await place.allInnerTexts()).join('\n');

/** Waits until such words can be seen there. */
export const says = (place: Locator, words: string | RegExp): Promise<void> => {
  const seen = expect.poll(() => wordsOf(place), { timeout: 10_000 });
  return typeof words === 'string' ? seen.toContain(words) : seen.toMatch(words);
};

/** Waits until the page itself has put the focus there. */
export const arrives = async (control: Locator): Promise<void> => {
  await control.waitFor();
  await expect.poll(() => control.evaluate(hasFocus), { timeout: 5_000 }).toBe(true);
};
