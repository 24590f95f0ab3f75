// biome-ignore lint/suspicious/noControlCharactersInRegex: Word leaves marks of cells, pages and fields in its text
const marks = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u00ad\u200b\u2060\ufeff]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: Word breaks a line within a paragraph with \u000b
const breaks = /\r\n|[\r\n\u000b\u2028\u2029]/;

/** One paragraph a line, none of them empty, without the indent that is only drawn. */
export const paragraphsOnLines = (text: string): string =>
  text
    .split(breaks)
    .map((line) => line.replace(marks, '').replace(/[ \t\u00a0\u3000]+$/, ''))
    .map((line) => line.replace(/^[ \t\u00a0\u3000]+/, ''))
    .filter((line) => line !== '')
    .join('\n');
