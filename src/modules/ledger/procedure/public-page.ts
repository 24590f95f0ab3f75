import type { Form } from '../../../kernel/form/form.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';

/** What a unit's public page may show; each is a yes or no of its form. */
export const pageParts = ['showProblems', 'showCounts', 'showPromise', 'showSatisfaction'] as const;
export type PagePart = (typeof pageParts)[number];

const parts = pageParts.map((name) => ({ name, type: 'yesNo', public: true }) as const);

const pageForm = {
  code: 'publicPage',
  version: 1,
  fields: [
    { name: 'title', type: 'text', required: true, max: 60, public: true, sets: 'title' },
    { name: 'unit', type: 'unit', required: true, public: true, sets: 'unit' },
    ...parts,
    { name: 'why', type: 'longText', max: 500, aside: true },
  ],
} as const satisfies Form;

/** What is left empty stays as it is. */
const changeForm = {
  code: 'publicPageParts',
  version: 1,
  fields: [{ name: 'title', type: 'text', max: 60, public: true, sets: 'title' }, ...parts],
} as const satisfies Form;

/**
 * A unit's public page 单位公开页: the unit asks, somebody else opens; what it shows and its end are asked and granted like wise.
 * Whoever watches over it closes it at once, alone: what should not be public is not left open until two have met.
 */
export const publicPage = {
  code: 'publicPage',
  version: 1,
  numberPrefix: '公开-',
  retention: { personalYears: 10 },
  forms: [pageForm, changeForm],
  states: {
    asked: { turn: 'office', clock: 'runs' },
    returned: { turn: 'owner', clock: 'runs', aside: true },
    opened: { turn: null, clock: 'stopped', final: true },
    closed: { turn: null, clock: 'stopped', final: true, dropped: true },
  },
  limits: { decision: { kind: 'stage', limit: '5wd', states: ['asked'] } },
  requests: {
    correction: {
      effect: 'correct',
      from: ['opened'],
      asks: ['owner', 'leader', 'handler'],
      grants: ['office', 'supervisor'],
      form: 'publicPageParts',
      reason: 'optional',
      notSameAs: ['owner', 'standIn'],
    },
    void: {
      effect: 'void',
      from: ['opened'],
      asks: ['owner', 'leader', 'handler'],
      grants: ['office', 'supervisor'],
      reason: 'required',
      next: 'closed',
    },
  },
  actions: {
    ask: { from: 'new', who: ['handler', 'leader'], form: 'publicPage', next: 'asked' },
    open: {
      from: ['asked'],
      who: ['office', 'supervisor'],
      reason: 'optional',
      notSameAs: ['owner', 'registrar', 'standIn'],
      rules: ['ledger.pageHasPart'],
      next: 'opened',
      confirm: true,
    },
    sendBack: {
      from: ['asked'],
      who: ['office', 'supervisor'],
      reason: 'required',
      notSameAs: ['owner', 'registrar', 'standIn'],
      next: 'returned',
      counts: 'sendBack',
    },
    askAgain: { from: ['returned'], who: ['owner'], form: 'publicPageParts', next: 'asked' },
    withdraw: { from: ['asked', 'returned'], who: ['owner'], next: 'closed', confirm: true },
    close: { from: ['opened'], who: ['office', 'supervisor', 'leader'], reason: 'required', next: 'closed' },
  },
} as const satisfies Procedure;
