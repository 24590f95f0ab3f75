import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { MatterView } from '../../../kernel/view/view.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { matterPage } from '../../../platform/matter/page.ts';
import { type LedgerRow, ledgerPage, openedCases, satisfactionTold } from '../../ledger/index.ts';
import type { PaperKind, Words } from '../domain/kinds.ts';
import { bulletinWords } from './compose/bulletin.ts';
import { type LedgerEntry, ledgerWords } from './compose/ledger.ts';
import { noticeWords } from './compose/notice.ts';
import { strikeOffWords } from './compose/strike-off.ts';
import { monthFigures, monthSpan } from './figures.ts';
import { type Say, textAt } from './words.ts';

/** What a paper says, and which matters it says it of. */
export type Gathered = { words: Words; matters: string[]; confidential: boolean };

export type Asked = {
  kind: PaperKind;
  matters: readonly string[];
  input: Readonly<Record<string, unknown>>;
  printer: string;
};

/** On one paper; more is for the workbook. */
const mostRows = 300;
const onePage = 100;
/** On a bulletin; the library has all of them. */
const mostCases = 4;

const ledgerRows = async (
  engine: Engine,
  viewer: Viewer,
  view: string,
  unit: string | undefined,
): Promise<Outcome<LedgerRow[]>> => {
  const rows: LedgerRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await ledgerPage(engine, viewer, {
      view: view as Parameters<typeof ledgerPage>[2]['view'],
      unit,
      cursor,
      limit: onePage,
    } as Parameters<typeof ledgerPage>[2]);
    if (!page.ok) return page;
    // What is confidential stands on no list that is handed round.
    rows.push(...page.value.items.filter(({ confidential }) => !confidential));
    if (rows.length > mostRows)
      return refuse('tooLarge', 'papers.tooManyRows', { limit: mostRows }, { mend: 'papers.narrow' });
    if (page.value.next === null) return granted(rows);
    cursor = page.value.next;
  }
};

type Gather = (engine: Engine, viewer: Viewer, say: Say, asked: Asked) => Promise<Outcome<Gathered>>;

const gatherLedger: Gather = async (engine, viewer, say, { input }) => {
  const view = textAt(input, 'view');
  const unit = textAt(input, 'unit') || undefined;
  const rows = await ledgerRows(engine, viewer, view, unit);
  if (!rows.ok) return rows;
  if (rows.value.length === 0) return refuse('ruleBroken', 'papers.nothingListed', {}, { mend: 'papers.otherView' });
  const entries: LedgerEntry[] = [];
  for (const row of rows.value) {
    const matter = await matterPage(engine, viewer, row.id);
    if (matter.ok) entries.push({ row, matter: matter.value });
  }
  const words = ledgerWords(say, {
    agency: viewer.agency.name,
    unit: unit === undefined ? null : viewer.directory.unitName(unit),
    view,
    today: dayOf(engine.now()),
    entries,
  });
  return granted({ words, matters: entries.map(({ row }) => row.id), confidential: false });
};

const onlyOne = async (
  engine: Engine,
  viewer: Viewer,
  matters: readonly string[],
  procedures: readonly string[],
): Promise<Outcome<MatterView>> => {
  const [id] = matters;
  if (id === undefined || matters.length !== 1)
    return refuse('invalid', 'form', {}, { fields: [{ path: 'matters', rule: 'papers.oneMatter' }] });
  const matter = await matterPage(engine, viewer, id);
  if (matter.ok && !procedures.includes(matter.value.procedure))
    return refuse('ruleBroken', 'papers.procedure', { procedure: matter.value.procedure });
  return matter;
};

const gatherStrikeOff: Gather = async (engine, viewer, say, { matters, input }) => {
  const found = await onlyOne(engine, viewer, matters, ['problem']);
  if (!found.ok) return found;
  const problem = found.value;
  const measures: MatterView[] = [];
  for (const child of problem.children) {
    if (child.procedure !== 'measure' || child.state === 'voided') continue;
    const measure = await matterPage(engine, viewer, child.id);
    if (measure.ok) measures.push(measure.value);
  }
  const told = await satisfactionTold(engine, viewer, problem.id);
  if (!told.ok) return told;
  const words = strikeOffWords(say, {
    agency: viewer.agency.name,
    today: dayOf(engine.now()),
    problem,
    measures,
    satisfaction: told.value,
    input,
  });
  return granted({ words, matters: [problem.id], confidential: problem.confidential });
};

const gatherNotice: Gather = async (engine, viewer, say, { kind, matters, input, printer }) => {
  const found = await onlyOne(engine, viewer, matters, ['problem', 'measure']);
  if (!found.ok) return found;
  const matter = found.value;
  if (!matter.open)
    return refuse('wrongState', 'papers.closed', { state: matter.state }, { mend: 'papers.openMatter' });
  const assist = ((matter.data.assistUnits as string[] | undefined) ?? []).flatMap(
    (id) => viewer.directory.unitName(id) ?? [],
  );
  const facts = { agency: viewer.agency.name, printer, today: dayOf(engine.now()), matter, assist, input };
  const words = noticeWords(say, { ...facts, kind: kind === 'urge' ? 'urge' : 'supervise' });
  return granted({ words, matters: [matter.id], confidential: matter.confidential });
};

const gatherBulletin: Gather = async (engine, viewer, say, { input, printer }) => {
  // Figures of the whole agency are given by whoever sees the whole of it.
  if (!viewer.capacities.some(({ scope }) => scope === 'agency'))
    return refuse('notAllowed', 'papers.reach', {}, { mend: 'otherPerson' });
  const month = textAt(input, 'month');
  const now = engine.now();
  const today = dayOf(now);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month > today.slice(0, 7))
    return refuse('invalid', 'form', {}, { fields: [{ path: 'input.month', rule: 'papers.month' }] });
  const units = await monthFigures(engine.runner, viewer, month, now);
  const cases = await openedCases(engine.runner, viewer.agency.id, mostCases, monthSpan(month));
  const words = bulletinWords(say, { agency: viewer.agency.name, printer, today, month, units, cases, input });
  return granted({ words, matters: [], confidential: false });
};

const gatherers: Readonly<Record<PaperKind, Gather>> = {
  ledger: gatherLedger,
  strikeOff: gatherStrikeOff,
  supervise: gatherNotice,
  urge: gatherNotice,
  bulletin: gatherBulletin,
};

/** Reads what a paper is about as its viewer may know it, and puts it into words. */
export const gather: Gather = (engine, viewer, say, asked) => gatherers[asked.kind](engine, viewer, say, asked);
