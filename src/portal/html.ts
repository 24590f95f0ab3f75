/** Markup that was made here; everything else is text and is escaped where it is put in. */
export type Html = { readonly markup: string };

type Part = Html | string | number | null | undefined | false | readonly Part[];

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const put = (part: Part): string => {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return part.replaceAll(/[&<>"']/g, (sign) => signs[sign] as string);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(put).join('');
};

/** Template for markup: what is put in is escaped unless it was made by this function itself. Attributes need quotes. */
export const html = (pieces: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: pieces.map((piece, index) => piece + (index < parts.length ? put(parts[index] as Part) : '')).join(''),
});
