import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import PizZip from 'pizzip';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  bodyWidth,
  characterPitch,
  dayInFull,
  linePitch,
  markSize,
  type OfficialPaper,
  pointsOf,
  signatureIndents,
} from './official.ts';
import { setLines } from './official-lines.ts';
import { officialPdf } from './official-pdf.ts';
import { codePicture } from './official-pictures.ts';
import { officialWord } from './official-word.ts';

const marks: OfficialPaper['marks'] = {
  lines: ['某局　某督〔2026〕1号', '核对：xn.example/open/papers/ABCDEFGHJK', '校验 0123'],
  page: ['第 ', ' 页　共 ', ' 页'],
  code: null,
  seal: '印章位置',
  author: '某局',
  attachment: '附件：',
};

const paper: OfficialPaper = {
  sheet: 'a4',
  head: '某县综合服务局文件',
  number: '某督〔2026〕1号',
  title: '督办通知书',
  subtitle: null,
  to: '征管股',
  body: [
    { kind: 'heading', level: 1, text: '一、事项' },
    { kind: 'heading', level: 2, text: '（一）窗口' },
    { kind: 'text', text: '国'.repeat(28 * 60) },
  ],
  attachments: ['台账', '审批表'],
  signed: { unit: '某县综合服务局', day: '2026-03-02' },
  contact: '联系人：某某',
  imprint: { copy: '抄送：局领导。', unit: '某局办公室', day: '2026年3月2日印发' },
  marks,
};

type Item = { text: string; x: number; y: number; width: number; size: number };
type Page = { width: number; height: number; items: Item[] };

/** What stands where on each page, in points from its upper left corner. */
const read = async (bytes: Uint8Array): Promise<Page[]> => {
  const task = getDocument({ data: bytes.slice(), verbosity: 0 });
  const document = await task.promise;
  const pages: Page[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const [, , width = 0, height = 0] = page.view;
    const { items } = await page.getTextContent();
    pages.push({
      width,
      height,
      items: items.flatMap((item) =>
        'str' in item && item.str.trim() !== ''
          ? [
              {
                text: item.str,
                x: item.transform[4] as number,
                y: height - (item.transform[5] as number),
                width: item.width,
                size: item.height,
              },
            ]
          : [],
      ),
    });
  }
  await task.destroy();
  return pages;
};

const mm = (points: number): number => (points / 72) * 25.4;
const lineOf = (text: string) => /^国+$/.test(text);

