import { useQuery } from '@tanstack/react-query';
import { call } from '../../../../web/api/client.ts';
import { client, usePages } from '../../../../web/api/queries.ts';
import { sendFile } from '../../../../web/api/upload.ts';
import type { ImportList, ImportRow, ImportView, RowOutcome } from '../../domain/import-views.ts';
import type { PastedCells } from './pasted-cells.ts';

/** While somebody works on it in the background the page asks how far it is. */
const askedEach = 500;
const isUnderWay = (state: ImportView['state'] | undefined): boolean => state === 'previewing' || state === 'writing';

const importKey = (id: string) => ['ledgerImport', id];

export const useImport = (id: string) =>
  useQuery({
    queryKey: importKey(id),
    queryFn: () => call<ImportView>(`/ledger/imports/${id}`),
    refetchInterval: ({ state }) => isUnderWay(state.data?.state) && askedEach,
  });

export const useImports = () =>
  useQuery({ queryKey: ['ledgerImports'], queryFn: () => call<ImportList>('/ledger/imports'), staleTime: 0 });

/** Rows of one preview; another preview, or the same once it is written, are other rows. */
export const useImportRows = ({ id, state, setup }: ImportView, outcome: RowOutcome | 'all') =>
  usePages<ImportRow>(['ledgerImport', id, 'rows', state, setup.columns.join(), outcome], (cursor) => {
    const wanted = new URLSearchParams({ limit: '200' });
    if (outcome !== 'all') wanted.set('outcome', outcome);
    if (cursor) wanted.set('cursor', cursor);
    return `/ledger/imports/${id}/rows?${wanted}`;
  });

export const nowStands = (view: ImportView): void => {
  client.setQueryData(importKey(view.id), view);
  void client.invalidateQueries({ queryKey: ['ledgerImports'] });
};

export const sendSheet = (file: File, onProgress: (part: number) => void): Promise<ImportView> =>
  sendFile<ImportView>('/ledger/imports', file, onProgress);

export const sendCells = (cells: PastedCells): Promise<ImportView> =>
  call<ImportView>('/ledger/imports/paste', { method: 'POST', body: cells });

export const stepOf = (id: string, step: 'head' | 'preview' | 'confirm', body?: unknown): Promise<ImportView> =>
  call<ImportView>(`/ledger/imports/${id}/${step}`, { method: 'POST', ...(body !== undefined && { body }) });
