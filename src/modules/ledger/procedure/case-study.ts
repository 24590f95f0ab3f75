import type { Form } from '../../../kernel/form/form.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';
import { caseCauses, caseKinds } from './choices.ts';
import { publishForm } from './shared-forms.ts';

const caseStudyForm = {
  code: 'caseStudy',
  version: 1,
  fields: [
    { name: 'title', type: 'text', required: true, max: 120, public: true, sets: 'title' },
    { name: 'kind', type: 'choice', required: true, public: true, choices: caseKinds },
    { name: 'cause', type: 'choice', required: true, public: true, choices: caseCauses },
    { name: 'unit', type: 'unit', required: true, sets: 'unit' },
    { name: 'problem', type: 'matter', procedure: 'problem', sets: 'about' },
    { name: 'story', type: 'longText', required: true, max: 5000 },
    { name: 'taken', type: 'longText', max: 3000 },
    { name: 'lesson', type: 'longText', required: true, max: 2000 },
    { name: 'anonymised', type: 'yesNo' },
  ],
} as const satisfies Form;

/** What is left empty stays as it is. */
const caseEditForm = {
  code: 'caseEdit',
  version: 1,
  fields: [
    { name: 'title', type: 'text', max: 120, public: true, sets: 'title' },
    { name: 'kind', type: 'choice', public: true, choices: caseKinds },
    { name: 'cause', type: 'choice', public: true, choices: caseCauses },
    { name: 'problem', type: 'matter', procedure: 'problem', sets: 'about' },
    { name: 'story', type: 'longText', max: 5000 },
    { name: 'taken', type: 'longText', max: 3000 },
    { name: 'lesson', type: 'longText', max: 2000 },
    { name: 'anonymised', type: 'yesNo' },
  ],
} as const satisfies Form;

/** Case study 正反案例 (DOMAIN A4-47): written by one, approved by somebody else, then read by the whole agency. */
export const caseStudy = {
  code: 'caseStudy',
  version: 1,
  numberPrefix: '案例-',
  retention: { personalYears: 10 },
  confidentialRoles: ['discipline'],
  forms: [caseStudyForm, caseEditForm, publishForm],
  states: {
    draft: { turn: 'owner', clock: 'runs' },
    submitted: { turn: 'supervisor', clock: 'runs' },
    returned: { turn: 'owner', clock: 'runs', aside: true },
    approved: { turn: null, clock: 'stopped', final: true },
    voided: { turn: null, clock: 'stopped', final: true, dropped: true },
  },
  limits: { approval: { kind: 'stage', limit: '5wd', states: ['submitted'] } },
  requests: {
    void: {
      effect: 'void',
      from: ['draft', 'returned'],
      asks: ['owner'],
      grants: ['reviewer', 'supervisor', 'leader'],
      reason: 'required',
      notSameAs: ['owner', 'standIn'],
      next: 'voided',
    },
  },
  actions: {
    register: {
      from: 'new',
      who: ['handler', 'reviewer', 'leader', 'supervisor', 'office', 'discipline'],
      form: 'caseStudy',
      next: 'draft',
    },
    edit: { from: ['draft', 'returned'], who: ['owner'], form: 'caseEdit', aside: true },
    submit: { from: ['draft', 'returned'], who: ['owner'], rules: ['ledger.anonymised'], next: 'submitted' },
    approve: {
      from: ['submitted'],
      who: ['leader', 'supervisor'],
      reason: 'optional',
      notSameAs: ['owner', 'registrar', 'standIn'],
      next: 'approved',
    },
    sendBack: {
      from: ['submitted'],
      who: ['leader', 'supervisor'],
      reason: 'required',
      notSameAs: ['owner', 'registrar', 'standIn'],
      next: 'returned',
      counts: 'sendBack',
    },
    // Only what somebody else opens, in words made for it, leaves the house.
    publish: {
      from: ['approved'],
      who: ['supervisor', 'office', 'leader'],
      form: 'publish',
      notSameAs: ['owner', 'registrar', 'standIn'],
    },
    takeBack: {
      from: ['approved'],
      who: ['supervisor', 'leader'],
      reason: 'required',
      next: 'returned',
      counts: 'sendBack',
    },
  },
} as const satisfies Procedure;
