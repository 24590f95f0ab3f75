import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { fang, onStage, stage } from './on-stage.ts';
import { says } from './seen.ts';

/** A notice from the draft to the paper in a stranger's hands: numbered once, checked by anyone, void when it is said so. */
onStage({ fang: true });

const title = '公章登记簿缺页';
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();

const register = async (): Promise<string> => {
  const { person: owner, post: ownerPost, unit } = fang.user;
  return (await fang.command('/api/matters', { procedure: 'problem', data: { title, unit, owner, ownerPost } })).id;
};

test('drafted, issued as the next number, downloaded as it is said to be, asked for by a stranger, voided', async () => {
  const matter = await register();
  const office = (await stage.window({}, 'gu')).page;
  await office.goto('/papers/shape');
  await office.getByLabel('机关代字').fill('云测');
  await office.getByRole('button', { name: '保存' }).click();
  await says(office.locator('body'), '文面设置已保存');

  const { page } = await stage.window({}, 'he');
  await page.goto(`/papers/new?kind=supervise&matter=${matter}`);
  await page.getByLabel('依据（批示、会议）').fill('局长办公会');
  await page.getByLabel('办理要求').fill('月底前补齐');
  await page.getByRole('button', { name: '生成草稿' }).click();
  const sheet = page.locator('.sheet');
  await says(sheet, title);
  await says(sheet, `云测督〔${year}〕　号`);

  await page.getByRole('button', { name: '印发' }).click();
  await page.getByRole('button', { name: '确定印发' }).click();
  await page.getByRole('heading', { level: 1, name: `云测督〔${year}〕1号` }).waitFor();
  const facts = page.locator('.papers-facts');
  const code = await facts.locator('a[href*="/open/papers/"]').innerText();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载 PDF' }).click(),
  ]);
  const bytes = await download.createReadStream().then((stream) => stream.toArray());
  const digest = createHash('sha256').update(Buffer.concat(bytes)).digest('hex');
  await says(facts, digest);

  const stranger = (await stage.window({})).page;
  await stranger.goto(`/open/papers/${code}`);
  const main = stranger.locator('#main');
  await says(main, '有效');
  await says(main, digest);
  expect(await main.innerText()).not.toContain(title);

  await page.getByRole('button', { name: '作废' }).click();
  await page.getByLabel('为什么作废').selectOption('wrongContent');
  await page.locator('dialog').getByRole('button', { name: '作废' }).click();
  await says(facts, '内容有误');
  await stranger.goto(`/open/papers/${encodeURIComponent(`云测督〔${year}〕1号`)}?language=zh`);
  await says(main, '已作废');
  await page.goto('/papers?state=voided');
  await says(page.locator('.papers-table'), `云测督〔${year}〕1号`);
});
