import { createHash } from 'node:crypto';
import { canonical, type Json } from '../../../kernel/proof/canonical.ts';
import { parseCheckpoint, parseNote } from '../../../kernel/proof/index.ts';
import type { Marks } from '../../../platform/documents/official.ts';
import { officialPdf } from '../../../platform/documents/official-pdf.ts';
import { codePicture } from '../../../platform/documents/official-pictures.ts';
import { fillTemplate } from '../../../platform/documents/official-template.ts';
import { officialWord } from '../../../platform/documents/official-word.ts';
import { momentOf } from '../../../platform/documents/official-words.ts';
import type { PaperKind, Words } from '../domain/kinds.ts';
import { layoutOf } from './layout.ts';
import { fill, type Say } from './words.ts';

export type Head = { size: number; root: string; madeAt: Date };

/** Size and root of a signed head, as a paper and the public page name it. */
export const headOf = (stored: { size: number; note: string; madeAt: Date } | null): Head | null => {
  if (!stored) return null;
  const note = parseNote(stored.note);
  const head = note.ok ? parseCheckpoint(note.value.text) : note;
  if (!head.ok) throw new Error(`checkpoint ${stored.size} cannot be read: ${head.reason}`);
  return { size: stored.size, root: Buffer.from(head.value.root).toString('hex'), madeAt: stored.madeAt };
};

/** First characters of a root in groups of four, as one compares them by eye. */
const rootInShort = (root: string): string => (root.slice(0, 16).match(/.{4}/g) ?? []).join(' ');

export type Dress = {
  agency: string;
  number: string;
  day: string;
  mark: string;
  /** Where anyone can ask for this paper; null on a draft. */
  query: { address: string; shown: string } | null;
  head: Head | null;
};

const grouped = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ' ');

const linesOf = (say: Say, { agency, number, query, head }: Dress): string[] => [
  `${agency}　${number}`,
  query ? fill(say, 'paper.queryAt', { address: query.shown }) : say('paper.isDraft'),
  head
    ? fill(say, 'paper.checkpoint', {
        at: momentOf(head.madeAt),
        size: grouped(head.size),
        root: rootInShort(head.root),
      })
    : say('paper.noCheckpoint'),
];

export const marksOf = async (say: Say, dress: Dress): Promise<Marks> => ({
  lines: linesOf(say, dress),
  page: [say('paper.pageBefore'), say('paper.pageBetween'), say('paper.pageBehind')],
  code: dress.query ? await codePicture(dress.query.address) : null,
  seal: say('paper.sealPlace'),
  author: dress.agency,
  attachment: say('paper.attachment'),
});

/** What stands on a paper but for its number, its day and its marks: two that look alike have the same. */
export const fingerprintOf = (words: Words): string => {
  const { number: _number, day: _day, ...rest } = words;
  return createHash('sha256')
    .update(canonical(rest as unknown as Json))
    .digest('hex')
    .slice(0, 32);
};

export type Drawn = { word: Uint8Array; pdf: Uint8Array };

/** What draws; tests put in one that fails. `folder` holds an agency's own typefaces. */
export type Drawer = (
  say: Say,
  kind: PaperKind,
  words: Words,
  dress: Dress,
  template: Uint8Array | null,
) => Promise<Drawn>;

export const drawerOf = (folder: string | null) => ({
  async word(say: Say, kind: PaperKind, words: Words, dress: Dress, template: Uint8Array | null): Promise<Uint8Array> {
    const paper = layoutOf(say, kind, words, { ...dress, marks: await marksOf(say, dress) });
    return template ? fillTemplate(template, words, paper) : officialWord(paper);
  },
  async pdf(say: Say, kind: PaperKind, words: Words, dress: Dress): Promise<Uint8Array> {
    return officialPdf(layoutOf(say, kind, words, { ...dress, marks: await marksOf(say, dress) }), folder);
  },
});

export const bothOf =
  (drawer: ReturnType<typeof drawerOf>): Drawer =>
  async (say, kind, words, dress, template) => ({
    word: await drawer.word(say, kind, words, dress, template),
    pdf: await drawer.pdf(say, kind, words, dress),
  });
