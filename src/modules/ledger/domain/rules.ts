import type { Rule } from '../../../kernel/matter/matter.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { readingRules } from './reading-rules.ts';
import { satisfactionRules } from './satisfaction.ts';

/** DOMAIN A4-39: a number is struck off only with evidence; voided measures do not count. */
const measuresOf = (children: Parameters<Rule>[2]['children']) =>
  children.filter((child) => child.procedure === 'measure' && child.state !== 'voided');

const hasMeasure: Rule = (_matter, _command, context) =>
  measuresOf(context.children).length > 0
    ? null
    : refuse('ruleBroken', 'ledger.hasMeasure', {}, { mend: 'plan' }).refusal;

const measuresClosed: Rule = (_matter, _command, context) => {
  const open = measuresOf(context.children).filter((child) => child.state === 'open');
  return open.length === 0
    ? null
    : refuse(
        'ruleBroken',
        'ledger.measuresClosed',
        { open: open.length, measures: open.map((child) => child.id) },
        { mend: 'complete' },
      ).refusal;
};

const evidenceComplete: Rule = (_matter, _command, context) => {
  const bare = measuresOf(context.children).filter((child) => child.state === 'done' && child.evidenceCount === 0);
  return bare.length === 0
    ? null
    : refuse(
        'ruleBroken',
        'ledger.evidenceComplete',
        { bare: bare.length, measures: bare.map((child) => child.id) },
        { mend: 'addEvidence' },
      ).refusal;
};

/** Once its problem waits for the reviewer or is over, a measure does not move under the reviewer's eyes; a pause stops nobody's work. */
const parentOpen: Rule = (_matter, _command, context) =>
  context.parent === null || ['registered', 'planned', 'rectifying', 'suspended'].includes(context.parent.state)
    ? null
    : refuse('ruleBroken', 'ledger.parentOpen', { state: context.parent.state }, { mend: 'sendBack' }).refusal;

/** The answerable cannot be sent away without somebody taking over: the problem or its measure would stand without an owner. */
const ownerStays: Rule = (matter, command, context) =>
  ![matter, ...measuresOf(context.children)].some((each) => each.owner.person === command.data.person)
    ? null
    : refuse('ruleBroken', 'ledger.ownerStays', {}, { mend: 'transfer' }).refusal;

/** A date that stands is put off by a granted extension alone; whoever plans may bring it forward. */
const dateStands: Rule = (matter, command) => {
  const { on, endedAt } = matter.clocks.due ?? { on: null, endedAt: null };
  const wanted = command.data.dueOn;
  return on === null || endedAt !== null || typeof wanted !== 'string' || wanted <= on
    ? null
    : refuse('ruleBroken', 'ledger.dateStands', { on }, { mend: 'askExtension' }).refusal;
};

/** What lasts is a rule, and a rule has a name (DOMAIN A4-45); asked once there is something written. */
const ruleNamed: Rule = (matter, command) =>
  matter.data.lasting !== true || command.data.outcome === undefined || command.data.ruleTitle || matter.data.ruleTitle
    ? null
    : refuse(
        'ruleBroken',
        'ledger.ruleNamed',
        {},
        // The form folds the rule's name away for all measures that do not last: named, it opens.
        { mend: 'complete', fields: [{ path: 'ruleTitle', rule: 'ruleNamed' }] },
      ).refusal;

const isHazard: Rule = (matter) =>
  matter.data.kind === 'hazard' ? null : refuse('ruleBroken', 'ledger.isHazard').refusal;

const hazardRechecked: Rule = (matter) =>
  matter.data.kind !== 'hazard' || matter.state === 'rechecked'
    ? null
    : refuse('ruleBroken', 'ledger.hazardRechecked', {}, { mend: 'recheck' }).refusal;

/** A point that the plan has; said again, it is the later date that stands. */
const milestoneStands: Rule = (matter, command) => {
  const points = Array.isArray(matter.data.milestones) ? matter.data.milestones.length : 0;
  const nr = typeof command.data.nr === 'number' ? command.data.nr : 1;
  return nr <= points ? null : refuse('ruleBroken', 'ledger.milestoneStands', { nr, points }, { mend: 'plan' }).refusal;
};

/** What the whole agency will read names nobody: the author says so before anybody is asked to approve (DOMAIN A4-47). */
const anonymised: Rule = (matter) =>
  matter.data.anonymised === true ? null : refuse('ruleBroken', 'ledger.anonymised', {}, { mend: 'edit' }).refusal;

export const rules: Readonly<Record<string, Rule>> = {
  'ledger.hasMeasure': hasMeasure,
  'ledger.measuresClosed': measuresClosed,
  'ledger.evidenceComplete': evidenceComplete,
  'ledger.parentOpen': parentOpen,
  'ledger.ownerStays': ownerStays,
  'ledger.dateStands': dateStands,
  'ledger.ruleNamed': ruleNamed,
  'ledger.isHazard': isHazard,
  'ledger.hazardRechecked': hazardRechecked,
  'ledger.milestoneStands': milestoneStands,
  'ledger.anonymised': anonymised,
  ...readingRules,
  ...satisfactionRules,
};
