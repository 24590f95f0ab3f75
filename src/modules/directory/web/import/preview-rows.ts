import type { ImportPreviewView } from '../../../../kernel/view/organisation.ts';

export const outcomes = ['error', 'changed', 'new', 'same'] as const;
export type OutcomeOf = (typeof outcomes)[number];
type Sheet = ImportPreviewView['sheets'][number];
export type PreviewRow = Sheet['rows'][number] & { sheet: string };

/** Every row of the workbook under the sheet it stands on, those with such an outcome alone where one is asked for. */
export const rowsWith = (preview: ImportPreviewView, outcome: OutcomeOf | 'all'): PreviewRow[] =>
  preview.sheets.flatMap(({ name, rows }) =>
    rows.filter((row) => outcome === 'all' || row.outcome === outcome).map((row) => ({ ...row, sheet: name })),
  );

/** What is looked at first: what is wrong; else what is other than before; else everything. */
export const firstLook = ({ counts }: ImportPreviewView): OutcomeOf | 'all' =>
  counts.error > 0 ? 'error' : counts.changed > 0 ? 'changed' : counts.new > 0 ? 'new' : 'all';
