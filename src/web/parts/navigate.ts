import { useLocation, useParams, useRouter } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { base, href } from '../address.ts';

/** Goes to a page of this agency; `replace` leaves no step behind (filters). */
export const useGo = () => {
  const router = useRouter();
  return useCallback(
    (to: string, how: 'push' | 'replace' = 'push') => {
      router.history[how](href(to));
    },
    [router],
  );
};

/** Path within the agency and the filters behind it. */
export const useAddress = () => {
  const go = useGo();
  const location = useLocation();
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length) || '/' : location.pathname;
  const search = useMemo(() => new URLSearchParams(location.searchStr), [location.searchStr]);
  const change = useCallback(
    (values: Record<string, string | null>) => {
      const next = new URLSearchParams(location.searchStr);
      for (const [name, value] of Object.entries(values)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      const words = next.toString();
      go(words === '' ? path : `${path}?${words}`, 'replace');
    },
    [go, location.searchStr, path],
  );
  return { path, search, change };
};

export const useParam = (name: string): string => {
  const params = useParams({ strict: false }) as Record<string, string | undefined>;
  return params[name] ?? '';
};
