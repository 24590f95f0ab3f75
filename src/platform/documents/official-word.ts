import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  type FileChild,
  Footer,
  HeightRule,
  HorizontalPositionRelativeFrom,
  ImageRun,
  LineRuleType,
  convertMillimetersToTwip as mm,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  TextWrappingType,
  VerticalAlignTable,
  VerticalPositionRelativeFrom,
  WidthType,
} from 'docx';
import {
  type Block,
  bodyWidth,
  characterPitch,
  dayInFull,
  type FormCell,
  type FormGrid,
  type Grid,
  imprintPitch,
  linePitch,
  markSize,
  type OfficialPaper,
  points,
  pointsOf,
  red,
  sealCentre,
  sealWidth,
  sheets,
  signatureIndents,
} from './official.ts';
import { ringPicture } from './official-pictures.ts';
import { nameOtherFaces, wordFaces } from './official-word-faces.ts';

const twips = (pt: number): number => Math.round(pt * 20);
/** EMU, in which Word places pictures. */
const emu = (pt: number): number => Math.round(pt * 12_700);
const pixels = (millimetres: number): number => Math.round((millimetres / 25.4) * 96);

const font = (name: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name, cs: name });

type Align = (typeof AlignmentType)[keyof typeof AlignmentType];
type Look = {
  face?: string;
  size?: number;
  color?: string;
  align?: Align;
  /** Points from line to line; without it the page's own grid. */
  pitch?: number;
  /** In characters of 三号, or in points. */
  firstLine?: number;
  left?: number;
  right?: number;
  before?: number;
  after?: number;
  keepNext?: true;
};

const pitchOf = (pitch: number) => ({ line: twips(pitch), lineRule: LineRuleType.EXACT });

/**
 * Twentieths of a point by which characters move together so that 28 of them fill a line. Said with each run and not by a grid of
 * characters, which the programs offices use read differently.
 */
const squeeze = Math.floor((characterPitch - points.body) * 20);

const run = (text: string, { face = wordFaces.fangsong, size = points.body, color }: Look): TextRun =>
  new TextRun({
    text,
    size: size * 2,
    font: font(face),
    ...(color && { color }),
    ...(size === points.body && { characterSpacing: squeeze }),
  });

const said = (text: string, look: Look = {}): Paragraph[] =>
  text.split(/\r\n|\r|\n/).map((line) => paragraphOf([run(line, look)], look));

const paragraphOf = (children: (TextRun | ImageRun)[], look: Look): Paragraph =>
  new Paragraph({
    ...(look.align && { alignment: look.align }),
    ...(look.keepNext && { keepNext: true }),
    spacing: {
      ...pitchOf(look.pitch ?? linePitch),
      before: twips(look.before ?? 0),
      after: twips(look.after ?? 0),
    },
    indent: {
      firstLine: twips((look.firstLine ?? 0) * characterPitch),
      left: twips(look.left ?? 0),
      right: twips(look.right ?? 0),
    },
    children,
  });

const empty = (count: number): Paragraph[] => Array.from({ length: count }, () => paragraphOf([], {}));

const cellMargins = { left: mm(1), right: mm(1), top: mm(0.8), bottom: mm(0.8) };
const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const borders = { top: border, bottom: border, left: border, right: border };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };

const gridTable = ({ columns, rows, size }: Grid): Table => {
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

const formTable = ({ columns, rows }: FormGrid): Table =>
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

const blockOf = (block: Block): FileChild[] => {
  switch (block.kind) {
    case 'heading':
      return said(block.text, {
        face: block.level === 1 ? wordFaces.heiti : wordFaces.kaiti,
        firstLine: 2,
        keepNext: true,
      });
    case 'text':
      return said(block.text, { firstLine: 2, align: AlignmentType.BOTH });
    case 'note':
      return said(block.text, { size: 10.5, pitch: 15 });
    case 'grid':
      return [gridTable(block.grid)];
    case 'form':
      return [formTable(block.form)];
  }
};

/** 版头: the mark 35 mm beneath the upper edge of the type area, the number, a red line 4 mm beneath that. */
const headOf = (paper: OfficialPaper, mark: string): Paragraph[] => {
  const size = markSize(mark);
  return [
    ...said(mark, {
      face: wordFaces.xiaobiaosong,
      size,
      color: red,
      align: AlignmentType.CENTER,
      pitch: size * 1.1,
      before: pointsOf(35),
    }),
    ...empty(2),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: pitchOf(linePitch),
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: red, space: 5 } },
      children: [run(paper.number, {})],
    }),
    ...empty(2),
  ];
};

const titleOf = (paper: OfficialPaper): Paragraph[] => [
  ...said(paper.title, {
    face: wordFaces.xiaobiaosong,
    size: points.title,
    align: AlignmentType.CENTER,
    pitch: 34,
  }),
  ...(paper.subtitle === null
    ? []
    : said(paper.subtitle, { face: wordFaces.kaiti, size: 14, pitch: 22, align: AlignmentType.CENTER })),
  ...(paper.head === null ? said(paper.number, { size: 12, pitch: 18, align: AlignmentType.RIGHT }) : empty(1)),
];

