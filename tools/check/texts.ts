import type { Written } from '../pages/text-files.ts';
import type { Check } from './check.ts';
import { type Room, readRooms, type Texts, textsOf } from './rooms.ts';
import { readSources, type Source } from './source.ts';
import { type Catalogue, gatheringFindings, readCatalogues } from './text-catalogues.ts';
import { englishFindings, englishPortalFindings } from './text-english.ts';
import { kernelKeys, roomKeys, welcomeKeys } from './text-keys.ts';
import { patternOf, type Uses, usesOf } from './text-uses.ts';

/** Families whose members come from tables and refusals: a template over them makes no other key used. */
const families = ['procedure', 'state', 'turn', 'action', 'done', 'role', 'form', 'choice', 'rule', 'fact', 'mend'];

/** A refusal without words of its own says its kind, which the kernel's own keys make sure of; a template must meet some. */
const refusalKeys = (uses: Uses): string[] =>
  uses.refusals.flatMap(({ rule, mend }) => [
    ...(rule.length === 1 ? [`rule.${rule[0]}`, `fact.${rule[0]}`] : []),
    ...(mend === null ? [] : [`mend.${mend}`]),
  ]);

/** Keys the code or a table asks for and no catalogue has; keys two catalogues have; keys nobody asks for. */
export const textFindings = (
  rooms: readonly Room[],
  catalogues: readonly Catalogue[],
  sources: readonly Source[],
): string[] => {
  const keys = new Set(catalogues.flatMap(({ texts }) => Object.keys(texts)));
  const has = (key: string) => keys.has(key);
  const uses = usesOf(sources, new Set([...keys].map((key) => key.split('.')[0] ?? '')));
  const needed = [
    ...rooms.flatMap((room) => roomKeys(room).map((key) => ({ key, by: `src/modules/${room.name}` }))),
    ...kernelKeys.map((key) => ({ key, by: 'src/kernel' })),
  ];
  const ruleFacts = rooms.flatMap((room) => room.rules.map((rule) => `fact.${rule}`));
  const known = new Set([...needed.map(({ key }) => key), ...welcomeKeys, ...ruleFacts, ...refusalKeys(uses)]);
  const patterns = uses.templates
    .filter(([first]) => /^[a-z][A-Za-z]*\./.test(first ?? '') && !families.includes(first?.split('.')[0] ?? ''))
    .map(patternOf);
  const isUsed = (key: string) =>
    known.has(key) || uses.mentioned.has(key) || patterns.some((pattern) => pattern.test(key));
  const missing = uses.asked
    .filter(({ parts }) =>
      parts.length === 1 ? !has(parts[0] as string) : parts[0] && ![...keys].some((key) => patternOf(parts).test(key)),
    )
    .map(({ parts, file, line }) => `${file}:${line} missing text ${parts.map((part) => part ?? '…').join('')}`);
  const doubled = catalogues.flatMap(({ file, texts }, index) =>
    Object.keys(texts)
      .filter((key) => catalogues.slice(index + 1).some((other) => key in other.texts))
      .map((key) => `${file} text ${key} stands in another catalogue too`),
  );
  return [
    ...needed.filter(({ key }) => !has(key)).map(({ key, by }) => `${by} missing text ${key}`),
    ...new Set(missing),
    ...doubled,
    ...catalogues.flatMap(({ file, texts }) => [
      ...Object.keys(texts)
        .filter((key) => !isUsed(key))
        .map((key) => `${file} text ${key} is asked for nowhere`),
      ...Object.entries(texts)
        .filter(([, text]) => text.trim() === '')
        .map(([key]) => `${file} text ${key} is empty`),
    ]),
  ];
};

/** The portal names its words as members, so the compiler finds the missing ones; left over may be any. */
export const portalFindings = (words: Texts, sources: readonly Source[]): string[] => {
  const { members } = usesOf(
    sources.filter(({ file }) => file.startsWith('src/portal/')),
    new Set(),
  );
  return Object.keys(words)
    .filter((key) => !members.has(key))
    .map((key) => `src/portal/texts/zh.ts text ${key} is asked for nowhere`);
};

/** What one part of the house says of itself: its two languages file by file, and that each gathers all of its files. */
const partFindings = async (root: string, part: string): Promise<string[]> => {
  const [zh, en] = [await readCatalogues(root, part, 'zh'), await readCatalogues(root, part, 'en')];
  const gathered = async (language: Written) =>
    gatheringFindings(
      { file: `${part}/texts/${language}.ts`, texts: await textsOf(root, part, language) },
      language === 'zh' ? zh : en,
    );
  return [...englishFindings(zh, en), ...(await gathered('zh')), ...(await gathered('en'))];
};

export const texts: Check = {
  name: 'texts',
  run: async (root) => {
    const [rooms, sources] = [await readRooms(root), readSources(root)];
    const parts = [...rooms.map(({ name }) => `src/modules/${name}`), 'src/web'];
    const catalogues = await Promise.all(parts.map((part) => readCatalogues(root, part, 'zh')));
    const portal = await textsOf(root, 'src/portal', 'zh');
    return [
      ...textFindings(rooms, catalogues.flat(), sources),
      ...(await Promise.all(parts.map((part) => partFindings(root, part)))).flat(),
      ...englishPortalFindings(portal, await textsOf(root, 'src/portal', 'en')),
      ...portalFindings(portal, sources),
    ];
  },
};
