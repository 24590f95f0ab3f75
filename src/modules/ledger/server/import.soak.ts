import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bureau, openBureau } from '../../../../tests/builders/bureau.ts';
import { type Office, openOffice } from '../../../../tests/builders/office.ts';
import { confirmed, exported, previewed } from '../../../../tests/builders/sheets.ts';
import { writeWorkbook } from '../../../platform/documents/spreadsheet.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

const head = ['序号', '问题来源', '问题描述', '类别', '责任单位', '责任人', '整改措施', '完成时限', '是否长效'];
const rowsOf = (nr: number): string[][] => [
  [`${nr}`, '走访', `第 ${nr} 个问题，早高峰等候过久`, '服务', 'tax股', 'owner某', `措施甲 ${nr}`, '2099-03-01', '是'],
  ['', '', '', '', '', '', `措施乙 ${nr}`, '2099-04-01', '否'],
];

/** How long the server's loop was held at most while something ran. */
const watching = () => {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 10);
    last = performance.now();
  }, 10);
  return () => {
    clearInterval(timer);
    return Math.round(longest);
  };
};

test('5,000 rows: looked at within ten seconds, written whole, out again and back as nothing', async () => {
  const { registrar } = bureau.people;
  const rows = Array.from({ length: 2500 }, (_, nr) => rowsOf(nr + 1)).flat();
  const sheet = await writeWorkbook([{ name: '台账', columns: head.map((header) => ({ header })), rows }]);
  const figures: Record<string, string> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<[T, number]> => {
    const held = watching();
    const from = performance.now();
    const made = await work();
    const ms = Math.round(performance.now() - from);
    figures[name] = `${ms} ms, loop held ${held()} ms, ${Math.round(process.memoryUsage().rss / 1e6)} MB`;
    return [made, ms];
  };
  const [looked, taken] = await timed('file to preview', () => previewed(bureau, registrar, sheet));
  expect(looked.view.counts).toMatchObject({ new: 2500, add: 2500, error: 0 });
  expect(taken).toBeLessThan(10_000);
  const [done] = await timed('written', () => confirmed(bureau, registrar, looked.view.id));
  expect(done.view.written).toMatchObject({ problems: 2500, measures: 5000 });
  const [out] = await timed('export', () => exported(bureau, registrar));
  const [back, again] = await timed('export to preview', () => previewed(bureau, registrar, out));
  expect(back.view.counts).toMatchObject({ same: 5000, error: 0 });
  console.log(JSON.stringify(figures, null, 2));
  expect(again).toBeLessThan(10_000);
}, 300_000);
