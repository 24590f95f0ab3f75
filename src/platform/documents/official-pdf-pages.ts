import type {
  Column,
  Content,
  ContentTable,
  DynamicContent,
  TableCell,
  TDocumentDefinitions,
} from 'pdfmake/interfaces.js';
import {
  type Block,
  bodyWidth,
  characterPitch,
  dayInFull,
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
import type { FaceName, Metrics } from './official-faces.ts';
import { setLines } from './official-lines.ts';

type Faces = Readonly<Record<FaceName, Metrics>>;

/** What drawing a paper needs to know of its typefaces, and of where its text ended when it was drawn before. */
export type Drawing = { faces: Faces; imprintGap: { gap: number; isNextPage: boolean } | null };

const endMark = 'end-of-text';
const squeeze = characterPitch - points.body;
const grey = '#8a8a8a';

/** Narrower room inside the cells of tables, in points. */
const cellPadding = { x: 3, y: 2.5 };
const thin = 0.5;

const heightFactor = (face: Metrics, size: number, pitch: number): number => pitch / face.height(size);

type Text = { face: FaceName; size: number; pitch: number; align?: 'left' | 'center' | 'right' };

const said = ({ faces }: Drawing, text: string, { face, size, pitch, align = 'left' }: Text): Content => ({
  text,
  font: face,
  fontSize: size,
  lineHeight: heightFactor(faces[face], size, pitch),
  alignment: align,
});

const bodyText = { size: points.body, pitch: linePitch };

/** A paragraph on the grid of 22 lines of 28 characters. */
const paragraph = (drawing: Drawing, text: string, width: number, face: FaceName, indent: number): Content[] => {
  const measure = (part: string): number => drawing.faces[face].width(part, points.body);
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((part) => setLines(part, { width, measure, pitch: squeeze, indent }))
    .map((line) => ({
      text: line.text === '' ? ' ' : line.text,
      font: face,
      fontSize: points.body,
      lineHeight: heightFactor(drawing.faces[face], points.body, linePitch),
      characterSpacing: line.spacing,
      noWrap: true,
      preserveLeadingSpaces: true,
      margin: [line.indent, 0, 0, 0] as [number, number, number, number],
    }));
};

const emptyLines = (drawing: Drawing, count: number): Content =>
  said(drawing, Array.from({ length: count }, () => ' ').join('\n'), { face: 'fangsong', ...bodyText });

const lineAcross = (width: number, thickness: number, color: string): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: thickness, lineColor: color }],
});

const tableLayout = {
  hLineWidth: () => thin,
  vLineWidth: () => thin,
  paddingLeft: () => cellPadding.x,
  paddingRight: () => cellPadding.x,
  paddingTop: () => cellPadding.y,
  paddingBottom: () => cellPadding.y,
};

/** pdfmake takes the room inside a column; borders and padding come on top. */
const inner = (mm: number, columns = 1): number => pointsOf(mm) - 2 * cellPadding.x - thin * (columns > 0 ? 1 : 0);

const gridTable = (drawing: Drawing, { columns, rows, size }: Grid): ContentTable => {
  const cell = (text: string, face: FaceName, align: 'left' | 'center' | 'right'): TableCell =>
    ({
      ...(said(drawing, text, { face, size, pitch: size * 1.35, align }) as object),
      verticalAlignment: 'middle',
    }) as TableCell;
  return {
    layout: tableLayout,
    margin: [0, 4, 0, 4],
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => inner(width)),
      body: [
        columns.map(({ title }) => cell(title, 'heiti', 'center')),
        ...rows.map((row) => columns.map(({ align }, index) => cell(row[index] ?? '', 'fangsong', align ?? 'left'))),
      ],
    },
  };
};

const formTable = (drawing: Drawing, { columns, rows }: FormGrid): ContentTable => {
  const size = points.small;
  const widthOver = (from: number, span: number): number =>
    columns.slice(from, from + span).reduce((sum, width) => sum + pointsOf(width), 0) - 2 * cellPadding.x - thin;
  const body = rows.map(({ height, cells }) => {
    const made: TableCell[] = [];
    for (const { text, span = 1, label, foot } of cells) {
      const face: FaceName = label ? 'heiti' : 'fangsong';
      const pitch = size * 1.4;
      const measure = (part: string): number => drawing.faces[face].width(part, size);
      const wide = widthOver(made.length, span);
      const lines = text.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(measure(part) / wide)), 0);
      const footLines = foot === undefined ? 0 : foot.split('\n').length;
      const free = pointsOf(height) - 2 * cellPadding.y - (lines + footLines) * pitch;
      const before = label || footLines === 0 ? Math.max(0, free / 2) : 0;
      const stack: Content[] = [
        {
          ...(said(drawing, text, { face, size, pitch, align: label ? 'center' : 'left' }) as object),
          text,
        } as Content,
      ];
      if (foot !== undefined)
        stack.push({
          ...(said(drawing, foot, { face, size, pitch, align: 'right' }) as object),
          text: foot,
          margin: [0, Math.max(0, free), 0, 0],
        } as Content);
      made.push({ colSpan: span, stack, margin: [0, before, 0, 0] } as TableCell);
      for (let filled = 1; filled < span; filled++) made.push({ text: '' });
    }
    return made;
  });
  return {
    layout: tableLayout,
    table: {
      dontBreakRows: true,
      widths: columns.map((width) => inner(width)),
      heights: rows.map(({ height }) => pointsOf(height) - 2 * cellPadding.y - thin),
      body,
    },
  };
};

