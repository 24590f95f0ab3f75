import type { ModuleWeb } from '../../../web/module-web.ts';
import { lazyPage } from '../../../web/parts/lazy-page.ts';

/** Official papers: what was issued, what is drafted, how papers look. */
export const web: ModuleWeb = {
  name: 'papers',
  pages: [
    { path: '/papers', component: lazyPage(async () => (await import('./papers-page.tsx')).PapersPage) },
    { path: '/papers/new', component: lazyPage(async () => (await import('./new-paper-page.tsx')).NewPaperPage) },
    { path: '/papers/shape', component: lazyPage(async () => (await import('./shape-page.tsx')).ShapePage) },
    { path: '/papers/$id', component: lazyPage(async () => (await import('./paper-page.tsx')).PaperPage) },
  ],
  matterSections: [
    {
      procedure: 'problem',
      load: async () => (await import('./matter-papers.tsx')).MatterPapers,
    },
  ],
  navigation: [{ key: 'nav.papers', to: '/papers', under: ['/papers'], ofMatters: true }],
};
