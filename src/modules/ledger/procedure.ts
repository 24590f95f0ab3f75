import type { Form } from '../../kernel/form/form.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { withRequests } from '../../kernel/procedure/requests.ts';

/** Columns of the rectification ledger (DOMAIN D, 问题整改台账) that a person fills in; the rest is computed. */
const problemForm = {
  code: 'problem',
  version: 1,
  fields: [
    { name: 'title', type: 'text', required: true, max: 120, public: true, sets: 'title' },
    { name: 'description', type: 'longText' },
    {
      name: 'category',
      type: 'choice',
      public: true,
      choices: ['style', 'service', 'system', 'management', 'capability', 'livelihood', 'other'],
    },
    { name: 'source', type: 'text', max: 120 },
    { name: 'place', type: 'span' },
    { name: 'unit', type: 'unit', required: true, public: true, sets: 'unit' },
    { name: 'leader', type: 'person', sets: 'leader' },
    { name: 'owner', type: 'person', required: true, sets: 'owner' },
    { name: 'ownerPost', type: 'post', required: true },
    { name: 'assistUnits', type: 'units', max: 12 },
    { name: 'due', type: 'text', max: 60, sets: 'dueWords' },
    { name: 'dueOn', type: 'date', sets: 'dueOn' },
    { name: 'accused', type: 'people', max: 12, sets: 'accused' },
    { name: 'confidential', type: 'yesNo', sets: 'confidential' },
  ],
} as const satisfies Form;

const planForm = {
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
  ],
} as const satisfies Form;

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

/** One field, so that a progress report costs at most one field and three taps (UI.md, burden). */
const progressForm = {
  code: 'progress',
  version: 1,
  fields: [{ name: 'progress', type: 'longText', required: true, max: 2000 }],
} as const satisfies Form;

const outcomeForm = {
  code: 'outcome',
  version: 1,
  fields: [{ name: 'outcome', type: 'longText', required: true, max: 2000 }],
} as const satisfies Form;

const publishForm = {
  code: 'publish',
  version: 1,
  fields: [{ name: 'publicSummary', type: 'text', required: true, max: 200, public: true }],
} as const satisfies Form;

/** Recusal 回避: from then on the person neither sees nor acts (DOMAIN A5-58). */
const recuseForm = {
  code: 'recuse',
  version: 1,
  fields: [{ name: 'person', type: 'person', required: true, sets: 'recused' }],
} as const satisfies Form;

/** Forms of what may be asked about a problem or a measure. */
const extensionForm = {
  code: 'extension',
  version: 1,
  fields: [{ name: 'dueOn', type: 'date', required: true, sets: 'dueOn' }],
} as const satisfies Form;

const transferForm = {
  code: 'transfer',
  version: 1,
  fields: [
    { name: 'unit', type: 'unit', required: true, public: true, sets: 'unit' },
    { name: 'owner', type: 'person', required: true, sets: 'owner' },
    { name: 'ownerPost', type: 'post', required: true },
  ],
} as const satisfies Form;

const mergeForm = {
  code: 'merge',
  version: 1,
  fields: [{ name: 'into', type: 'matter', required: true, procedure: 'problem' }],
} as const satisfies Form;

