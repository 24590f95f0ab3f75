import type { ModuleWeb } from '../../../web/module-web.ts';
import { lazyPage } from '../../../web/parts/lazy-page.ts';

/** Pages of the ledger: the table, the reports, and a report beside what it proposes. */
export const web: ModuleWeb = {
  name: 'ledger',
  pages: [
    { path: '/ledger', component: lazyPage(async () => (await import('./ledger-page.tsx')).LedgerPage) },
    { path: '/ledger/reports', component: lazyPage(async () => (await import('./reports-page.tsx')).ReportsPage) },
    { path: '/ledger/reports/$id', component: lazyPage(async () => (await import('./reading-page.tsx')).ReadingPage) },
    {
      path: '/oversight',
      component: lazyPage(async () => (await import('./oversight/oversight-page.tsx')).OversightPage),
    },
  ],
  navigation: [
    { key: 'nav.ledger', to: '/ledger', under: ['/ledger', '/new/problem'], ofMatters: true },
    { key: 'nav.reports', to: '/ledger/reports', under: ['/ledger/reports'], ofMatters: true },
    { key: 'nav.oversight', to: '/oversight', under: ['/oversight'], ofMatters: true },
  ],
  placeOf: ({ id, procedure }) => (procedure === 'report' ? `/ledger/reports/${id}` : null),
};
