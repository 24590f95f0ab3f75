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
