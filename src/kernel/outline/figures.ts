import type { Range } from './heading.ts';
import type { Source } from './normalise.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Fact } from './types.ts';
export function findFacts(_source: Source, _paragraphs: readonly Paragraph[], _title: Range | null): Fact[] {
  return [];
}
