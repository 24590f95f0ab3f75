import type { Form } from '../../../kernel/form/form.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';
import { outcomeForm, progressForm } from './shared-forms.ts';

const themeForm = {
  code: 'theme',
  version: 1,
  fields: [
    { name: 'title', type: 'text', required: true, max: 120, public: true, sets: 'title' },
    { name: 'aspect', type: 'text', max: 60, public: true },
    { name: 'unit', type: 'unit', required: true, public: true, sets: 'unit' },
    { name: 'owner', type: 'person', required: true, sets: 'owner' },
    { name: 'ownerPost', type: 'post', required: true },
    { name: 'dueOn', type: 'date', sets: 'dueOn' },
    { name: 'aim', type: 'longText', max: 1000 },
  ],
} as const satisfies Form;

/** Theme 专题: a list of problems under one aspect, with somebody who answers for the whole (DOMAIN A4-48). Problems name it. */
export const theme = {
  code: 'theme',
  version: 1,
  numberPrefix: '专题-',
  retention: { personalYears: 10 },
  confidentialRoles: ['discipline'],
  forms: [themeForm, progressForm, outcomeForm],
  states: {
    running: { turn: 'owner', clock: 'runs' },
    closed: { turn: null, clock: 'stopped', final: true },
    voided: { turn: null, clock: 'stopped', final: true, dropped: true },
  },
  limits: { due: { kind: 'fixed' } },
  requests: {
    void: {
      effect: 'void',
      from: ['running'],
      asks: ['owner', 'registrar'],
      grants: ['reviewer', 'supervisor', 'leader', 'discipline'],
      reason: 'required',
      notSameAs: ['owner', 'standIn'],
      next: 'voided',
    },
  },
  actions: {
    register: {
      from: 'new',
      who: ['handler', 'reviewer', 'leader', 'supervisor', 'office', 'discipline'],
      form: 'theme',
      next: 'running',
    },
    reportProgress: { from: ['running'], who: ['owner'], form: 'progress', evidence: 'optional', next: 'running' },
    close: { from: ['running'], who: ['owner'], form: 'outcome', evidence: 'optional', next: 'closed' },
    reopen: {
      from: ['closed'],
      who: ['owner', 'reviewer', 'supervisor', 'leader'],
      reason: 'required',
      next: 'running',
      counts: 'relapse',
    },
  },
} as const satisfies Procedure;
