import { type Cell, writeCell } from '../../../kernel/form/cell.ts';
import type { Form } from '../../../kernel/form/form.ts';
import { type ColumnCode, fieldOf, isFieldColumn } from './sheet-columns.ts';
import { isErased, type Names, type Standing, type StandingProblem, wordAt } from './sheet-standing.ts';

const text = (words: string | null): Cell =>
  words === null || words === '' ? { type: 'empty' } : { type: 'text', text: words };

/** The words of a cell, as they are compared: line breaks of one kind, nothing before or behind. */
export const plainWords = (cell: Cell): string => {
  switch (cell.type) {
    case 'empty':
      return '';
    case 'text':
      return plain(cell.text);
    case 'number':
      return String(cell.value);
    case 'day':
      return cell.day;
    case 'flag':
      return cell.flag ? 'TRUE' : 'FALSE';
  }
};

export const plain = (words: string): string => words.replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim();

/** A name as offices write it: alone where it is one person's, else with the unit behind it. */
const shownPerson = (id: string, { vocabulary, personName }: Names): string => {
  const name = personName(id);
  if (name === null) return vocabulary.say('erasedByLaw');
  const meant = vocabulary.idsOf('person', name);
  return meant.length === 1 ? name : (vocabulary.nameOf('person', id) ?? name);
};

const shownUnit = (id: string, { unitName }: Names): string => unitName(id) ?? id;

const revealed = (data: Record<string, unknown>, name: string, { vocabulary }: Names): string | null =>
  isErased(data[name]) ? vocabulary.say('erasedByLaw') : wordAt(data, name);

/** Title and description as one cell; a description that begins with its title says both. */
const description = ({ data }: Standing, names: Names): string | null => {
  const title = revealed(data, 'title', names);
  const more = revealed(data, 'description', names);
  if (more === null || title === null) return more ?? title;
  return more.startsWith(title) ? more : `${title}\n${more}`;
};

/** A day where there is one, else the words of the plan. */
const due = ({ data }: Standing): Cell => {
  const on = wordAt(data, 'dueOn');
  return on === null ? text(wordAt(data, 'due')) : { type: 'day', day: on };
};

/** What was last said of it; of something done what came of it. */
const progress = ({ data, state }: Standing, names: Names): string | null =>
  (state === 'done' ? revealed(data, 'outcome', names) : null) ?? revealed(data, 'progress', names);

const milestones = ({ milestones: points }: StandingProblem, { vocabulary }: Names): string =>
  points
    .map(({ title, on, reached }) => `${on} ${title}${reached ? vocabulary.say('ledgerSheet.reached') : ''}`)
    .join('\n');

const yesNo = (value: boolean, { vocabulary }: Names): Cell => text(vocabulary.say(value ? 'yes' : 'no'));

const state = (problem: StandingProblem, { vocabulary }: Names): string =>
  [vocabulary.say(`state.problem.${problem.state}`), problem.struckOffOn].filter((part) => part !== null).join(' ');

/** What a column shows of a problem, in the row of one of its measures or in its only row. */
export const shown = (
  code: ColumnCode,
  problem: StandingProblem,
  measure: Standing | null,
  form: Form,
  names: Names,
): Cell => {
  const { data } = problem;
  if (isFieldColumn(code)) {
    const field = form.fields.find(({ name }) => name === fieldOf(code));
    const value = field && data[field.name];
    return !field || isErased(value)
      ? text(field ? names.vocabulary.say('erasedByLaw') : null)
      : writeCell(form.code, field, value, names.vocabulary);
  }
  switch (code) {
    case 'serial':
    case 'foundOn':
    case 'mark':
      return { type: 'empty' };
    case 'number':
    case 'problemNumber':
      return text(problem.number);
    case 'source':
      return text(wordAt(data, 'source'));
    case 'description':
      return text(description(problem, names));
    case 'category': {
      const category = wordAt(data, 'category');
      return text(category && names.vocabulary.say(`choice.problem.category.${category}`));
    }
    case 'leader': {
      const leader = wordAt(data, 'leader');
      return text(leader && shownPerson(leader, names));
    }
    case 'unit':
      return text(shownUnit(problem.unit, names));
    case 'owner':
      return text(shownPerson(problem.owner.person, names));
    case 'assistUnits':
      return text(((data.assistUnits as string[] | undefined) ?? []).map((id) => shownUnit(id, names)).join('、'));
    case 'measures':
      return text(measure && revealed(measure.data, 'title', names));
    case 'milestones':
      return text(milestones(problem, names));
    case 'due': {
      const own = measure && due(measure);
      return own && own.type !== 'empty' ? own : due(problem);
    }
    case 'progress':
      return text(progress(measure ?? problem, names));
    case 'evidence':
      return { type: 'number', value: (measure ?? problem).evidence, decimals: 0 };
    case 'lasting':
      return measure ? yesNo(measure.data.lasting === true, names) : { type: 'empty' };
    case 'state':
      return text(state(problem, names));
    case 'satisfaction':
      return text(problem.satisfaction);
    case 'measureUnit':
      return text(measure && shownUnit(measure.unit, names));
    case 'measureOwner':
      return text(measure && shownPerson(measure.owner.person, names));
    case 'problemDue':
      return due(problem);
    case 'problemProgress':
      return text(progress(problem, names));
    case 'measureNumber':
      return text(measure?.number ?? null);
  }
};
