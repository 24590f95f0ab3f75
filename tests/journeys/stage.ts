import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { cloneDatabase, type TestDatabase } from '../../src/platform/database/test-database.ts';
import { openBrowser } from '../../tools/shots/browser.ts';
import { freePort, startServerProcess } from '../builders/running-server.ts';
import { wordsOf } from './seen.ts';
import { type Watch, watch } from './watch.ts';

/** Somebody's window: a browser profile of its own with one page, and what was seen in it. */
export type Window = { context: BrowserContext; page: Page; watch: Watch; close(): Promise<void> };

/** A real server with the demonstration on a database of its own, and one browser. */
export type Stage = {
  address: string;
  port: number;
  dataFolder: string;
  database: TestDatabase;
  password(login: string): string;
  /** A window; with a login it is signed in already, for journeys that are about something else. */
  window(options?: BrowserContextOptions, login?: string): Promise<Window>;
  /** Everything the pages said against themselves since the last call, of all windows. */
  faults(): string[];
  pages(): Page[];
  closeWindows(): Promise<void>;
  close(): Promise<void>;
};

const index = path.resolve(import.meta.dirname, '../../dist/web/index.html');

/** Where somebody stands when a journey fails: address and words of the page. */
export const tellWhere = async (page: Page): Promise<void> => {
  const words = await wordsOf(page.locator('body')).catch(() => '(no page)');
  console.log(`at ${page.url()}\n${words.slice(0, 4_000)}`);
};

const prefix = 'xn-journey-';

/** Folders of runs that were killed outright: their process is gone. */
const sweep = (): void => {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(prefix))) {
    const owner = Number(/^\d+/.exec(name.slice(prefix.length))?.[0] ?? 0);
    try {
      if (owner > 0) process.kill(owner, 0);
    } catch (gone) {
      // Somebody else's process answers with EPERM: it lives.
      if ((gone as { code?: string }).code === 'ESRCH')
        rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
    }
  }
};

const stopping = () => {
  const stops: (() => Promise<unknown> | unknown)[] = [];
  return {
    add: (stop: () => Promise<unknown> | unknown) => void stops.push(stop),
    /** Backwards, and all of them, whatever one of them says. */
    stop: async () => {
      const troubles: unknown[] = [];
      for (let stop = stops.pop(); stop; stop = stops.pop())
        await Promise.resolve()
          .then(stop)
          .catch((trouble) => troubles.push(trouble));
      if (troubles.length > 0) throw troubles[0];
    },
  };
};

export const openStage = async (): Promise<Stage> => {
  if (!existsSync(index)) throw new Error('the pages are not built; npm test builds them');
  const open = stopping();
  try {
    sweep();
    const dataFolder = mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`));
    open.add(() => rmSync(dataFolder, { recursive: true, force: true }));
    const database = await cloneDatabase();
    open.add(database.drop);
    const env = {
      DATABASE_URL: database.url('app'),
      DATABASE_ADMIN_URL: database.url('admin'),
      DATABASE_SEALER_URL: database.url('sealer'),
    };
    // Both start at once; whichever fails, the other is still ended.
    const serving = freePort().then((port) => startServerProcess({ dataFolder, port, env }));
    const opening = openBrowser();
    open.add(async () => (await serving.catch(() => undefined))?.stop());
    open.add(async () => (await opening.catch(() => undefined))?.close());
    const [server, browser] = await Promise.all([serving, opening]);
    const { address, accounts } = server;
    const password = (login: string): string => {
      // The second agency has a login of the same name behind the first one's.
      const found = accounts.find((account) => account.login === login);
      if (!found) throw new Error(`nobody signs in as ${login}`);
      return found.password;
    };
    const windows = new Set<Window>();
    const told: string[] = [];
    const window: Stage['window'] = async (options = {}, login) => {
      const context = await browser.newContext({
        baseURL: address,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: { width: 1440, height: 900 },
        reducedMotion: 'reduce',
        ...options,
      });
      context.setDefaultTimeout(10_000);
      const seen = await watch(context, address);
      if (login) await context.request.post('/api/session', { data: { login, password: password(login) } });
      const page = await context.newPage();
      const one: Window = {
        context,
        page,
        watch: seen,
        close: async () => {
          windows.delete(one);
          told.push(...seen.faults);
          await context.close();
        },
      };
      windows.add(one);
      return one;
    };
    const closeWindows = async () => {
      for (const one of [...windows]) await one.close();
    };
    return {
      address,
      port: server.port,
      dataFolder,
      database,
      password,
      window,
      faults: () => [...told.splice(0), ...[...windows].flatMap(({ watch: { faults } }) => faults.splice(0))],
      pages: () => [...windows].map(({ page }) => page),
      closeWindows,
      close: open.stop,
    };
  } catch (error) {
    await open.stop().catch(() => undefined);
    throw error;
  }
};
