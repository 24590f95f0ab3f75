import { parentPort, workerData } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import type { OfficialPaper } from './official.ts';
import { type FaceName, type Faces, faceNames, type Metrics, metricsOf } from './official-faces.ts';
import { type Drawing, definitionOf, imprintGapOf, isEnd } from './official-pdf-pages.ts';

export type PdfTask = { paper: OfficialPaper; faces: Faces };

const write = async ({ paper, faces }: PdfTask): Promise<Uint8Array> => {
  const read = new Map<string, Metrics>();
  const metrics = (file: string): Metrics => {
    const known = read.get(file) ?? metricsOf(file);
    read.set(file, known);
    return known;
  };
  const files = new Set(Object.values(faces));
  // Nothing but the typefaces is read, nothing is fetched: what stands in a paper is text.
  pdfmake.setLocalAccessPolicy((file) => files.has(file));
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setFonts(Object.fromEntries(faceNames.map((name) => [name, { normal: faces[name] }])));
  const drawing: Drawing = {
    faces: Object.fromEntries(faceNames.map((name) => [name, metrics(faces[name])])) as Record<FaceName, Metrics>,
    imprintGap: null,
  };
  if (paper.imprint) {
    let endTop = 0;
    const first = pdfmake.createPdf({
      ...definitionOf(drawing, { ...paper, imprint: null }),
      pageBreakBefore: (node) => {
        if (isEnd(node.id)) endTop = node.startPosition.top;
        return false;
      },
    });
    await first.getBuffer();
    drawing.imprintGap = imprintGapOf(paper, endTop);
  }
  return pdfmake.createPdf(definitionOf(drawing, paper)).getBuffer();
};

parentPort?.postMessage(await write(workerData as PdfTask));
