import type { Form } from '../../../kernel/form/form.ts';

/** One field, so that a progress report costs at most one field and three taps (UI.md, burden). */
export const progressForm = {
  code: 'progress',
  version: 1,
  fields: [{ name: 'progress', type: 'longText', required: true, max: 2000 }],
} as const satisfies Form;

export const outcomeForm = {
  code: 'outcome',
  version: 1,
  fields: [{ name: 'outcome', type: 'longText', required: true, max: 2000 }],
} as const satisfies Form;

/** Forms of what may be asked about a problem or a measure. */
export const extensionForm = {
  code: 'extension',
  version: 1,
  fields: [{ name: 'dueOn', type: 'date', required: true, sets: 'dueOn' }],
} as const satisfies Form;

export const transferForm = {
  code: 'transfer',
  version: 1,
  fields: [
    { name: 'unit', type: 'unit', required: true, public: true, sets: 'unit' },
    { name: 'owner', type: 'person', required: true, sets: 'owner' },
    { name: 'ownerPost', type: 'post', required: true },
  ],
} as const satisfies Form;

/** Urging 催办: told to whoever answers, counted; words are not needed for it. */
export const urgeForm = {
  code: 'urge',
  version: 1,
  fields: [{ name: 'urging', type: 'longText', max: 500 }],
} as const satisfies Form;

/** What leaves the house is said in words made for it. */
export const publishForm = {
  code: 'publish',
  version: 1,
  fields: [{ name: 'publicSummary', type: 'text', required: true, max: 200, public: true }],
} as const satisfies Form;
