import { DOMParser, type Element, XMLSerializer } from '@xmldom/xmldom';
import { spellNumber } from './number-format.ts';

const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const deepest = 9;

type Level = { start: number; format: string; text: string };
type List = { abstract: string; levels: ReadonlyMap<number, Level> };

const parse = (xml: string) => new DOMParser({ onError: () => undefined }).parseFromString(xml, 'text/xml');
const childrenOf = (element: Element, name: string): Element[] =>
  [...element.childNodes].filter(
    (node): node is Element =>
      node.nodeType === 1 && (node as Element).namespaceURI === w && node.nodeName.split(':').at(-1) === name,
  );
const child = (element: Element | undefined, ...path: string[]): Element | undefined => {
  let at = element;
  for (const name of path) at = at && childrenOf(at, name)[0];
  return at;
};
const val = (element: Element | undefined): string | null => element?.getAttributeNS(w, 'val') ?? null;
const all = (root: { getElementsByTagNameNS(space: string, name: string): Iterable<Element> }, name: string) => [
  ...root.getElementsByTagNameNS(w, name),
];

const levelOf = (element: Element): [number, Level] => [
  Number(element.getAttributeNS(w, 'ilvl') ?? 0),
  {
    start: Number(val(child(element, 'start')) ?? 1),
    format: val(child(element, 'numFmt')) ?? 'decimal',
    text: val(child(element, 'lvlText')) ?? '',
  },
];

/** Lists by their id, with what an overriding start says. */
const listsOf = (numbering: string): Map<string, List> => {
  const root = parse(numbering);
  const abstracts = new Map(
    all(root, 'abstractNum').map((element) => [
      element.getAttributeNS(w, 'abstractNumId') ?? '',
      new Map(childrenOf(element, 'lvl').map(levelOf)),
    ]),
  );
  return new Map(
    all(root, 'num').map((element) => {
      const abstract = val(child(element, 'abstractNumId')) ?? '';
      const levels = new Map(abstracts.get(abstract) ?? []);
      let own = false;
      for (const over of childrenOf(element, 'lvlOverride')) {
        const at = Number(over.getAttributeNS(w, 'ilvl') ?? 0);
        const whole = child(over, 'lvl');
        if (whole) levels.set(at, levelOf(whole)[1]);
        const start = val(child(over, 'startOverride'));
        const level = levels.get(at);
        if (start !== null && level) levels.set(at, { ...level, start: Number(start) });
        own = true;
      }
      const id = element.getAttributeNS(w, 'numId') ?? '';
      // Lists of one definition count on together, unless one of them begins anew.
      return [id, { abstract: own ? `${abstract}/${id}` : abstract, levels }];
    }),
  );
};

type Numbered = { list: string; level: number };

/** Which list a style puts its paragraphs in; a style may be based on another. */
const styleLists = (styles: string | null): ((style: string | null) => Partial<Numbered>) => {
  const known = new Map(
    styles === null
      ? []
      : all(parse(styles), 'style').map((style) => [style.getAttributeNS(w, 'styleId') ?? '', style]),
  );
  const look = (style: string | null, steps: number): Partial<Numbered> => {
    const element = style === null ? undefined : known.get(style);
    if (!element || steps > 20) return {};
    return { ...look(val(child(element, 'basedOn')), steps + 1), ...numbered(child(element, 'pPr')) };
  };
  return (style) => look(style, 0);
};

const numbered = (properties: Element | undefined): Partial<Numbered> => {
  const numPr = child(properties, 'numPr');
  const list = val(child(numPr, 'numId'));
  const level = val(child(numPr, 'ilvl'));
  return { ...(list !== null ? { list } : {}), ...(level !== null ? { level: Number(level) } : {}) };
};

/** Counts paragraphs as Word does: a deeper level begins anew behind a shallower one. */
const counter = (lists: ReadonlyMap<string, List>) => {
  const counts = new Map<string, number[]>();
  return ({ list: id, level }: Numbered): string => {
    const list = lists.get(id);
    const own = list?.levels.get(level);
    if (!list || !own || level >= deepest) return '';
    const reached = counts.get(list.abstract) ?? [];
    counts.set(list.abstract, reached);
    reached[level] = (reached[level] ?? own.start - 1) + 1;
    reached.length = level + 1;
    if (own.format === 'bullet' || own.format === 'none') return '';
    return own.text.replace(/%([1-9])/g, (_whole, digit: string) => {
      const at = Number(digit) - 1;
      const shown = list.levels.get(at);
      return shown ? spellNumber(reached[at] ?? shown.start, shown.format) : '';
    });
  };
};

/** Writes the numbers that Word only draws (一、（一）1.) into the paragraphs, so that whoever reads the text reads them too. */
export const writeNumbers = (document: string, numbering: string, styles: string | null): string => {
  const root = parse(document);
  const ofStyle = styleLists(styles);
  const next = counter(listsOf(numbering));
  for (const paragraph of all(root, 'p')) {
    const properties = child(paragraph, 'pPr');
    const { list, level = 0 } = { ...ofStyle(val(child(properties, 'pStyle'))), ...numbered(properties) };
    if (list === undefined || list === '0') continue;
    const words = next({ list, level });
    if (words === '') continue;
    const run = root.createElementNS(w, 'w:r');
    const text = root.createElementNS(w, 'w:t');
    text.appendChild(root.createTextNode(words));
    run.appendChild(text);
    paragraph.insertBefore(run, properties?.nextSibling ?? paragraph.firstChild);
  }
  return new XMLSerializer().serializeToString(root);
};
