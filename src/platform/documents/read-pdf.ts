import { createRequire } from 'node:module';
import path from 'node:path';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { type Line, linesOf, paragraphsOfLines, type Run } from './pdf-lines.ts';
import type { ReadText } from './read-text-thread.ts';
import { paragraphsOnLines } from './text-lines.ts';

/** Fewer signs on a page are a stamp or the mark of a scanning program, not its text. */
const fewest = 20;
/** The private areas of Unicode and its sign for what could not be read: fonts that keep their letters to themselves. */
const unreadable = /[\ufffd\ue000-\uf8ff]/g;

const signs = (lines: readonly Line[]): number =>
  lines.reduce((sum, { text }) => sum + text.replace(/\s/g, '').length, 0);

const library = async () => {
  const { getDocument, Util, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const home = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const open = (data: Uint8Array) =>
    getDocument({
      data,
      cMapUrl: `${home}${path.sep}cmaps${path.sep}`,
      cMapPacked: true,
      standardFontDataUrl: `${home}${path.sep}standard_fonts${path.sep}`,
      // Nothing is drawn, so no font of this machine and no picture is looked at.
      useSystemFonts: false,
      disableFontFace: true,
      maxImageSize: 1,
      isOffscreenCanvasSupported: false,
      verbosity: VerbosityLevel.ERRORS,
    });
  return { open, Util };
};

const faultOf = (error: unknown): 'locked' | 'broken' =>
  (error as { name?: string })?.name === 'PasswordException' ? 'locked' : 'broken';

/** The text layer of a PDF, its lines put together to paragraphs again, without page numbers and running heads. */
export const readPdf = async (bytes: Uint8Array, limits: { pages: number; most: number }): Promise<ReadText> => {
  const { open, Util } = await library();
  try {
    const document = await open(new Uint8Array(bytes)).promise;
    if (document.numPages > limits.pages) return { ok: false, fault: 'tooLarge' };
    const pages: Line[][] = [];
    let count = 0;
    for (let nr = 1; nr <= document.numPages; nr++) {
      const page = await document.getPage(nr);
      const view = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent();
      const runs = items.flatMap((item): Run[] => {
        const { str, width, transform } = item as TextItem;
        if (str === undefined || str === '') return [];
        const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = Util.transform(view.transform, transform) as number[];
        // Words set aslant are a watermark.
        if (Math.abs(b) > Math.abs(a) * 0.1) return [];
        return [{ text: str, x, y: y / view.height, top: y, width, size: Math.hypot(c, d) }];
      });
      const lines = linesOf(runs);
      count += signs(lines);
      if (count > limits.most) return { ok: false, fault: 'tooLarge' };
      pages.push(lines);
      page.cleanup();
    }
    const empty = pages.flatMap((lines, index) => (signs(lines) < fewest ? [index + 1] : []));
    if (empty.length >= pages.length * 0.8) return { ok: false, fault: 'scan', pages: pages.length };
    const text = paragraphsOnLines(paragraphsOfLines(pages).join('\n'));
    if ((text.match(unreadable)?.length ?? 0) > text.length * 0.1) return { ok: false, fault: 'glyphs' };
    return { ok: true, text, skipped: empty };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
};
