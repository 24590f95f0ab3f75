import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyForm, anyValues, idsFor, trickyVocabulary } from '../../../tests/builders/any-form.ts';
import type { Cell } from './cell.ts';
import { addressOf, byHand, cellsOf, linesOf, sheetsOf } from './columns.ts';
import type { Form } from './form.ts';

const say = trickyVocabulary.say;
const t = (text: string): Cell => (text === '' ? { type: 'empty' } : { type: 'text', text });
const n = (value: number): Cell => ({ type: 'number', value, decimals: 0 });

test('every line a form takes survives its sheets, rows of tables and all', () => {
  const sheets = sheetsOf(anyForm, anyForm.fields, 'any', say);
  fc.assert(
    fc.property(fc.array(anyValues, { maxLength: 4 }), (lines) => {
      const read = linesOf(anyForm, sheets, cellsOf(anyForm, sheets, lines, trickyVocabulary), trickyVocabulary);
      expect(read.faults).toEqual([]);
      expect(read.lines.flatMap(({ faults }) => faults)).toEqual([]);
      // A sheet shows no difference between a table without rows and one never filled in.
      const shown = lines.map(({ table, ...own }) => ((table as unknown[]).length > 0 ? { ...own, table } : own));
      expect(read.lines.map(({ data }) => data)).toEqual(shown);
    }),
    { numRuns: 200 },
  );
});

const form: Form = {
  code: 'task',
  version: 1,
  fields: [
    { name: 'title', type: 'text', required: true, max: 4 },
    { name: 'days', type: 'int', min: 1, max: 9 },
    { name: 'owner', type: 'person' },
    { name: 'why', type: 'text', required: { when: { field: 'urgent', is: true } } },
    { name: 'urgent', type: 'yesNo' },
    {
      name: 'steps',
      type: 'table',
      required: true,
      min: 1,
      columns: [
        { name: 'what', type: 'text', required: true },
        { name: 'on', type: 'date' },
      ],
    },
  ],
};
const sheets = sheetsOf(form, byHand(form.fields), '任务', say);
const [own, steps] = sheets as [(typeof sheets)[number], (typeof sheets)[number]];
const heads = sheets.map(({ columns }) => [t(say('form.serial')), ...columns.map(({ heading }) => t(heading))]) as [
  Cell[],
  Cell[],
];
const read = (main: Cell[][], rows: Cell[][] = [[n(1), t('先'), t('')]]) =>
  linesOf(
    form,
    sheets,
    [
      [heads[0], ...main],
      [heads[1], ...rows],
    ],
    trickyVocabulary,
  );
const faultsOf = (...given: Parameters<typeof read>) => {
  const { lines, faults } = read(...given);
  return [...faults, ...lines.flatMap((line) => line.faults)].map(({ cell, rule }) => `${cell} ${rule}`);
};

describe('what is wrong is told with its cell', () => {
  const person = '王敏（办公室）';
  test('nothing wrong', () =>
    expect(read([[n(1), t('甲'), n(3), t(person), t(''), t('否')]]).lines).toEqual([
      {
        row: 2,
        faults: [],
        data: { title: '甲', days: 3, owner: idsFor('person')[0], urgent: false, steps: [{ what: '先' }] },
      },
    ]));
  test.each<[string, Cell[][], Cell[][] | undefined, string[]]>([
    [
      'all of a line at once',
      [[n(1), t('五个字太长'), n(12), t('赵六'), t(''), t('是')]],
      undefined,
      ['任务!D2 unknownId', '任务!B2 max', '任务!C2 max', '任务!E2 required'],
    ],
    ['a required cell left empty', [[n(1), t(''), n(3), t(''), t(''), t('')]], undefined, ['任务!B2 required']],
    ['no rows in a table that asks for one', [[n(1), t('甲')]], [], [`${steps.title}!A1 required`]],
    [
      'a fault in a row',
      [[n(1), t('甲')]],
      [[n(1), t(''), t('某日')]],
      [`${steps.title}!C2 format.date`, `${steps.title}!B2 required`],
    ],
    [
      'a row of no line',
      [[n(1), t('甲')]],
      [
        [n(1), t('先')],
        [n(9), t('后')],
      ],
      [`${steps.title}!A3 noSuchLine`],
    ],
    [
      'two lines of one number',
      [
        [n(1), t('甲')],
        [n(1), t('乙')],
      ],
      undefined,
      ['任务!A3 twice', `${steps.title}!A1 required`],
    ],
  ])('%s', (_, main, rows, faults) => expect(faultsOf(main, rows)).toEqual(faults));

  test('headings: unknown, twice, missing; order is free, lines without words are none', () => {
    const head = [t('经办'), t(own.columns[1]?.heading ?? ''), t(own.columns[1]?.heading ?? '')];
    const { faults, lines } = linesOf(form, sheets, [[head, [t(''), t(''), t('')]], []], trickyVocabulary);
    expect(faults).toEqual([
      { cell: '任务!A1', row: 1, rule: 'unknownColumn' },
      { cell: '任务!C1', row: 1, rule: 'twice' },
      { cell: '任务!A1', row: 1, rule: 'missingColumn', limit: own.columns[0]?.heading },
    ]);
    expect(lines).toEqual([]);
    const turned = [...heads[0]].reverse();
    const line = [t(''), t(''), t(''), n(2), t('甲'), n(1)];
    const back = linesOf(
      form,
      sheets,
      [
        [turned, line],
        [heads[1], [n(1), t('先')]],
      ],
      trickyVocabulary,
    );
    expect(back.lines[0]).toMatchObject({ faults: [], data: { title: '甲', days: 2 } });
  });
});

test('columns are lettered as a sheet letters them', () =>
  expect([0, 25, 26, 51, 52, 701, 702].map((column) => addressOf('表', column, 3))).toEqual(
    ['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'].map((letters) => `表!${letters}3`),
  ));

test('names of sheets and headings are what a workbook takes', () => {
  const twin: Form = {
    code: 'twin',
    version: 1,
    fields: [
      { name: 'a', type: 'text' },
      { name: 'b', type: 'text' },
      { name: 'rows', type: 'table', columns: [{ name: 'c', type: 'text' }] },
    ],
  };
  const made = sheetsOf(twin, twin.fields, '[甲/乙]:'.repeat(10), () => '同');
  expect(made[0]?.columns.map(({ heading }) => heading)).toEqual(['同（2）', '同（3）']);
  expect(made[0]?.title).not.toMatch(/[\\/?*[\]:']/);
  expect((made[0]?.title ?? '').length).toBeLessThanOrEqual(31);
  expect(sheetsOf(twin, twin.fields, '同', () => '同').map(({ title }) => title)).toEqual(['同', '同2']);
});
