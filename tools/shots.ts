import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from './shots/browser.ts';
import { type Shot, shots } from './shots/pages.ts';
import { openSite, type Site } from './shots/server.ts';

const out = path.resolve(import.meta.dirname, '../shots/out');
const sizes = [
  { width: 1440, height: 1040 },
  { width: 375, height: 812 },
];

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

const signIn = async (browser: Browser, site: Site, login: string): Promise<Cookies> => {
  const context = await browser.newContext({ baseURL: site.address, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码').fill(site.password(login));
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('#main').waitFor();
  const cookies = await context.cookies();
  await context.close();
  return cookies;
};

/** What a page says against itself: a script error, a breach of the content policy, sideways scroll. */
const take = async (
  browser: Browser,
  site: Site,
  shot: Shot,
  cookies: Cookies,
  size: { width: number; height: number },
  scheme: 'light' | 'dark',
): Promise<string[]> => {
  const faults: string[] = [];
  const context = await browser.newContext({
    baseURL: site.address,
    viewport: size,
    colorScheme: scheme,
    locale: 'zh-CN',
    deviceScaleFactor: 2,
    hasTouch: size.width < 900,
    reducedMotion: 'reduce',
  });
  await context.addCookies(cookies);
  await context.addInitScript(
    "document.addEventListener('securitypolicyviolation', (e) => console.error('policy ' + e.violatedDirective + ' ' + e.blockedURI))",
  );
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (line) => {
    if (line.type() === 'error' && line.text().startsWith('policy')) faults.push(line.text());
  });
  const file = `${shot.name}-${size.width}${scheme === 'dark' ? '-dark' : ''}.png`;
  try {
    await shot.open(page);
    await page.waitForLoadState('networkidle');
    const beyond = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
    if (beyond > 0) faults.push(`scrolls sideways by ${beyond} px`);
  } catch (error) {
    faults.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
  await page.screenshot({ path: path.join(out, file), fullPage: size.width < 900 });
  await context.close();
  return faults.map((fault) => `${file}: ${fault}`);
};

const shownInReadme = {
  'report-accept-1440.png': 'report-to-ledger.png',
  'desk-peek-1440.png': 'desk.png',
  'ledger-1440.png': 'ledger.png',
  'oversight-1440.png': 'oversight.png',
};

/** The pictures that README shows; only when asked for, so that making pictures changes no committed file. */
const copyToDocs = async (): Promise<void> => {
  const folder = path.resolve(import.meta.dirname, '../docs/pictures');
  mkdirSync(folder, { recursive: true });
  for (const [made, shown] of Object.entries(shownInReadme))
    await sharp(path.join(out, made))
      .resize({ width: 1440 })
      .png({ palette: true, compressionLevel: 9 })
      .toFile(path.join(folder, shown));
};

const main = async (): Promise<void> => {
  const forDocs = process.argv.includes('--docs');
  const wanted = process.argv.slice(2).filter((each) => !each.startsWith('--'));
  mkdirSync(out, { recursive: true });
  const site = await openSite();
  const browser = await openBrowser();
  const faults: string[] = [];
  try {
    const sessions = new Map<string, Cookies>();
    for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      if (shot.as && !sessions.has(shot.as)) sessions.set(shot.as, await signIn(browser, site, shot.as));
      const cookies = (shot.as && sessions.get(shot.as)) || [];
      for (const size of sizes)
        for (const scheme of shot.dark && size.width > 900 ? (['light', 'dark'] as const) : (['light'] as const))
          faults.push(...(await take(browser, site, shot, cookies, size, scheme)));
      process.stdout.write(`${shot.name}\n`);
    }
  } finally {
    await browser.close();
    await site.stop();
  }
  if (forDocs) await copyToDocs();
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(`pictures in ${path.relative(process.cwd(), out)}, faults: ${faults.length}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
};

await main();
