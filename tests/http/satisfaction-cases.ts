import { drawnFor, pageOpened } from '../builders/asking.ts';
import type { RouteCase } from './route-cases.ts';

const get = (path: string) => ({ path });
const post = (path: string) => ({ path, method: 'POST', body: {} });

const links = (id: string) => post(`/api/ledger/problems/${id}/invitations`);
const satisfaction = (id: string) => get(`/api/ledger/problems/${id}/satisfaction`);

/** Asking those affected, answering by a link, and the pages units open. */
export const satisfactionCases: Readonly<Record<string, RouteCase>> = {
  'GET /api/ledger/problems/:id/satisfaction': {
    by: 'owner',
    ask: async ({ bureau }) => satisfaction((await drawnFor(bureau)).problem),
    status: 200,
    ids: { id: { of: 'problem', by: 'clerk', alsoOwn: true, ask: satisfaction } },
  },
  'POST /api/ledger/problems/:id/invitations': {
    by: 'reviewer',
    ask: async ({ bureau }) => links((await drawnFor(bureau)).problem),
    status: 201,
    wrongRole: { by: 'owner', ask: async ({ bureau }) => links((await drawnFor(bureau)).problem) },
    ids: { id: { of: 'problem', by: 'clerk', alsoOwn: true, ask: links } },
  },
  'GET /api/ledger/public-pages': {
    by: 'office',
    ask: async ({ bureau }) => {
      await pageOpened(bureau);
      return get('/api/ledger/public-pages');
    },
    status: 200,
  },
  'GET /rate/:token': {
    by: 'nobody',
    ask: async ({ bureau }) => get(`/rate/${(await drawnFor(bureau)).tokens[0]}`),
    status: 200,
  },
  'POST /rate/:token': {
    by: 'nobody',
    ask: async ({ bureau }) => ({
      path: `/rate/${(await drawnFor(bureau)).tokens[0]}`,
      method: 'POST',
      body: { grade: 'satisfied', comment: '好' },
    }),
    status: 200,
  },
  'GET /u/:code': {
    by: 'nobody',
    ask: async ({ bureau }) => {
      await pageOpened(bureau);
      return get('/u/tax');
    },
    status: 200,
  },
};
