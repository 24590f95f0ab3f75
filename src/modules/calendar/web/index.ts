import type { ModuleWeb } from '../../../web/module-web.ts';
import { lazyPage } from '../../../web/parts/lazy-page.ts';

/** The working calendar, and why a date is what it is. */
export const web: ModuleWeb = {
  name: 'calendar',
  pages: [
    { path: '/calendar', component: lazyPage(async () => (await import('./calendar-page.tsx')).CalendarPage) },
    {
      path: '/matter/$id/deadline/$clock',
      component: lazyPage(async () => (await import('./deadline-page.tsx')).DeadlinePage),
    },
  ],
  navigation: [{ key: 'nav.calendar', to: '/calendar', under: ['/calendar'], roles: ['office'] }],
};
