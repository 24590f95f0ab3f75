import { byHand } from '../../../kernel/form/columns.ts';
import type { Form } from '../../../kernel/form/form.ts';
import { officialColumns } from '../domain/official-columns.ts';
import { type Choice, type ColumnCode, entryColumns, fixedColumns } from '../domain/sheet-columns.ts';

type Say = (key: string) => string;

/** The title of a column as the sheet's header says it. */
export const titleOf = (code: ColumnCode, say: Say): string =>
  (officialColumns as readonly string[]).includes(code)
    ? say(`ledger.column.${code}`)
    : say(`ledgerSheet.column.${code}`);

/** Fields that columns of the ledger say already. */
const said = new Set([
  'title',
  'description',
  'category',
  'source',
  'unit',
  'leader',
  'owner',
  'ownerPost',
  'assistUnits',
  'due',
  'dueOn',
]);

/** Everything a column of a sheet may be taken for: those of the ledger, and every other field of the agency's form. */
export const columnChoices = (form: Form, say: Say): Choice[] => {
  const fixed = [...fixedColumns, ...entryColumns].map((code) => ({ code, title: titleOf(code, say) }));
  const taken = new Set(fixed.map(({ title }) => title));
  const more = byHand(form.fields)
    .filter(({ name, type }) => !said.has(name) && type !== 'table')
    .map(({ name }): Choice => ({ code: `field.${name}`, title: say(`form.${form.code}.${name}`) }));
  return [...fixed, ...more.map((each) => (taken.has(each.title) ? { ...each, title: `${each.title}（2）` } : each))];
};
