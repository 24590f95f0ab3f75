import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sharedPlace } from '../shared-folder.ts';

type Reading = { title: string; problems: string[]; measures: string[] };

/** A report to hand in, and what it says in truth. */
export type Report = { file: string; text: string; reading: Reading };

const read = (file: string): Report => ({
  file,
  text: readFileSync(file, 'utf8').replace(/^\ufeff/, ''),
  reading: JSON.parse(readFileSync(file.replace(/\.txt$/, '.json'), 'utf8')) as Reading,
});

const shared = sharedPlace('reports/001_4a901f58dd55849d.txt');

/** Is the report that issue 2 names beside the checkout? Without it an own-written one is walked. */
export const isSharedReport = shared !== undefined;

export const theReport = (): Report =>
  read(shared ?? path.resolve(import.meta.dirname, '../outline/texts/01-survey.txt'));

/** The problems as they stand in the text; spaces may differ from how the reading writes them. */
export const problemsInText = ({ text, reading }: Report): { start: number; end: number; words: string }[] =>
  reading.problems.map((words) => {
    const pattern = [...words].map((sign) => sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s*');
    const found = new RegExp(pattern).exec(text);
    if (!found) throw new Error(`not in the text: ${words}`);
    return { start: found.index, end: found.index + found[0].length, words: found[0] };
  });

/** A clause that nobody would take for a heading: what a reader may find missing among the proposals. */
export const overlooked = (report: Report): string => {
  const last = problemsInText(report).at(-1);
  const clause = /[^，,。；;、\s]{8,18}(?=[，,。])/.exec(report.text.slice((last?.end ?? 0) + 1));
  if (!clause) throw new Error('the report ends with its last problem');
  return clause[0];
};
