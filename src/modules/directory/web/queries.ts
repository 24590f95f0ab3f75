import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type {
  HistoryView,
  OpenMattersView,
  OrganisationView,
  PersonView,
  SettingView,
} from '../../../kernel/view/organisation.ts';
import { call } from '../../../web/api/client.ts';
import { client, useMe, usePages } from '../../../web/api/queries.ts';
import type { Kind, Organisation } from '../domain/organisation.ts';
import { organisationOf, today } from './chart.ts';

const on = (day: string | null) => (day === null ? '' : `?day=${day}`);

export const readOrganisation = (day: string | null = null): Promise<OrganisationView> =>
  call<OrganisationView>(`/directory/organisation${on(day)}`);

export type Chart = { version: number; day: string; organisation: Organisation; view: OrganisationView };

/** The organisation of a day, `null` = today. While another day is on its way the one before stays on the page. */
export const useChart = (day: string | null) => {
  const { data, error, refetch } = useQuery({
    queryKey: ['organisation', day],
    queryFn: () => readOrganisation(day),
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
  const chart = useMemo<Chart | null>(
    () => (data ? { version: data.version, day: data.day, organisation: organisationOf(data), view: data } : null),
    [data],
  );
  return { chart, error, refetch };
};

export const usePerson = (id: string, day: string | null) =>
  useQuery({
    queryKey: ['organisation', 'person', id, day],
    queryFn: () => call<PersonView>(`/directory/people/${id}${on(day)}`),
  });

/** Open matters by post, as far as the reader may know; nobody else is told anything. */
export const useOpenMatters = (id: string) =>
  useQuery({
    queryKey: ['organisation', 'open', id],
    queryFn: () => call<OpenMattersView>(`/directory/people/${id}/open`),
  });

export const useHistory = (kind: Kind, id: string) =>
  usePages<HistoryView['items'][number]>(['organisation', 'history', kind, id], (cursor) => {
    const from = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
    return `/directory/history/${kind}/${id}${from}`;
  });

/** Whatever a change of the organisation may have moved; one's own footings among it. */
export const afterChange = () =>
  Promise.all(
    ['organisation', 'directory', 'me', 'desk', 'matter', 'matters', 'ledger'].map((key) =>
      client.invalidateQueries({ queryKey: [key] }),
    ),
  );

/** Writes a setting on the version that was looked at; nobody's change of meanwhile is written over. */
export const saveSetting = (path: string, body: object, version: number): Promise<SettingView> =>
  call<SettingView>(`/directory/${path}`, { method: 'POST', body, headers: { 'if-match': `"${version}"` } });

const holds = (roles: readonly string[]) => (me: ReturnType<typeof useMe>['data']) =>
  me?.footings.some((each) => each.roles.some((role) => roles.includes(role))) ?? false;

/** May the reader change the organisation? Only as it stands today. */
export const useIsKeeper = (day: string | null): boolean => {
  const { data: me } = useMe();
  return (day === null || day === today()) && holds(['systemAdmin'])(me);
};

/** May the reader arrange a hand-over, at least of some? The server says which. */
export const useMayHandOver = (): boolean => {
  const { data: me } = useMe();
  return holds(['systemAdmin', 'leader', 'supervisor'])(me);
};
