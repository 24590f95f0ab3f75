import type { Field, Form } from '../../../kernel/form/form.ts';

/** Papers the house can make (DOMAIN D). */
export const paperKinds = ['ledger', 'strikeOff', 'supervise', 'urge', 'bulletin'] as const;
export type PaperKind = (typeof paperKinds)[number];

export type KindRule = {
  /** 文号 with the agency's code word, or the number of a form. */
  numbering: 'document' | 'form';
  /** What it is about: one matter named by whoever makes it, what a list of the ledger holds, or the agency's figures. */
  about: 'matter' | 'list' | 'agency';
  sheet: 'a4' | 'a3';
  /** A letter to those who answer for what it is about: they are told when it leaves. */
  told?: true;
  /** What whoever makes it writes. */
  input: Form;
  /** Every word that stands on it; a template may name these and no others. */
  words: Form;
};

const text = (name: string, max = 200): Field => ({ name, type: 'text', max });
const long = (name: string): Field => ({ name, type: 'longText' });
const table = (name: string, columns: readonly string[]): Field => ({
  name,
  type: 'table',
  columns: columns.map((column) => text(column)),
});

/** On every paper; the first three must stand in a template too. */
const common: readonly Field[] = [
  { ...text('number'), required: true },
  { ...text('unit'), required: true },
  { ...text('day'), required: true },
  text('title'),
];

const letter: readonly Field[] = [text('to'), text('copy'), text('contact'), text('printer')];

/**
 * Official columns of the rectification ledger, in the official order (DOMAIN D, 问题整改台账), by the words of a paper: `unit` is
 * whose paper it is, so who answers for a problem is `responsible` here.
 */
export const ledgerColumns = [
  'serial',
  'number',
  'source',
  'description',
  'category',
  'leader',
  'responsible',
  'owner',
  'assist',
  'measures',
  'milestones',
  'due',
  'progress',
  'evidence',
  'lasting',
  'struckOff',
  'satisfaction',
] as const;

const ledger: KindRule = {
  numbering: 'form',
  about: 'list',
  sheet: 'a3',
  input: {
    code: 'ledgerInput',
    version: 1,
    fields: [
      { name: 'view', type: 'choice', required: true, choices: ['all', 'open', 'toReview', 'struckOff'] },
      { name: 'unit', type: 'unit' },
    ],
  },
  words: {
    code: 'ledgerPaper',
    version: 1,
    fields: [...common, text('scope'), text('asOf'), text('total'), table('rows', ledgerColumns)],
  },
};

const strikeOff: KindRule = {
  numbering: 'form',
  about: 'matter',
  sheet: 'a4',
  input: { code: 'strikeOffInput', version: 1, fields: [{ name: 'departmentOpinion', type: 'longText', max: 300 }] },
  words: {
    code: 'strikeOffPaper',
    version: 1,
    fields: [
      ...common,
      text('matterNumber'),
      text('problem'),
      text('source'),
      text('responsible'),
      text('owner'),
      text('leader'),
      table('measures', ['measure', 'by', 'done', 'evidence']),
      long('measuresDone'),
      long('evidence'),
      long('departmentOpinion'),
      long('reviewerOpinion'),
      text('reviewer'),
      long('satisfaction'),
      text('struckOffOn'),
    ],
  },
};

const notice: readonly Field[] = [
  ...common,
  ...letter,
  long('opening'),
  text('matterNumber'),
  text('matter'),
  text('basis'),
  text('lead'),
  text('assist'),
  long('requirement'),
  text('due'),
];

const supervise: KindRule = {
  numbering: 'document',
  about: 'matter',
  sheet: 'a4',
  told: true,
  input: {
    code: 'superviseInput',
    version: 1,
    fields: [
      { ...text('basis'), required: true },
      { name: 'requirement', type: 'longText', required: true, max: 1000 },
      { name: 'dueOn', type: 'date' },
      text('contact', 60),
      text('copy', 120),
    ],
  },
  words: { code: 'supervisePaper', version: 1, fields: notice },
};

const urge: KindRule = {
  numbering: 'document',
  about: 'matter',
  sheet: 'a4',
  told: true,
  input: {
    code: 'urgeInput',
    version: 1,
    fields: [
      { name: 'requirement', type: 'longText', max: 1000 },
      { name: 'dueOn', type: 'date' },
      text('contact', 60),
      text('copy', 120),
    ],
  },
  words: { code: 'urgePaper', version: 1, fields: [...notice, text('standing')] },
};

/** A unit's line in the bulletin; every figure is computed. */
export const bulletinColumns = [
  'rank',
  'unitName',
  'accepted',
  'closed',
  'overdue',
  'onTime',
  'yellow',
  'red',
  'struckOffRate',
] as const;

const bulletin: KindRule = {
  numbering: 'document',
  about: 'agency',
  sheet: 'a4',
  input: {
    code: 'bulletinInput',
    version: 1,
    fields: [
      { ...text('month', 7), required: true },
      { name: 'next', type: 'longText', required: true, max: 2000 },
      text('contact', 60),
      text('copy', 120),
    ],
  },
  words: {
    code: 'bulletinPaper',
    version: 1,
    fields: [
      ...common,
      ...letter,
      text('month'),
      text('accepted'),
      text('closed'),
      text('overdue'),
      text('onTime'),
      text('yellow'),
      text('red'),
      text('struckOffRate'),
      long('sum'),
      table('units', bulletinColumns),
      long('redList'),
      long('blackList'),
      long('cases'),
      long('next'),
      text('left'),
    ],
  },
};

const rules: Readonly<Record<PaperKind, KindRule>> = { ledger, strikeOff, supervise, urge, bulletin };

export const ruleOf = (kind: PaperKind): KindRule => rules[kind];

/** A paper's words by the names of its form; rows of a table as a list. */
export type Words = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;

export const wordAt = (words: Words, name: string): string => {
  const value = words[name];
  return typeof value === 'string' ? value : '';
};

export const rowsAt = (words: Words, name: string): readonly Readonly<Record<string, string>>[] => {
  const value = words[name];
  return Array.isArray(value) ? value : [];
};
