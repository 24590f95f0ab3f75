import { readText } from '../../../kernel/form/cell.ts';
import type { Field, Form } from '../../../kernel/form/form.ts';
import { readDay } from '../../../kernel/form/plain-values.ts';
import type { Owner } from '../../../kernel/matter/matter.ts';
import type { Names } from './sheet-standing.ts';

/** What is wrong with a cell, and what may have been meant. */
export type Fault = { rule: string; limit?: number | string; candidates?: readonly string[] };
export type Read<T> = { ok: true; value: T } | { ok: false; fault: Fault };

const found = <T>(value: T): Read<T> => ({ ok: true, value });
const wrong = (rule: string, more: Omit<Fault, 'rule'> = {}): { ok: false; fault: Fault } => ({
  ok: false,
  fault: { rule, ...more },
});

/** Cells break lines to stay narrow; a title is one line. */
export const oneLine = (words: string): string => words.replaceAll(/\s*\n\s*/g, ' ').trim();

const longestTitle = 120;

/** The title within a long text: its first line, or what stands before the last stop that fits. */
const titleIn = (words: string): string => {
  const [line = ''] = words.split('\n');
  if (line.length <= longestTitle) return line;
  const part = line.slice(0, longestTitle);
  const stop = Math.max(...['。', '；', ';', '，', ','].map((sign) => part.lastIndexOf(sign)));
  const cut = stop > 10 ? part.slice(0, stop) : part;
  // Half of a character that takes two is no character.
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
};

/** What a problem's cell says: its title, and where there is more, all of it as the description. */
export const readDescription = (words: string): { title: string; description?: string } => {
  const title = titleIn(words).trim();
  return title === words ? { title } : { title, description: words };
};

/** Days that sheets count from 1900 on, where a cell lost its form: from 1954 to 2119. */
const serials = { from: 20_000, to: 80_000 };
const firstSerial = Date.UTC(1899, 11, 30);

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};

/** A date however it was written, `null` where the words name none. */
export const dayIn = (words: string): string | null => {
  const written = words.normalize('NFKC').trim();
  if (/^\d{5}(\.\d+)?$/.test(written)) {
    const serial = Math.floor(Number(written));
    if (serial >= serials.from && serial <= serials.to)
      return new Date(firstSerial + serial * 86_400_000).toISOString().slice(0, 10);
  }
  const bare = written
    .replace(/\s+\d{1,2}:\d{2}(:\d{2})?$/, '')
    .replace(/(之?前|底前|止)$/, '')
    .trim();
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(bare);
  const reading = packed ? null : readDay(bare);
  const day = packed ? `${packed[1]}-${packed[2]}-${packed[3]}` : reading?.ok ? String(reading.value) : null;
  return day !== null && isDay(day) ? day : null;
};

/** A deadline: a date, or the words of the plan as they are. */
export const readDue = (words: string): { dueOn: string } | { due: string } => {
  const day = dayIn(words);
  return day === null ? { due: oneLine(words) } : { dueOn: day };
};

/** Points of a plan, one a line: a date and a name in either order. */
export const readMilestones = (words: string): Read<{ title: string; on: string }[]> => {
  const points: { title: string; on: string }[] = [];
  for (const line of words.split(/[\n；;]/).map((each) => each.trim())) {
    if (line === '') continue;
    const match = /\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?/.exec(line.normalize('NFKC'));
    const on = match && dayIn(match[0]);
    const title = match
      ? line
          .normalize('NFKC')
          .replace(match[0], '')
          .replace(/\(已到\)$/, '')
          .replaceAll(/^[\s:,、-]+|[\s:,、-]+$/g, '')
      : '';
    if (!on || title === '') return wrong('milestones', { limit: line.slice(0, 40) });
    points.push({ title, on });
  }
  return found(points);
};

