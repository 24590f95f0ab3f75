import type { Source } from './normalise.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Entry } from './types.ts';
export function findMechanisms(_source: Source, _paragraphs: readonly Paragraph[]): Entry[] {
  return [];
}
