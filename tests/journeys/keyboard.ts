import type { FileChooser, Locator, Page } from 'playwright-core';
import { focusFaults, hasFocus } from './in-page.ts';
import { arrives } from './seen.ts';

/** Files as a chooser takes them: of the disk, or made here. */
export type Files = Parameters<FileChooser['setFiles']>[0];

/**
 * A person at a keyboard. Nothing here points at anything: the focus gets to a control by Tab, as it would for them, and
 * what the focus is on must be seen.
 */
export class Keyboard {
  readonly #page: Page;
  /** Keys pressed so far, for the note on how long the ways are. */
  pressed = 0;
  readonly faults: string[] = [];

  constructor(page: Page) {
    this.#page = page;
    // Listening from the start, so that no dialogue opens before somebody listens.
    page.on('filechooser', () => undefined);
  }

  async press(key: string): Promise<void> {
    this.pressed += 1;
    await this.#page.keyboard.press(key);
  }

  /** Words, as an input method hands them over; they go where the focus is. */
  async write(words: string): Promise<void> {
    await this.#page.keyboard.insertText(words);
  }

  /** Words into the field that the page has put the focus on by itself. */
  async answer(field: Locator, words: string): Promise<void> {
    await arrives(field);
    await this.write(words);
  }

  /** Replaces what stands in the field that has the focus. */
  async rewrite(words: string): Promise<void> {
    await this.press('ControlOrMeta+a');
    await this.write(words);
  }

  /** Tabs on until the control has the focus; fails when that takes more than `tabs` of them. */
  async to(control: Locator, tabs = 90): Promise<void> {
    await control.waitFor();
    for (let tab = 0; !(await control.evaluate(hasFocus)); tab += 1) {
      if (tab === tabs) throw new Error(`not reached within ${tabs} tabs: ${control}`);
      await this.press('Tab');
    }
    for (const fault of await this.#page.evaluate(focusFaults)) this.faults.push(`${control}: ${fault}`);
  }

  /** Goes through a list by its short key until the control has the focus. */
  async step(key: string, control: Locator, most = 20): Promise<void> {
    await control.waitFor();
    for (let step = 0; !(await control.evaluate(hasFocus)); step += 1) {
      if (step === most) throw new Error(`not reached within ${most} times ${key}: ${control}`);
      await this.press(key);
    }
    for (const fault of await this.#page.evaluate(focusFaults)) this.faults.push(`${control}: ${fault}`);
  }

  /** Presses a short key until what it opens is there; on a page that has just appeared the first press may be too early. */
  async open(key: string, opened: Locator): Promise<void> {
    for (let press = 0; press < 3; press += 1) {
      await this.press(key);
      const came = opened.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
      if (await came) return;
    }
    throw new Error(`${key} does not open ${opened}`);
  }

  /** Goes to a button or link and presses it. */
  async use(control: Locator, tabs?: number): Promise<void> {
    await this.to(control, tabs);
    await this.press('Enter');
  }

  /** Fills a field. */
  async fill(field: Locator, words: string): Promise<void> {
    await this.to(field);
    await this.rewrite(words);
  }

  /** Narrows the list of a combobox by typing and takes the first that is left. */
  async pick(combobox: Locator, words: string): Promise<void> {
    await this.to(combobox);
    await this.write(words);
    await this.#page.getByRole('option').first().waitFor();
    await this.press('Enter');
  }

  /** Opens the file dialogue of a file field by key and chooses there. */
  async attach(field: Locator, files: Files): Promise<void> {
    for (let press = 0; press < 3; press += 1) {
      await this.to(field);
      const chooser = this.#page.waitForEvent('filechooser', { timeout: 3_000 }).catch(() => null);
      await this.press('Space');
      const opened = await chooser;
      if (opened) return opened.setFiles(files);
    }
    throw new Error(`no file dialogue opens on ${field}`);
  }
}