describe('PDF', () => {
  let pages: Page[];
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await officialPdf({ ...paper, marks: { ...marks, code: await codePicture('https://xn.example/1') } });
    pages = await read(bytes);
  });

  test('sheets of A4, small enough to send', () => {
    expect(pages.map(({ width, height }) => [Math.round(mm(width)), Math.round(mm(height))])).toEqual(
      pages.map(() => [210, 297]),
    );
    expect(bytes.length).toBeLessThan(150_000);
  });

  test('28 characters a line and 22 lines a page, within the margins', () => {
    const full = pages[1]?.items.filter(({ text }) => lineOf(text)) ?? [];
    expect(full).toHaveLength(22);
    expect(new Set(full.map(({ text }) => text.length))).toEqual(new Set([28]));
    for (const { x, width, size } of full) {
      expect(mm(x)).toBeCloseTo(28, 1);
      expect(mm(x + width)).toBeCloseTo(210 - 26, 0);
      expect(size).toBeCloseTo(16, 1);
    }
    const [first, second] = full;
    expect((second?.y ?? 0) - (first?.y ?? 0)).toBeCloseTo(linePitch, 1);
    // The characters themselves, their upper edge about 0.88 of the size above the line they stand on.
    expect(mm((first?.y ?? 0) - 16 * 0.88)).toBeGreaterThanOrEqual(37);
    expect(mm((full.at(-1)?.y ?? 0) + 2)).toBeLessThanOrEqual(297 - 35);
  });

  test('the mark stands 35 mm beneath the upper edge of the type area, in the middle', () => {
    const mark = pages[0]?.items.find(({ text }) => text.startsWith('某县综合服务局文件'));
    expect(mark?.size).toBeCloseTo(markSize(paper.head ?? ''), 0);
    expect(mm((mark?.y ?? 0) - (mark?.size ?? 0) * 0.88)).toBeGreaterThan(37 + 34);
    expect(mm((mark?.y ?? 0) - (mark?.size ?? 0) * 0.88)).toBeLessThan(37 + 38);
    expect(mark && mm(mark.x + mark.width / 2)).toBeCloseTo(28 + 78, 0);
  });

  test('pages are counted, odd ones number to the right and even ones to the left', () => {
    const numbers = pages.map(({ items }, index) => items.find(({ text }) => text === `— ${index + 1} —`));
    expect(numbers.every((each) => each !== undefined)).toBe(true);
    expect(numbers[0]?.x).toBeGreaterThan(400);
    expect(numbers[1]?.x).toBeLessThan(150);
    expect(mm(numbers[0]?.y ?? 0)).toBeGreaterThan(297 - 35 + 7);
    for (const [index, { items }] of pages.entries()) {
      const words = items.map(({ text }) => text.replaceAll(/\s/g, '')).join('');
      expect(words).toContain(`第${index + 1}页共${pages.length}页`);
      expect(words).toContain('某督〔2026〕1号');
      expect(words).toContain('校验0123');
    }
  });

  test('the day stands four characters in, the unit centred above it', () => {
    const items = pages.flatMap((page) => page.items);
    const unit = items.find(({ text }) => text === '某县综合服务局');
    const day = items.find(({ text }) => text === '2026年3月2日');
    if (!unit || !day) throw new Error('the signature is missing');
    expect(day.y - unit.y).toBeCloseTo(linePitch, 1);
    expect(unit.x + unit.width / 2).toBeCloseTo(day.x + day.width / 2, 0);
    expect(mm((210 / 25.4) * 72 - (26 / 25.4) * 72 - (day.x + day.width))).toBeCloseTo(mm(4 * characterPitch), 0);
  });

  test('the imprint stands lowest on the last page, one above does not fit is carried over', async () => {
    const last = pages.at(-1)?.items ?? [];
    const printed = last.find(({ text }) => text.endsWith('印发'));
    expect(mm(printed?.y ?? 0)).toBeGreaterThan(297 - 35 - 8);
    expect(mm(printed?.y ?? 0)).toBeLessThan(297 - 35);
    for (const lines of [6, 7, 8, 9, 10]) {
      const made = await read(
        await officialPdf({ ...paper, attachments: [], body: [{ kind: 'text', text: '国'.repeat(28 * lines) }] }),
      );
      const imprint = made.at(-1)?.items.find(({ text }) => text.endsWith('印发'));
      expect(mm(imprint?.y ?? 0)).toBeGreaterThan(297 - 35 - 8);
    }
  });

  test('a table says its heads again on each page and stays within the sheet', async () => {
    const columns = [
      { title: '序号', width: 10 },
      { title: '问题描述', width: 365 },
    ];
    const rows = Array.from({ length: 60 }, (_, index) => [String(index + 1), '窗口排队时间过长，'.repeat(18)]);
    const made = await read(
      await officialPdf({
        ...paper,
        sheet: 'a3',
        head: null,
        to: null,
        imprint: null,
        body: [{ kind: 'grid', grid: { size: 10, columns, rows } }],
      }),
    );
    expect(made.length).toBeGreaterThan(2);
    for (const { items, width, height } of made.slice(0, -1)) {
      expect([Math.round(mm(width)), Math.round(mm(height))]).toEqual([420, 297]);
      expect(items.filter(({ text }) => text === '问题描述')).toHaveLength(1);
      expect(Math.max(...items.map((item) => mm(item.x + item.width)))).toBeLessThan(420 - 19);
    }
  });

  test('what people write is text: braces, marks of XML, an image by its address', async () => {
    const odd = '<b>&amp;</b> {number} \u0001"\' file:///etc/passwd';
    const made = await read(await officialPdf({ ...paper, body: [{ kind: 'text', text: odd.replace('\u0001', '') }] }));
    const words = made.flatMap(({ items }) => items.map(({ text }) => text)).join('');
    expect(words).toContain('<b>&amp;</b>');
    expect(words).toContain('{number}');
  });
});

