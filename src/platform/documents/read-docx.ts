import mammoth from 'mammoth';
import PizZip from 'pizzip';
import { writeNumbers } from './read-numbering.ts';
import type { ReadText } from './read-text-thread.ts';
import { paragraphsOnLines } from './text-lines.ts';

/** What the reader hands over of a document: a tree of paragraphs, tables and runs. */
type Part = { type: string; value?: string; breakType?: string; children?: readonly Part[] };

const inLine = (part: Part): string => {
  if (part.type === 'text') return part.value ?? '';
  if (part.type === 'tab') return ' ';
  if (part.type === 'break') return part.breakType === 'line' ? '\n' : '';
  return (part.children ?? []).map(inLine).join('');
};

/** A row of a table is a line, its cells parted by tabs. */
const rowText = (row: Part): string =>
  (row.children ?? []).map((cell) => paragraphsOf(cell).join(' ').replace(/\s+/g, ' ').trim()).join('\t');

const paragraphsOf = (part: Part): string[] => {
  if (part.type === 'paragraph') return [inLine(part)];
  if (part.type === 'tableRow') return [rowText(part)];
  return (part.children ?? []).flatMap(paragraphsOf);
};

const withNumbers = (bytes: Buffer): Buffer => {
  const zip = new PizZip(bytes);
  const text = (name: string) => zip.file(name)?.asText() ?? null;
  const document = text('word/document.xml');
  const numbering = text('word/numbering.xml');
  if (document === null || numbering === null) return bytes;
  zip.file('word/document.xml', writeNumbers(document, numbering, text('word/styles.xml')));
  return zip.generate({ type: 'nodebuffer', compression: 'STORE' });
};

/** The paragraphs of a Word file with the numbers Word draws before them; deleted text, comments, headers and pictures stay out. */
export const readDocx = async (bytes: Buffer): Promise<ReadText> => {
  try {
    let whole: Part | null = null;
    await mammoth.convertToHtml(
      { buffer: withNumbers(bytes) },
      {
        externalFileAccess: false,
        // Only the tree is wanted; of an empty one no page is made.
        transformDocument: (document: Part) => {
          whole = document;
          return { ...document, children: [] };
        },
      },
    );
    if (!whole) return { ok: false, fault: 'broken' };
    return { ok: true, text: paragraphsOnLines(paragraphsOf(whole).join('\n')), skipped: [] };
  } catch {
    return { ok: false, fault: 'broken' };
  }
};
