import type { Matter, Rule } from '../../../kernel/matter/matter.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { pageParts } from '../procedure/public-page.ts';
import { type Grade, grades } from '../procedure/satisfaction-forms.ts';

export type Counts = Record<Grade, number>;

/** What those affected said of a problem, from its events alone: by one-time links, and in a meeting. */
export type Satisfaction = {
  /** How many were drawn and asked; 0 where nobody was. */
  asked: number;
  /** How many answers there must be before it may be struck off. */
  minimum: number;
  byLink: Counts;
  /** The newest meeting's votes, or null. */
  meeting: { heldOn: string; present: number; counts: Counts } | null;
  /** Answers and votes together. */
  answers: number;
  /** Very, plainly and basically satisfied. */
  satisfied: number;
};

/** How few answers are never told one by one, on no page: who asked them could tell whose they are. */
export const fewestShown = 3;

const startMinimum = 3;

const whole = (value: unknown): number => (typeof value === 'number' ? value : 0);
const sumOf = (counts: Counts): number => grades.reduce((sum, grade) => sum + counts[grade], 0);
const countsOf = (of: (grade: Grade) => number): Counts =>
  Object.fromEntries(grades.map((grade) => [grade, of(grade)])) as Counts;

const isSatisfied = (grade: Grade): boolean => grades.indexOf(grade) < 3;
const satisfiedIn = (counts: Counts): number =>
  grades.filter(isSatisfied).reduce((sum, grade) => sum + counts[grade], 0);

export const satisfactionOf = ({ data, tallies = {} }: Pick<Matter, 'data' | 'tallies'>): Satisfaction => {
  const isSampled = whole(tallies.sampled) > 0;
  const asked = isSampled ? whole(data.size) : 0;
  const byLink = countsOf((grade) => (isSampled ? whole(tallies[`grade.${grade}`]) : 0));
  const counts = countsOf((grade) => whole(data[grade]));
  const meeting =
    whole(tallies.evaluated) > 0 ? { heldOn: String(data.heldOn), present: whole(data.present), counts } : null;
  const all = [byLink, ...(meeting ? [counts] : [])];
  return {
    asked,
    minimum: Math.min(asked, typeof data.minimum === 'number' ? data.minimum : startMinimum),
    byLink,
    meeting,
    answers: all.reduce((sum, each) => sum + sumOf(each), 0),
    satisfied: all.reduce((sum, each) => sum + satisfiedIn(each), 0),
  };
};

/** So few answers by link that a figure would tell whose they are. */
export const isSoFew = ({ byLink }: Pick<Satisfaction, 'byLink'>): boolean => {
  const sum = sumOf(byLink);
  return sum > 0 && sum < fewestShown;
};

/** Percent of the answers that are dissatisfied, to one place. */
export const shareOf = ({ answers, satisfied }: Pick<Satisfaction, 'answers' | 'satisfied'>): number =>
  answers === 0 ? 0 : Math.round(((answers - satisfied) / answers) * 1000) / 10;

const kindsAsked = (parameters: Procedure['parameters']): readonly string[] => {
  const found = parameters?.satisfactionKinds;
  return found?.type === 'some' ? found.value : [];
};

/** From this share of dissatisfied answers on, in percent, a problem is not struck off without a reason. */
export const dissatisfiedLimit = (parameters: Procedure['parameters']): number => {
  const found = parameters?.dissatisfiedLimit;
  return found?.type === 'int' ? found.value : 100;
};

/** Must those affected be asked before a problem of this kind is struck off? */
export const isAskedFor = (parameters: Procedure['parameters'], data: Matter['data']): boolean =>
  kindsAsked(parameters).includes(typeof data.kind === 'string' ? data.kind : 'problem');

/**
 * What those affected say has to be in, and good enough (DOMAIN A4): needed where the agency says so for the kind, and wherever
 * somebody was asked. Too many dissatisfied: sent back, or struck off with a reason that stands in the record.
 */
const satisfactionMet: Rule = (matter, command, { parameters }) => {
  const said = satisfactionOf(matter);
  const { asked, minimum, meeting, answers, satisfied } = said;
  if (asked === 0 && !meeting)
    return isAskedFor(parameters, matter.data)
      ? refuse('ruleBroken', 'ledger.satisfactionMet', {}, { mend: 'sample' }).refusal
      : null;
  if (answers < minimum)
    return refuse(
      'ruleBroken',
      'ledger.answersMissing',
      { answers, minimum, missing: minimum - answers },
      { mend: 'evaluate' },
    ).refusal;
  const share = shareOf(said);
  const limit = dissatisfiedLimit(parameters);
  if (share < limit || command.isProbe || command.reason?.trim()) return null;
  return refuse(
    'ruleBroken',
    'ledger.dissatisfied',
    { dissatisfied: answers - satisfied, answers, share, limit },
    { mend: 'sendBack' },
  ).refusal;
};

const fieldFault = (path: string, rule: string, limit: number) =>
  refuse('invalid', 'form', {}, { fields: [{ path, rule, limit }] }).refusal;

/** Nobody is drawn who was not entered, and no more answers are waited for than people are asked. */
const sampleFits: Rule = (_matter, { data }) => {
  const listed = Array.isArray(data.affected) ? data.affected.length : 0;
  if (listed === 0 || typeof data.size !== 'number') return null;
  if (data.size > listed) return fieldFault('size', 'max', listed);
  return typeof data.minimum === 'number' && data.minimum > data.size ? fieldFault('minimum', 'max', data.size) : null;
};

/** A meeting's votes: every grade and every abstention is somebody who was there, and everybody who was there is counted once. */
const votesReconcile: Rule = (_matter, { data, isProbe }) => {
  const cast = grades.reduce((sum, grade) => sum + whole(data[grade]), 0);
  const counted = cast + whole(data.abstained);
  if (isProbe || typeof data.present !== 'number') return null;
  if (cast === 0) return fieldFault('present', 'noVotes', 0);
  return counted === data.present
    ? null
    : refuse('ruleBroken', 'ledger.votesReconcile', { counted, present: data.present }, { mend: 'evaluate' }).refusal;
};

/** No more answers than people who were asked, and none where nobody is asked any more. */
const answerAwaited: Rule = (matter) => {
  const { asked, byLink } = satisfactionOf(matter);
  return sumOf(byLink) < asked ? null : refuse('ruleBroken', 'ledger.answerAwaited').refusal;
};

/** A page that shows nothing is no page. */
const pageHasPart: Rule = (matter) =>
  pageParts.some((part) => matter.data[part] === true)
    ? null
    : refuse('ruleBroken', 'ledger.pageHasPart', {}, { mend: 'sendBack' }).refusal;

export const satisfactionRules: Readonly<Record<string, Rule>> = {
  'ledger.satisfactionMet': satisfactionMet,
  'ledger.sampleFits': sampleFits,
  'ledger.votesReconcile': votesReconcile,
  'ledger.answerAwaited': answerAwaited,
  'ledger.pageHasPart': pageHasPart,
};
