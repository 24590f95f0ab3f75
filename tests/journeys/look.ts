import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { clippedControls, coveredControls, drawn, rawKeys, sideways } from './in-page.ts';

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
export const axe = async (page: Page, how: string, only?: string): Promise<string[]> => {
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

export const layout = async (page: Page, how: string): Promise<string[]> => {
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

/** A page as it is found at a desk, in the dark, at 200 % and on a phone. */
export const look = async (page: Page): Promise<string[]> => {
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