const blockOf = (drawing: Drawing, block: Block, width: number): Content[] => {
  const indent = 2 * characterPitch;
  switch (block.kind) {
    case 'heading':
      return paragraph(drawing, block.text, width, block.level === 1 ? 'heiti' : 'kaiti', indent);
    case 'text':
      return paragraph(drawing, block.text, width, 'fangsong', indent);
    case 'note':
      return [said(drawing, block.text, { face: 'fangsong', size: 10.5, pitch: 15 })];
    case 'grid':
      return [gridTable(drawing, block.grid)];
    case 'form':
      return [formTable(drawing, block.form)];
  }
};

/** 版头: the mark 35 mm beneath the upper edge of the type area, the number, a red line 4 mm beneath that. */
const headOf = (drawing: Drawing, paper: OfficialPaper, mark: string, width: number): Content[] => {
  const size = markSize(mark);
  return [
    {
      ...(said(drawing, mark, { face: 'xiaobiaosong', size, pitch: size * 1.1, align: 'center' }) as object),
      text: mark,
      color: `#${red}`,
      margin: [0, pointsOf(35) - drawing.faces.xiaobiaosong.above(size), 0, 0],
    },
    emptyLines(drawing, 2),
    said(drawing, paper.number, { face: 'fangsong', ...bodyText, align: 'center' }),
    { ...(lineAcross(width, 1.5, `#${red}`) as object), margin: [0, pointsOf(4) - 5, 0, 0] } as Content,
    emptyLines(drawing, 2),
  ];
};

const titleOf = (drawing: Drawing, paper: OfficialPaper): Content[] => {
  const title = said(drawing, paper.title, {
    face: 'xiaobiaosong',
    size: points.title,
    pitch: 34,
    align: 'center',
  });
  const under = paper.head === null && {
    ...(said(drawing, paper.number, { face: 'fangsong', size: 12, pitch: 18, align: 'right' }) as object),
    text: paper.number,
  };
  const subtitle =
    paper.subtitle && said(drawing, paper.subtitle, { face: 'kaiti', size: 14, pitch: 22, align: 'center' });
  return [title, subtitle, under].filter((part): part is Content => Boolean(part));
};

/** Unit and date with the ring where the seal goes on top of them. */
const signatureOf = (drawing: Drawing, paper: OfficialPaper, width: number): Content[] => {
  if (!paper.signed) return [];
  const day = paper.dayWords ?? dayInFull(paper.signed.day);
  const measure = (text: string): number =>
    drawing.faces.fangsong.width(text, points.body) + [...text].length * squeeze;
  const wide = { unit: measure(paper.signed.unit), day: measure(day) };
  const indents = signatureIndents(wide.unit, wide.day);
  const line = (text: string, wideOne: number, right: number): Content => ({
    ...(said(drawing, text, { face: 'fangsong', ...bodyText }) as object),
    text,
    characterSpacing: squeeze,
    noWrap: true,
    margin: [width - right - wideOne, 0, 0, 0],
  });
  const centre = width - indents.day - wide.day / 2;
  const radius = pointsOf(sealWidth) / 2;
  // Drawn at its place without taking any: the text goes on under it.
  const ring: Content = {
    canvas: [
      {
        type: 'ellipse',
        x: centre,
        y: linePitch,
        r1: radius,
        r2: radius,
        lineWidth: 0.6,
        lineColor: '#c8c8c8',
        dash: { length: 3 },
      },
    ],
    relativePosition: { x: 0, y: 0 },
  };
  const word: Content = {
    text: paper.marks.seal,
    font: 'fangsong',
    fontSize: points.marks,
    color: grey,
    relativePosition: {
      x: centre - drawing.faces.fangsong.width(paper.marks.seal, points.marks) / 2,
      y: sealCentre - radius + 4,
    },
  };
  return [
    emptyLines(drawing, 2),
    {
      unbreakable: true,
      stack: [ring, word, line(paper.signed.unit, wide.unit, indents.unit), line(day, wide.day, indents.day)],
    },
  ];
};

const imprintHeight = (paper: OfficialPaper): number =>
  paper.imprint ? imprintPitch * (paper.imprint.copy === null ? 1 : 2) + 6 : 0;

