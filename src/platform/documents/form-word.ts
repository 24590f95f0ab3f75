import {
  AlignmentType,
  Document,
  HeightRule,
  convertMillimetersToTwip as mm,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { Vocabulary } from '../../kernel/form/cell.ts';
import type { Field, Form } from '../../kernel/form/form.ts';
import { wordsFor } from '../../kernel/form/placeholders.ts';

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Filled in, empty to write on, or with the names that a template fills in later. */
export type WordContent = { data: Record<string, unknown> } | 'blank' | 'template';

type Paper = { title: string; agency: string };

// Margins, sizes and typefaces of official documents (GB/T 9704-2012, 5.2.1 and 7.3): half points.
const margins = { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) };
const sizes = { title: 44, text: 28, small: 24 };
const typefaces = { title: '方正小标宋简体', text: '仿宋', label: '黑体' };
const paperWidth = mm(156);

const face = (name: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name, cs: name });

type Look = { size?: number; label?: true; align?: (typeof AlignmentType)[keyof typeof AlignmentType] };

const lines = (text: string, look: Look = {}): Paragraph[] =>
  text.split(/\r\n|\r|\n/).map(
    (line) =>
      new Paragraph({
        ...(look.align && { alignment: look.align }),
        children: [
          new TextRun({
            text: line,
            size: look.size ?? sizes.text,
            font: face(look.label ? typefaces.label : typefaces.text),
          }),
        ],
      }),
  );

const cell = (content: readonly Paragraph[], width: number, columnSpan = 1): TableCell =>
  new TableCell({
    children: [...content],
    columnSpan,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: mm(2), right: mm(2), top: mm(1.5), bottom: mm(1.5) },
  });

const height = (field: Field): number => (field.type === 'longText' ? mm(45) : mm(11));

const titleOf = (form: Form, field: Field, { say }: Vocabulary): string =>
  `${say(`form.${form.code}.${field.name}`)}${field.required === true ? ' *' : ''}`;

/** What one may tick, where nothing is filled in. */
const ticks = (form: Form, field: Field, { say }: Vocabulary): string => {
  if (field.type === 'yesNo') return `□ ${say('yes')}  □ ${say('no')}`;
  if (field.type !== 'choice') return '';
  return (field.choices ?? []).map((choice) => `□ ${say(`choice.${form.code}.${field.name}.${choice}`)}`).join('  ');
};

type Words = Record<string, unknown>;

const wordsOf = (form: Form, field: Field, content: WordContent, words: Words, vocabulary: Vocabulary): string => {
  if (content === 'template') return `{${field.name}}`;
  return content === 'blank' ? ticks(form, field, vocabulary) : String(words[field.name] ?? '');
};

/** Lines left empty in a table that is filled in by hand. */
const emptyRows = 4;

const innerTable = (form: Form, field: Field, content: WordContent, words: Words, vocabulary: Vocabulary): Table => {
  const columns = (field.columns ?? []).filter(({ type }) => type !== 'span' && type !== 'files');
  const width = Math.floor((paperWidth - mm(4)) / Math.max(1, columns.length));
  const row = (texts: readonly string[], label?: true) =>
    new TableRow({
      height: { value: mm(9), rule: HeightRule.ATLEAST },
      ...(label && { tableHeader: true }),
      children: texts.map((text) => cell(lines(text, { size: sizes.small, ...(label && { label }) }), width)),
    });
  const rows = (): string[][] => {
    if (content === 'blank') return Array.from({ length: emptyRows }, () => columns.map(() => ''));
    if (content === 'template')
      return [
        columns.map(({ name }, index) => {
          // The row is repeated for each entry between its first and its last mark.
          const first = index === 0 ? `{#${field.name}}` : '';
          const last = index === columns.length - 1 ? `{/${field.name}}` : '';
          return `${first}{${name}}${last}`;
        }),
      ];
    return ((words[field.name] ?? []) as Words[]).map((each) => columns.map(({ name }) => String(each[name] ?? '')));
  };
  return new Table({
    width: { size: paperWidth - mm(4), type: WidthType.DXA },
    rows: [
      row(
        columns.map((column) => titleOf(form, column, vocabulary)),
        true,
      ),
      ...rows().map((texts) => row(texts)),
    ],
  });
};

const labelWidth = mm(38);
const valueWidth = paperWidth - labelWidth;

const fieldRow = (form: Form, field: Field, content: WordContent, words: Words, vocabulary: Vocabulary): TableRow =>
  new TableRow({
    cantSplit: field.type !== 'table' && field.type !== 'longText',
    height: { value: height(field), rule: HeightRule.ATLEAST },
    children: [
      cell(lines(titleOf(form, field, vocabulary), { label: true, align: AlignmentType.CENTER }), labelWidth),
      cell(lines(wordsOf(form, field, content, words, vocabulary)), valueWidth),
    ],
  });

const tableRow = (form: Form, field: Field, content: WordContent, words: Words, vocabulary: Vocabulary): TableRow =>
  new TableRow({
    children: [
      new TableCell({
        columnSpan: 2,
        margins: { left: mm(2), right: mm(2), top: mm(1.5), bottom: mm(1.5) },
        children: [
          ...lines(titleOf(form, field, vocabulary), { label: true }),
          innerTable(form, field, content, words, vocabulary),
          // A cell ends with a paragraph, or Word calls the file damaged.
          new Paragraph({}),
        ],
      }),
    ],
  });

/** Where people sign and where the seal goes: the lowest row, with room enough for a seal of 42 mm. */
const sealRow = ({ say }: Vocabulary): TableRow =>
  new TableRow({
    cantSplit: true,
    height: { value: mm(48), rule: HeightRule.ATLEAST },
    children: [
      cell(lines(say('word.signature'), { label: true, align: AlignmentType.CENTER }), labelWidth),
      cell(
        [
          ...lines(say('word.seal'), { align: AlignmentType.RIGHT }),
          ...lines(say('word.date'), { align: AlignmentType.RIGHT }),
        ],
        valueWidth,
      ),
    ],
  });

/** A form on paper: a table of two columns, titles left and words right, signature and seal below. */
export const formDocument = async (
  form: Form,
  { title, agency }: Paper,
  content: WordContent,
  vocabulary: Vocabulary,
): Promise<Uint8Array> => {
  const words = typeof content === 'object' ? wordsFor(form, content.data, vocabulary) : {};
  // A place in a source text is nothing one writes by hand.
  const fields = form.fields.filter(({ type }) => type !== 'span');
  const row = (field: Field) => (field.type === 'table' ? tableRow : fieldRow)(form, field, content, words, vocabulary);
  const document = new Document({
    creator: agency,
    title,
    styles: { default: { document: { run: { size: sizes.text, font: face(typefaces.text) } } } },
    sections: [
      {
        properties: { page: { size: { width: mm(210), height: mm(297) }, margin: margins } },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: mm(6) },
            children: [new TextRun({ text: title, size: sizes.title, font: face(typefaces.title) })],
          }),
          ...lines(agency, { size: sizes.small }),
          new Table({
            width: { size: paperWidth, type: WidthType.DXA },
            columnWidths: [labelWidth, valueWidth],
            rows: [...fields.map(row), sealRow(vocabulary)],
          }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
};
