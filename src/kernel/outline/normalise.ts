import { foldTable, isHan } from './script.ts';
import type { Entry, Place } from './types.ts';

/** A line of the source as a range of the folded text. */
export type Line = {
  start: number;
  end: number;
  blankBefore: boolean;
  indent: number;
  width: number;
  bullet: boolean;
  sign: boolean;
  cells: number;
  /** How many characters stand before the first gap, 0 where there is none. */
  lead: number;
};

/** The source with its folded text: no white space, no converter remnants; `pos[i]` is the source index of `norm[i]`. */
export type Source = { raw: string; norm: string; pos: Uint32Array; lines: Line[] };

const LONG_LINE = 160;
const SHORT_SEGMENT = 40;

/** White space as `\s` knows it, line breaks aside. */
function isSpace(code: number): boolean {
  if (code <= 0xa0) return code === 0x20 || code === 9 || code === 0x0b || code === 0x0c || code === 0xa0;
  if (code >= 0x2000 && code <= 0x205f) return code <= 0x200a || code === 0x202f || code === 0x205f;
  return code === 0x3000 || code === 0xfeff || code === 0x1680;
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}

const TONES = /[\u0300-\u036f]/g;
const SYLLABLE = /^(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?[aeiou]{1,3}(?:ng|n|r)?$/;

/** Length of a remnant such as `(guān)` that a script converter left behind a character at `at`, or 0. */
function remnantLength(raw: string, at: number): number {
  for (let end = at + 2; end <= at + 12 && end < raw.length; end++) {
    const code = raw.charCodeAt(end);
    if (code !== 0x29 && code !== 0xff09) continue;
    // A line may have been broken inside the remnant.
    const inside = raw.slice(at + 1, end).replace(/\s+/g, '');
    if (inside !== inside.toLowerCase()) return 0;
    const plain = inside.normalize('NFD').replace(TONES, '');
    return SYLLABLE.test(plain) ? end + 1 - at : 0;
  }
  return 0;
}

function decodeUnits(codes: Uint16Array, length: number): string {
  const parts: string[] = [];
  for (let from = 0; from < length; from += 8192) {
    parts.push(String.fromCharCode(...codes.subarray(from, Math.min(length, from + 8192))));
  }
  return parts.join('');
}

const SENTENCE_END = new Set([...'。!?;:”)'].map((char) => char.charCodeAt(0)));

/** Folds the text and cuts it into lines. Linear in the length of the text. */
export function normalise(raw: string): Source {
  const fold = foldTable();
  const codes = new Uint16Array(raw.length);
  const pos = new Uint32Array(raw.length);
  const lines: Line[] = [];
  let count = 0;
  let blank = false;
  let at = 0;
  let skipTo = 0;
  while (at < raw.length) {
    let lineEnd = at;
    while (lineEnd < raw.length && !isBreak(raw.charCodeAt(lineEnd))) lineEnd++;
    const long = lineEnd - at > LONG_LINE;
    let start = count;
    let indent = 0;
    let cells = 1;
    let bullet = false;
    let sign = false;
    let split = false;
    let lead = 0;
    let gap = 0;
    const close = (): void => {
      if (count > start) {
        lines.push({
          start,
          end: count,
          blankBefore: blank,
          indent,
          width: split ? count - start : lineEnd - at,
          bullet,
          sign,
          cells,
          lead,
        });
        blank = false;
      }
      start = count;
      indent = 0;
      cells = 1;
      lead = 0;
    };
    for (let index = at; index < lineEnd; index++) {
      if (index < skipTo) continue;
      const code = raw.charCodeAt(index);
      if (isSpace(code)) {
        gap += code === 0x3000 ? 2 : code === 9 ? 4 : 1;
        if (code === 9 && count > start) cells++;
        continue;
      }
      const folded = fold[code] ?? code;
      if (folded === 0x28 && count > 0 && isHan(codes[count - 1] ?? 0)) {
        skipTo = index + remnantLength(raw, index);
        if (skipTo > index) continue;
      }
      // Signs of markdown headings and bold lines.
      if (count === start && (code === 0x23 || (code === 0x2a && raw.charCodeAt(index + 1) === 0x2a))) {
        skipTo = index + (code === 0x23 ? 1 : 2);
        sign = true;
        continue;
      }
      if (count === start) {
        indent = gap;
        bullet = isBullet(code) && index + 1 < lineEnd && isSpace(raw.charCodeAt(index + 1));
      } else if (gap > 0 && long) {
        // A text that lost its line breaks keeps them as gaps.
        const before = codes[count - 1] ?? 0;
        if (SENTENCE_END.has(before) || count - start <= SHORT_SEGMENT || startsNumber(raw, index)) {
          split = true;
          close();
        }
      } else if (gap > 1 && startsNumber(raw, index)) {
        split = true;
        close();
      }
      if (gap > 0 && lead === 0) lead = count - start;
      if (folded === 0x7c && count > start) cells++;
      gap = 0;
      codes[count] = folded;
      pos[count] = index;
      count++;
    }
    if (count === start) blank = true;
    close();
    if (raw.charCodeAt(lineEnd) === 13 && raw.charCodeAt(lineEnd + 1) === 10) lineEnd++;
    at = lineEnd + 1;
  }
  return { raw, norm: decodeUnits(codes, count), pos: pos.subarray(0, count), lines };
}

function isBullet(code: number): boolean {
  return (
    code === 0x2d ||
    code === 0x2a ||
    code === 0x2b ||
    code === 0x2022 ||
    code === 0xb7 ||
    code === 0x25cf ||
    code === 0x25a0 ||
    code === 0x25c6
  );
}

const NUMBER_START =
  /(?:[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|[①-⑳]|第[一二三四五六七八九十][，,、])/y;

function startsNumber(raw: string, index: number): boolean {
  NUMBER_START.lastIndex = index;
  return NUMBER_START.test(raw);
}

/** Place in the source of the folded range [start, end). */
function placeOf(source: Source, start: number, end: number): Place {
  return [source.pos[start] ?? 0, (source.pos[end - 1] ?? 0) + 1];
}

/** The entry for a folded range, in the source's own characters. */
export function entryOf(source: Source, start: number, end: number): Entry {
  const chars: string[] = [];
  for (let index = start; index < end; index++) chars.push(source.raw[source.pos[index] ?? 0] ?? '');
  return { text: chars.join(''), at: placeOf(source, start, end) };
}