/** What is left empty stays as it is. */
const correctionForm = {
  code: 'correction',
  version: 1,
  fields: [
    { name: 'title', type: 'text', max: 120, public: true, sets: 'title' },
    { name: 'description', type: 'longText' },
    {
      name: 'category',
      type: 'choice',
      public: true,
      choices: ['style', 'service', 'system', 'management', 'capability', 'livelihood', 'other'],
    },
    { name: 'source', type: 'text', max: 120 },
    { name: 'assistUnits', type: 'units', max: 12 },
    { name: 'due', type: 'text', max: 60, sets: 'dueWords' },
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

/** Problem 问题 → struck off 销号: planned, worked on, asked for with evidence, granted by somebody else (DOMAIN C, A4). */
export const problem = {
  code: 'problem',
  version: 1,
  numberPrefix: '',
  retention: { personalYears: 10 },
  confidentialRoles: ['discipline'],
  forms: [
    problemForm,
    planForm,
    progressForm,
    outcomeForm,
    publishForm,
    recuseForm,
    extensionForm,
    transferForm,
    mergeForm,
    correctionForm,
  ],
  states: {
    registered: { turn: 'owner', clock: 'runs' },
    planned: { turn: 'owner', clock: 'runs' },
    rectifying: { turn: 'owner', clock: 'runs' },
    suspended: { turn: 'owner', clock: 'paused' },
    strikeOffRequested: { turn: 'reviewer', clock: 'runs' },
    struckOff: { turn: null, clock: 'stopped', final: true },
    voided: { turn: null, clock: 'stopped', final: true, dropped: true },
    merged: { turn: null, clock: 'stopped', final: true, dropped: true },
  },
  // Close-off review: DOMAIN B12 (closeOffReviewWd); the plan's five days are a start value an agency sets for itself.
  limits: {
    plan: { kind: 'stage', limit: '5wd', states: ['registered'] },
    review: { kind: 'stage', limit: '5wd', states: ['strikeOffRequested'] },
    due: { kind: 'fixed' },
  },
  requests: {
    extension: {
      effect: 'extend',
      from: ['registered', 'planned', 'rectifying', 'suspended'],
      asks: ['owner'],
      grants: ['leader', 'supervisor', 'discipline'],
      form: 'extension',
      reason: 'required',
      limits: ['due'],
      notSameAs: ['owner', 'standIn'],
    },
    transfer: {
      effect: 'transfer',
      from: ['registered', 'planned', 'rectifying', 'suspended'],
      asks: ['owner', 'leader', 'supervisor'],
      grants: ['taker', 'leader', 'supervisor', 'discipline'],
      form: 'transfer',
      reason: 'required',
    },
    merge: {
      effect: 'merge',
      from: ['registered', 'planned', 'rectifying'],
      asks: ['owner', 'registrar', 'supervisor'],
      grants: ['reviewer', 'supervisor', 'leader', 'discipline'],
      form: 'merge',
      reason: 'required',
      notSameAs: ['owner', 'standIn'],
      next: 'merged',
    },
    correction: {
      effect: 'correct',
      from: ['registered', 'planned', 'rectifying', 'suspended', 'strikeOffRequested', 'struckOff'],
      asks: ['owner', 'registrar', 'office'],
      grants: ['reviewer', 'supervisor', 'discipline'],
      form: 'correction',
      reason: 'required',
    },
    void: {
      effect: 'void',
      from: ['registered', 'planned', 'rectifying', 'suspended', 'strikeOffRequested'],
      asks: ['owner', 'registrar', 'reviewer', 'supervisor'],
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
      form: 'problem',
      next: 'registered',
    },
    plan: {
      from: ['registered', 'planned', 'rectifying'],
      who: ['owner', 'registrar', 'office'],
      form: 'plan',
      rules: ['ledger.dateStands'],
      next: 'planned',
      spawns: { field: 'measures', procedure: 'measure' },
    },
    reportProgress: {
      from: ['planned', 'rectifying'],
      who: ['owner'],
      form: 'progress',
      evidence: 'optional',
      next: 'rectifying',
    },
    requestStrikeOff: {
      from: ['rectifying'],
      who: ['owner'],
      form: 'outcome',
      evidence: 'optional',
      rules: ['ledger.hasMeasure', 'ledger.measuresClosed', 'ledger.evidenceComplete'],
      next: 'strikeOffRequested',
    },
    // Of confidential problems the discipline office is the only reviewer who knows; without it nobody could grant them.
    strikeOff: {
      from: ['strikeOffRequested'],
      who: ['reviewer', 'supervisor', 'discipline'],
      reason: 'optional',
      notSameAs: ['owner', 'measureOwner', 'evidenceGiver', 'standIn'],
      rules: ['ledger.measuresClosed', 'ledger.evidenceComplete'],
      next: 'struckOff',
      confirm: true,
    },
    sendBack: {
      from: ['strikeOffRequested'],
      who: ['reviewer', 'supervisor', 'discipline'],
      reason: 'required',
      notSameAs: ['owner', 'measureOwner', 'evidenceGiver', 'standIn'],
      next: 'rectifying',
      counts: 'sendBack',
    },
    reopen: {
      from: ['struckOff'],
      who: ['reviewer', 'supervisor', 'leader', 'discipline'],
      reason: 'required',
      next: 'rectifying',
      counts: 'relapse',
    },
    publish: {
      from: ['struckOff'],
      who: ['reviewer', 'supervisor', 'office'],
      form: 'publish',
      notSameAs: ['owner', 'standIn'],
    },
    recuse: {
      from: ['registered', 'planned', 'rectifying', 'strikeOffRequested'],
      who: ['supervisor', 'leader', 'discipline'],
      form: 'recuse',
      reason: 'required',
      rules: ['ledger.ownerStays'],
    },
    // A pause stops the clock, so it is not the owner's own to take (DOMAIN A1-2: with reason and approver).
    suspend: {
      from: ['planned', 'rectifying'],
      who: ['leader', 'supervisor', 'discipline'],
      reason: 'required',
      notSameAs: ['owner', 'standIn'],
      next: 'suspended',
    },
    resume: {
      from: ['suspended'],
      who: ['owner', 'leader', 'supervisor', 'discipline'],
      reason: 'optional',
      next: 'rectifying',
    },
  },
} as const satisfies Procedure;

/** Measure 整改措施: a child matter with an owner of its own. */
const measure = {
  code: 'measure',
  version: 1,
  numberPrefix: '',
  retention: { personalYears: 10 },
  confidentialRoles: ['discipline'],
  forms: [measureForm, progressForm, outcomeForm, extensionForm, transferForm, measureCorrectionForm],
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
      form: 'outcome',
      evidence: 'optional',
      rules: ['ledger.parentOpen'],
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
  },
} as const satisfies Procedure;

/** Report 调研报告 as it is read: proposals become problems one by one, each decision is an event, nothing enters unconfirmed. */
const report = {
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

export const procedures: readonly Procedure[] = [problem, measure, report].map(withRequests);
