import { partOf } from './archive.ts';
import type { Merge } from './sheet.ts';

/** More ranges than this no sheet of a ledger has. */
const mostRanges = 100_000;

const text = (bytes: Buffer, name: string): string => partOf(bytes, name)?.toString('utf8') ?? '';

const plain = (written: string): string =>
  written
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&amp;', '&');

const attribute = (tag: string, name: string): string => plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

/** The part of the archive that holds a sheet, by the sheet's name. */
const partNamed = (bytes: Buffer, sheet: string): string | null => {
  const tags = text(bytes, 'xl/workbook.xml').match(/<(?:\w+:)?sheet\s[^>]*>/g) ?? [];
  const tag = tags.find((each) => attribute(each, 'name') === sheet);
  const id = tag && attribute(tag, '[a-z]+:id');
  const links = text(bytes, 'xl/_rels/workbook.xml.rels').match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? [];
  const link = id ? links.find((each) => attribute(each, 'Id') === id) : undefined;
  const target = link && attribute(link, 'Target');
  if (!target) return null;
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
};

const columnAt = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/**
 * Ranges of a sheet that are shown as one cell, read from its part alone: the library that reads the cells would spell a range over
 * whole columns out cell by cell.
 */
export const mergesOf = (bytes: Buffer, sheet: string): Merge[] => {
  const part = partNamed(bytes, sheet);
  const merges: Merge[] = [];
  for (const [, left = '', top = '', right = '', bottom = ''] of (part ? text(bytes, part) : '').matchAll(
    /<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g,
  )) {
    if (merges.length >= mostRanges) break;
    merges.push({ top: Number(top) - 1, left: columnAt(left), bottom: Number(bottom) - 1, right: columnAt(right) });
  }
  return merges;
};
