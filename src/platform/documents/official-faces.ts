import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { create, type Font } from 'fontkit';

/** Typefaces by their part in a paper; an agency that has bought better ones puts them in its folder under these names. */
export const faceNames = ['fangsong', 'xiaobiaosong', 'heiti', 'kaiti', 'songti'] as const;
export type FaceName = (typeof faceNames)[number];
export type Faces = Readonly<Record<FaceName, string>>;

const require = createRequire(import.meta.url);
const serifs = path.dirname(require.resolve('@expo-google-fonts/noto-serif-sc/package.json'));
const serif = (file: string): string => path.join(serifs, file);

/** What may be given away with the house (SIL Open Font License): Song for 仿宋 and 楷体, its heavy cut for 小标宋. */
const own = (): Faces => ({
  fangsong: serif('400Regular/NotoSerifSC_400Regular.ttf'),
  songti: serif('400Regular/NotoSerifSC_400Regular.ttf'),
  kaiti: serif('500Medium/NotoSerifSC_500Medium.ttf'),
  xiaobiaosong: serif('700Bold/NotoSerifSC_700Bold.ttf'),
  heiti: require.resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'),
});

/** The files to embed: those of the folder where it has them (`fangsong.ttf`, `heiti.otf` …), else the house's. */
export const facesIn = (folder: string | null): Faces => {
  const house = own();
  if (folder === null) return house;
  const found = faceNames.flatMap((name) =>
    ['ttf', 'otf']
      .map((ending) => path.join(folder, `${name}.${ending}`))
      .filter((file) => existsSync(file))
      .slice(0, 1)
      .map((file) => [name, file] as const),
  );
  return { ...house, ...Object.fromEntries(found) };
};

export type Metrics = {
  width(text: string, size: number): number;
  /** What a writer takes for the height of a line at this size before it is told otherwise. */
  height(size: number): number;
  /** From the upper edge of its line down to that of a Chinese character. */
  above(size: number): number;
};

/** Widths and heights of a typeface, as the PDF writer itself reckons them. */
export const metricsOf = (file: string): Metrics => {
  const font = create(readFileSync(file)) as Font;
  const known = new Map<string, number>();
  const advance = (character: string): number => {
    const width = known.get(character) ?? font.layout(character).advanceWidth / font.unitsPerEm;
    known.set(character, width);
    return width;
  };
  return {
    width: (text, size) => [...text].reduce((sum, character) => sum + advance(character), 0) * size,
    height: (size) => ((font.ascent - font.descent) / font.unitsPerEm) * size,
    // A character's square reaches from 0.88 of its size above the line it stands on to 0.12 below.
    above: (size) => (font.ascent / font.unitsPerEm - 0.88) * size,
  };
};
