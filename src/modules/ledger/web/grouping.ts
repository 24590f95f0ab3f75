import type { LedgerGroup, LedgerRow } from '../domain/views.ts';
import type { GroupRows } from './use-ledger.ts';

export type NumberedRow = LedgerRow & { nr: number };
export type Group = LedgerGroup & { rows: NumberedRow[] };

/** Rows under their groups, as far as they are loaded; the serial number runs through all groups. */
export const grouped = (groups: readonly LedgerGroup[], parts: readonly GroupRows[]): Group[] => {
  const rows = new Map<string, LedgerRow[]>();
  for (const part of parts) rows.set(part.group, [...(rows.get(part.group) ?? []), ...part.rows]);
  let nr = 0;
  const found: Group[] = [];
  for (const group of groups) {
    const own = rows.get(group.key);
    if (own && own.length > 0)
      found.push({
        ...group,
        rows: own.map((row) => {
          nr += 1;
          return { ...row, nr };
        }),
      });
  }
  return found;
};

/** 销号率: of what was neither voided nor merged; null where that is nothing. */
export const rateOf = (struckOff: number, all: number): string | null =>
  all === 0 ? null : `${((struckOff / all) * 100).toFixed(1)}%`;

/** Measures that count: voided ones do not (DOMAIN A4). What comes next is a point of the plan or a measure, whichever is earlier. */
export const progressOf = (row: Pick<LedgerRow, 'measures' | 'milestones'>) => {
  const counted = row.measures.filter(({ state }) => state !== 'voided');
  const done = counted.filter(({ state }) => state === 'done').length;
  const ahead = [
    ...row.milestones.filter(({ reachedOn }) => reachedOn === null).map(({ title, dueOn }) => ({ title, on: dueOn })),
    ...counted
      .filter(({ state }) => state === 'open')
      .map(({ title, dueOn, dueWords }) => ({ title, on: dueOn, words: dueWords })),
  ];
  const far = '9999-12-31';
  const [next = null] = ahead.sort((a, b) => ((a.on ?? far) < (b.on ?? far) ? -1 : 1));
  return {
    done,
    all: counted.length,
    percent: counted.length === 0 ? null : Math.round((done / counted.length) * 100),
    next: next as { title: string | null; on: string | null; words?: string | null } | null,
  };
};

/** Evidence of a problem and of its measures together. */
export const evidenceOf = (row: Pick<LedgerRow, 'measures' | 'evidenceCount'>): number =>
  row.evidenceCount + row.measures.reduce((sum, { evidenceCount }) => sum + evidenceCount, 0);
