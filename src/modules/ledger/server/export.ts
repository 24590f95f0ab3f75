import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { type SheetColumn, writeWorkbook } from '../../../platform/documents/spreadsheet.ts';
import { recordAccess } from '../../../platform/matter/page.ts';
import { recordSecurity } from '../../../platform/security/record.ts';
import type { LedgerAddress } from '../domain/filters.ts';
import { officialColumns } from '../domain/official-columns.ts';
import { type ColumnCode, fixedColumns, stableColumns } from '../domain/sheet-columns.ts';
import { rowsOut } from '../domain/sheet-out.ts';
import type { StandingProblem } from '../domain/sheet-standing.ts';
import { ledgerPage } from './ledger.ts';
import { loadProblems } from './sheet-load.ts';
import { namesFor, problemForms, type SheetWords } from './sheet-names.ts';
import { titleOf } from './sheet-titles.ts';

export type ExportDeps = SheetWords & { engine: Engine };

/** Which problems: those chosen by hand, or all that an address of the list shows. */
export type Wanted = { ids: readonly string[] } | { address: LedgerAddress };

/** A workbook of more is none that anybody reads; filters narrow it. */
export const mostExported = 10_000;
const atOnce = 200;

/** In characters; together as many as an A3 page across holds at a size one can read. */
const widths: Partial<Record<ColumnCode, number>> = {
  serial: 5,
  number: 14,
  source: 12,
  description: 28,
  category: 6,
  leader: 8,
  unit: 9,
  owner: 8,
  assistUnits: 11,
  measures: 30,
  milestones: 17,
  due: 12,
  progress: 22,
  evidence: 5,
  lasting: 9,
  state: 12,
  satisfaction: 8,
};

/** Typed into an empty cell a date stays a date and a count a count; all else is text, whatever it looks like. */
const formats: Partial<Record<ColumnCode, string>> = {
  serial: '0',
  evidence: '0',
  due: 'yyyy-mm-dd',
  problemDue: 'yyyy-mm-dd',
};

const columnsFor = (say: (key: string) => string): SheetColumn[] =>
  fixedColumns.map((code) => {
    const format = formats[code];
    return {
      header: titleOf(code, say),
      width: widths[code] ?? 16,
      ...(format && { format }),
      ...((stableColumns as readonly string[]).includes(code) && { isHidden: true }),
      ...(code === 'lasting' && { choices: [say('yes'), say('no')] }),
    };
  });

/** Ids page by page as the list gives them; `null` when there are too many. */
const idsOf = async (engine: Engine, viewer: Viewer, address: LedgerAddress): Promise<Outcome<string[]>> => {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await ledgerPage(engine, viewer, { ...address, limit: atOnce, cursor });
    if (!page.ok) return page;
    ids.push(...page.value.items.map(({ id }) => id));
    if (ids.length > mostExported)
      return refuse('tooLarge', 'ledgerExport.size', { most: mostExported }, { mend: 'narrow' });
    if (page.value.next === null) return granted(ids);
    cursor = page.value.next;
  }
};

/**
 * The ledger as the workbook an office sends around: one row a measure, the official columns first, made in a thread of its own.
 * Each export is on record, with every confidential matter in it.
 */
export const exportLedger = async (
  deps: ExportDeps,
  viewer: Viewer,
  wanted: Wanted,
): Promise<Outcome<{ bytes: Uint8Array; name: string; problems: number }>> => {
  const { engine } = deps;
  const found = 'ids' in wanted ? granted([...new Set(wanted.ids)]) : await idsOf(engine, viewer, wanted.address);
  if (!found.ok) return found;
  const now = engine.now();
  const names = namesFor(viewer, deps, now);
  const { say } = names.vocabulary;
  const problems: StandingProblem[] = [];
  for (let at = 0; at < found.value.length; at += atOnce) {
    const loaded = await loadProblems(engine, viewer, found.value.slice(at, at + atOnce));
    await recordAccess(
      engine,
      viewer,
      'export',
      loaded.map(({ fold }) => fold),
    );
    problems.push(...loaded.map(({ standing }) => standing));
  }
  const { rows, merges } = rowsOut(problems, problemForms(viewer.settings.kit).problem, names);
  const day = dayOf(now);
  const title = say('ledgerSheet.title').replace('{{agency}}', viewer.agency.name);
  const bytes = await writeWorkbook([
    {
      name: say('ledger.title'),
      columns: columnsFor(say),
      rows,
      merges,
      print: {
        above: [
          title,
          say('ledgerSheet.line')
            .replace('{{agency}}', viewer.agency.name)
            .replace('{{day}}', day)
            .replace('{{count}}', String(problems.length)),
        ],
        columns: officialColumns.length,
        foot: say('ledgerSheet.foot'),
      },
    },
  ]);
  await recordSecurity(engine.runner, viewer.agency.id, {
    at: now,
    kind: 'export',
    person: viewer.person,
    detail: { kind: 'ledger', problems: problems.length },
  });
  return granted({ bytes, name: `${title} ${day}.xlsx`, problems: problems.length });
};
