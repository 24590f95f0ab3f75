import type { Form } from '../../../kernel/form/form.ts';
import type { Owner } from '../../../kernel/matter/matter.ts';
import type { ColumnCode } from './sheet-columns.ts';
import {
  dayIn,
  oneLine,
  type Read,
  readDescription,
  readDue,
  readField,
  readMeasures,
  readMilestones,
  readOwner,
  readPerson,
  readUnit,
  readUnits,
} from './sheet-read.ts';
import type { RowIn } from './sheet-rows.ts';
import type { Names } from './sheet-standing.ts';
import type { Findings, Place } from './sheet-steps.ts';
import { nothing } from './sheet-steps.ts';

/** Columns of the problem that a new one takes from its first row, as they are. */
const once: readonly ColumnCode[] = ['source', 'category', 'leader', 'assistUnits', 'problemDue', 'problemProgress'];

/** Takes the value of a reading, or lays its fault at the cell. */
export const take = <T>(read: Read<T>, at: Place, { faults }: Pick<Findings, 'faults'>): T | undefined => {
  if (read.ok) return read.value;
  faults.push({ ...at, ...read.fault });
  return undefined;
};

/** Who answers: unit and person as they are written, each found by the other where one is left empty. */
const ownerIn = (
  row: RowIn,
  codes: { unit: ColumnCode; owner: ColumnCode },
  otherwise: { unit: string | undefined; owner: Owner | undefined },
  names: Names,
  findings: Findings,
): { unit: string | undefined; owner: Owner | undefined } => {
  const unitWords = row.words(codes.unit);
  const ownerWords = row.words(codes.owner);
  const unit =
    unitWords === ''
      ? otherwise.unit
      : take(readUnit(unitWords, names), { row: row.row, column: codes.unit }, findings);
  const owner =
    ownerWords === ''
      ? otherwise.owner
      : take(readOwner(ownerWords, unit ?? null, names), { row: row.row, column: codes.owner }, findings);
  const ofPost = owner && names.postsOf(owner.person).find(({ post }) => post === owner.post)?.unit;
  return { unit: unit ?? (unitWords === '' ? ofPost : undefined), owner };
};

/** The deadline a cell says; one that lies before the day it is said on is none. */
const dueIn = (
  row: RowIn,
  column: ColumnCode,
  since: string,
  { faults }: Findings,
): { dueOn?: string; due?: string } => {
  const words = row.words(column);
  const due: { dueOn?: string; due?: string } = words === '' ? {} : readDue(words);
  if (due.dueOn !== undefined && due.dueOn < since) faults.push({ row: row.row, column, rule: 'past', limit: since });
  return due;
};

const filled = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));

type Line = { row: RowIn; title: string };

/** Measures that rows name, ready for the plan, each with the cells it came from. */
export const planOf = (
  lines: readonly Line[],
  otherwise: { unit: string | undefined; owner: Owner | undefined },
  names: Names,
  findings: Findings,
  ownCells: boolean,
  since: string,
): { measures: Record<string, unknown>[]; places: Record<string, Place> } => {
  const places: Record<string, Place> = {};
  const measures = lines.map(({ row, title }, index) => {
    const place = (path: string, column: ColumnCode) => {
      places[`measures.${index}.${path}`] = { row: row.row, column };
    };
    // In a table of new problems the unit and person of a row are those of its measure.
    const rough = ownCells ? ownerIn(row, { unit: 'unit', owner: 'owner' }, otherwise, names, nothing()) : otherwise;
    const { unit, owner } = ownerIn(row, { unit: 'measureUnit', owner: 'measureOwner' }, rough, names, findings);
    const due = dueIn(row, 'due', since, findings);
    const lasting = row.words('lasting');
    const yes =
      lasting === ''
        ? undefined
        : take(readField(lastingForm, lastingField, lasting, names), { row: row.row, column: 'lasting' }, findings);
    place('', 'measures');
    place('title', 'measures');
    place('unit', row.words('measureUnit') === '' ? 'unit' : 'measureUnit');
    place('owner', row.words('measureOwner') === '' ? 'owner' : 'measureOwner');
    place('ownerPost', row.words('measureOwner') === '' ? 'owner' : 'measureOwner');
    place('due', 'due');
    place('dueOn', 'due');
    place('lasting', 'lasting');
    return filled({
      title,
      unit,
      owner: owner?.person,
      ownerPost: owner?.post,
      ...due,
      lasting: yes,
    });
  });
  return { measures, places };
};

const lastingField = { name: 'lasting', type: 'yesNo' } as const;
const lastingForm: Form = { code: 'measure', version: 1, fields: [lastingField] };

const conflicts = (rows: readonly RowIn[], codes: readonly ColumnCode[], findings: Findings): void => {
  const [first, ...more] = rows as [RowIn, ...RowIn[]];
  for (const row of more)
    for (const column of codes) {
      const words = row.words(column);
      if (words !== '' && words !== first.words(column))
        findings.faults.push({ row: row.row, column, rule: 'conflict', limit: first.words(column).slice(0, 40) });
    }
};

/** What cannot come in by a sheet is told, so that nobody believes it has. */
const later = (row: RowIn, { notes }: Findings): void => {
  const say = (column: ColumnCode, rule: string) => {
    const words = row.words(column);
    if (words !== '' && words !== '0') notes.push({ row: row.row, column, rule, words: words.slice(0, 60) });
  };
  say('evidence', 'evidenceLater');
  say('satisfaction', 'notTaken');
  if (/销号|完成|办结|done|closed/i.test(row.words('state')) && !/[未不没]/.test(row.words('state')))
    say('state', 'strikeOffLater');
};

