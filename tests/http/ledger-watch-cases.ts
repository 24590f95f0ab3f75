import { uuidv7 } from 'uuidv7';
import { type Bureau, carry, problemOf } from '../builders/bureau.ts';
import type { RouteCase } from './route-cases.ts';

const get = (path: string) => ({ path });
const post = (path: string, body: unknown) => ({
  path,
  method: 'POST',
  body,
  headers: { 'idempotency-key': uuidv7() },
});

export const themeOf = async (bureau: Bureau): Promise<string> => {
  const { owner, registrar } = bureau.people;
  const data = { title: '窗口专题', unit: bureau.units.tax, owner: owner.person, ownerPost: owner.post };
  const theme = await carry(bureau, registrar, { procedure: 'theme' }, { action: 'register', data });
  await problemOf(bureau, {
    theme: theme.id,
    kind: 'hazard',
    hazardLevel: 'major',
    location: '泵房',
    controlMeasure: '断电',
  });
  return theme.id;
};

/** In the library, so everybody of its agency reads it. */
export const caseOf = async (bureau: Bureau): Promise<string> => {
  const { registrar, supervisor } = bureau.people;
  const data = {
    title: '一次排队',
    kind: 'good',
    cause: 'system',
    unit: bureau.units.head,
    story: '经过',
    lesson: '启示',
    anonymised: true,
  };
  const { id } = await carry(bureau, registrar, { procedure: 'caseStudy' }, { action: 'register', data });
  await carry(bureau, registrar, { matter: id }, { action: 'submit' });
  await carry(bureau, supervisor, { matter: id }, { action: 'approve' });
  return id;
};

/** An earlier month has nothing yet, whatever the other cases do meanwhile. */
const signing = (unit?: string) =>
  post('/api/ledger/reconciliations', { month: '2020-01', ...(unit && { unit }), counts: {} });
const rule = post('/api/ledger/reconciliation-rule', { stillWd: 20, urgedWd: 5 });

/** Sweeps, cases, themes, hazards, reconciliation and what has no owner. */
export const ledgerWatchCases: Record<string, RouteCase> = {
  'GET /api/ledger/problems/:id/sweep': {
    by: 'owner',
    ask: ({ things }) => get(`/api/ledger/problems/${things.problem}/sweep`),
    status: 200,
    ids: { id: { of: 'problem', by: 'clerk', alsoOwn: true, ask: (id) => get(`/api/ledger/problems/${id}/sweep`) } },
  },
  'GET /api/ledger/sweeps': { by: 'owner', ask: () => get('/api/ledger/sweeps?limit=20'), status: 200 },
  'GET /api/ledger/cases': { by: 'clerk', ask: () => get('/api/ledger/cases?kind=good&cause=system'), status: 200 },
  'GET /api/ledger/cases/:id': {
    by: 'clerk',
    ask: ({ things }) => get(`/api/ledger/cases/${things.approvedCase}`),
    status: 200,
    ids: { id: { of: 'approvedCase', by: 'clerk', ask: (id) => get(`/api/ledger/cases/${id}`) } },
  },
  'GET /api/ledger/themes': { by: 'reviewer', ask: () => get('/api/ledger/themes'), status: 200 },
  'GET /api/ledger/themes/:id': {
    by: 'reviewer',
    ask: ({ things }) => get(`/api/ledger/themes/${things.theme}`),
    status: 200,
    ids: { id: { of: 'theme', by: 'clerk', alsoOwn: true, ask: (id) => get(`/api/ledger/themes/${id}`) } },
  },
  'GET /api/ledger/hazards': {
    by: 'owner',
    ask: () => get('/api/ledger/hazards?open=no'),
    status: 200,
    ids: { unit: { of: 'unit', by: 'owner', ask: (id) => get(`/api/ledger/hazards?unit=${id}`) } },
  },
  'GET /api/ledger/ownerless': { by: 'supervisor', ask: () => get('/api/ledger/ownerless'), status: 200 },
  'GET /api/ledger/reconciliation': {
    by: 'office',
    ask: () => get('/api/ledger/reconciliation?month=2026-11'),
    status: 200,
    ids: {
      unit: { of: 'unit', by: 'office', ask: (id) => get(`/api/ledger/reconciliation?month=2026-11&unit=${id}`) },
    },
  },
  'GET /api/ledger/reconciliation/:kind': {
    by: 'supervisor',
    ask: () => get('/api/ledger/reconciliation/bare?month=2026-11'),
    status: 200,
    ids: {
      unit: { of: 'unit', by: 'office', ask: (id) => get(`/api/ledger/reconciliation/still?month=2026-11&unit=${id}`) },
    },
  },
  'POST /api/ledger/reconciliations': {
    by: 'office',
    ask: () => signing(),
    status: 200,
    wrongRole: { by: 'owner' },
    ids: { unit: { of: 'unit', by: 'office', ask: (id) => signing(id) } },
  },
  'POST /api/ledger/reconciliation-rule': {
    by: 'supervisor',
    ask: () => rule,
    status: 200,
    wrongRole: { by: 'leader' },
  },
};
