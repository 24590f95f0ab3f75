import {
  AlignmentType,
  Footer,
  ImageRun,
  LineRuleType,
  convertMillimetersToTwip as mm,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { bodyWidth, type OfficialPaper, points } from './official.ts';
import { wordFaces } from './official-word-faces.ts';
import { font, noBorders, none, paragraphOf, pixels, said, twips } from './official-word-runs.ts';

export const codeMm = 15;
const numberMm = 26;

/** The foot of a page: its number outside, code and lines on the other side; odd and even pages are each other's mirror. */
export const footerOf = (paper: OfficialPaper, side: 'odd' | 'even'): Footer => {
  const { lines, page, code } = paper.marks;
  const [before, between, behind] = page;
  const width = bodyWidth(paper.sheet);
  const align = side === 'odd' ? AlignmentType.LEFT : AlignmentType.RIGHT;
  const small = { size: points.marks, color: '444444', align, pitch: 10.5 };
  const cell = (children: Paragraph[], wide: number): TableCell =>
    new TableCell({
      width: { size: mm(wide), type: WidthType.DXA },
      margins: { left: 0, right: 0, top: 0, bottom: 0 },
      borders: { top: none, bottom: none, left: none, right: none },
      children,
    });
  const codeMargin = twips(5);
  const codeCell = code
    ? [
        new TableCell({
          width: { size: mm(codeMm + 2), type: WidthType.DXA },
          margins: { left: side === 'odd' ? 0 : codeMargin, right: side === 'odd' ? codeMargin : 0, top: 0, bottom: 0 },
          borders: { top: none, bottom: none, left: none, right: none },
          children: [
            new Paragraph({
              alignment: align,
              children: [
                new ImageRun({
                  type: 'png',
                  data: Buffer.from(code),
                  transformation: { width: pixels(codeMm), height: pixels(codeMm) },
                  altText: { name: 'query', description: 'query', title: 'query' },
                }),
              ],
            }),
          ],
        }),
      ]
    : [];
  const marks = cell(
    [
      ...lines.flatMap((each) => said(each, small)),
      paragraphOf(
        [
          new TextRun({
            children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, behind],
            size: points.marks * 2,
            color: small.color,
            font: font(wordFaces.fangsong),
          }),
        ],
        small,
      ),
    ],
    width - numberMm - (code ? codeMm + 2 : 0),
  );
  const number = cell(
    [
      paragraphOf(
        [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            size: points.small * 2,
            font: font(wordFaces.songti),
          }),
        ],
        {
          pitch: 18,
          align: side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT,
          ...(side === 'odd' ? { right: points.small } : { left: points.small }),
        },
      ),
    ],
    numberMm,
  );
  const cells = side === 'odd' ? [...codeCell, marks, number] : [number, marks, ...codeCell];
  const widths =
    side === 'odd'
      ? [codeMm + 2, width - numberMm - codeMm - 2, numberMm]
      : [numberMm, width - numberMm - codeMm - 2, codeMm + 2];
  return new Footer({
    children: [
      new Table({
        width: { size: mm(width), type: WidthType.DXA },
        columnWidths: (code
          ? widths
          : side === 'odd'
            ? [width - numberMm, numberMm]
            : [numberMm, width - numberMm]
        ).map((each) => mm(each)),
        layout: TableLayoutType.FIXED,
        borders: noBorders,
        rows: [new TableRow({ cantSplit: true, children: cells })],
      }),
      // A footer ends with a paragraph; this one takes no room.
      new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] }),
    ],
  });
};
