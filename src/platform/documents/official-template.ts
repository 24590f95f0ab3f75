import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import type { OfficialPaper } from './official.ts';
import { officialWord } from './official-word.ts';

/** A name between braces as it stands in a template: in which paragraph, and in which table it is repeated. */
export type Tag = { name: string; kind: 'value' | 'open' | 'close'; paragraph: number; within: string | null };

export type TemplateFault = { fault: 'broken' } | { fault: 'syntax'; tag: string; paragraph: number; why: string };

const parts = (zip: PizZip): string[] =>
  Object.keys(zip.files).filter((name) => /^word\/(document|header\d*|footnotes)\.xml$/.test(name));

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** Words of each paragraph; Word itself breaks them into pieces wherever somebody once corrected a letter. */
const paragraphsOf = (xml: string): string[] =>
  (xml.match(/<w:p[ >][\s\S]*?<\/w:p>/g) ?? []).map((paragraph) =>
    unescaped([...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('')),
  );

const tagsOf = (zip: PizZip): Tag[] => {
  const tags: Tag[] = [];
  for (const part of parts(zip)) {
    const open: string[] = [];
    for (const [index, text] of paragraphsOf(zip.file(part)?.asText() ?? '').entries())
      for (const [, sign = '', written = ''] of text.matchAll(/\{\s*([#/^]?)\s*([^{}]*?)\s*\}/g)) {
        const kind = sign === '/' ? 'close' : sign === '' ? 'value' : 'open';
        if (kind === 'close') open.pop();
        tags.push({ name: written, kind, paragraph: index + 1, within: open.at(-1) ?? null });
        if (kind === 'open') open.push(written);
      }
  }
  return tags;
};

type Raised = { properties?: { id?: string; xtag?: string; errors?: Raised[] } };

/** The first thing a template's braces do wrong: one that is not closed, a table that does not end. */
const syntaxFault = (error: unknown, zip: PizZip, tags: readonly Tag[]): TemplateFault => {
  const raised = error as Raised;
  const first = raised.properties?.errors?.[0] ?? raised;
  const tag = first.properties?.xtag ?? '';
  // A brace that is not closed swallows what follows; the first paragraph whose braces do not match holds it.
  const unmatched = paragraphsOf(zip.file('word/document.xml')?.asText() ?? '').findIndex(
    (text) => text.split('{').length !== text.split('}').length,
  );
  const place = tags.find(({ name }) => name === tag)?.paragraph ?? unmatched + 1;
  return { fault: 'syntax', tag, paragraph: place, why: first.properties?.id ?? 'unknown' };
};

const compiled = (zip: PizZip): Docxtemplater =>
  new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true, nullGetter: () => '', errorLogging: false });

/** The names a template uses, or what is wrong with it. */
export const readTemplate = (bytes: Uint8Array): { ok: true; tags: Tag[] } | ({ ok: false } & TemplateFault) => {
  let zip: PizZip;
  try {
    zip = new PizZip(bytes);
  } catch {
    return { ok: false, fault: 'broken' };
  }
  if (!zip.file('word/document.xml')) return { ok: false, fault: 'broken' };
  const tags = tagsOf(zip);
  try {
    compiled(zip);
  } catch (error) {
    return { ok: false, ...syntaxFault(error, zip, tags) };
  }
  return { ok: true, tags };
};

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const footerType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml';

const textOf = (zip: PizZip, name: string): string => zip.file(name)?.asText() ?? '';

/** Footers of a document made here, by their type: the part and the pictures in it. */
const footersOf = (house: PizZip): { type: string; part: string }[] => {
  const rels = textOf(house, 'word/_rels/document.xml.rels');
  const targets = new Map(
    [...rels.matchAll(/<Relationship [^>]*>/g)].map(([each]) => [
      /Id="([^"]*)"/.exec(each)?.[1] ?? '',
      /Target="([^"]*)"/.exec(each)?.[1] ?? '',
    ]),
  );
  return [...textOf(house, 'word/document.xml').matchAll(/<w:footerReference [^>]*>/g)].map(([each]) => ({
    type: /w:type="([^"]*)"/.exec(each)?.[1] ?? 'default',
    part: targets.get(/r:id="([^"]*)"/.exec(each)?.[1] ?? '') ?? '',
  }));
};

const withFooters = (xml: string, references: string): string => {
  const bare = xml.replaceAll(/<w:footerReference [^>]*\/>/g, '').replaceAll(/<w:titlePg[^>]*\/>/g, '');
  const opened = bare.replaceAll(/<w:sectPr([^>]*)\/>/g, '<w:sectPr$1></w:sectPr>');
  return /<w:sectPr[ >]/.test(opened)
    ? opened.replaceAll(/<w:sectPr(\s[^>]*)?>/g, (section) => `${section}${references}`)
    : opened.replace('</w:body>', `<w:sectPr>${references}</w:sectPr></w:body>`);
};

/** The house's own foot under every page of a template: number, query code and checkpoint do not depend on who drew it. */
const putFooters = (zip: PizZip, house: PizZip): void => {
  const footers = footersOf(house);
  let types = textOf(zip, '[Content_Types].xml');
  let rels = textOf(zip, 'word/_rels/document.xml.rels');
  if (!/Extension="png"/i.test(types))
    types = types.replace(/(<Types[^>]*>)/, '$1<Default Extension="png" ContentType="image/png"/>');
  for (const { type, part } of footers) {
    const name = `house-footer-${type}.xml`;
    zip.file(`word/${name}`, textOf(house, `word/${part}`));
    const own = textOf(house, `word/_rels/${part}.rels`);
    for (const [, picture = ''] of own.matchAll(/Target="(media\/[^"]*)"/g)) {
      const bytes = house.file(`word/${picture}`)?.asUint8Array();
      if (bytes) zip.file(`word/${picture.replace('media/', 'media/house-')}`, bytes);
    }
    zip.file(`word/_rels/${name}.rels`, own.replaceAll('Target="media/', 'Target="media/house-'));
    types = types.replace('</Types>', `<Override PartName="/word/${name}" ContentType="${footerType}"/></Types>`);
    rels = rels.replace(
      '</Relationships>',
      `<Relationship Id="houseFooter_${type}" Type="${relations}/footer" Target="${name}"/></Relationships>`,
    );
  }
  zip.file('[Content_Types].xml', types);
  zip.file('word/_rels/document.xml.rels', rels);
  const references = footers
    .map(({ type }) => `<w:footerReference xmlns:r="${relations}" w:type="${type}" r:id="houseFooter_${type}"/>`)
    .join('');
  zip.file('word/document.xml', withFooters(textOf(zip, 'word/document.xml'), references));
};

/** A template with its names replaced by words, and under each page what every paper says of itself. */
export const fillTemplate = async (
  template: Uint8Array,
  words: Readonly<Record<string, unknown>>,
  paper: OfficialPaper,
): Promise<Uint8Array> => {
  const document = compiled(new PizZip(template));
  document.render(words);
  const zip = new PizZip(document.getZip().generate({ type: 'uint8array' }) as Uint8Array);
  putFooters(zip, new PizZip(await officialWord(paper)));
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
};
