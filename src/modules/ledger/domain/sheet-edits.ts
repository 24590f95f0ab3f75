import type { Form } from '../../../kernel/form/form.ts';
import { type ColumnCode, computedColumns, fieldOf, isFieldColumn, saysOfMeasure } from './sheet-columns.ts';
import { isAsExported } from './sheet-mark.ts';
import { planOf, reports, take } from './sheet-new.ts';
import {
  oneLine,
  type Read,
  readDescription,
  readDue,
  readField,
  readMeasures,
  readMilestones,
  readOwner,
  readUnit,
  readUnits,
} from './sheet-read.ts';
import type { RowIn } from './sheet-rows.ts';
import { plainWords, shown } from './sheet-show.ts';
import { isErased, type Names, type Standing, type StandingProblem } from './sheet-standing.ts';
import { type Findings, isAsking, nothing, type Place, type Step } from './sheet-steps.ts';

/** What the sheet says of something else than before, and where. */
type Edit = Place & { from: string; to: string };

export type Forms = { problem: Form; correction: Form };

const identity: ReadonlySet<ColumnCode> = new Set<ColumnCode>([
  'foundOn',
  'serial',
  'number',
  'problemNumber',
  'measureNumber',
  'mark',
]);

/**
 * A cell that was typed over: other than the ledger says now, and other than the export had said. What the ledger changed since
 * the export is nobody's edit; where both moved it is told.
 */
const editOf = (row: RowIn, column: ColumnCode, from: string, findings: Findings): Edit | null => {
  const to = row.words(column);
  if (to === from) return null;
  const mark = row.words('mark');
  if (isAsExported(mark, column, to) === true) return null;
  const at = { row: row.row, column };
  if (to === '') {
    findings.notes.push({ ...at, rule: 'emptyKept', words: from.slice(0, 60) });
    return null;
  }
  if (isAsExported(mark, column, from) === false)
    findings.notes.push({ ...at, rule: 'movedMeanwhile', words: from.slice(0, 60) });
  return { ...at, from, to };
};

/** Edits of the problem's own columns: said once, whichever of its rows says it. */
const problemEdits = (
  rows: readonly RowIn[],
  codes: readonly ColumnCode[],
  problem: StandingProblem,
  forms: Forms,
  names: Names,
  findings: Findings,
): Map<ColumnCode, Edit> => {
  const edits = new Map<ColumnCode, Edit>();
  for (const column of codes) {
    const from = plainWords(shown(column, problem, null, forms.problem, names));
    for (const [index, row] of rows.entries()) {
      // Below its first row a problem's cells are empty where merged ones were taken apart.
      if (index > 0 && row.words(column) === '') continue;
      const edit = editOf(row, column, from, findings);
      const known = edits.get(column);
      if (edit && known && known.to !== edit.to)
        findings.faults.push({ row: row.row, column, rule: 'conflict', limit: known.to.slice(0, 40) });
      else if (edit && !known) edits.set(column, edit);
    }
  }
  return edits;
};

/** Which measure a row means: by its number, else by its very words; none where it names a new one. */
const measureOf = (
  row: RowIn,
  problem: StandingProblem,
  taken: ReadonlySet<string>,
  findings: Findings,
): Standing | null | undefined => {
  const number = row.words('measureNumber');
  if (number !== '') {
    const found = problem.measures.find((each) => each.number === number);
    const rule = !found ? 'unknownNumber' : taken.has(found.id) ? 'twice' : null;
    if (!rule) return found;
    findings.faults.push({ row: row.row, column: 'measureNumber', rule });
    return undefined;
  }
  const words = oneLine(row.words('measures'));
  if (words === '') return null;
  return problem.measures.find((each) => each.data.title === words && !taken.has(each.id)) ?? null;
};

type Draft = Pick<Step, 'on' | 'action'> & {
  data: Record<string, unknown>;
  places: Record<string, Place>;
  rows: Set<number>;
};

/** Steps gathered by what they are about, so that several cells make one request. */
const drafts = () => {
  const made = new Map<string, Draft>();
  return {
    add(on: Step['on'], action: string, data: Record<string, unknown>, edit: Place): void {
      const key = JSON.stringify([on, action]);
      const draft = made.get(key) ?? { on, action, data: {}, places: { '': edit }, rows: new Set<number>() };
      made.set(key, draft);
      Object.assign(draft.data, data);
      for (const path of Object.keys(data)) draft.places[path] = edit;
      draft.rows.add(edit.row);
    },
    steps: (): Step[] => [...made.values()].map(({ rows, ...draft }) => ({ ...draft, rows: [...rows] })),
  };
};
type Drafts = ReturnType<typeof drafts>;

