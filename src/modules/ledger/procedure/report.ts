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

const entryForm = {
  code: 'entry',
  version: 1,
  fields: [
    { name: 'start', type: 'int', required: true },
    { name: 'end', type: 'int', required: true },
  ],
} as const satisfies Form;

/** Report 调研报告 as it is read: proposals become problems one by one, each decision is an event, nothing enters unconfirmed. */
export const report = {
  code: 'report',
  version: 1,
  numberPrefix: '报告-',
  retention: { personalYears: 10 },
  confidentialRoles: ['discipline'],
  forms: [reportForm, entryForm],
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
    finish: { from: ['reading'], who: ['owner'], next: 'read' },
    resume: { from: ['read'], who: ['owner'], next: 'reading' },
  },
} as const satisfies Procedure;
