import type { Form } from '../../../kernel/form/form.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';
import { childExtension, childTransfer, childUrge, childVoid } from './child-requests.ts';
import { extensionForm, progressForm, transferForm, urgeForm } from './shared-forms.ts';

const measureForm = {
  code: 'measure',
  version: 1,
  fields: [
    { name: 'title', type: 'text', required: true, max: 160, public: true, sets: 'title' },
    { name: 'unit', type: 'unit', required: true, public: true, sets: 'unit' },
    { name: 'owner', type: 'person', required: true, sets: 'owner' },
    { name: 'ownerPost', type: 'post', required: true },
    { name: 'due', type: 'text', max: 60, sets: 'dueWords' },
    { name: 'dueOn', type: 'date', sets: 'dueOn' },
    { name: 'lasting', type: 'yesNo', public: true },
    { name: 'confidential', type: 'yesNo', sets: 'confidential' },
  ],
} as const satisfies Form;

/** What lasts 长久立 names the rule that was made or changed, so that rules can be counted (DOMAIN A4-45). */
const completeForm = {
  code: 'complete',
  version: 1,
  fields: [
    { name: 'outcome', type: 'longText', required: true, max: 2000 },
    { name: 'ruleTitle', type: 'text', max: 120, public: true, aside: true },
    { name: 'ruleNumber', type: 'text', max: 60, public: true, aside: true },
    { name: 'ruleKind', type: 'choice', public: true, choices: ['made', 'amended'], aside: true },
  ],
} as const satisfies Form;

const measureCorrectionForm = {
  code: 'measureCorrection',
  version: 1,
  fields: [
    { name: 'title', type: 'text', max: 160, public: true, sets: 'title' },
    { name: 'due', type: 'text', max: 60, sets: 'dueWords' },
    { name: 'lasting', type: 'yesNo', public: true },
  ],
} as const satisfies Form;

/** Measure 整改措施: a child matter with an owner of its own. */
export const measure = {
  code: 'measure',
  version: 1,
  numberPrefix: '',
  retention: { personalYears: 10 },
  confidentialRoles: ['discipline'],
  forms: [measureForm, progressForm, completeForm, extensionForm, transferForm, measureCorrectionForm, urgeForm],
  states: {
    open: { turn: 'owner', clock: 'runs' },
    done: { turn: null, clock: 'stopped', final: true },
    voided: { turn: null, clock: 'stopped', final: true, dropped: true },
  },
  limits: { due: { kind: 'fixed' } },
  requests: {
    extension: childExtension,
    transfer: childTransfer,
    correction: {
      effect: 'correct',
      from: ['open', 'done'],
      asks: ['owner', 'parentOwner'],
      grants: ['parentOwner', 'reviewer', 'supervisor', 'discipline'],
      form: 'measureCorrection',
      reason: 'required',
    },
    void: childVoid,
  },
  actions: {
    register: { from: 'new', who: ['parentOwner'], form: 'measure', next: 'open' },
    reportProgress: { from: ['open'], who: ['owner'], form: 'progress', evidence: 'optional', next: 'open' },
    complete: {
      from: ['open'],
      who: ['owner'],
      form: 'complete',
      evidence: 'optional',
      rules: ['ledger.parentOpen', 'ledger.ruleNamed'],
      next: 'done',
    },
    addEvidence: { from: ['done'], who: ['owner'], evidence: 'required', rules: ['ledger.parentOpen'] },
    reopen: {
      from: ['done'],
      who: ['owner', 'parentOwner', 'reviewer', 'supervisor', 'discipline'],
      reason: 'required',
      rules: ['ledger.parentOpen'],
      next: 'open',
      counts: 'sendBack',
    },
    urge: childUrge,
  },
} as const satisfies Procedure;