/** The day it was found, of what is entered later; a deadline may lie between that day and today. */
const foundOn = (row: RowIn, { today }: Names, { faults }: Findings): string | undefined => {
  const words = row.words('foundOn');
  if (words === '') return undefined;
  const day = dayIn(words);
  if (day !== null && day <= today) return day;
  faults.push({ row: row.row, column: 'foundOn', rule: day === null ? 'format.date' : 'future' });
  return undefined;
};

const latest = (days: readonly (string | null)[]): string | undefined =>
  days.length > 0 && days.every((day) => day !== null) ? (days as string[]).toSorted().at(-1) : undefined;

/** Rows of a problem that is not on the ledger yet: it is registered, its measures are planned. */
export const newProblem = (rows: readonly RowIn[], form: Form, names: Names): Findings => {
  const findings = nothing();
  const [first] = rows as [RowIn, ...RowIn[]];
  const at = (column: ColumnCode): Place => ({ row: first.row, column });
  const fields = form.fields.filter(({ name }) => first.has(`field.${name}`));
  conflicts(rows, [...once, ...fields.map(({ name }): ColumnCode => `field.${name}`)], findings);
  const words = first.words('description');
  const { unit, owner } = ownerIn(
    first,
    { unit: 'unit', owner: 'owner' },
    { unit: undefined, owner: undefined },
    names,
    findings,
  );
  for (const row of rows.slice(1)) ownerIn(row, { unit: 'unit', owner: 'owner' }, { unit, owner }, names, findings);
  const lines = rows.flatMap((row) =>
    row.words('measures') === '' ? [] : readMeasures(row.words('measures')).map((title) => ({ row, title })),
  );
  const read = <T>(column: ColumnCode, reader: (words: string) => Read<T>): T | undefined =>
    first.words(column) === '' ? undefined : take(reader(first.words(column)), at(column), findings);
  const category = form.fields.find(({ name }) => name === 'category');
  const found = foundOn(first, names, findings);
  const since = found ?? names.today;
  const occurred = found !== undefined && found < names.today ? { occurredAt: names.startOf(found) } : {};
  const dueAt = first.words('problemDue') === '' ? 'due' : 'problemDue';
  const asked = dueAt === 'problemDue' || lines.length === 0;
  const ends = latest(lines.map(({ row }) => dayIn(row.words('due'))));
  const own = asked ? dueIn(first, dueAt, since, findings) : ends ? { dueOn: ends } : {};
  const data = filled({
    ...(words !== '' && readDescription(words)),
    source: first.words('source') === '' ? undefined : oneLine(first.words('source')),
    category: category && read('category', (each) => readField(form, category, each, names)),
    leader: read('leader', (each) => readPerson(each, unit ?? null, names)),
    unit,
    owner: owner?.person,
    ownerPost: owner?.post,
    assistUnits: read('assistUnits', (each) => readUnits(each, names)),
    ...own,
    ...Object.fromEntries(
      fields.map((field) => [field.name, read(`field.${field.name}`, (each) => readField(form, field, each, names))]),
    ),
  });
  const places: Record<string, Place> = {
    '': at('description'),
    title: at('description'),
    description: at('description'),
    source: at('source'),
    category: at('category'),
    leader: at('leader'),
    unit: at('unit'),
    owner: at('owner'),
    ownerPost: at('owner'),
    assistUnits: at('assistUnits'),
    due: at(dueAt),
    dueOn: at(dueAt),
    ...Object.fromEntries(fields.map(({ name }) => [name, at(`field.${name}`)])),
  };
  findings.steps.push({ on: 'new', action: 'register', data, ...occurred, rows: [first.row], places });
  const points = first.words('milestones');
  const milestones = points === '' ? null : readMilestones(points);
  const planned = milestones?.ok && lines.length > 0;
  if (milestones && !planned)
    findings.notes.push({ ...at('milestones'), rule: 'milestonesLater', words: points.slice(0, 60) });
  if (lines.length > 0) {
    const plan = planOf(lines, { unit, owner }, names, findings, true, since);
    findings.steps.push({
      on: 'problem',
      action: 'plan',
      data: { measures: plan.measures, ...(planned && { milestones: milestones.value }) },
      ...occurred,
      rows: [...new Set(lines.map(({ row }) => row.row))],
      places: {
        '': { row: lines[0]?.row.row ?? first.row, column: 'measures' },
        milestones: at('milestones'),
        ...plan.places,
      },
    });
  }
  reports(rows, lines, findings);
  for (const row of rows) later(row, findings);
  return findings;
};

/** Progress that a row tells of what it makes: written where whoever imports is the one who answers, else told. */
export const reports = (rows: readonly RowIn[], lines: readonly Line[], findings: Findings): void => {
  const say = (on: 'problem' | { born: number }, row: RowIn, column: ColumnCode): void => {
    const progress = row.words(column);
    if (progress === '') return;
    const place = { row: row.row, column };
    findings.steps.push({
      on,
      action: 'reportProgress',
      data: { progress },
      rows: [row.row],
      places: { '': place, progress: place },
      orNote: 'progressLater',
    });
  };
  for (const row of rows) {
    const own = lines.flatMap((line, index) => (line.row === row ? [index] : []));
    if (own.length > 1 && row.words('progress') !== '')
      findings.notes.push({
        row: row.row,
        column: 'progress',
        rule: 'progressLater',
        words: row.words('progress').slice(0, 60),
      });
    else if (own.length === 1) say({ born: own[0] as number }, row, 'progress');
  }
  const [first] = rows;
  if (!first) return;
  if (first.words('problemProgress') !== '') say('problem', first, 'problemProgress');
  else if (lines.length === 0) say('problem', first, 'progress');
};
