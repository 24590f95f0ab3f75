import type { Relative } from '../../../kernel/matter/matter.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { addressOf } from '../../../platform/documents/spreadsheet.ts';
import type { Counts, ImportRow, ImportSetup, RowOutcome } from '../domain/import-views.ts';
import { type ColumnCode, fieldOf, isFieldColumn } from '../domain/sheet-columns.ts';
import { changedProblem } from '../domain/sheet-edits.ts';
import type { Grid } from '../domain/sheet-grid.ts';
import { newProblem } from '../domain/sheet-new.ts';
import { type Group, groupsOf, numbersIn, type RowIn, type Setup } from '../domain/sheet-rows.ts';
import { type CellFault, type CellNote, type Findings, nothing, type Step } from '../domain/sheet-steps.ts';
import { type Bench, judge, type RuleFault, type Task } from './import-judge.ts';
import { type Loaded, loadProblems, mattersNumbered } from './sheet-load.ts';
import { namesFor, problemForms, type SheetWords } from './sheet-names.ts';
import { columnChoices } from './sheet-titles.ts';

export type ReadDeps = SheetWords & { engine: Engine };

export type Preview = { rows: ImportRow[]; tasks: Task[]; counts: Counts };

/** Problems looked at between two breaths: others have their turn on the server. */
const atOnce = 50;

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const setupOf = ({ row, height, columns }: ImportSetup): Setup => ({
  row,
  height,
  columns: columns as (ColumnCode | null)[],
});

/** Numbers in columns that name other matters, such as a theme; nothing else is known by number alone. */
const namedIn = (grid: Grid, setup: Setup, fields: ReadonlySet<string>): string[] =>
  setup.columns.flatMap((code, at) =>
    code && isFieldColumn(code) && fields.has(fieldOf(code))
      ? grid.rows.slice(setup.row + setup.height).flatMap((row) => row[at]?.trim() || [])
      : [],
  );

const stub = (id: string, procedure: string): Relative => ({
  id,
  seq: 0,
  procedure,
  state: '',
  owner: { person: '', post: '' },
  registrar: '',
  answered: [],
  evidenceBy: [],
  evidenceCount: 0,
});

const outcomeOf = (actions: readonly string[]): RowOutcome => {
  if (actions.includes('register')) return 'new';
  if (actions.includes('plan')) return 'add';
  if (actions.some((each) => each.startsWith('ask'))) return 'ask';
  return actions.length > 0 ? 'report' : 'same';
};

/** One fault a cell: what is said first says most. */
const firstEach = <T extends CellFault>(faults: readonly T[]): T[] => {
  const seen = new Set<string>();
  return faults.filter(({ row, column }) => {
    const key = `${row} ${column}`;
    return !seen.has(key) && seen.add(key);
  });
};

/** What is missing only because the row it was to come from is wrong is told there alone. */
const ownFaults = (faults: readonly RuleFault[], rows: readonly RowIn[]): RuleFault[] => {
  const wrong = new Set(faults.flatMap(({ rule, column }) => (rule === 'required' ? [] : [column])));
  const blank = ({ row, column }: RuleFault) => rows.find((each) => each.row === row)?.words(column) === '';
  return faults.filter((fault) => fault.rule !== 'required' || !wrong.has(fault.column) || !blank(fault));
};

type Look = { setup: Setup; titles: ReadonlyMap<string, string> };

const cellOf = ({ setup, titles }: Look, row: number, column: ColumnCode) => {
  const at = setup.columns.indexOf(column);
  const fallback = Math.max(0, setup.columns.indexOf('description'));
  return { cell: addressOf(row, at < 0 ? fallback : at), column: titles.get(column) ?? column };
};

const cut = (words: string): string => (words.length > 400 ? `${words.slice(0, 400).toWellFormed()}…` : words);

const doesOf = (steps: readonly Step[], row: number): ImportRow['does'] =>
  steps
    .filter(({ rows }) => rows.includes(row))
    .map(({ on, action, data }) => ({
      procedure: on === 'new' || on === 'problem' ? 'problem' : 'measure',
      action,
      ...(action === 'plan' && { count: Array.isArray(data.measures) ? data.measures.length : 0 }),
    }));

type Verdict = {
  findings: Pick<Findings, 'notes' | 'changes'>;
  faults: RuleFault[];
  done: readonly Step[];
  loaded: Loaded | null;
};

const rowViews = (group: readonly RowIn[], { findings, faults, done, loaded }: Verdict, look: Look): ImportRow[] => {
  const of = <T extends { row: number }>(list: readonly T[], row: number): T[] =>
    list.filter((each) => each.row === row);
  const each = firstEach(faults);
  return group.map((row) => {
    const wrong = of(each, row.row);
    const does = doesOf(done, row.row);
    const notes: CellNote[] = of(findings.notes, row.row);
    return {
      row: row.row + 1,
      outcome: wrong.length > 0 ? 'error' : outcomeOf(does.map(({ action }) => action)),
      problem: loaded ? { id: loaded.standing.id, number: loaded.standing.number } : null,
      title: cut(row.words('description') || row.words('measures') || loaded?.standing.number || ''),
      does,
      changes: of(findings.changes, row.row).map(({ column, from, to }) => ({
        ...cellOf(look, row.row, column),
        from: cut(from),
        to: cut(to),
      })),
      faults: wrong.map(({ column, rule, limit, candidates, refusal }) => ({
        ...cellOf(look, row.row, column),
        rule,
        ...(limit !== undefined && { limit }),
        ...(candidates?.length && { candidates: [...candidates] }),
        ...(refusal && { refusal }),
      })),
      notes: notes.map(({ column, rule, words }) => ({
        ...cellOf(look, row.row, column),
        rule,
        ...(words !== undefined && { words }),
      })),
    };
  });
};