/** Chinese characters are as wide as high; figures about half of that. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character < '\u2000' ? points.body / 2 : characterPitch), 0);

/** Unit and date with the ring where the seal goes behind them. */
const signatureOf = async (paper: OfficialPaper): Promise<Paragraph[]> => {
  if (!paper.signed) return [];
  const { unit } = paper.signed;
  const day = paper.dayWords ?? dayInFull(paper.signed.day);
  const indents = signatureIndents(widthOf(unit), widthOf(day));
  const radius = pointsOf(sealWidth) / 2;
  const centre = pointsOf(bodyWidth(paper.sheet)) - indents.day - widthOf(day) / 2;
  const ring = new ImageRun({
    type: 'png',
    data: Buffer.from(await ringPicture()),
    transformation: { width: pixels(sealWidth), height: pixels(sealWidth) },
    altText: { name: paper.marks.seal, description: paper.marks.seal, title: paper.marks.seal },
    floating: {
      horizontalPosition: { relative: HorizontalPositionRelativeFrom.MARGIN, offset: emu(centre - radius) },
      verticalPosition: { relative: VerticalPositionRelativeFrom.PARAGRAPH, offset: emu(sealCentre - radius) },
      behindDocument: true,
      allowOverlap: true,
      wrap: { type: TextWrappingType.NONE },
    },
  });
  const end = { align: AlignmentType.RIGHT, keepNext: true } as const;
  return [
    ...empty(2),
    paragraphOf([run(unit, {}), ring], { ...end, right: indents.unit }),
    ...said(day, { align: AlignmentType.RIGHT, right: indents.day }),
  ];
};

const line = (millimetres: number) => ({
  style: BorderStyle.SINGLE,
  // Eighths of a point.
  size: Math.round(pointsOf(millimetres) * 8),
  color: '000000',
});

/** 版记, held to the foot of the page it comes on. */
const imprintOf = (paper: OfficialPaper): FileChild[] => {
  const { imprint } = paper;
  if (!imprint) return [];
  // A hair narrower than the type area: LibreOffice lets no table float that is as wide.
  const width = mm(bodyWidth(paper.sheet) - 0.5);
  const { height, bottom } = sheets[paper.sheet];
  const look = { size: points.small, pitch: imprintPitch };
  const cell = (text: string, wide: number, span: number, align: Align): TableCell =>
    new TableCell({
      columnSpan: span,
      width: { size: wide, type: WidthType.DXA },
      margins: { left: twips(points.small), right: twips(points.small), top: 0, bottom: 0 },
      borders: { left: none, right: none },
      children: said(text, { ...look, align }),
    });
  const half = Math.floor(width / 2);
  return [
    new Table({
      width: { size: width, type: WidthType.DXA },
      columnWidths: [half, width - half],
      layout: TableLayoutType.FIXED,
      borders: { ...noBorders, top: line(0.35), bottom: line(0.35), insideHorizontal: line(0.25) },
      float: {
        horizontalAnchor: TableAnchorType.MARGIN,
        verticalAnchor: TableAnchorType.PAGE,
        absoluteVerticalPosition: mm(height - bottom) - twips(imprintPitch * (imprint.copy === null ? 1 : 2) + 3),
      },
      rows: [
        ...(imprint.copy === null
          ? []
          : [new TableRow({ children: [cell(imprint.copy, width, 2, AlignmentType.LEFT)] })]),
        new TableRow({
          children: [
            cell(imprint.unit, half, 1, AlignmentType.LEFT),
            cell(imprint.day, width - half, 1, AlignmentType.RIGHT),
          ],
        }),
      ],
    }),
  ];
};

const codeMm = 15;
const numberMm = 26;

/** The foot of a page: its number outside, code and lines on the other side; odd and even pages are each other's mirror. */
const footerOf = (paper: OfficialPaper, side: 'odd' | 'even'): Footer => {
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

const attachmentsOf = ({ attachments, marks }: OfficialPaper): Paragraph[] =>
  attachments.length === 0
    ? []
    : [
        ...empty(1),
        ...attachments.flatMap((name, index) =>
          said(`${index === 0 ? marks.attachment : ''}${attachments.length > 1 ? `${index + 1}．` : ''}${name}`, {
            firstLine: index === 0 ? 2 : 5,
          }),
        ),
      ];

/** A paper as Word: on a grid of 22 lines of 28 characters, in the typefaces offices have, page numbers outside. */
export const officialWord = async (paper: OfficialPaper): Promise<Uint8Array> => {
  const sheet = sheets[paper.sheet];
  const across = paper.sheet === 'a3';
  const footerTop = 7;
  // The lowest edge of the foot: code and room above it stand between this and the type area.
  const footer = sheet.bottom - footerTop - codeMm - 1;
  const document = new Document({
    creator: paper.marks.author,
    title: paper.title,
    subject: paper.number,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { size: points.body * 2, font: font(wordFaces.fangsong) } } },
    },
    sections: [
      {
        properties: {
          page: {
            // The library turns the sheet itself.
            size: across
              ? { width: mm(sheet.height), height: mm(sheet.width), orientation: PageOrientation.LANDSCAPE }
              : { width: mm(sheet.width), height: mm(sheet.height) },
            margin: {
              top: mm(sheet.top),
              right: mm(sheet.right),
              bottom: mm(sheet.bottom),
              left: mm(sheet.left),
              header: mm(15),
              footer: mm(footer),
            },
          },
          ...(!across && { grid: { type: DocumentGridType.LINES, linePitch: twips(linePitch) } }),
        },
        footers: { default: footerOf(paper, 'odd'), even: footerOf(paper, 'even') },
        children: [
          ...(paper.head === null ? [] : headOf(paper, paper.head)),
          ...titleOf(paper),
          ...(paper.to === null ? [] : said(`${paper.to}：`, { align: AlignmentType.BOTH })),
          ...paper.body.flatMap(blockOf),
          ...attachmentsOf(paper),
          ...(await signatureOf(paper)),
          ...(paper.contact === null ? [] : said(`（${paper.contact}）`, { firstLine: 2 })),
          ...imprintOf(paper),
          // What floats hangs on the paragraph behind it, and a document ends with one.
          ...(paper.imprint ? [new Paragraph({ spacing: pitchOf(1), children: [] })] : []),
        ],
      },
    ],
  });
  return nameOtherFaces(new Uint8Array(await Packer.toBuffer(document)));
};
