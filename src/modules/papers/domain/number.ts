import { type PaperKind, ruleOf } from './kinds.ts';

/** The word of a kind within a number: 督, 催, 通; of forms, what stands before the year. */
const kindWords: Readonly<Record<PaperKind, string>> = {
  supervise: '督',
  urge: '催',
  bulletin: '通',
  ledger: '台账',
  strikeOff: '销审',
};

/** What is counted apart within a year: a code word that is changed begins a series of its own. */
export const seriesOf = (kind: PaperKind, codeWord: string): string =>
  ruleOf(kind).numbering === 'document' ? `${codeWord}${kindWords[kind]}` : kindWords[kind];

/** `云综督〔2026〕12号`, without noughts before the figure (GB/T 9704-2012, 7.2.5); of a form `销审2026-012`. */
export const numberOf = (kind: PaperKind, series: string, year: number, serial: number): string =>
  ruleOf(kind).numbering === 'document'
    ? `${series}〔${year}〕${serial}号`
    : `${series}${year}-${String(serial).padStart(3, '0')}`;

/** What stands in its place on a draft: nobody knows yet which number it will get. */
export const openNumber = (kind: PaperKind, series: string, year: number): string =>
  ruleOf(kind).numbering === 'document' ? `${series}〔${year}〕　号` : `${series}${year}-　`;
