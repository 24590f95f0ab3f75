import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  convertMillimetersToTwip as mm,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { type FormCell, type FormGrid, type Grid, points, pointsOf } from './official.ts';
import { wordFaces } from './official-word-faces.ts';
import { type Look, paragraphOf, run, said } from './official-word-runs.ts';

const cellMargins = { left: mm(1), right: mm(1), top: mm(0.8), bottom: mm(0.8) };
const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const borders = { top: border, bottom: border, left: border, right: border };

export const gridTable = ({ columns, rows, size }: Grid): Table => {
  const widths = columns.map(({ width }) => mm(width));
  const cell = (text: string, index: number, look: Look): TableCell =>
    new TableCell({
      width: { size: widths[index] as number, type: WidthType.DXA },
      margins: cellMargins,
      borders,
      verticalAlign: VerticalAlignTable.CENTER,
      children: said(text, { size, pitch: size * 1.35, ...look }),
    });
  const aligns = { center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ title }, index) =>
          cell(title, index, { face: wordFaces.heiti, align: AlignmentType.CENTER }),
        ),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: columns.map(({ align }, index) =>
              cell(row[index] ?? '', index, align ? { align: aligns[align] } : {}),
            ),
          }),
      ),
    ],
  });
};

const formCell = ({ text, span = 1, label, foot }: FormCell, width: number, height: number): TableCell => {
  const size = points.small;
  const pitch = size * 1.4;
  // What stands low in a cell is pushed down by the room its words leave; Word has no foot in a cell.
  const lines = text === '' ? 1 : text.split('\n').length;
  const footLines = foot === undefined ? 0 : foot.split('\n').length;
  const free = pointsOf(height) - (lines + footLines) * pitch - 8;
  return new TableCell({
    columnSpan: span,
    width: { size: width, type: WidthType.DXA },
    margins: cellMargins,
    borders,
    verticalAlign: foot === undefined ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
    children: [
      ...said(text, {
        size,
        pitch,
        ...(label && { face: wordFaces.heiti, align: AlignmentType.CENTER }),
      }),
      ...(foot === undefined
        ? []
        : said(foot, { size, pitch, align: AlignmentType.RIGHT }).map((paragraph, index) =>
            index > 0
              ? paragraph
              : paragraphOf([run(foot.split('\n')[0] ?? '', { size })], {
                  pitch,
                  align: AlignmentType.RIGHT,
                  before: Math.max(0, free),
                }),
          )),
    ],
  });
};

export const formTable = ({ columns, rows }: FormGrid): Table =>
  new Table({
    width: { size: columns.reduce((sum, width) => sum + mm(width), 0), type: WidthType.DXA },
    columnWidths: columns.map((width) => mm(width)),
    layout: TableLayoutType.FIXED,
    rows: rows.map(({ height, cells }) => {
      let from = 0;
      return new TableRow({
        cantSplit: true,
        height: { value: mm(height), rule: HeightRule.ATLEAST },
        children: cells.map((each) => {
          const width = columns.slice(from, from + (each.span ?? 1)).reduce((sum, one) => sum + mm(one), 0);
          from += each.span ?? 1;
          return formCell(each, width, height);
        }),
      });
    }),
  });
