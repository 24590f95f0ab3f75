import { AlignmentType, BorderStyle, ImageRun, LineRuleType, Paragraph, TextRun } from 'docx';
import { characterPitch, linePitch, points } from './official.ts';
import { wordFaces } from './official-word-faces.ts';

export const twips = (pt: number): number => Math.round(pt * 20);
/** EMU, in which Word places pictures. */
export const emu = (pt: number): number => Math.round(pt * 12_700);
export const pixels = (millimetres: number): number => Math.round((millimetres / 25.4) * 96);

export const font = (name: string) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia: name,
  cs: name,
});

export type Align = (typeof AlignmentType)[keyof typeof AlignmentType];
export type Look = {
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

export const pitchOf = (pitch: number) => ({ line: twips(pitch), lineRule: LineRuleType.EXACT });

/**
 * Twentieths of a point by which characters move together so that 28 of them fill a line. Said with each run and not by a grid of
 * characters, which the programs offices use read differently.
 */
const squeeze = Math.floor((characterPitch - points.body) * 20);

export const run = (text: string, { face = wordFaces.fangsong, size = points.body, color }: Look): TextRun =>
  new TextRun({
    text,
    size: size * 2,
    font: font(face),
    ...(color && { color }),
    ...(size === points.body && { characterSpacing: squeeze }),
  });

export const said = (text: string, look: Look = {}): Paragraph[] =>
  text.split(/\r\n|\r|\n/).map((line) => paragraphOf([run(line, look)], look));

export const paragraphOf = (children: (TextRun | ImageRun)[], look: Look): Paragraph =>
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

export const empty = (count: number): Paragraph[] => Array.from({ length: count }, () => paragraphOf([], {}));

export const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
export const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
};
