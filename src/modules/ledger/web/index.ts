import type { ModuleWeb } from '../../../web/module-web.ts';
import { zh } from '../texts/zh.ts';
import { LedgerPage } from './ledger-page.tsx';
import { ReadingPage } from './reading-page.tsx';
import { ReportsPage } from './reports-page.tsx';

/** Pages of the ledger: the table, the reports, and a report beside what it proposes. */
export const web: ModuleWeb = {
  name: 'ledger',
  texts: zh,
  pages: [
    { path: '/ledger', component: LedgerPage },
    { path: '/ledger/reports', component: ReportsPage },
    { path: '/ledger/reports/$id', component: ReadingPage },
  ],
  navigation: [
    { key: 'nav.ledger', to: '/ledger', under: ['/ledger', '/new/problem'], ofMatters: true },
    { key: 'nav.reports', to: '/ledger/reports', under: ['/ledger/reports'], ofMatters: true },
  ],
  placeOf: ({ id, procedure }) => (procedure === 'report' ? `/ledger/reports/${id}` : null),
};
