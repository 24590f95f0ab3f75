import type { LedgerRow } from '../domain/views.ts';

export type Group = { id: string; name: string | null; rows: (LedgerRow & { nr: number })[]; struckOff: number };

/** Rows under their unit, units in the order in which they first appear; the serial number runs through all groups. */
export const groupByUnit = (rows: readonly LedgerRow[]): Group[] => {
  const groups = new Map<string, LedgerRow[]>();
  for (const row of rows) groups.set(row.unit.id, [...(groups.get(row.unit.id) ?? []), row]);
  let nr = 0;
  return [...groups].map(([id, list]) => ({
    id,
    name: list[0]?.unit.name ?? null,
    rows: list.map((row) => {
      nr += 1;
      return { ...row, nr };
    }),
    struckOff: list.filter(({ state }) => state === 'struckOff').length,
  }));
};

const loudFirst = ['over', 'overPromise', 'near', 'ok', 'paused', 'doneOnTime', 'doneLate'] as const;

/** How many rows stand under each light, the loudest first; those that none is under are left out. */
export const lightsOf = (rows: readonly Pick<LedgerRow, 'light'>[]) =>
  loudFirst.flatMap((light) => {
    const count = rows.filter((row) => row.light === light).length;
    return count > 0 ? [{ light, count }] : [];
  });

/** Measures that count: voided ones do not (DOMAIN A4). */
export const progressOf = (row: Pick<LedgerRow, 'measures'>) => {
  const counted = row.measures.filter(({ state }) => state !== 'voided');
  const done = counted.filter(({ state }) => state === 'done').length;
  return {
    done,
    all: counted.length,
    percent: counted.length === 0 ? null : Math.round((done / counted.length) * 100),
    next: counted.find(({ state }) => state === 'open') ?? null,
  };
};

/** Evidence of a problem and of its measures together. */
export const evidenceOf = (row: Pick<LedgerRow, 'measures' | 'evidenceCount'>): number =>
  row.evidenceCount + row.measures.reduce((sum, { evidenceCount }) => sum + evidenceCount, 0);