/** One measure a row; a cell that counts several is several. */
export const readMeasures = (words: string): string[] => {
  const lines = words.split('\n').map((line) => line.trim());
  const counted = /^(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．](?!\d)|[①-⑳])\s*/;
  const starts = lines.filter((line) => counted.test(line)).length;
  if (starts < 2 || !counted.test(lines[0] ?? '')) return [oneLine(words)];
  const measures: string[] = [];
  for (const line of lines.filter((each) => each !== '')) {
    if (counted.test(line)) measures.push(line.replace(counted, ''));
    else measures.push(`${measures.pop() ?? ''} ${line}`.trim());
  }
  return measures.filter((each) => each !== '');
};

export const readUnit = (words: string, { vocabulary, near }: Names): Read<string> => {
  const ids = vocabulary.idsOf('unit', words);
  if (ids.length === 1) return found(ids[0] as string);
  return ids.length > 1 ? wrong('severalSuch') : wrong('unknownId', { candidates: near('unit', words) });
};

export const readUnits = (words: string, names: Names): Read<string[]> => {
  const ids: string[] = [];
  for (const part of words.split(/[、,，;；\n]+/).map((each) => each.trim())) {
    if (part === '') continue;
    const unit = readUnit(part, names);
    if (!unit.ok) return unit;
    if (!ids.includes(unit.value)) ids.push(unit.value);
  }
  return found(ids);
};

const longNames = (ids: readonly string[], { vocabulary }: Names): string[] =>
  ids.flatMap((id) => vocabulary.nameOf('person', id) ?? []);

type Whom = { people: readonly string[]; hint: string | null };

/** Name, or name with the unit or the post behind it. */
const whom = (words: string, { vocabulary }: Names): Whom => {
  const people = vocabulary.idsOf('person', words);
  if (people.length > 0) return { people, hint: null };
  const match = /^(.+?)\s*[（(](.+)[)）]$/.exec(words);
  if (!match) return { people, hint: null };
  return { people: vocabulary.idsOf('person', (match[1] as string).trim()), hint: (match[2] as string).trim() };
};

/** One person; of several with the same name the one who has a post in the unit of the row. */
export const readPerson = (words: string, unit: string | null, names: Names): Read<string> => {
  const { people, hint } = whom(words, names);
  const fits = (person: string): boolean =>
    names
      .postsOf(person)
      .some((each) =>
        hint === null ? each.unit === unit : [names.unitName(each.unit), names.postName(each.post)].includes(hint),
      );
  const fitting = people.length > 1 || hint !== null ? people.filter(fits) : people;
  if (fitting.length === 1) return found(fitting[0] as string);
  if (people.length > 0) return wrong('severalSuch', { candidates: longNames(people, names) });
  const parts = words.split(/[、,，;；\n\s]+/).filter((each) => each !== '');
  if (parts.length > 1 && parts.some((each) => names.vocabulary.idsOf('person', each).length > 0))
    return wrong('onePerson');
  return wrong('unknownId', { candidates: names.near('person', words) });
};

/** Who answers, in which post: the one in the unit of the row, else the only one. */
export const readOwner = (words: string, unit: string | null, names: Names): Read<Owner> => {
  const person = readPerson(words, unit, names);
  if (!person.ok) return person;
  const { hint } = whom(words, names);
  const all = names.postsOf(person.value);
  const hinted = hint === null ? [] : all.filter(({ post }) => names.postName(post) === hint);
  const here = all.filter((each) => each.unit === unit);
  const [only, other] = hinted.length > 0 ? hinted : here.length > 0 ? here : all;
  if (!only) return wrong('noPost');
  if (other)
    return wrong('severalPosts', {
      candidates: all.map(({ post }) => `${names.personName(person.value) ?? ''}（${names.postName(post) ?? ''}）`),
    });
  return found({ person: person.value, post: only.post });
};

/** Any field of a form, by its own rule; what could have been chosen is told. */
export const readField = (form: Form, field: Field, words: string, { vocabulary }: Names): Read<unknown> => {
  const reading = readText(form.code, field, field.type === 'text' ? oneLine(words) : words, vocabulary);
  if (reading.ok) return found(reading.value);
  return wrong(reading.rule, {
    ...(field.type === 'choice' && {
      candidates: (field.choices ?? []).map((choice) => vocabulary.say(`choice.${form.code}.${field.name}.${choice}`)),
    }),
  });
};
