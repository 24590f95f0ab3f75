import fc from 'fast-check';
import type { NamedKind, Vocabulary } from '../../src/kernel/form/cell.ts';
import { compileForm } from '../../src/kernel/form/compile.ts';
import { type Field, type FieldType, type Form, fieldTypes } from '../../src/kernel/form/form.ts';
import { idOf } from './cast.ts';

/** Names that try what names can do: alike, with separators inside, like an id, empty. */
const names: Record<NamedKind, readonly (string | null)[]> = {
  person: ['王敏（办公室）', '李强（税源股）', '李强（税源股）', '甲、乙', null, ' 空 格 ', 'a,b', idOf(9)],
  post: ['股长', '副股长', '股长', null, '窗口'],
  unit: ['办公室', '税源管理股', '一股；二股', '分\n行', null, '[]'],
  matter: ['征管-2026-014', '报告@办-1', null, '1-2'],
};
const offset: Record<NamedKind, number> = { person: 100, post: 200, unit: 300, matter: 400 };

export const idsFor = (kind: NamedKind): string[] => names[kind].map((_, index) => idOf(offset[kind] + index));

const named = (kind: NamedKind, id: string) => names[kind][idsFor(kind).indexOf(id)] ?? null;

/** Words that try what words can do: two choices under one word, a choice called like another's code. */
const words: Record<string, string> = {
  yes: '是',
  no: '否',
  'choice.any.choice.a': '作风',
  'choice.any.choice.b': '作风',
};
words['choice.any.choice.c'] = 'a';

export const trickyVocabulary: Vocabulary = {
  say: (key) => words[key] ?? key,
  nameOf: named,
  idsOf: (kind, written) => idsFor(kind).filter((id) => named(kind, id) === written),
};

const line = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.constantFrom('123', '2026-11-22', '=1+1', 'true', '是', '"a"', '[]', '0.10', '，、；'),
);
const digits = fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String);
const decimal = fc
  .tuple(fc.boolean(), digits, fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 6 }))
  .map(([minus, whole, part]) => `${minus ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`);
const id = (kind: NamedKind) => fc.constantFrom(...idsFor(kind), idOf(7));
const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const file = fc.record({
  digest: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
  name: fc.oneof(line, fc.constantFrom('甲 乙.txt', '两\n行', '"引"', ' 边 ', '\u2028', '段\u2029落')),
});
const span = fc
  .tuple(id('matter'), fc.nat(1000), fc.integer({ min: 1, max: 1000 }))
  .map(([report, start, more]) => ({ report, start, end: start + more }));

const values: Record<Exclude<FieldType, 'table'>, fc.Arbitrary<unknown>> = {
  text: line,
  longText: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
  int: fc.oneof(fc.nat(), fc.maxSafeNat()),
  decimal,
  money: decimal,
  date: day,
  choice: fc.constantFrom('a', 'b', 'c', 'd'),
  yesNo: fc.boolean(),
  person: id('person'),
  people: fc.array(id('person'), { maxLength: 5 }),
  post: id('post'),
  unit: id('unit'),
  units: fc.array(id('unit'), { maxLength: 5 }),
  place: line,
  files: fc.array(file, { maxLength: 3 }),
  matter: id('matter'),
  span,
};

const fieldOf = (type: FieldType): Field => ({
  name: type,
  type,
  ...(type === 'choice' && { choices: ['a', 'b', 'c', 'd'] }),
});
const simple = fieldTypes.filter((type) => type !== 'table') as Exclude<FieldType, 'table'>[];

/** Every field type once, and a table with every one of them as a column. */
export const anyForm: Form = {
  code: 'any',
  version: 1,
  fields: [...simple.map(fieldOf), { name: 'table', type: 'table', columns: simple.map(fieldOf) }],
};

const row = fc.record(
  Object.fromEntries(simple.map((type) => [type, fc.option(values[type], { nil: undefined, freq: 3 })])),
);

/** What the form takes, as the form gives it back; at least one value in every line. */
export const anyValues: fc.Arbitrary<Record<string, unknown>> = fc
  .record({ own: row, table: fc.array(row, { maxLength: 3 }) })
  .map(({ own, table }) => ({
    ...own,
    int: own.int ?? 1,
    table: table.map((each) => ({ ...each, int: each.int ?? 2 })),
  }))
  .map((value) => compileForm(anyForm).safeParse(value))
  .filter((parsed) => parsed.success)
  .map(({ data }) => JSON.parse(JSON.stringify(data)) as Record<string, unknown>);