/** Names a number that nobody here knows of: not there and not yours are told alike. */
const unknownNumber = (row: RowIn): CellFault => ({
  row: row.row,
  column: row.words('problemNumber') === '' ? 'number' : 'problemNumber',
  rule: 'unknownNumber',
});

/**
 * Reads a whole sheet against the ledger as it stands and decides every row as its commands will be decided, without writing
 * anything. `onProgress` hears how many rows have been looked at.
 */
export const readLedgerSheet = async (
  deps: ReadDeps,
  viewer: Viewer,
  grid: Grid,
  { setup, reason }: { setup: Setup; reason: string },
  onProgress: (done: number, total: number) => Promise<void> = async () => {},
): Promise<Preview> => {
  const { engine } = deps;
  const { kit } = viewer.settings;
  const forms = problemForms(kit);
  const numbers = numbersIn(grid, setup);
  const linked = new Map(
    forms.problem.fields.flatMap(({ name, type, procedure }) =>
      type === 'matter' ? [[name, procedure] as const] : [],
    ),
  );
  const named = namedIn(grid, setup, new Set(linked.keys()));
  const others =
    named.length > 0
      ? await mattersNumbered(
          engine,
          viewer,
          [...linked.values()].flatMap((code) => code ?? []),
          [...new Set(named)],
        )
      : [];
  const problems = new Map(
    (await mattersNumbered(engine, viewer, ['problem'], numbers.problems)).map(({ number, id }) => [number, id]),
  );
  const parentOf = new Map(
    (await mattersNumbered(engine, viewer, ['measure'], numbers.measures)).flatMap(({ number, parent }) =>
      parent === null ? [] : [[number, parent] as const],
    ),
  );
  for (const { number, id } of await mattersNumbered(engine, viewer, ['problem'], [...new Set(parentOf.values())]))
    problems.set(number, id);
  const now = engine.now();
  const names = namesFor(viewer, deps, now, new Map(others.map(({ number, id }) => [number, id])));
  const bench: Bench = {
    engine,
    viewer,
    now,
    reason,
    others: new Map(others.map(({ id, procedure }) => [id, stub(id, procedure)])),
  };
  const titles = new Map<string, string>(
    columnChoices(forms.problem, names.vocabulary.say).map(({ code, title }) => [code, title]),
  );
  const look: Look = { setup, titles };
  const { groups, loose } = groupsOf(grid, setup, parentOf);
  const total = groups.reduce((sum, { rows }) => sum + rows.length, loose.length);
  const rows: ImportRow[] = [];
  const tasks: Task[] = [];
  const codes = setup.columns.filter((code) => code !== null);
  const lookAt = (group: Group, loaded: Loaded | null): void => {
    const [first] = group.rows as [RowIn, ...RowIn[]];
    const isUnknown = group.number !== null && loaded === null;
    const findings = isUnknown
      ? { ...nothing(), faults: [unknownNumber(first)] }
      : loaded
        ? changedProblem(group.rows, loaded.standing, codes, forms, names)
        : newProblem(group.rows, forms.problem, names);
    const judged = judge(bench, findings, loaded, tasks.length);
    tasks.push(...judged.tasks);
    rows.push(
      ...rowViews(
        group.rows,
        {
          findings: { notes: [...findings.notes, ...judged.notes], changes: findings.changes },
          faults: ownFaults([...findings.faults, ...judged.faults], group.rows),
          done: judged.done,
          loaded,
        },
        look,
      ),
    );
  };
  for (let at = 0; at < groups.length; at += atOnce) {
    const some = groups.slice(at, at + atOnce);
    const ids = some.flatMap(({ number }) => (number === null ? [] : (problems.get(number) ?? [])));
    const loaded = new Map(
      (ids.length > 0 ? await loadProblems(engine, viewer, ids) : []).map((each) => [each.standing.number, each]),
    );
    for (const group of some) lookAt(group, group.number === null ? null : (loaded.get(group.number) ?? null));
    await onProgress(rows.length, total);
    await pause();
  }
  for (const row of loose)
    rows.push(
      ...rowViews(
        [row],
        {
          findings: nothing(),
          faults: [{ row: row.row, column: 'description', rule: 'noProblem' }],
          done: [],
          loaded: null,
        },
        look,
      ),
    );
  rows.sort((a, b) => a.row - b.row);
  const counts: Counts = { error: 0, new: 0, add: 0, ask: 0, report: 0, same: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return { rows, tasks, counts };
};
