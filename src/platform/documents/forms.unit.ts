import Docxtemplater from 'docxtemplater';
import exceljs from 'exceljs';
import fc from 'fast-check';
import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import { anyForm, anyValues, idsFor, trickyVocabulary } from '../../../tests/builders/any-form.ts';
import { byHand } from '../../kernel/form/columns.ts';
import type { Form } from '../../kernel/form/form.ts';
import { wordsFor } from '../../kernel/form/placeholders.ts';
import { formDocument } from './form-word.ts';
import { formWorkbook, type Offered, readFormWorkbook } from './form-workbook.ts';
import { writeWorkbook } from './spreadsheet.ts';

const vocabulary: Offered = { ...trickyVocabulary, namesOf: () => ['王敏（办公室）', '李强（税源股）'] };
const { say } = vocabulary;

const form: Form = {
  code: 'task',
  version: 1,
  fields: [
    { name: 'title', type: 'text', required: true, max: 8 },
    { name: 'cost', type: 'money' },
    { name: 'on', type: 'date' },
    { name: 'owner', type: 'person' },
    { name: 'lasting', type: 'yesNo' },
    { name: 'why', type: 'longText' },
    {
      name: 'steps',
      type: 'table',
      columns: [
        { name: 'what', type: 'text', required: true },
        { name: 'by', type: 'person' },
      ],
    },
  ],
};
const steps = say('form.task.steps');
const opened = async (bytes: Uint8Array): Promise<exceljs.Workbook> => {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes as never);
  return workbook;
};

describe('Excel', () => {
  test('every line a form takes survives a real workbook', async () => {
    // A file in a sheet is no file, and Excel itself has no other end of a line than \n.
    const flat = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll(/\r\n?/g, '\n') : value);
    const clean = (data: Record<string, unknown>): Record<string, unknown> =>
      Object.fromEntries(
        Object.entries(data)
          .filter(([name]) => byHand(anyForm.fields).some((field) => field.name === name) || name === 'table')
          .map(([name, value]) => [
            name,
            name === 'table' ? (value as Record<string, unknown>[]).map(clean) : flat(value),
          ]),
      );
    const lines = fc.sample(anyValues, { numRuns: 150, seed: 7 }).map(clean);
    const narrow: Form = {
      ...anyForm,
      fields: byHand(anyForm.fields).map((field) =>
        field.columns ? { ...field, columns: byHand(field.columns) } : field,
      ),
    };
    const read = await readFormWorkbook(
      narrow,
      '任意',
      await formWorkbook(narrow, '任意', lines, vocabulary),
      vocabulary,
    );
    if (!read.ok) throw new Error(JSON.stringify(read.refusal));
    expect(read.value.faults).toEqual([]);
    expect(read.value.lines.flatMap(({ faults }) => faults)).toEqual([]);
    const shown = lines.map(({ table, ...own }) => ((table as unknown[]).length > 0 ? { ...own, table } : own));
    expect(read.value.lines.map(({ data }) => data)).toEqual(shown);
  });

  test('the blank form: headings with stars, lists to choose from, money and days as such, a guide', async () => {
    const workbook = await opened(await formWorkbook(form, '任务', [], vocabulary));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['任务', steps, say('sheet.guide'), '_']);
    const sheet = workbook.getWorksheet('任务') as exceljs.Worksheet;
    expect((sheet.getRow(1).values as string[])[2]).toBe(`${say('form.task.title')} *`);
    expect(sheet.getCell('C2').numFmt).toBe('0.00');
    expect(sheet.getCell('D2').numFmt).toBe('yyyy-mm-dd');
    expect(sheet.getCell('E2').dataValidation.type).toBe('list');
    expect(sheet.getCell('F1000').dataValidation.type).toBe('list');
    const lists = workbook.getWorksheet('_') as exceljs.Worksheet;
    expect([lists.getCell('B1').value, lists.getCell('B2').value]).toEqual(['是', '否']);
  });

  test('money is a number that Excel can add up, a day is a day', async () => {
    const lines = [{ title: '甲', cost: '1234.50', on: '2026-11-22' }];
    const sheet = (await opened(await formWorkbook(form, '任务', lines, vocabulary))).getWorksheet('任务');
    expect([sheet?.getCell('C2').value, sheet?.getCell('C2').numFmt]).toEqual([1234.5, '0.00']);
    expect(sheet?.getCell('D2').value).toEqual(new Date('2026-11-22'));
  });

  test('a sheet filled in by hand: as people type, faults with their cells', async () => {
    const sheet = await writeWorkbook([
      {
        name: '任务',
        columns: [
          'form.serial',
          'form.task.title',
          'form.task.cost',
          'form.task.on',
          'form.task.owner',
          'form.task.lasting',
        ].map((key) => ({ header: say(key) })),
        rows: [
          ['1', '修门', '1,200', '2026年11月22日', '王敏（办公室）', '√'],
          ['2', '名字太长太长太长', '十二元', '', '赵六', ''],
        ],
      },
    ]);
    const read = await readFormWorkbook(form, '任务', sheet, vocabulary);
    if (!read.ok) throw new Error(JSON.stringify(read.refusal));
    expect(read.value.faults).toEqual([]);
    expect(read.value.lines[0]).toEqual({
      row: 2,
      faults: [],
      data: { title: '修门', cost: '1200', on: '2026-11-22', owner: idsFor('person')[0], lasting: true },
    });
    expect(read.value.lines[1]?.faults.map(({ cell, rule }) => `${cell} ${rule}`)).toEqual([
      '任务!C3 format.decimal',
      '任务!E3 unknownId',
    ]);
  });

  test('nothing filled in and no workbook at all are told apart', async () => {
    const blank = await readFormWorkbook(form, '任务', await formWorkbook(form, '任务', [], vocabulary), vocabulary);
    expect(blank).toMatchObject({ ok: false, refusal: { code: 'invalid', rule: 'sheet.empty' } });
    const none = await readFormWorkbook(form, '任务', Buffer.from('no workbook'), vocabulary);
    expect(none).toMatchObject({ ok: false, refusal: { code: 'unsupportedFile' } });
  });
});

