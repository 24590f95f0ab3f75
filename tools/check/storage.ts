import type { TableEntry, TableKind } from '../../src/platform/database/table-kinds.ts';
import type { Catalogue, Column, Constraint, Table } from '../schema/catalogue.ts';

/** Foreign keys that hold on a cluster (storage rule 2); a local table's would be checked at insert only. */
const allowedKeys = new Set(['tenant→tenant', 'tenant→reference', 'local→local']);

/** What must never change: no role of the running program may update these, nor the application delete from them. */
const appendOnly = new Set(['event', 'sealed', 'tile', 'checkpoint', 'checkpoint_handout', 'access', 'security_event']);

type Known = ReadonlyMap<string, { kind: TableKind; key: string | undefined; order: number }>;

const kindFindings = (tables: readonly Table[], entries: readonly TableEntry[]): string[] => {
  const names = entries.map(([name]) => name);
  return [
    ...tables.filter(({ name }) => !names.includes(name)).map(({ name }) => `${name}: of no kind in table-kinds.ts`),
    ...names
      .filter((name) => !tables.some((table) => table.name === name))
      .map((name) => `${name}: has a kind but does not exist`),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `${name}: stands twice in table-kinds.ts`),
    ...entries
      .filter(([, kind, key]) => kind === 'byKey' && key === undefined)
      .map(([name]) => `${name}: byKey without a key`),
  ];
};

/** Rule 1: the distribution column leads, or on a by-key table at least stands in, whatever must be unique. */
const keyFindings = (table: Table, column: string, mustLead: boolean): string[] => {
  const holds = (columns: readonly (string | null)[]) => (mustLead ? columns[0] === column : columns.includes(column));
  const word = mustLead ? 'does not begin with' : 'lacks';
  const found = table.columns.find(({ name }) => name === column);
  const findings: string[] = [];
  if (!found) return [`${table.name}: has no column ${column}`];
  if (!found.notNull) findings.push(`${table.name}.${column}: may be null`);
  if (!table.constraints.some(({ kind }) => kind === 'p')) findings.push(`${table.name}: has no primary key`);
  for (const { name, kind, columns } of table.constraints)
    if (['p', 'u', 'x'].includes(kind) && !holds(columns))
      findings.push(`${table.name}: key ${name} ${word} ${column}`);
  for (const { name, unique, columns, ofConstraint } of table.indexes)
    if (!ofConstraint && (unique || mustLead) && !holds(columns))
      findings.push(`${table.name}: ${unique ? 'unique ' : ''}index ${name} ${word} ${column}`);
  return findings;
};

const foreignFindings = (table: Table, { name, columns, target }: Constraint, known: Known): string[] => {
  if (!target) return [];
  const here = known.get(table.name);
  const there = known.get(target.table);
  if (!here || !there) return [];
  const findings: string[] = [];
  if (!allowedKeys.has(`${here.kind}→${there.kind}`))
    findings.push(`${table.name}: ${name} leads from a ${here.kind} to a ${there.kind} table`);
  if (here.kind === 'tenant' && there.kind === 'tenant') {
    if (columns[0] !== 'agency_id' || target.columns[0] !== 'agency_id')
      findings.push(`${table.name}: ${name} does not begin with agency_id on both sides`);
    if (there.order > here.order)
      findings.push(`${table.name}: ${target.table} must stand before it in table-kinds.ts`);
  }
  const clears = [target.onDelete, target.onUpdate].some((action) => action === 'n' || action === 'd');
  if (clears && columns.length > 1)
    findings.push(`${table.name}: ${name} sets columns of a composite key to null or default`);
  return findings;
};

/** Rule 4 for one column: values come in as parameters, so a default is a constant. */
const columnFindings = (table: Table, column: Column): string[] => {
  const at = `${table.name}.${column.name}`;
  const findings: string[] = [];
  const words = (column.default ?? '').replaceAll(/'(?:[^']|'')*'/g, "''");
  if (/[a-z_]\w*\s*\(|\bcurrent_|\bsession_user\b|\blocaltime/i.test(words))
    findings.push(`${at}: default ${column.default} is not a constant`);
  if (column.identity !== '' && column.type !== 'bigint') findings.push(`${at}: identity of type ${column.type}`);
  return findings;
};

/** The catalogue against TECH.md's storage rules 1, 2 and 4, and the append-only tables against their grants. */
export const storageFindings = ({ tables }: Catalogue, entries: readonly TableEntry[]): string[] => {
  const known: Known = new Map(entries.map(([name, kind, key], order) => [name, { kind, key, order }]));
  const each = (table: Table): string[] => {
    const entry = known.get(table.name);
    const findings: string[] = [];
    if (entry?.kind === 'tenant') findings.push(...keyFindings(table, 'agency_id', true));
    if (entry?.kind === 'byKey' && entry.key !== undefined) findings.push(...keyFindings(table, entry.key, false));
    for (const constraint of table.constraints) {
      findings.push(...foreignFindings(table, constraint, known));
      if (constraint.deferrable) findings.push(`${table.name}: ${constraint.name} is deferrable`);
    }
    findings.push(...table.columns.flatMap((column) => columnFindings(table, column)));
    findings.push(...table.triggers.map((trigger) => `${table.name}: has a trigger: ${trigger}`));
    if (table.rowSecurity || table.policies.length > 0) findings.push(`${table.name}: guarded by row security`);
    if (!appendOnly.has(table.name)) return findings;
    for (const { to, rights } of table.grants)
      for (const right of rights.filter((word) => ['update', 'delete', 'truncate'].includes(word)))
        findings.push(`${table.name}: ${to} may ${right} what must not change`);
    return findings;
  };
  return [...kindFindings(tables, entries), ...tables.flatMap(each)];
};
