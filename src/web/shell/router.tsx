import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { base } from '../address.ts';
import { modules } from '../modules.ts';
import { Link } from '../parts/link.tsx';
import { ownPages } from './pages.ts';
import { Shell } from './shell.tsx';

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
  const routes = [...ownPages, ...modules.flatMap(({ pages }) => pages)].map(({ path, component }) =>
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
