import { z } from 'zod';
import { isPlainText } from '../../../kernel/form/compile.ts';
import { Named } from '../../../kernel/view/view.ts';
import { groupings, LedgerAddress, ledgerViews } from './filters.ts';
import { officialColumns } from './official-columns.ts';

/** What an address of the ledger's page may say: what a list is asked, and how it is grouped. */
export const SavedAddress = LedgerAddress.extend({ group: z.enum(groupings).optional() });

export const NewView = z.strictObject({
  name: z.string().trim().min(1).max(40).refine(isPlainText),
  query: z.string().max(2000).refine(isPlainText),
  /** One of one's own units to share it with, or null. */
  unit: z.uuid().nullable(),
});
export type NewView = z.infer<typeof NewView>;

export const Look = z.strictObject({
  view: z.union([z.enum(ledgerViews), z.uuid()]),
  columns: z.array(z.enum(officialColumns)).max(officialColumns.length),
  lines: z.union([z.literal(1), z.literal(2)]),
});
export type Look = z.infer<typeof Look>;

export const SavedViews = z.object({
  views: z.array(
    z.object({ id: z.uuid(), name: z.string(), query: z.string(), mine: z.boolean(), unit: Named.nullable() }),
  ),
  looks: z.array(Look),
  /** Units a view can be shared with. */
  units: z.array(Named),
});
export type SavedViews = z.infer<typeof SavedViews>;