describe('Word', () => {
  const paper = { title: '任务表', agency: '某局' };
  const textOf = (bytes: Uint8Array): string =>
    new PizZip(bytes)
      .file('word/document.xml')
      ?.asText()
      .replaceAll('</w:p>', '\n')
      .replaceAll(/<[^>]+>/g, '') ?? '';
  const data = {
    title: '<修>&门',
    cost: '1.50',
    why: '一\n二',
    steps: [{ what: '先', by: idsFor('person')[0] }, { what: '后' }],
  };

  test('filled in: every title, every word, every row, room for signature and seal', async () => {
    const text = textOf(await formDocument(form, paper, { data }, vocabulary));
    for (const field of form.fields) expect(text).toContain(say(`form.task.${field.name}`));
    for (const word of [
      '任务表',
      '某局',
      '&lt;修&gt;&amp;门',
      '1.50',
      '一\n二',
      '先',
      '王敏（办公室）',
      '后',
      say('word.seal'),
    ])
      expect(text).toContain(word);
  });

  test('blank: boxes to tick and lines to write on, no words of anybody', async () => {
    const text = textOf(await formDocument(form, paper, 'blank', vocabulary));
    expect(text).toContain('□ 是  □ 否');
    expect(text).not.toContain('{');
  });

  test('a template filled by docxtemplater says what the filled form says', async () => {
    const template = await formDocument(form, paper, 'template', vocabulary);
    const filled = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
    filled.render(wordsFor(form, data, vocabulary));
    const text = filled.getFullText();
    for (const word of ['<修>&门', '1.50', '先', '王敏（办公室）', '后']) expect(text).toContain(word);
    expect(text).not.toContain('{');
    expect(text).not.toContain('undefined');
  });
});
