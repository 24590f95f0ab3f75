import type { Span } from './reading-state.ts';

/** Two characters in a row, signs and spaces left out: what Chinese words are compared by. */
const bigramsOf = (text: string): ReadonlySet<string> => {
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
  const pairs = new Set<string>();
  for (let index = 0; index + 1 < bare.length; index++) pairs.add(bare.slice(index, index + 2));
  return pairs;
};

/** Less alike than this, two problems are two. */
const least = 0.45;
const most = 3;

export type Like<T> = { of: T; score: number };

/**
 * For each passage the problems it looks like, the likest first: shared bigrams over the middle of both counts, so that a short
 * title finds the long sentence it was made of. Time grows with what is shared and not with passages times titles.
 */
export const likelyOf = <T>(
  passages: readonly (Span & { text: string })[],
  problems: readonly { of: T; title: string }[],
): (Span & { matches: Like<T>[] })[] => {
  const sets = passages.map(({ text }) => bigramsOf(text));
  const holders = new Map<string, number[]>();
  for (const [index, pairs] of sets.entries())
    for (const pair of pairs) holders.set(pair, [...(holders.get(pair) ?? []), index]);
  const found: Like<T>[][] = passages.map(() => []);
  for (const { of, title } of problems) {
    const pairs = bigramsOf(title);
    const shared = new Map<number, number>();
    for (const pair of pairs)
      for (const index of holders.get(pair) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
    for (const [index, count] of shared) {
      const score = count / Math.sqrt((sets[index]?.size ?? 0) * pairs.size);
      if (count >= 3 && score >= least) found[index]?.push({ of, score: Math.round(score * 100) / 100 });
    }
  }
  return passages.flatMap(({ start, end }, index) => {
    const matches = (found[index] ?? []).sort((a, b) => b.score - a.score).slice(0, most);
    return matches.length > 0 ? [{ start, end, matches }] : [];
  });
};
