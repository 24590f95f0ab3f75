import { bringSections } from '../matter/sections.ts';
import type { PageDefinition } from '../module-web.ts';
import { firstPage, lazyPage } from '../parts/lazy-page.ts';

/** The shell's own pages, each in a file of its own. */
export const ownPages: readonly PageDefinition[] = [
  { path: '/', component: firstPage(async () => (await import('../desk/desk-page.tsx')).DeskPage) },
  {
    path: '/matter/$id',
    component: lazyPage(async () => {
      const [{ MatterPage }] = await Promise.all([import('../matter/matter-page.tsx'), bringSections()]);
      return MatterPage;
    }),
  },
  {
    path: '/new/$procedure',
    component: lazyPage(async () => (await import('../pages/register-page.tsx')).RegisterPage),
  },
  { path: '/proof', component: lazyPage(async () => (await import('../pages/proof-page.tsx')).ProofPage) },
  { path: '/notices', component: lazyPage(async () => (await import('../notices/notices-page.tsx')).NoticesPage) },
  { path: '/find', component: lazyPage(async () => (await import('../find/find-page.tsx')).FindPage) },
  { path: '/settings', component: lazyPage(async () => (await import('../settings/settings-page.tsx')).SettingsPage) },
  { path: '/more', component: lazyPage(async () => (await import('./more-page.tsx')).MorePage) },
  { path: '/account', component: lazyPage(async () => (await import('../account/account-page.tsx')).AccountPage) },
  { path: '/mail', component: lazyPage(async () => (await import('../mail/mail-page.tsx')).MailPage) },
  { path: '/security', component: lazyPage(async () => (await import('../security/security-page.tsx')).SecurityPage) },
  {
    path: '/procedures',
    component: lazyPage(async () => (await import('../procedure/procedures-page.tsx')).ProceduresPage),
  },
  {
    path: '/procedures/$code',
    component: lazyPage(async () => (await import('../procedure/procedure-page.tsx')).ProcedurePage),
  },
];
