import type { Locator, Page } from 'playwright-core';
import { sideways, smallTargets } from './in-page.ts';
import type { Files } from './keyboard.ts';
import { arrives } from './seen.ts';

/** WCAG 2.5.5: what is pressed with a finger is no smaller than this, in CSS px. */
const least = 44;

/** A person with a phone in one hand: taps, and words from the phone's own keyboard. */
export class Finger {
  readonly #page: Page;
  readonly faults = new Set<string>();

  constructor(page: Page) {
    this.#page = page;
  }

  async tap(control: Locator): Promise<void> {
    await control.tap();
  }

  /** Taps what says that it cannot be used now. */
  async tapInVain(control: Locator): Promise<void> {
    await control.tap({ force: true });
  }

  async write(words: string): Promise<void> {
    await this.#page.keyboard.insertText(words);
  }

  async fill(field: Locator, words: string): Promise<void> {
    await this.tap(field);
    await this.write(words);
  }

  /** Words into the field that the page has put the focus on by itself: no tap for it. */
  async answer(field: Locator, words: string): Promise<void> {
    await arrives(field);
    await this.write(words);
  }

  /** Opens the list of a combobox, narrows it by typing and taps the choice. */
  async pick(combobox: Locator, words: string): Promise<void> {
    await this.tap(combobox);
    await this.write(words);
    // A select of the same form has options too, which cannot be tapped.
    await this.tap(this.#page.locator('[role=listbox] [role=option]').first());
  }

  async attach(field: Locator, files: Files): Promise<void> {
    const chooser = this.#page.waitForEvent('filechooser');
    await this.tap(field);
    await (await chooser).setFiles(files);
  }

  /** Looks over the page as it stands: nothing scrolls sideways, everything to press is large enough. */
  async look(where: string): Promise<void> {
    const width = this.#page.viewportSize()?.width ?? 0;
    const beyond = await this.#page.evaluate(sideways, width);
    if (beyond > 0) this.faults.add(`${where}: scrolls sideways by ${beyond} px`);
    for (const each of await this.#page.evaluate(smallTargets, least)) this.faults.add(`${where}: ${each}`);
  }
}