const change = ({ row, column, from, to }: Edit, { changes }: Findings): void => {
  changes.push({ row, column, from, to });
};

/** A later date is asked for; words instead of a date are a correction. */
const dueStep = (on: Step['on'], edit: Edit, made: Drafts): void => {
  const due = readDue(edit.to);
  made.add(on, 'dueOn' in due ? 'askExtension' : 'askCorrection', due, edit);
};

const descriptionData = (edit: Edit, data: Standing['data']): Record<string, unknown> => {
  const read = readDescription(edit.to);
  // A request cannot empty a field: what had a description keeps one, with the new words.
  return data.description === undefined || isErased(data.description) ? read : { ...read, description: edit.to };
};

const transferStep = (
  on: Step['on'],
  edits: { unit: Edit | undefined; owner: Edit | undefined },
  standing: Standing,
  names: Names,
  findings: Findings,
  made: Drafts,
): void => {
  const edit = edits.owner ?? edits.unit;
  if (!edit) return;
  for (const each of [edits.unit, edits.owner]) if (each) change(each, findings);
  const unit = edits.unit ? take(readUnit(edits.unit.to, names), edits.unit, findings) : standing.unit;
  if (unit === undefined) return;
  if (edits.owner) {
    const owner = take(readOwner(edits.owner.to, unit, names), edits.owner, findings);
    if (owner) made.add(on, 'askTransfer', { unit, owner: owner.person, ownerPost: owner.post }, edit);
    return;
  }
  // Another unit and nobody else: whoever answers goes along with the post held there.
  const there = names.postsOf(standing.owner.person).find((each) => each.unit === unit);
  if (there) made.add(on, 'askTransfer', { unit, owner: standing.owner.person, ownerPost: there.post }, edit);
  else findings.faults.push({ ...edit, rule: 'ownerElsewhere' });
};

const correctable = (form: Form, name: string): boolean => form.fields.some((field) => field.name === name);

const problemSteps = (
  edits: Map<ColumnCode, Edit>,
  problem: StandingProblem,
  forms: Forms,
  names: Names,
  findings: Findings,
  made: Drafts,
): void => {
  const correct = <T>(edit: Edit, name: string, read: Read<T>): void => {
    const value = take(read, edit, findings);
    if (value !== undefined) made.add('problem', 'askCorrection', { [name]: value }, edit);
  };
  transferStep('problem', { unit: edits.get('unit'), owner: edits.get('owner') }, problem, names, findings, made);
  for (const [column, edit] of edits) {
    if (column === 'unit' || column === 'owner' || column === 'milestones') continue;
    change(edit, findings);
    if (isFieldColumn(column)) {
      const field = forms.problem.fields.find(({ name }) => name === fieldOf(column));
      if (!field || !correctable(forms.correction, field.name)) findings.faults.push({ ...edit, rule: 'fixed' });
      else correct(edit, field.name, readField(forms.problem, field, edit.to, names));
      continue;
    }
    switch (column) {
      case 'description':
        made.add('problem', 'askCorrection', descriptionData(edit, problem.data), edit);
        break;
      case 'source':
        made.add('problem', 'askCorrection', { source: oneLine(edit.to) }, edit);
        break;
      case 'category': {
        const field = forms.correction.fields.find(({ name }) => name === 'category');
        if (field) correct(edit, 'category', readField({ ...forms.problem }, field, edit.to, names));
        break;
      }
      case 'assistUnits':
        correct(edit, 'assistUnits', readUnits(edit.to, names));
        break;
      case 'problemDue':
        dueStep('problem', edit, made);
        break;
      case 'problemProgress':
        made.add('problem', 'reportProgress', { progress: edit.to }, edit);
        break;
      default:
        findings.faults.push({ ...edit, rule: computedColumns.has(column) ? 'computed' : 'fixed' });
    }
  }
};

const measureColumns: readonly ColumnCode[] = [
  'measures',
  'due',
  'progress',
  'evidence',
  'lasting',
  'measureUnit',
  'measureOwner',
];

