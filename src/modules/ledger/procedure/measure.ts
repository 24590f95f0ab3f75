import type { Form } from '../../../kernel/form/form.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';
import { extensionForm, progressForm, transferForm } from './shared-forms.ts';

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

/** Urging 催办 of one measure. */
const urgeForm = {
  code: 'urgeMeasure',
  version: 1,
  fields: [{ name: 'urging', type: 'longText', max: 500 }],
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
    extension: {
      effect: 'extend',
      from: ['open'],
      asks: ['owner'],
      grants: ['parentOwner', 'leader', 'supervisor', 'discipline'],
      form: 'extension',
      reason: 'required',
      limits: ['due'],
      notSameAs: ['owner', 'standIn'],
    },
    transfer: {
      effect: 'transfer',
      from: ['open'],
      asks: ['owner', 'parentOwner'],
      grants: ['taker', 'leader', 'supervisor', 'discipline'],
      form: 'transfer',
      reason: 'required',
    },
    correction: {
      effect: 'correct',
      from: ['open', 'done'],
      asks: ['owner', 'parentOwner'],
      grants: ['parentOwner', 'reviewer', 'supervisor', 'discipline'],
      form: 'measureCorrection',
      reason: 'required',
    },
    void: {
      effect: 'void',
      from: ['open'],
      asks: ['owner', 'parentOwner'],
      grants: ['parentOwner', 'reviewer', 'supervisor', 'leader', 'discipline'],
      reason: 'required',
      notSameAs: ['owner', 'standIn'],
      next: 'voided',
    },
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
    urge: {
      from: ['open'],
      who: ['parentOwner', 'reviewer', 'leader', 'supervisor', 'office', 'discipline'],
      form: 'urgeMeasure',
      notSameAs: ['owner'],
      tally: 'urged',
      aside: true,
      tells: 'urged',
    },
  },
} as const satisfies Procedure;
