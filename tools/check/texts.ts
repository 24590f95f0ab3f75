import type { Field } from '../../src/kernel/form/form.ts';
import type { Check } from './check.ts';
import { type Room, readRooms, shellTexts, type Texts } from './rooms.ts';
import { readSources, type Source } from './source.ts';
import { patternOf, type Uses, usesOf } from './text-uses.ts';

/** Keys that are made from tables: what must have words whatever the code says. */
const tableKeys = (rooms: readonly Room[]): string[] =>
  rooms.flatMap((room) =>
    room.procedures.flatMap((procedure) => {
      const fields = (form: string, list: readonly Field[]): string[] =>
        list.flatMap((field) => [
          `form.${form}.${field.name}`,
          ...(field.choices ?? []).map((choice) => `choice.${form}.${field.name}.${choice}`),
          ...fields(form, field.columns ?? []),
        ]);
      return [
        `procedure.${procedure.code}`,
        ...Object.keys(procedure.states).map((state) => `state.${procedure.code}.${state}`),
        ...Object.keys(procedure.actions).flatMap((action) => [
          `action.${procedure.code}.${action}`,
          `done.${procedure.code}.${action}`,
        ]),
        ...procedure.forms.flatMap((form) => fields(form.code, form.fields)),
      ];
    }),
  );

/** Families whose members come from tables and refusals: a template over them makes no other key used. */
const families = ['procedure', 'state', 'action', 'done', 'form', 'choice', 'rule', 'fact', 'mend'];

const ruleNames = (rooms: readonly Room[], uses: Uses): string[] => [
  ...rooms.flatMap((room) => room.rules),
  ...rooms.flatMap((room) =>
    room.procedures.flatMap((procedure) =>
      Object.values(procedure.actions).flatMap((action) => (action.notSameAs ?? []).map((each) => `notSameAs.${each}`)),
    ),
  ),
  ...uses.refusals.flatMap(({ rule, code }) => (rule.length === 1 ? [rule[0] as string, code] : [code])),
];

/** A refusal without words of its own says its kind; one of the two must stand in a catalogue. */
const speechless = (uses: Uses, rooms: readonly Room[], has: (key: string) => boolean): string[] => [
  ...uses.refusals
    .filter(({ rule, code }) => !(rule.length === 1 && has(`rule.${rule[0]}`)) && !has(`rule.${code}`))
    .map(({ rule, code, file, line }) => {
      const name = rule.map((part) => part ?? '…').join('');
      return `${file}:${line} refusal has no words: neither rule.${name} nor rule.${code}`;
    }),
  ...rooms.flatMap((room) =>
    room.rules
      .filter((rule) => !has(`rule.${rule}`))
      .map((rule) => `src/modules/${room.name}/domain/rules.ts missing text rule.${rule}`),
  ),
];

/** Keys the code or a table asks for and no catalogue has; keys two catalogues have; keys nobody asks for. */
export const textFindings = (rooms: readonly Room[], shared: Texts, sources: readonly Source[]): string[] => {
  const catalogues = [
    ...rooms.map((room) => ({ file: `src/modules/${room.name}/texts/zh.ts`, texts: room.texts })),
    { file: 'src/web/texts/zh.ts', texts: shared },
  ];
  const keys = new Set(catalogues.flatMap(({ texts }) => Object.keys(texts)));
  const has = (key: string) => keys.has(key);
  const uses = usesOf(sources, new Set([...keys].map((key) => key.split('.')[0] ?? '')));
  const fromTables = tableKeys(rooms);
  const rules = ruleNames(rooms, uses);
  const mends = uses.refusals.flatMap(({ mend }) => (mend ? [`mend.${mend}`] : []));
  const known = new Set([...fromTables, ...rules.flatMap((rule) => [`rule.${rule}`, `fact.${rule}`]), ...mends]);
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
    ...fromTables.filter((key) => !has(key)).map((key) => `src/modules missing text ${key}`),
    ...speechless(uses, rooms, has),
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

export const texts: Check = {
  name: 'texts',
  run: async (root) => textFindings(await readRooms(root), await shellTexts(root), readSources(root)),
};
