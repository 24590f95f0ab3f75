import type { TFunction } from 'i18next';
import { levels } from '../../../kernel/matter/matter.ts';
import type { Names } from '../../../web/parts/names.ts';
import { type FilterName, none, states } from '../domain/filters.ts';
import { categories, causes, kinds, misconducts, urgencies, weaknesses } from '../procedure/choices.ts';

export type Choice = { value: string; label: string };
/** `many` = several at once; `one` = a single choice; `words` = typed. */
export type FilterField = { name: FilterName; way: 'many' | 'one' | 'words'; choices: readonly Choice[] };

/** Filters that stand in the row from the beginning, in the order of the page; the others are added when wanted. */
export const standing: readonly FilterName[] = ['year', 'unit', 'leader', 'light', 'source', 'category'];
export const addable: readonly FilterName[] = [
  'kind',
  'urgency',
  'state',
  'theme',
  'cause',
  'misconduct',
  'weakness',
  'owner',
  'quarter',
  'relapse',
  'onSite',
  'q',
];

const quarters = (today: string): string[] => {
  const year = Number(today.slice(0, 4));
  return [year - 1, year, year + 1].flatMap((each) => [1, 2, 3, 4].map((nr) => `${each}Q${nr}`));
};

/** What can be chosen for a filter, in words. */
export const fieldOf = (
  name: FilterName,
  t: TFunction,
  names: Names,
  themes: readonly Choice[],
  today: string,
): FilterField => {
  const words = (values: readonly string[], stem: string, more: readonly string[] = []): Choice[] => [
    ...values.map((value) => ({ value, label: t(`${stem}${value}`) })),
    ...more.map((value) => ({ value, label: t('ledger.notSaid') })),
  ];
  const people = (names.directory?.people ?? []).map(({ id, name: person }) => ({
    value: id,
    label: person ?? t('erasedByLaw'),
  }));
  const many = (choices: readonly Choice[]): FilterField => ({ name, way: 'many', choices });
  const one = (choices: readonly Choice[]): FilterField => ({ name, way: 'one', choices });
  switch (name) {
    case 'unit':
      return many((names.directory?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name })));
    case 'leader':
      return many([...people, { value: none, label: t('ledger.notSaid') }]);
    case 'owner':
      return many(people);
    case 'light':
      return many(
        levels.filter((level) => level !== 'none').map((level) => ({ value: level, label: t(`light.${level}`) })),
      );
    case 'category':
      return many(words(categories, 'choice.problem.category.', [none]));
    case 'kind':
      return many(words(kinds, 'choice.problem.kind.'));
    case 'urgency':
      return many(words(urgencies, 'choice.problem.urgency.', [none]));
    case 'cause':
      return many(words(causes, 'choice.problem.cause.', [none]));
    case 'misconduct':
      return many(words(misconducts, 'choice.problem.misconduct.', [none]));
    case 'weakness':
      return many(words(weaknesses, 'choice.problem.weakness.', [none]));
    case 'state':
      return many(words(states, 'state.problem.'));
    case 'theme':
      return many([...themes, { value: none, label: t('ledger.notSaid') }]);
    case 'source':
      return one([
        { value: 'report', label: t('ledger.source.report') },
        { value: 'words', label: t('ledger.source.words') },
      ]);
    case 'year': {
      const year = Number(today.slice(0, 4));
      return one([0, 1, 2, 3, 4].map((ago) => ({ value: String(year - ago), label: String(year - ago) })));
    }
    case 'quarter':
      return one(
        quarters(today).map((value) => ({
          value,
          label: t('ledger.quarterWords', { year: value.slice(0, 4), nr: value.slice(5) }),
        })),
      );
    case 'relapse':
    case 'ownerless':
    case 'onSite':
      return one([{ value: 'yes', label: t('ledger.only') }]);
    default:
      return { name, way: 'words', choices: [] };
  }
};

/** The chosen values in words: `陆明川、何静`. */
export const chosenWords = ({ choices }: FilterField, value: string): string =>
  value
    .split(',')
    .map((each) => choices.find((choice) => choice.value === each)?.label ?? each)
    .join('、');
