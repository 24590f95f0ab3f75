import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Entry, Outline } from '../../src/kernel/outline/index.ts';
import { decodeText } from '../../src/platform/text/decode.ts';
import { sharedPlace } from '../shared-folder.ts';

const TEXTS = fileURLToPath(new URL('./texts/', import.meta.url));
// The reports are not ours to copy: they stand beside the checkout, or the tests on them count as skipped.
const REPORTS = sharedPlace('reports');

/** What a careful reader lists, written by hand before the rules. `facts` are checked where given. */
export type Reading = {
  title: string | null;
  problems: string[];
  causes: string[];
  measures: string[];
  subMeasures: Record<string, string[]>;
  mechanisms?: string[];
  facts?: { org: string; value: number; unit: string; quote: string; approximate?: boolean }[];
};

export type Sample = { name: string; text: string; reading: Reading | undefined };

function samplesIn(folder: string): Sample[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const json = `${folder}${file.replace(/txt$/, 'json')}`;
      const reading = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as Reading) : undefined;
      return { name: file.replace('.txt', ''), text: decodeText(readFileSync(folder + file)), reading };
    });
}

/** The texts written for these tests. */
export const texts: Sample[] = samplesIn(TEXTS);

/** The real reports, where they are beside this checkout; they are not part of it. */
export const reportsPresent = REPORTS !== undefined;
export const reports: Sample[] = REPORTS ? samplesIn(`${REPORTS}/`) : [];

/** A real report by the beginning of its name. */
export function report(name: string): Sample {
  const found = reports.find((sample) => sample.name.startsWith(name));
  if (!found) throw new Error(`no report ${name}`);
  return found;
}

export const squeeze = (text: string): string => text.replace(/\s/g, '');

export const wordsOf = (entries: readonly Entry[]): string[] => entries.map((entry) => squeeze(entry.text));

/** A reading as plain words, for comparing. `words` changes them as the text was changed. */
export function plain(
  outline: Outline,
  words: (text: string) => string = (text) => text,
): Omit<Reading, 'facts' | 'mechanisms'> {
  const change = (text: string): string => squeeze(words(text));
  const list = (entries: readonly Entry[]): string[] => entries.map((entry) => change(entry.text));
  return {
    title: outline.title && change(outline.title.text),
    problems: list(outline.problems),
    causes: list(outline.causes),
    measures: list(outline.measures),
    subMeasures: Object.fromEntries(
      Object.entries(outline.subMeasures).map(([measure, subs]) => [change(measure), list(subs)]),
    ),
  };
}

/** Every entry of a reading. */
export function everyEntry(outline: Outline): Entry[] {
  const { title, problems, causes, measures, subMeasures, mechanisms, facts } = outline;
  return [
    ...(title ? [title] : []),
    ...problems,
    ...causes,
    ...measures,
    ...Object.values(subMeasures).flat(),
    ...mechanisms,
    ...facts,
  ];
}

/** A slice as the entry's text promises it: without white space and without remnants such as (guān). */
export const asRead = (slice: string): string =>
  squeeze(slice.normalize('NFC')).replace(/(?<=[一-鿿])[(（][a-zü\u00e0-\u01dc]{1,8}[)）]/g, '');
