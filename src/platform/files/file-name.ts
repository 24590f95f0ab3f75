import { endingOf, kindOf } from './kinds.ts';

// Marks that turn the reading direction can make `exe.gpj` read as `jpg.exe` the other way round.
// biome-ignore lint/suspicious/noControlCharactersInRegex: no name may bring them into a header or onto a disk
const unfit = /[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff/\\:*?"<>|]/g;

/** The name a file is saved under: as people called it, made safe for every system, its ending that of its content. */
export const savedName = (name: string | null, type: string, otherwise: string): string => {
  const plain = (name ?? '')
    .toWellFormed()
    .replaceAll(unfit, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
  const allowed = kindOf(type)?.endings ?? [];
  const ending = endingOf(plain);
  const stem = [...(plain === '' ? otherwise : plain)].slice(0, 120).join('');
  return allowed.includes(ending) && stem.endsWith(`.${plain.slice(-ending.length)}`)
    ? stem
    : `${stem}.${allowed[0] ?? 'bin'}`;
};

const percent = (text: string): string =>
  encodeURIComponent(text).replaceAll(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** RFC 6266: the name in UTF-8, and for clients that read only ASCII one that keeps the ending. */
export const disposition = (way: 'attachment' | 'inline', name: string): string =>
  `${way}; filename="file.${endingOf(name)}"; filename*=UTF-8''${percent(name)}`;
