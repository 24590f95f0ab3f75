import type { ModuleWeb } from '../../../web/module-web.ts';
import { lazyPage } from '../../../web/parts/lazy-page.ts';

/** The register of units, posts and people, a person's page, and the way in by workbook. */
export const web: ModuleWeb = {
  name: 'directory',
  pages: [
    { path: '/people', component: lazyPage(async () => (await import('./people-page.tsx')).PeoplePage) },
    { path: '/people/import', component: lazyPage(async () => (await import('./import/import-page.tsx')).ImportPage) },
    { path: '/people/$id', component: lazyPage(async () => (await import('./person-page.tsx')).PersonPage) },
  ],
  navigation: [{ key: 'nav.people', to: '/people', under: ['/people'] }],
};
