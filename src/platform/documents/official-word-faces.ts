import PizZip from 'pizzip';

/** Typefaces as offices have them on their machines; the first names are those of the standard's own templates. */
export const wordFaces = {
  fangsong: '仿宋_GB2312',
  xiaobiaosong: '方正小标宋简体',
  heiti: '黑体',
  kaiti: '楷体_GB2312',
  songti: '宋体',
} as const;

/** What Word takes where the first name is not there: newer machines call them so. */
const others: Readonly<Record<string, string>> = {
  [wordFaces.fangsong]: '仿宋,FangSong,方正仿宋_GBK',
  [wordFaces.xiaobiaosong]: '方正小标宋_GBK,小标宋,华文中宋,STZhongsong',
  [wordFaces.heiti]: 'SimHei,方正黑体_GBK',
  [wordFaces.kaiti]: '楷体,KaiTi,方正楷体_GBK',
  [wordFaces.songti]: 'SimSun',
};

const table = (): string => {
  const fonts = Object.values(wordFaces)
    .map(
      (name) =>
        `<w:font w:name="${name}"><w:altName w:val="${others[name]}"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>`,
    )
    .join('');
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts}</w:fonts>`;
};

// Every line says its own pitch; a program that pulled lines onto the grid besides would set titles two lines apart.
const offGrid = '<w:pPrDefault><w:pPr><w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault>';

/** Writes into a document what the library that makes it has no place for: other names of its typefaces, lines off the grid. */
export const nameOtherFaces = (bytes: Uint8Array): Uint8Array => {
  const zip = new PizZip(bytes);
  zip.file('word/fontTable.xml', table());
  const styles = zip.file('word/styles.xml')?.asText() ?? '';
  zip.file('word/styles.xml', styles.replace(/<w:pPrDefault\s*\/>|<w:pPrDefault>.*?<\/w:pPrDefault>/, offGrid));
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
};
