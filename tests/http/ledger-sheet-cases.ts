import { takeInPaste } from '../../src/modules/ledger/server/import.ts';
import { writeWorkbook } from '../../src/platform/documents/spreadsheet.ts';
import type { Bureau, JobName } from '../builders/bureau.ts';
import { viewerFor } from '../builders/office.ts';
import { edgeOf, work } from '../builders/sheets.ts';
import { formWith } from '../builders/site.ts';
import type { RouteCase } from './route-cases.ts';

const get = (path: string) => ({ path });
const post = (path: string, body: unknown) => ({ path, method: 'POST', body });

const rows = [
  ['问题', '单位', '责任人'],
  ['路口没有灯', 'tax股', 'owner某'],
];
const setup = { columns: ['description', 'unit', 'owner'], reason: '按表更正' };

/** A sheet that somebody brought and has not looked at yet. */
export const sheetOf = async (bureau: Bureau, name: JobName): Promise<string> => {
  const viewer = await viewerFor(bureau.office, bureau.agency, bureau.people[name].person);
  const made = await takeInPaste(edgeOf(bureau), viewer, { rows, merges: [] });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value.id;
};

/** One that was looked at and waits for the word to write it. */
const readySheet = async (bureau: Bureau): Promise<string> => {
  const { beginPreview } = await import('../../src/modules/ledger/index.ts');
  const id = await sheetOf(bureau, 'registrar');
  const viewer = await viewerFor(bureau.office, bureau.agency, bureau.people.registrar.person);
  const begun = await beginPreview(edgeOf(bureau), viewer, id, setup);
  if (!begun.ok) throw new Error(JSON.stringify(begun.refusal));
  await work(bureau, id);
  return id;
};

const workbook = async () =>
  formWith(
    new Uint8Array(
      await writeWorkbook([
        { name: '台账', columns: (rows[0] ?? []).map((header) => ({ header })), rows: rows.slice(1) },
      ]),
    ),
    '台账.xlsx',
  );

/** Sheets into the ledger and out of it; whoever brought one alone knows of it. */
export const ledgerSheetCases: Record<string, RouteCase> = {
  'GET /api/ledger/export.xlsx': {
    by: 'owner',
    ask: () => get('/api/ledger/export.xlsx?view=all'),
    status: 200,
    ids: { unit: { of: 'unit', by: 'owner', ask: (id) => get(`/api/ledger/export.xlsx?unit=${id}`) } },
  },
  'GET /api/ledger/imports': { by: 'registrar', ask: () => get('/api/ledger/imports'), status: 200 },
  'POST /api/ledger/imports': {
    by: 'registrar',
    ask: async () => ({ path: '/api/ledger/imports', method: 'POST', raw: await workbook() }),
    status: 201,
    wrongRole: { by: 'systemAdmin' },
  },
  'POST /api/ledger/imports/paste': {
    by: 'registrar',
    ask: () => post('/api/ledger/imports/paste', { rows, merges: [{ top: 1, left: 0, bottom: 1, right: 1 }] }),
    status: 201,
    wrongRole: { by: 'systemAdmin' },
  },
  'GET /api/ledger/imports/:id': {
    by: 'registrar',
    ask: ({ things }) => get(`/api/ledger/imports/${things.sheet}`),
    status: 200,
    ids: { id: { of: 'sheet', by: 'owner', alsoOwn: true, ask: (id) => get(`/api/ledger/imports/${id}`) } },
  },
  'DELETE /api/ledger/imports/:id': {
    by: 'registrar',
    ask: async ({ bureau }) => ({
      path: `/api/ledger/imports/${await sheetOf(bureau, 'registrar')}`,
      method: 'DELETE',
    }),
    status: 204,
    ids: {
      id: {
        of: 'sheet',
        by: 'owner',
        alsoOwn: true,
        ask: (id) => ({ path: `/api/ledger/imports/${id}`, method: 'DELETE' }),
      },
    },
  },
  'POST /api/ledger/imports/:id/head': {
    by: 'registrar',
    ask: async ({ bureau }) =>
      post(`/api/ledger/imports/${await sheetOf(bureau, 'registrar')}/head`, { sheet: 0, row: 0, height: 1 }),
    status: 200,
    ids: {
      id: {
        of: 'sheet',
        by: 'owner',
        alsoOwn: true,
        ask: (id) => post(`/api/ledger/imports/${id}/head`, { sheet: 0 }),
      },
    },
  },
  'POST /api/ledger/imports/:id/preview': {
    by: 'registrar',
    ask: async ({ bureau }) => post(`/api/ledger/imports/${await sheetOf(bureau, 'registrar')}/preview`, setup),
    status: 200,
    ids: {
      id: {
        of: 'sheet',
        by: 'owner',
        alsoOwn: true,
        ask: (id) => post(`/api/ledger/imports/${id}/preview`, setup),
      },
    },
  },
  'GET /api/ledger/imports/:id/rows': {
    by: 'registrar',
    ask: ({ things }) => get(`/api/ledger/imports/${things.sheet}/rows?outcome=error&limit=5`),
    status: 200,
    ids: { id: { of: 'sheet', by: 'owner', alsoOwn: true, ask: (id) => get(`/api/ledger/imports/${id}/rows`) } },
  },
  'POST /api/ledger/imports/:id/confirm': {
    by: 'registrar',
    ask: async ({ bureau }) => ({
      path: `/api/ledger/imports/${await readySheet(bureau)}/confirm`,
      method: 'POST',
    }),
    status: 200,
    ids: {
      id: {
        of: 'sheet',
        by: 'owner',
        alsoOwn: true,
        ask: (id) => ({ path: `/api/ledger/imports/${id}/confirm`, method: 'POST' }),
      },
    },
  },
};