/** 版记: the lowest lines of the last page. */
const imprintOf = (drawing: Drawing, paper: OfficialPaper, width: number): Content[] => {
  const { imprint } = paper;
  if (!imprint) return [];
  const indent = points.small;
  const style = { face: 'fangsong', size: points.small, pitch: imprintPitch } as const;
  const thick = pointsOf(0.35);
  const fine = pointsOf(0.25);
  const rows: Content[] = [lineAcross(width, thick, 'black')];
  if (imprint.copy !== null)
    rows.push(
      {
        ...(said(drawing, imprint.copy, style) as object),
        text: imprint.copy,
        margin: [indent, 0, indent, 0],
      } as Content,
      lineAcross(width, fine, 'black'),
    );
  rows.push(
    {
      margin: [indent, 0, indent, 0],
      columns: [said(drawing, imprint.unit, style), said(drawing, imprint.day, { ...style, align: 'right' })],
    },
    lineAcross(width, thick, 'black'),
  );
  const { imprintGap } = drawing;
  return [
    {
      unbreakable: true,
      stack: rows,
      margin: [0, imprintGap?.gap ?? 0, 0, 0],
      ...(imprintGap?.isNextPage && { pageBreak: 'before' as const }),
    },
  ];
};

const codeWidth = pointsOf(15);

/** The foot of a page: its number outside, 7 mm beneath the type area; code and lines on the other side. */
const footerOf =
  (drawing: Drawing, paper: OfficialPaper): DynamicContent =>
  (page, pages) => {
    const { left, right } = sheets[paper.sheet];
    const [before, between, behind] = paper.marks.page;
    const odd = page % 2 === 1;
    const number = said(drawing, `— ${page} —`, {
      face: 'songti',
      size: points.small,
      pitch: 18,
      align: odd ? 'right' : 'left',
    });
    const marks: Column = {
      width: '*',
      alignment: odd ? 'left' : 'right',
      font: 'fangsong',
      fontSize: points.marks,
      lineHeight: heightFactor(drawing.faces.fangsong, points.marks, 10.5),
      color: '#444444',
      stack: [...paper.marks.lines, `${before}${page}${between}${pages}${behind}`],
    };
    const code: Column[] = paper.marks.code ? [{ width: codeWidth, image: 'code', fit: [codeWidth, codeWidth] }] : [];
    const place = {
      width: pointsOf(26),
      ...(number as object),
      text: `— ${page} —`,
      margin: odd ? [0, 0, points.small, 0] : [points.small, 0, 0, 0],
    } as Column;
    return {
      margin: [pointsOf(left), pointsOf(7), pointsOf(right), 0],
      columnGap: 5,
      columns: odd ? [...code, marks, place] : [place, marks, ...code],
    };
  };

/** A paper as pdfmake takes it. Drawn twice where an imprint stands low on the last page: first to see where the text ends. */
export const definitionOf = (drawing: Drawing, paper: OfficialPaper): TDocumentDefinitions => {
  const sheet = sheets[paper.sheet];
  const width = pointsOf(bodyWidth(paper.sheet));
  const attached = paper.attachments.map((name, index) => {
    const before = index === 0 ? paper.marks.attachment : '';
    const numbered = `${before}${paper.attachments.length > 1 ? `${index + 1}．` : ''}${name}`;
    return paragraph(drawing, numbered, width, 'fangsong', (index === 0 ? 2 : 5) * characterPitch);
  });
  return {
    pageSize: { width: pointsOf(sheet.width), height: pointsOf(sheet.height) },
    pageMargins: [pointsOf(sheet.left), pointsOf(sheet.top), pointsOf(sheet.right), pointsOf(sheet.bottom)],
    info: { title: paper.title, author: paper.marks.author, subject: paper.number },
    defaultStyle: { font: 'fangsong', fontSize: points.body },
    ...(paper.marks.code && {
      images: { code: `data:image/png;base64,${Buffer.from(paper.marks.code).toString('base64')}` },
    }),
    footer: footerOf(drawing, paper),
    content: [
      ...(paper.head === null ? [] : headOf(drawing, paper, paper.head, width)),
      ...titleOf(drawing, paper),
      ...(paper.head === null ? [] : [emptyLines(drawing, 1)]),
      ...(paper.to === null ? [] : paragraph(drawing, `${paper.to}：`, width, 'fangsong', 0)),
      ...paper.body.flatMap((block) => blockOf(drawing, block, width)),
      ...(attached.length > 0 ? [emptyLines(drawing, 1), ...attached.flat()] : []),
      ...signatureOf(drawing, paper, width),
      ...(paper.contact === null
        ? []
        : paragraph(drawing, `（${paper.contact}）`, width, 'fangsong', 2 * characterPitch)),
      { text: ' ', fontSize: 1, id: endMark },
      ...imprintOf(drawing, paper, width),
    ],
  };
};

/** Room between the end of the text and an imprint at the foot of the page. */
export const imprintGapOf = (paper: OfficialPaper, endTop: number): Drawing['imprintGap'] => {
  const { height, top, bottom } = sheets[paper.sheet];
  const lowest = pointsOf(height - bottom);
  const needed = imprintHeight(paper);
  const gap = lowest - endTop - needed - 1;
  return gap >= 0 ? { gap, isNextPage: false } : { gap: lowest - pointsOf(top) - needed - 1, isNextPage: true };
};

export const isEnd = (id: unknown): boolean => id === endMark;
