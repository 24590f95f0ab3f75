import type { Block, FormCell, FormGrid, Marks, OfficialPaper } from '../../../platform/documents/official.ts';
import { bulletinColumns, ledgerColumns, type PaperKind, rowsAt, ruleOf, type Words, wordAt } from '../domain/kinds.ts';
import { fill, type Say } from './words.ts';

/** Widths in millimetres of the ledger's columns, on a sheet of A3 lying across: 375 together. */
const ledgerWidths: readonly number[] = [10, 28, 20, 44, 14, 17, 20, 15, 18, 50, 24, 22, 36, 12, 11, 22, 12];
const bulletinWidths: readonly number[] = [12, 38, 14, 14, 14, 18, 14, 14, 18];

const label = (text: string): FormCell => ({ text, label: true });

const ledgerBody = (say: Say, words: Words): Block[] => [
  {
    kind: 'grid',
    grid: {
      size: 10,
      columns: ledgerColumns.map((name, index) => ({
        title: say(`form.ledgerPaper.${name}`),
        width: ledgerWidths[index] ?? 20,
        ...(['serial', 'evidence', 'lasting', 'struckOff', 'satisfaction'].includes(name) && {
          align: 'center' as const,
        }),
      })),
      rows: rowsAt(words, 'rows').map((row) => ledgerColumns.map((name) => row[name] ?? '')),
    },
  },
  {
    kind: 'note',
    text: fill(say, 'paper.ledger.foot', { total: wordAt(words, 'total'), scope: wordAt(words, 'scope') }),
  },
];

/** Where somebody signs: by hand, so the room stays empty. */
const signedBy = (say: Say, name: string, isSealed: boolean): string =>
  fill(say, isSealed ? 'paper.signAndSeal' : 'paper.sign', { name });

const strikeOffForm = (say: Say, words: Words): FormGrid => {
  const at = (name: string): string => wordAt(words, name);
  const title = (name: string): FormCell => label(say(`form.strikeOffPaper.${name}`));
  const wide = (name: string, height: number, foot?: string) => ({
    height,
    cells: [title(name), { text: at(name), span: 3, ...(foot !== undefined && { foot }) }],
  });
  return {
    columns: [32, 46, 32, 46],
    rows: [
      {
        height: 10,
        cells: [title('matterNumber'), { text: at('matterNumber') }, title('source'), { text: at('source') }],
      },
      {
        height: 10,
        cells: [title('responsible'), { text: at('responsible') }, title('leader'), { text: at('leader') }],
      },
      wide('problem', 16),
      wide('measuresDone', 28),
      wide('evidence', 10),
      {
        height: 16,
        cells: [title('owner'), { text: at('owner'), span: 3, foot: signedBy(say, '', false) }],
      },
      wide('departmentOpinion', 24, signedBy(say, '', true)),
      wide('reviewerOpinion', 24, signedBy(say, at('reviewer'), false)),
      wide('satisfaction', 10),
      { height: 26, cells: [label(say('paper.leaderApproval')), { text: '', span: 3, foot: signedBy(say, '', true) }] },
      wide('struckOffOn', 9),
    ],
  };
};

const noticeForm = (say: Say, words: Words): FormGrid => {
  const row = (name: string, height: number) => ({
    height,
    cells: [label(say(`form.supervisePaper.${name}`)), { text: wordAt(words, name), span: 3 }],
  });
  const standing = wordAt(words, 'standing');
  return {
    columns: [30, 48, 30, 48],
    rows: [
      {
        ...row('matter', 12),
        cells: [
          label(say('form.supervisePaper.matter')),
          { text: `${wordAt(words, 'matter')}（${wordAt(words, 'matterNumber')}）`, span: 3 },
        ],
      },
      row('basis', 11),
      {
        height: 11,
        cells: [
          label(say('form.supervisePaper.lead')),
          { text: wordAt(words, 'lead') },
          label(say('form.supervisePaper.assist')),
          { text: wordAt(words, 'assist') },
        ],
      },
      row('requirement', 24),
      standing === ''
        ? row('due', 11)
        : {
            height: 11,
            cells: [
              label(say('form.supervisePaper.due')),
              { text: wordAt(words, 'due') },
              label(say('form.urgePaper.standing')),
              { text: standing },
            ],
          },
      { height: 16, cells: [label(say('paper.receipt')), { text: '', span: 3, foot: say('paper.receiptFoot') }] },
      { height: 34, cells: [label(say('paper.feedback')), { text: '', span: 3, foot: say('paper.feedbackFoot') }] },
    ],
  };
};

