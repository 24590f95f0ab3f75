import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  type FileChild,
  HorizontalPositionRelativeFrom,
  ImageRun,
  convertMillimetersToTwip as mm,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TextWrappingType,
  VerticalPositionRelativeFrom,
  WidthType,
} from 'docx';
import {
  type Block,
  bodyWidth,
  characterPitch,
  dayInFull,
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
import { codeMm, footerOf } from './official-word-footer.ts';
import {
  type Align,
  empty,
  emu,
  font,
  noBorders,
  none,
  paragraphOf,
  pitchOf,
  pixels,
  run,
  said,
  twips,
} from './official-word-runs.ts';
import { formTable, gridTable } from './official-word-tables.ts';

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
