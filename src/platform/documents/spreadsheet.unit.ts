import { deflateRawSync } from 'node:zlib';
import exceljs from 'exceljs';
import { describe, expect, test } from 'vitest';
import { compoundOf, docxOf, zipOf } from '../../../tests/builders/files.ts';
import { addressOf, readSheet, sheetLimits, writeWorkbook } from './spreadsheet.ts';

const read = async (bytes: Uint8Array) => {
  const outcome = await readSheet(bytes);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value.sheets;
};

const refusalOf = async (bytes: Uint8Array, limits = sheetLimits) => {
  const outcome = await readSheet(bytes, limits);
  return outcome.ok ? null : `${outcome.refusal.code} ${outcome.refusal.rule}`;
};

const built = async (fill: (sheet: exceljs.Worksheet) => void): Promise<Uint8Array> => {
  const workbook = new exceljs.Workbook();
  fill(workbook.addWorksheet('表'));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};

/** A workbook of one sheet whose XML is given, as no program would write it. */
const forged = (sheet: string, more: { packed?: boolean; unpacked?: number } = {}): Buffer => {
  const xml = Buffer.from(
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${sheet}</worksheet>`,
  );
  const name = 'xl/worksheets/sheet1.xml';
  const part = more.packed
    ? { name, bytes: deflateRawSync(xml), method: 8, unpacked: more.unpacked ?? xml.length }
    : { name, bytes: xml };
  const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zipOf([
    {
      name: 'xl/workbook.xml',
      bytes: Buffer.from(
        `<workbook xmlns:r="${rels}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: Buffer.from(
        `<Relationships><Relationship Id="rId1" Type="${rels}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
    },
    part,
  ]);
};

test.each([
  [0, 0, 'A1'],
  [9, 25, 'Z10'],
  [0, 26, 'AA1'],
  [1048575, 16383, 'XFD1048576'],
])('row %i and column %i are %s', (row, column, address) => {
  expect(addressOf(row, column)).toBe(address);
});

test('what was written is read again, whatever it looks like', async () => {
  const rows = [
    ['=1+1', '-2', '+cmd', '@SUM(A1)'],
    ['110101199001011234', '007', '1e5', ''],
    ['两行\n文字', '', '', '末'],
    [],
    ['2026-11-22', 'TRUE', '𠮷', '  '],
  ];
  const columns = ['甲', '乙', '丙', '丁'].map((header) => ({ header }));
  const [sheet, other] = await read(
    await writeWorkbook([
      { name: '一', columns, rows },
      { name: '二', columns: [{ header: '类', choices: ['是', '否'] }], rows: [] },
    ]),
  );
  expect(sheet).toEqual({
    name: '一',
    rows: [
      ['甲', '乙', '丙', '丁'],
      ['=1+1', '-2', '+cmd', '@SUM(A1)'],
      ['110101199001011234', '007', '1e5'],
      ['两行\n文字', '', '', '末'],
      [],
      ['2026-11-22', 'TRUE', '𠮷'],
    ],
  });
  expect(other?.rows).toEqual([['类']]);
});

test('formula-like cells leave as text, never as a formula', async () => {
  const bytes = await writeWorkbook([{ name: '一', columns: [{ header: '=A1' }], rows: [['=HYPERLINK("http://x")']] }]);
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes as never);
  const cells = [1, 2].map((row) => workbook.getWorksheet('一')?.getCell(row, 1));
  expect(cells.map((cell) => cell?.type)).toEqual([exceljs.ValueType.String, exceljs.ValueType.String]);
});

describe('cells are read as the user sees them', () => {
  const shown: [string, exceljs.CellValue, string | undefined, string][] = [
    ['a day', new Date('2026-11-22T00:00:00Z'), 'yyyy/m/d', '2026-11-22'],
    ['a moment', new Date('2026-11-22T14:30:00Z'), 'yyyy/m/d h:mm', '2026-11-22 14:30'],
    ['a number', 1234.5, undefined, '1234.5'],
    ['a sum of fractions', 0.1 + 0.2, undefined, '0.3'],
    ['two decimals', 3, '0.00', '3.00'],
    ['thousands', 1234567.891, '#,##0.00', '1234567.89'],
    ['a share', 0.125, '0.0%', '12.5%'],
    ['a long number', 13800138000, undefined, '13800138000'],
    ['a truth', true, undefined, 'TRUE'],
    ['a computed cell', { formula: 'A1+1', result: 42 }, undefined, '42'],
    ['a computed day', { formula: 'TODAY()', result: new Date('2026-01-02T00:00:00Z') }, 'yyyy-mm-dd', '2026-01-02'],
    ['a failed formula', { formula: '1/0', result: { error: '#DIV/0!' } as never }, undefined, '#DIV/0!'],
    ['rich text', { richText: [{ text: '粗' }, { text: '细' }] }, undefined, '粗细'],
    ['a link', { text: '网址', hyperlink: 'http://x' }, undefined, '网址'],
    ['blanks around', '  李婷 ', undefined, '李婷'],
  ];
  test.each(shown)('%s', async (_what, value, format, text) => {
    const bytes = await built((sheet) => {
      const cell = sheet.getCell('B2');
      cell.value = value;
      if (format) cell.numFmt = format;
    });
    expect((await read(bytes))[0]?.rows).toEqual([[], ['', text]]);
  });
});

describe('what cannot be read is refused in words', () => {
  test.each([
    ['not a zip', Buffer.from('姓名,单位\n'), 'unsupportedFile sheet.broken'],
    ['a document', docxOf(), 'unsupportedFile sheet.broken'],
    ['the old format, or one under a password', compoundOf(['Workbook']), 'unsupportedFile sheet.oldOrLocked'],
    ['a cut file', forged('<sheetData/>').subarray(0, 300), 'unsupportedFile sheet.broken'],
    ['broken XML', forged('<sheetData><row'), 'unsupportedFile sheet.broken'],
    ['a locked part', zipOf([{ name: 'xl/workbook.xml', flags: 1 }]), 'unsupportedFile sheet.locked'],
  ])('%s', async (_what, bytes, refusal) => {
    expect(await refusalOf(bytes)).toBe(refusal);
  });

  test('more bytes, rows, columns than the limits', async () => {
    const bytes = await built((sheet) => {
      for (let row = 1; row <= 20; row++) sheet.addRow([1, 2, 3, 4, 5]);
    });
    expect(await refusalOf(bytes, { ...sheetLimits, bytes: 100 })).toBe('tooLarge sheet.size');
    expect(await refusalOf(bytes, { ...sheetLimits, rows: 19 })).toBe('tooLarge sheet.rows');
    expect(await refusalOf(bytes, { ...sheetLimits, columns: 4 })).toBe('tooLarge sheet.columns');
    expect(await refusalOf(bytes, { ...sheetLimits, rows: 20, columns: 5 })).toBeNull();
  });

  test('a bomb, also one that lies about its size', async () => {
    const blanks = `<sheetData>${' '.repeat(30_000_000)}</sheetData>`;
    const limits = { ...sheetLimits, unpacked: 20_000_000 };
    expect(await refusalOf(forged(blanks, { packed: true }), limits)).toBe('tooLarge sheet.size');
    expect(await refusalOf(forged(blanks, { packed: true, unpacked: 1000 }), limits)).toBe('tooLarge sheet.size');
  });
});

test('rules and merged cells over whole sheets cost nothing', async () => {
  const cell = '<c r="A1" t="inlineStr"><is><t>姓名</t></is></c>';
  const sheet = `<sheetData><row r="1">${cell}</row></sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>
<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>`;
  expect((await read(forged(sheet)))[0]?.rows).toEqual([['姓名']]);
});
