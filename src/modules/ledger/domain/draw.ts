/**
 * Draws `size` of `listed` people by lot. The lots are hashes of the seed and each one's place in the list, the lowest are
 * drawn: anybody with a hash function can draw again and must find the same. Places count from one.
 */
export const drawn = (
  sha256Hex: (text: string) => string,
  seed: string,
  listed: number,
  size: number,
): readonly number[] =>
  Array.from({ length: listed }, (_, index) => ({ place: index + 1, lot: sha256Hex(`${seed}/${index + 1}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, size)
    .map(({ place }) => place)
    .sort((a, b) => a - b);
