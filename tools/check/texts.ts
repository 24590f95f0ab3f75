import type { Check } from './check.ts';
import { type Room, readRooms, type Texts, textsOf } from './rooms.ts';
import { readSources, type Source } from './source.ts';
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
export const textFindings = (rooms: readonly Room[], shared: Texts, sources: readonly Source[]): string[] => {
  const catalogues = [
    ...rooms.map((room) => ({ file: `src/modules/${room.name}/texts/zh.ts`, texts: room.texts })),
    { file: 'src/web/texts/zh.ts', texts: shared },
  ];
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

export const texts: Check = {
  name: 'texts',
  run: async (root) => [
    ...textFindings(await readRooms(root), await textsOf(root, 'src/web'), readSources(root)),
    ...(await readRooms(root)).flatMap(({ name, texts: zh, english }) =>
      englishFindings(`src/modules/${name}/texts/en.ts`, zh, english),
    ),
    ...englishFindings('src/web/texts/en.ts', await textsOf(root, 'src/web'), await textsOf(root, 'src/web', 'en')),
    ...englishPortalFindings(await textsOf(root, 'src/portal'), await textsOf(root, 'src/portal', 'en')),
    ...portalFindings(await textsOf(root, 'src/portal'), readSources(root)),
  ],
};