describe('Word', () => {
  let xml: string;
  let zip: PizZip;
  beforeAll(async () => {
    zip = new PizZip(
      await officialWord({ ...paper, marks: { ...marks, code: await codePicture('https://xn.example/1') } }),
    );
    xml = zip.file('word/document.xml')?.asText() ?? '';
  });
  const twips = (text: string | undefined): number => Number(text) / 56.6929;
  const attribute = (tag: string, name: string): string | undefined =>
    new RegExp(`<w:${tag} [^>]*w:${name}="([^"]*)"`).exec(xml)?.[1];

  test('A4 with the margins of the standard', () => {
    expect(Math.round(twips(attribute('pgSz', 'w')))).toBe(210);
    expect(Math.round(twips(attribute('pgSz', 'h')))).toBe(297);
    expect(['top', 'right', 'bottom', 'left'].map((side) => Math.round(twips(attribute('pgMar', side))))).toEqual([
      37, 26, 35, 28,
    ]);
  });

  test('lines of 28.95 points: 22 fill the type area, a 23rd has no room', () => {
    expect(xml).toContain('w:line="579" w:lineRule="exact"');
    expect(attribute('docGrid', 'linePitch')).toBe('579');
    expect(22 * 579).toBeLessThanOrEqual(pointsOf(225) * 20);
    expect(23 * 579).toBeGreaterThan(pointsOf(225) * 20);
  });

  test('characters of 16 points, closed up so that 28 and no 29 fill a line', () => {
    const spacing = Number(/<w:spacing w:val="(-?\d+)"\/>/.exec(xml)?.[1]);
    const pitch = 16 + spacing / 20;
    expect(xml).toContain('<w:sz w:val="32"/>');
    expect(28 * pitch).toBeLessThanOrEqual(pointsOf(156));
    expect(29 * pitch).toBeGreaterThan(pointsOf(156));
  });

  test('typefaces by their official names, others where these are not installed', () => {
    const faces = new Set([...xml.matchAll(/w:eastAsia="([^"]*)"/g)].map(([, name]) => name));
    expect(faces).toEqual(new Set(['方正小标宋简体', '仿宋_GB2312', '黑体', '楷体_GB2312']));
    const table = zip.file('word/fontTable.xml')?.asText() ?? '';
    expect(table).toMatch(/w:name="仿宋_GB2312"><w:altName w:val="仿宋,/);
  });

  test('a red mark and a red line, pages numbered outside, each with code and number', () => {
    expect(xml).toMatch(/<w:color w:val="E60012"\/>/);
    expect(xml).toMatch(/<w:bottom w:val="single" w:color="E60012"[^>]*w:sz="12"/);
    expect(zip.file('word/settings.xml')?.asText()).toContain('w:evenAndOddHeaders');
    for (const footer of ['word/footer1.xml', 'word/footer2.xml']) {
      const words = zip.file(footer)?.asText() ?? '';
      expect(words).toContain('NUMPAGES');
      expect(words).toContain('某督〔2026〕1号');
      expect(words).toContain('<pic:pic');
    }
  });
});

describe('lines', () => {
  const setting = {
    width: 28 * characterPitch,
    measure: (text: string) => [...text].length * 16,
    pitch: characterPitch - 16,
    indent: 0,
  };
  const set = (text: string, indent = 0) => setLines(text, { ...setting, indent }).map((line) => line.text);

  test('no line begins with a closing sign, none ends with an opening one', () => {
    expect(set(`${'国'.repeat(28)}。`)[1]).toBe('国。');
    expect(set(`${'国'.repeat(27)}（甲）`)[1]).toBe('（甲）');
    expect(set(`${'国'.repeat(27)}）。乙`)[0]).toHaveLength(26);
  });

  test('figures stay whole, the first line begins two characters in', () => {
    expect(set(`${'国'.repeat(26)}2026-002`)[1]).toBe('2026-002');
    expect(set('国'.repeat(60), 2 * characterPitch).map((line) => line.length)).toEqual([26, 28, 6]);
  });

  test('nothing is lost and nothing is too wide, whatever is written', () => {
    for (const text of [
      '',
      '，'.repeat(90),
      'a'.repeat(200),
      '（'.repeat(70),
      `${'国'.repeat(40)} ${'x1.'.repeat(60)}`,
    ]) {
      const lines = setLines(text, setting);
      expect(
        lines
          .map((line) => line.text)
          .join('')
          .replaceAll(' ', ''),
      ).toBe(text.replaceAll(' ', ''));
      for (const line of lines) expect([...line.text].length * characterPitch).toBeLessThanOrEqual(setting.width + 0.1);
    }
  });
});

test('a day without leading noughts; a long unit keeps two characters from the edge', () => {
  expect(dayInFull('2026-01-09')).toBe('2026年1月9日');
  const long = signatureIndents(400, 100);
  expect(long.unit).toBeCloseTo(2 * characterPitch, 5);
  expect(long.day + 50).toBeCloseTo(long.unit + 200, 5);
  expect(bodyWidth('a3')).toBe(375);
});
