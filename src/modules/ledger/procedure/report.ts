import type { Form } from '../../../kernel/form/form.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';

const reportForm = {
  code: 'report',
  version: 1,
  fields: [
    { name: 'title', type: 'text', required: true, max: 200, sets: 'title' },
    { name: 'unit', type: 'unit', required: true, sets: 'unit' },
    { name: 'confidential', type: 'yesNo', sets: 'confidential' },
  ],
} as const satisfies Form;

const span = [
  { name: 'start', type: 'int', required: true },
  { name: 'end', type: 'int', required: true },
] as const;

const entryForm = { code: 'entry', version: 1, fields: span } as const satisfies Form;

/** One problem said in two places: this entry goes into the other, which then stands in both. */
const mergeEntryForm = {
  code: 'mergeEntry',
  version: 1,
  fields: [
    ...span,
    { name: 'intoStart', type: 'int', required: true },
    { name: 'intoEnd', type: 'int', required: true },
  ],
} as const satisfies Form;

/** One passage that says several things: each part is an entry of its own. */
const splitEntryForm = {
  code: 'splitEntry',
  version: 1,
  fields: [...span, { name: 'parts', type: 'table', required: true, min: 2, max: 20, columns: span }],
} as const satisfies Form;

/** Without a place to go to it belongs to no entry. */
const attachMeasureForm = {
  code: 'attachMeasure',
  version: 1,
  fields: [...span, { name: 'toStart', type: 'int' }, { name: 'toEnd', type: 'int' }],
} as const satisfies Form;

/** A sum that does not add up: it stays, its right value is known, the authors are asked, or what is missing is followed up. */
const sumForm = {
  code: 'sum',
  version: 1,
  fields: [
    ...span,
    { name: 'decision', type: 'choice', required: true, choices: ['leave', 'correct', 'ask', 'follow'] },
    { name: 'value', type: 'decimal', required: { when: { field: 'decision', is: 'correct' } } },
    { name: 'remark', type: 'longText', max: 500 },
  ],
} as const satisfies Form;

/** Report 调研报告 as it is read: proposals become problems one by one, each decision is an event, nothing enters unconfirmed. */
export const report = {
  code: 'report',
  version: 1,
  numberPrefix: '报告-',
  retention: { personalYears: 10 },
  confidentialRoles: ['discipline'],
  forms: [reportForm, entryForm, mergeEntryForm, splitEntryForm, attachMeasureForm, sumForm],
  states: {
    reading: { turn: 'owner', clock: 'runs' },
    read: { turn: null, clock: 'stopped', final: true },
    voided: { turn: null, clock: 'stopped', final: true, dropped: true },
  },
  limits: { reading: { kind: 'promise', limit: '15wd' } },
  requests: {
    void: {
      effect: 'void',
      from: ['reading'],
      asks: ['owner'],
      grants: ['supervisor', 'reviewer', 'leader', 'discipline'],
      reason: 'required',
      next: 'voided',
    },
  },
  actions: {
    deposit: {
      from: 'new',
      who: ['handler', 'reviewer', 'leader', 'supervisor', 'office', 'discipline'],
      form: 'report',
      evidence: 'required',
      next: 'reading',
    },
    dropEntry: { from: ['reading'], who: ['owner'], form: 'entry', next: 'reading' },
    restoreEntry: { from: ['reading'], who: ['owner'], form: 'entry', next: 'reading' },
    markEntry: { from: ['reading'], who: ['owner'], form: 'entry', rules: ['ledger.placeStands'], aside: true },
    unmarkEntry: { from: ['reading'], who: ['owner'], form: 'entry', aside: true },
    mergeEntry: { from: ['reading'], who: ['owner'], form: 'mergeEntry', rules: ['ledger.otherEntry'], aside: true },
    unmergeEntry: { from: ['reading'], who: ['owner'], form: 'entry', aside: true },
    splitEntry: { from: ['reading'], who: ['owner'], form: 'splitEntry', rules: ['ledger.partsStand'], aside: true },
    unsplitEntry: { from: ['reading'], who: ['owner'], form: 'entry', aside: true },
    attachMeasure: {
      from: ['reading'],
      who: ['owner'],
      form: 'attachMeasure',
      rules: ['ledger.placeStands'],
      aside: true,
    },
    decideSum: { from: ['reading'], who: ['owner'], form: 'sum', rules: ['ledger.placeStands'], aside: true },
    reopenSum: { from: ['reading'], who: ['owner'], form: 'entry', aside: true },
    // A scan was handed in: its words come after it.
    addText: { from: ['reading'], who: ['owner'], evidence: 'required', aside: true },
    finish: { from: ['reading'], who: ['owner'], next: 'read' },
    resume: { from: ['read'], who: ['owner'], next: 'reading' },
  },
} as const satisfies Procedure;