/** A row of a measure that stands, or of a problem that has none: what was typed over in it. */
const rowSteps = (
  row: RowIn,
  problem: StandingProblem,
  measure: Standing | null,
  forms: Forms,
  names: Names,
  findings: Findings,
  made: Drafts,
): void => {
  const on: Step['on'] = measure ? { measure: measure.id } : 'problem';
  const edits = new Map<ColumnCode, Edit>();
  for (const column of measureColumns) {
    if (!row.has(column) || (!measure && row.words(column) === '')) continue;
    const edit = editOf(row, column, plainWords(shown(column, problem, measure, forms.problem, names)), findings);
    if (edit) edits.set(column, edit);
  }
  if (measure)
    transferStep(
      on,
      { unit: edits.get('measureUnit'), owner: edits.get('measureOwner') },
      measure,
      names,
      findings,
      made,
    );
  for (const [column, edit] of edits) {
    if (measure && (column === 'measureUnit' || column === 'measureOwner')) continue;
    change(edit, findings);
    if (column === 'due') dueStep(on, edit, made);
    else if (column === 'progress') made.add(on, 'reportProgress', { progress: edit.to }, edit);
    else if (column === 'measures') made.add(on, 'askCorrection', { title: oneLine(edit.to) }, edit);
    else if (column === 'lasting' && measure) {
      const field = { name: 'lasting', type: 'yesNo' } as const;
      const value = take(
        readField({ code: 'measure', version: 1, fields: [field] }, field, edit.to, names),
        edit,
        findings,
      );
      if (value !== undefined) made.add(on, 'askCorrection', { lasting: value }, edit);
    } else findings.faults.push({ ...edit, rule: column === 'evidence' ? 'computed' : 'needsMeasure' });
  }
};

/** Rows of a problem that stands: what was typed over, and the measures that are new. */
export const changedProblem = (
  rows: readonly RowIn[],
  problem: StandingProblem,
  codes: readonly ColumnCode[],
  forms: Forms,
  names: Names,
): Findings => {
  const findings = nothing();
  const made = drafts();
  const own = codes.filter((code) => !identity.has(code) && !saysOfMeasure(code));
  const edits = problemEdits(rows, own, problem, forms, names, findings);
  problemSteps(edits, problem, forms, names, findings, made);
  const taken = new Set<string>();
  const lines: { row: RowIn; title: string }[] = [];
  for (const row of rows) {
    const measure = measureOf(row, problem, taken, findings);
    if (measure === undefined) continue;
    if (measure) taken.add(measure.id);
    const words = row.words('measures');
    if (!measure && words !== '') lines.push(...readMeasures(words).map((title) => ({ row, title })));
    else rowSteps(row, problem, measure, forms, names, findings, made);
  }
  findings.steps.push(...made.steps());
  newMeasures(rows, lines, problem, edits.get('milestones'), names, findings);
  findings.steps.sort((a, b) => order(a) - order(b));
  return findings;
};

/** What is asked comes first, then the plan, then what is told of what it made. */
const order = ({ on, action }: Step): number =>
  isAsking(action) ? 0 : action === 'plan' ? 1 : on === 'problem' ? 2 : 3;

const newMeasures = (
  rows: readonly RowIn[],
  lines: readonly { row: RowIn; title: string }[],
  problem: StandingProblem,
  points: Edit | undefined,
  names: Names,
  findings: Findings,
): void => {
  if (points) change(points, findings);
  const [line] = lines;
  if (!line) {
    if (points) findings.faults.push({ ...points, rule: 'withPlan' });
    return;
  }
  const milestones = points && take(readMilestones(points.to), points, findings);
  const plan = planOf(lines, { unit: problem.unit, owner: problem.owner }, names, findings, false, names.today);
  findings.steps.push({
    on: 'problem',
    action: 'plan',
    data: { measures: plan.measures, ...(milestones && { milestones }) },
    rows: [...new Set(lines.map(({ row }) => row.row))],
    places: { '': { row: line.row.row, column: 'measures' }, ...(points && { milestones: points }), ...plan.places },
  });
  const fresh = rows.filter((row) => lines.some((each) => each.row === row));
  reports(
    fresh.map((row) => ({ ...row, words: (code) => (code === 'problemProgress' ? '' : row.words(code)) })),
    lines,
    findings,
  );
};
