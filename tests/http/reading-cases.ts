import { uuidv7 } from 'uuidv7';
import { fileOf } from '../builders/bureau.ts';
import type { RouteCase } from './route-cases.ts';

const get = (path: string) => ({ path });
const post = (path: string, body: unknown) => ({ path, method: 'POST', body });
const reading = (id: string) => get(`/api/ledger/reports/${id}`);
const likely = (id: string) => get(`/api/ledger/reports/${id}/likely`);

/** Reading a report: its text and entries, what they look like, and the text of a file before it is deposited. */
export const readingCases: Readonly<Record<string, RouteCase>> = {
  'GET /api/ledger/reports/:id': {
    by: 'owner',
    ask: ({ things }) => reading(things.report),
    status: 200,
    ids: {
      id: { of: 'report', by: 'clerk', alsoOwn: true, ask: reading },
      kind: { of: 'problem', by: 'owner', alsoOwn: true, ask: reading },
    },
  },
  'GET /api/ledger/reports/:id/likely': {
    by: 'owner',
    ask: ({ things }) => likely(things.report),
    status: 200,
    ids: {
      id: { of: 'report', by: 'clerk', alsoOwn: true, ask: likely },
      kind: { of: 'problem', by: 'owner', alsoOwn: true, ask: likely },
    },
  },
  'POST /api/ledger/reports/text': {
    by: 'owner',
    ask: async ({ bureau }) => {
      const { digest, name } = await fileOf(
        bureau,
        bureau.people.owner,
        `调研报告\n一是排队太久。${uuidv7()}`,
        '报告.txt',
      );
      return post('/api/ledger/reports/text', { digest, name });
    },
    status: 200,
    ids: {
      // Knowing a digest is not having the file.
      digest: {
        of: 'digest',
        by: 'clerk',
        alsoOwn: true,
        ask: (digest) => post('/api/ledger/reports/text', { digest, name: '报告.txt' }),
      },
    },
  },
};
