import type { ModuleWeb } from '../../../web/module-web.ts';
import { zh } from '../texts/zh.ts';
import { CalendarPage } from './calendar-page.tsx';
import { DeadlinePage } from './deadline-page.tsx';

/** The working calendar, and why a date is what it is. */
export const web: ModuleWeb = {
  name: 'calendar',
  texts: zh,
  pages: [
    { path: '/calendar', component: CalendarPage },
    { path: '/matter/$id/deadline/$clock', component: DeadlinePage },
  ],
  navigation: [{ key: 'nav.calendar', to: '/calendar', under: ['/calendar'], roles: ['office'] }],
};
