import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccountPage } from '../account/account-page.tsx';
import { base } from '../address.ts';
import { DeskPage } from '../desk/desk-page.tsx';
import { MatterPage } from '../matter/matter-page.tsx';
import type { PageDefinition } from '../module-web.ts';
import { modules } from '../modules.ts';
import { NoticesPage } from '../notices/notices-page.tsx';
import { ProofPage } from '../pages/proof-page.tsx';
import { RegisterPage } from '../pages/register-page.tsx';
import { Link } from '../parts/link.tsx';
import { ProcedurePage } from '../procedure/procedure-page.tsx';
import { ProceduresPage } from '../procedure/procedures-page.tsx';
import { SecurityPage } from '../security/security-page.tsx';
import { MorePage } from './more-page.tsx';
import { Shell } from './shell.tsx';

const own: readonly PageDefinition[] = [
  { path: '/', component: DeskPage },
  { path: '/matter/$id', component: MatterPage },
  { path: '/new/$procedure', component: RegisterPage },
  { path: '/proof', component: ProofPage },
  { path: '/notices', component: NoticesPage },
  { path: '/more', component: MorePage },
  { path: '/account', component: AccountPage },
  { path: '/security', component: SecurityPage },
  { path: '/procedures', component: ProceduresPage },
  { path: '/procedures/$code', component: ProcedurePage },
];

const NotFound = () => {
  const { t } = useTranslation();
  return (
    <div className="page-note">
      <h1>{t('notFound')}</h1>
      <Link to="/">{t('toDesk')}</Link>
    </div>
  );
};

/** Filters are plain words in the address, not JSON: people read, copy and change them. */
export const makeRouter = () => {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
  const routes = [...own, ...modules.flatMap(({ pages }) => pages)].map(({ path, component }) =>
    createRoute({ getParentRoute: () => root, path, component }),
  );
  return createRouter({
    routeTree: root.addChildren(routes),
    basepath: base === '' ? '/' : base,
    parseSearch: (words) => Object.fromEntries(new URLSearchParams(words)),
    stringifySearch: (values) => {
      const words = new URLSearchParams(values as Record<string, string>).toString();
      return words === '' ? '' : `?${words}`;
    },
    scrollRestoration: true,
  });
};
