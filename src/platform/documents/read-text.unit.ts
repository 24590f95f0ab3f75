import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import {
  DeletedTextRun,
  Document,
  Header,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { compoundOf, docxOf, photograph, zipOf } from '../../../tests/builders/files.ts';
import { oldPdfOf, scanOf } from '../../../tests/documents/made-pdf.ts';
import { readText, textLimits } from './read-text.ts';

const sample = (name: string) => readFileSync(new URL(`../../../tests/documents/${name}`, import.meta.url));
const plain = sample('report.txt').toString('utf8').trimEnd();

const textOf = async (bytes: Uint8Array): Promise<string> => {
  const outcome = await readText(bytes);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value.text;
};
const ruleOf = async (bytes: Uint8Array, limits = textLimits) => {
  const outcome = await readText(bytes, limits);
  return outcome.ok ? null : [outcome.refusal.rule, outcome.refusal.mend];
};

describe('the same report in four forms', () => {
  test('plain text is handed over as it stands', async () =>
    expect(await textOf(sample('report.txt'))).toBe(`${plain}\n`));

  test.each(['report.docx', 'report.pdf'])('%s gives the same text, so the same places', async (name) =>
    expect(await textOf(sample(name))).toBe(plain),
  );

  test('an old Word file gives the same text but for the numbers Word only draws', async () =>
    expect(await textOf(sample('report.doc'))).toBe(plain.replace(/^[一二三]、/gm, '')));
});

describe('Word', () => {
  const run = (text: string) => new TextRun(text);
  const numbered = (text: string, level: number) =>
    new Paragraph({ numbering: { reference: 'parts', level }, children: [run(text)] });
  const written = async (children: (Paragraph | Table)[]) =>
    textOf(
      await Packer.toBuffer(
        new Document({
          numbering: {
            config: [
              {
                reference: 'parts',
                levels: [
                  { level: 0, format: LevelFormat.CHINESE_COUNTING, text: '%1、' },
                  { level: 1, format: LevelFormat.CHINESE_COUNTING, text: '（%2）' },
                  { level: 2, format: LevelFormat.DECIMAL, text: '%3.' },
                ],
              },
            ],
          },
          sections: [{ headers: { default: new Header({ children: [new Paragraph('页眉不是正文')] }) }, children }],
        }),
      ),
    );

  test('numbers that are only drawn are read, each level anew behind a shallower one', async () =>
    expect(
      await written([
        numbered('情况', 0),
        numbered('走访', 1),
        numbered('座谈', 1),
        numbered('人数', 2),
        numbered('问题', 0),
        numbered('窗口', 1),
      ]),
    ).toBe('一、情况\n（一）走访\n（二）座谈\n1.人数\n二、问题\n（一）窗口'));

  test('a line broken by hand is a line, deleted words are none, a head of the page is none', async () =>
    expect(
      await written([
        new Paragraph({ children: [run('前一行'), new TextRun({ break: 1, text: '后一行' })] }),
        new Paragraph({
          children: [
            run('留下'),
            new DeletedTextRun({ text: '删去', id: 1, author: '甲', date: '2026-01-01T00:00:00Z' }),
          ],
        }),
      ]),
    ).toBe('前一行\n后一行\n留下'));

  test('a row of a table is a line with its cells parted by tabs', async () => {
    const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
    const row = (...texts: string[]) => new TableRow({ children: texts.map(cell) });
    expect(await written([new Table({ rows: [row('序号', '问题'), row('1', '排队久')] }), new Paragraph('完')])).toBe(
      '序号\t问题\n1\t排队久\n完',
    );
  });
});

test('an old PDF in GBK with a typeface it does not bring along is read', async () =>
  expect(
    await textOf(
      oldPdfOf(
        ['关于窗口排队情况的调研报告', '一是高峰时段开窗太少，排队的人从大厅一直站到门外。'].map((line) =>
          iconv.encode(line, 'gbk'),
        ),
      ),
    ),
  ).toBe('关于窗口排队情况的调研报告\n一是高峰时段开窗太少，排队的人从大厅一直站到门外。'));

describe('what holds no text says what it is and what would mend it', () => {
  test('a scan', async () => {
    expect(await ruleOf(scanOf(await photograph(), 3))).toEqual(['document.scan', 'textVersion']);
  });
  test('a photograph', async () =>
    expect(await ruleOf(await photograph())).toEqual(['document.picture', 'textVersion']));
  test('a PDF under a password', async () =>
    expect(await ruleOf(sample('locked.pdf'))).toEqual(['document.locked', 'unlockDocument']));
  test('an empty text', async () =>
    expect(await ruleOf(Buffer.from(' \n '))).toEqual(['document.empty', 'textVersion']));
  test('slides', async () =>
    expect((await ruleOf(zipOf([{ name: '[Content_Types].xml' }, { name: 'ppt/presentation.xml' }])))?.[0]).toBe(
      'document.kind',
    ));
});

describe('files made to do harm', () => {
  test('a Word file whose parts are no XML', async () =>
    expect(await ruleOf(docxOf())).toEqual(['document.broken', 'saveAgain']));
  test('an old Word file without a body', async () =>
    expect(await ruleOf(compoundOf(['WordDocument']))).toEqual(['document.broken', 'saveAgain']));
  test('a PDF that is cut', async () => {
    const whole = sample('report.pdf');
    const cut = Buffer.concat([whole.subarray(0, 400), Buffer.from('\n%%EOF\n')]);
    expect((await ruleOf(cut))?.[0]).toBe('document.broken');
  });
  test('a Word file that unpacks to more than fits, whatever its directory claims', async () => {
    const bomb = docxOf({
      name: 'word/media/x.bin',
      bytes: deflateRawSync(Buffer.alloc(900_000)),
      method: 8,
      unpacked: 900_000,
    });
    expect(await ruleOf(bomb, { ...textLimits, unpacked: 500_000 })).toEqual(['document.size', 'splitDocument']);
  });
  test('a file that takes too long', async () =>
    expect(await ruleOf(sample('report.pdf'), { ...textLimits, ms: 5 })).toEqual(['document.size', 'splitDocument']));
  test('more pages or more signs than are read', async () => {
    expect(await ruleOf(sample('report.pdf'), { ...textLimits, pages: 1 })).toEqual(['document.size', 'splitDocument']);
    expect(await ruleOf(sample('report.docx'), { ...textLimits, characters: 100 })).toEqual([
      'document.size',
      'splitDocument',
    ]);
  });
});