const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });
const paragraph = (text: string): Block => ({ kind: 'text', text });

const paragraphs = (text: string): Block[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(paragraph);

const bulletinBody = (say: Say, words: Words): Block[] => [
  heading(say('paper.bulletin.first')),
  paragraph(wordAt(words, 'sum')),
  heading(say('paper.bulletin.second')),
  {
    kind: 'grid',
    grid: {
      size: 10.5,
      columns: bulletinColumns.map((name, index) => ({
        title: say(`form.bulletinPaper.${name}`),
        width: bulletinWidths[index] ?? 15,
        ...(name !== 'unitName' && { align: 'center' as const }),
      })),
      rows: rowsAt(words, 'units').map((row) => bulletinColumns.map((name) => row[name] ?? '')),
    },
  },
  { kind: 'note', text: wordAt(words, 'left') },
  heading(say('paper.bulletin.third')),
  paragraph(fill(say, 'paper.bulletin.red', { list: wordAt(words, 'redList') })),
  paragraph(fill(say, 'paper.bulletin.black', { list: wordAt(words, 'blackList') })),
  heading(say('paper.bulletin.fourth')),
  ...paragraphs(wordAt(words, 'cases')),
  heading(say('paper.bulletin.fifth')),
  ...paragraphs(wordAt(words, 'next')),
];

const bodyOf = (say: Say, kind: PaperKind, words: Words): Block[] => {
  switch (kind) {
    case 'ledger':
      return ledgerBody(say, words);
    case 'strikeOff':
      return [{ kind: 'form', form: strikeOffForm(say, words) }];
    case 'supervise':
    case 'urge':
      return [paragraph(wordAt(words, 'opening')), { kind: 'form', form: noticeForm(say, words) }];
    case 'bulletin':
      return bulletinBody(say, words);
  }
};

export type Dressing = { day: string; mark: string; marks: Marks };

/** A form says under its title whose it is and of which day; a letter does so where it is signed. */
const subtitleOf = (say: Say, kind: PaperKind, words: Words): string | null => {
  if (kind === 'ledger') return fill(say, 'paper.asOf', { day: wordAt(words, 'asOf') });
  return kind === 'strikeOff'
    ? fill(say, 'paper.unitAndDay', { unit: wordAt(words, 'unit'), day: wordAt(words, 'day') })
    : null;
};

/** The house's own form of a paper, from its words. */
export const layoutOf = (say: Say, kind: PaperKind, words: Words, { day, mark, marks }: Dressing): OfficialPaper => {
  const isLetter = ruleOf(kind).numbering === 'document';
  const unit = wordAt(words, 'unit');
  const contact = wordAt(words, 'contact');
  const copy = wordAt(words, 'copy');
  return {
    sheet: ruleOf(kind).sheet,
    head: isLetter ? mark : null,
    number: isLetter ? wordAt(words, 'number') : fill(say, 'paper.formNumber', { number: wordAt(words, 'number') }),
    title: wordAt(words, 'title'),
    subtitle: subtitleOf(say, kind, words),
    to: isLetter ? wordAt(words, 'to') : null,
    body: bodyOf(say, kind, words),
    attachments: [],
    // A form has places of its own for signatures and seals.
    signed: kind === 'strikeOff' ? null : { unit, day },
    contact: contact === '' ? null : fill(say, 'paper.contact', { contact }),
    imprint: isLetter
      ? {
          copy: copy === '' ? null : copy,
          unit: wordAt(words, 'printer'),
          day: fill(say, 'paper.printed', { day: wordAt(words, 'day') }),
        }
      : null,
    marks,
  };
};
