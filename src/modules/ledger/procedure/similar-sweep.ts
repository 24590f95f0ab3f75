import type { Form } from '../../../kernel/form/form.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';
import { childExtension, childTransfer, childUrge, childVoid } from './child-requests.ts';
import { extensionForm, transferForm, urgeForm } from './shared-forms.ts';

/** One unit that looks whether it has the same problem. What to look for stands here: its people may not know of the problem itself. */
const similarSweepForm = {
  code: 'similarSweep',
  version: 1,
  fields: [
    { name: 'title', type: 'text', required: true, max: 160, public: true, sets: 'title' },
    { name: 'look', type: 'longText', max: 1000 },
    { name: 'unit', type: 'unit', required: true, public: true, sets: 'unit' },
    { name: 'owner', type: 'person', required: true, sets: 'owner' },
    { name: 'ownerPost', type: 'post', required: true },
    { name: 'dueOn', type: 'date', required: true, sets: 'dueOn' },
    { name: 'confidential', type: 'yesNo', sets: 'confidential' },
  ],
} as const satisfies Form;

/** Columns of the table a sweep is begun with: each row becomes a matter of its own. */
export const sweepForm = {
  code: 'sweep',
  version: 1,
  fields: [
    {
      name: 'sweeps',
      type: 'table',
      required: true,
      min: 1,
      max: 60,
      columns: similarSweepForm.fields.filter(({ name }) => name !== 'confidential'),
    },
  ],
} as const satisfies Form;

const sweepNoneForm = {
  code: 'sweepNone',
  version: 1,
  fields: [{ name: 'checked', type: 'longText', required: true, max: 2000 }],
} as const satisfies Form;

const sweepFoundForm = {
  code: 'sweepFound',
  version: 1,
  fields: [
    { name: 'problem', type: 'matter', procedure: 'problem', required: true },
    { name: 'checked', type: 'longText', max: 2000 },
  ],
} as const satisfies Form;

/** Similar sweep 举一反三: one unit's own look (DOMAIN A4-46); it ends with words that there is nothing, or with the problem that was found. */
export const similarSweep = {
  code: 'similarSweep',
  version: 1,
  numberPrefix: '',
  retention: { personalYears: 10 },
  confidentialRoles: ['discipline'],
  forms: [similarSweepForm, sweepNoneForm, sweepFoundForm, extensionForm, transferForm, urgeForm],
  states: {
    open: { turn: 'owner', clock: 'runs' },
    foundNone: { turn: null, clock: 'stopped', final: true },
    found: { turn: null, clock: 'stopped', final: true },
    voided: { turn: null, clock: 'stopped', final: true, dropped: true },
  },
  limits: { due: { kind: 'fixed' } },
  requests: {
    extension: childExtension,
    transfer: childTransfer,
    void: { ...childVoid, asks: ['owner', 'parentOwner', 'supervisor'] },
  },
  actions: {
    register: { from: 'new', who: ['parentOwner'], form: 'similarSweep', next: 'open' },
    reportNone: { from: ['open'], who: ['owner'], form: 'sweepNone', evidence: 'optional', next: 'foundNone' },
    reportFound: { from: ['open'], who: ['owner'], form: 'sweepFound', evidence: 'optional', next: 'found' },
    addFound: { from: ['found'], who: ['owner'], form: 'sweepFound', evidence: 'optional' },
    reopen: {
      from: ['foundNone', 'found'],
      who: ['owner', 'parentOwner', 'reviewer', 'supervisor', 'discipline'],
      reason: 'required',
      next: 'open',
      counts: 'sendBack',
    },
    urge: childUrge,
  },
} as const satisfies Procedure;
