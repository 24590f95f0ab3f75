import type { Form } from '../../../kernel/form/form.ts';
import { categories, causes, hazardLevels, kinds, misconducts, urgencies, weaknesses } from './choices.ts';

const places = [
  { name: 'start', type: 'int', required: true },
  { name: 'end', type: 'int', required: true },
] as const;

/** What is known of a problem besides the official columns, and may be corrected like them. */
const insight = [
  { name: 'expected', type: 'longText', max: 500, aside: true },
  { name: 'urgency', type: 'choice', public: true, choices: urgencies, aside: true },
  { name: 'cause', type: 'choice', choices: causes, aside: true },
  { name: 'causeWords', type: 'longText', max: 1000, aside: true },
  { name: 'misconduct', type: 'choice', choices: misconducts, aside: true },
  { name: 'weakness', type: 'choice', choices: weaknesses, aside: true },
  { name: 'theme', type: 'matter', procedure: 'theme', aside: true },
] as const;

/** Columns of the rectification ledger (DOMAIN D, 问题整改台账) that a person fills in; the rest is computed. */
export const problemForm = {
  code: 'problem',
  version: 1,
  fields: [
    { name: 'title', type: 'text', required: true, max: 120, public: true, sets: 'title' },
    { name: 'description', type: 'longText' },
    {
      name: 'category',
      type: 'choice',
      public: true,
      choices: categories,
    },
    { name: 'kind', type: 'choice', public: true, choices: kinds },
    { name: 'hazardLevel', type: 'choice', choices: hazardLevels, required: { when: { field: 'kind', is: 'hazard' } } },
    { name: 'location', type: 'place', required: { when: { field: 'kind', is: 'hazard' } } },
    { name: 'controlMeasure', type: 'longText', max: 1000, required: { when: { field: 'kind', is: 'hazard' } } },
    { name: 'source', type: 'text', max: 120 },
    { name: 'place', type: 'span' },
    // Other places of the report that say the same: entries that were merged while it was read.
    { name: 'morePlaces', type: 'table', max: 20, columns: places },
    { name: 'unit', type: 'unit', required: true, public: true, sets: 'unit' },
    { name: 'leader', type: 'person', sets: 'leader' },
    { name: 'owner', type: 'person', required: true, sets: 'owner' },
    { name: 'ownerPost', type: 'post', required: true },
    { name: 'assistUnits', type: 'units', max: 12 },
    { name: 'due', type: 'text', max: 60, sets: 'dueWords' },
    // A small livelihood matter is a promise with a date (DOMAIN A4-52).
    { name: 'dueOn', type: 'date', sets: 'dueOn', required: { when: { field: 'kind', is: 'livelihood' } } },
    ...insight,
    { name: 'accused', type: 'people', max: 12, sets: 'accused' },
    { name: 'confidential', type: 'yesNo', sets: 'confidential' },
  ],
} as const satisfies Form;

export const planForm = {
  code: 'plan',
  version: 1,
  fields: [
    { name: 'due', type: 'text', max: 60, sets: 'dueWords' },
    { name: 'dueOn', type: 'date', sets: 'dueOn' },
    {
      name: 'measures',
      type: 'table',
      required: true,
      min: 1,
      max: 60,
      columns: [
        { name: 'title', type: 'text', required: true, max: 160 },
        { name: 'unit', type: 'unit', required: true },
        { name: 'owner', type: 'person', required: true },
        { name: 'ownerPost', type: 'post', required: true },
        { name: 'due', type: 'text', max: 60 },
        { name: 'dueOn', type: 'date' },
        { name: 'lasting', type: 'yesNo' },
      ],
    },
    {
      name: 'milestones',
      type: 'table',
      max: 24,
      aside: true,
      columns: [
        { name: 'point', type: 'text', required: true, max: 120 },
        { name: 'on', type: 'date', required: true },
      ],
    },
  ],
} as const satisfies Form;

/** Recusal 回避: from then on the person neither sees nor acts (DOMAIN A5-58). */
export const recuseForm = {
  code: 'recuse',
  version: 1,
  fields: [{ name: 'person', type: 'person', required: true, sets: 'recused' }],
} as const satisfies Form;

export const mergeForm = {
  code: 'merge',
  version: 1,
  fields: [{ name: 'into', type: 'matter', required: true, procedure: 'problem' }],
} as const satisfies Form;

/** What is left empty stays as it is. */
export const correctionForm = {
  code: 'correction',
  version: 1,
  fields: [
    { name: 'title', type: 'text', max: 120, public: true, sets: 'title' },
    { name: 'description', type: 'longText' },
    {
      name: 'category',
      type: 'choice',
      public: true,
      choices: categories,
    },
    { name: 'source', type: 'text', max: 120 },
    { name: 'assistUnits', type: 'units', max: 12 },
    { name: 'due', type: 'text', max: 60, sets: 'dueWords' },
    ...insight,
  ],
} as const satisfies Form;

/** The same problem found once more: another place of a report, another source (DOMAIN A4-38). */
export const sourceForm = {
  code: 'addSource',
  version: 1,
  fields: [
    { name: 'foundAt', type: 'span' },
    { name: 'moreSource', type: 'text', required: true, max: 120 },
    { name: 'note', type: 'longText', max: 2000 },
  ],
} as const satisfies Form;

/** A point of the plan that was reached; `nr` counts the plan's points from one. */
export const milestoneForm = {
  code: 'milestone',
  version: 1,
  fields: [
    { name: 'nr', type: 'int', required: true, min: 1, max: 24 },
    { name: 'reachedOn', type: 'date', required: true },
  ],
} as const satisfies Form;

/** A hazard is looked at again where it was, before it is struck off (DOMAIN A4-51). */
export const recheckForm = {
  code: 'recheck',
  version: 1,
  fields: [
    { name: 'recheckedOn', type: 'date', required: true },
    { name: 'finding', type: 'longText', required: true, max: 1000 },
  ],
} as const satisfies Form;
