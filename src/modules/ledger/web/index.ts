import type { ModuleWeb } from '../../../web/module-web.ts';
import { lazyPage } from '../../../web/parts/lazy-page.ts';

/** Pages of the ledger: the table, the reports, and a report beside what it proposes. */
export const web: ModuleWeb = {
  name: 'ledger',
  pages: [
    { path: '/ledger', component: lazyPage(async () => (await import('./ledger-page.tsx')).LedgerPage) },
    { path: '/ledger/figures', component: lazyPage(async () => (await import('./figures-page.tsx')).FiguresPage) },
    { path: '/ledger/roadmap', component: lazyPage(async () => (await import('./roadmap-page.tsx')).RoadmapPage) },
    { path: '/ledger/print', component: lazyPage(async () => (await import('./print-page.tsx')).PrintPage) },
    { path: '/ledger/import', component: lazyPage(async () => (await import('./import/import-page.tsx')).ImportPage) },
    {
      path: '/ledger/import/$id',
      component: lazyPage(async () => (await import('./import/import-sheet-page.tsx')).ImportSheetPage),
    },
    { path: '/ledger/reports', component: lazyPage(async () => (await import('./reports-page.tsx')).ReportsPage) },
    { path: '/ledger/reports/$id', component: lazyPage(async () => (await import('./reading-page.tsx')).ReadingPage) },
    { path: '/ledger/sweeps', component: lazyPage(async () => (await import('./sweeps/sweeps-page.tsx')).SweepsPage) },
    {
      path: '/ledger/sweeps/new/$id',
      component: lazyPage(async () => (await import('./sweeps/sweep-start-page.tsx')).SweepStartPage),
    },
    { path: '/ledger/cases', component: lazyPage(async () => (await import('./cases/cases-page.tsx')).CasesPage) },
    { path: '/ledger/cases/$id', component: lazyPage(async () => (await import('./cases/case-page.tsx')).CasePage) },
    { path: '/ledger/themes', component: lazyPage(async () => (await import('./themes/themes-page.tsx')).ThemesPage) },
    {
      path: '/ledger/themes/$id',
      component: lazyPage(async () => (await import('./themes/theme-page.tsx')).ThemePage),
    },
    {
      path: '/ledger/hazards',
      component: lazyPage(async () => (await import('./themes/hazards-page.tsx')).HazardsPage),
    },
    {
      path: '/ledger/ownerless',
      component: lazyPage(async () => (await import('./ownerless/ownerless-page.tsx')).OwnerlessPage),
    },
    {
      path: '/ledger/reconciliation',
      component: lazyPage(async () => (await import('./reconciliation/reconciliation-page.tsx')).ReconciliationPage),
    },
    {
      path: '/public-pages',
      component: lazyPage(async () => (await import('./satisfaction/public-pages-page.tsx')).PublicPagesPage),
    },
    {
      path: '/oversight',
      component: lazyPage(async () => (await import('./oversight/oversight-page.tsx')).OversightPage),
    },
  ],
  navigation: [
    {
      key: 'nav.ledger',
      to: '/ledger',
      under: ['/ledger', '/new/problem'],
      ofMatters: true,
    },
    { key: 'nav.reports', to: '/ledger/reports', under: ['/ledger/reports'], ofMatters: true },
    {
      key: 'nav.watching',
      to: '/ledger/reconciliation',
      under: ['reconciliation', 'themes', 'sweeps', 'cases', 'hazards', 'ownerless'].map((each) => `/ledger/${each}`),
      ofMatters: true,
    },
    { key: 'nav.oversight', to: '/oversight', under: ['/oversight'], ofMatters: true },
  ],
  matterSections: [
    {
      procedure: 'theme',
      load: async () => (await import('./watching/matter-parts.tsx')).OfTheme,
    },
    {
      procedure: 'problem',
      load: async () => (await import('./watching/matter-parts.tsx')).OfSweeps,
    },
    {
      procedure: 'similarSweep',
      load: async () => (await import('./watching/matter-parts.tsx')).OfSweep,
    },
    {
      procedure: 'problem',
      load: async () => (await import('./satisfaction/satisfaction-section.tsx')).SatisfactionSection,
    },
  ],
  placeOf: ({ id, procedure, state }) =>
    procedure === 'report'
      ? `/ledger/reports/${id}`
      : procedure === 'caseStudy' && state === 'approved'
        ? `/ledger/cases/${id}`
        : null,
  placeOfAction: ({ id, procedure }, action) =>
    procedure === 'problem' && action === 'sweep' ? `/ledger/sweeps/new/${id}` : null,
};
