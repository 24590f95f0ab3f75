import type { ModuleWeb } from '../../../web/module-web.ts';
import { zh } from '../texts/zh.ts';
import { ImportPage } from './import/import-page.tsx';
import { PeoplePage } from './people-page.tsx';
import { PersonPage } from './person-page.tsx';

/** The register of units, posts and people, a person's page, and the way in by workbook. */
export const web: ModuleWeb = {
  name: 'directory',
  texts: zh,
  pages: [
    { path: '/people', component: PeoplePage },
    { path: '/people/import', component: ImportPage },
    { path: '/people/$id', component: PersonPage },
  ],
  navigation: [{ key: 'nav.people', to: '/people', under: ['/people'] }],
};
