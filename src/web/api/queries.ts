import { QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { Step } from '../../kernel/view/account.ts';
import type { ProceduresView } from '../../kernel/view/procedure.ts';
import type { DirectoryView, MatterBrief, MatterView, MeView, ProofView } from '../../kernel/view/view.ts';
import { callThings } from '../texts/i18n.ts';
import { call, failureOf, onSignedOut, refusalOf, statusOf } from './client.ts';
import { isWatched } from './watched.ts';

export type Page<T> = { items: T[]; next: string | null };

export const client: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && failureOf(error)?.kind === 'unreachable',
      refetchOnWindowFocus: true,
    },
  },
});

/** A session that ended anywhere ends everywhere: the shell shows the sign-in page, drafts stay where they are. */
onSignedOut(() => {
  client.setQueryData(['step'], null);
  client.setQueryData(['me'], null);
});

/** Another person, or nobody: whatever was read for the one before is gone. */
export const nowIs = (me: MeView | null) => {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
  client.setQueryData(['me'], me);
};

/** A sign-in that stops for something: what has to be done before anything else; `null` = begin with the password. */
export const stepIs = (step: Step | null) => client.setQueryData(['step'], step);
export const useStep = (): Step | null =>
  useQuery({ queryKey: ['step'], queryFn: (): Step | null => null, enabled: false, initialData: null }).data;

const asSignedIn = async (): Promise<MeView | null> => {
  try {
    return await call<MeView>('/session');
  } catch (error) {
    if (statusOf(error) !== 401) throw error;
    const step = refusalOf(error)?.facts.step;
    stepIs(step === 'code' || step === 'password' || step === 'enrol' ? step : null);
    return null;
  }
};

/** `null` = nobody is signed in. */
export const useMe = () => useQuery({ queryKey: ['me'], queryFn: asSignedIn, staleTime: Number.POSITIVE_INFINITY });

export const useDirectory = () =>
  useQuery({ queryKey: ['directory'], queryFn: () => call<DirectoryView>('/directory'), staleTime: 60_000 });

const readProcedures = async (): Promise<ProceduresView> => {
  const view = await call<ProceduresView>('/procedures');
  callThings(view.titles);
  return view;
};

const proceduresQuery = { queryKey: ['procedures'], queryFn: readProcedures, staleTime: 60_000 };

/** Tables with what is being changed about them. */
export const useProceduresView = () => useQuery(proceduresQuery);

const tablesOf = ({ procedures }: ProceduresView): Procedure[] => procedures;

/** The newest version of each procedure first, then older ones that matters still follow. */
export const useProcedures = () => useQuery({ ...proceduresQuery, select: tablesOf });

/** A cursor list: `more()` shows the next page below; the list never jumps. */
export const usePages = <T>(key: readonly unknown[], path: (cursor: string | null) => string) =>
  useInfiniteQuery({
    queryKey: [...key],
    queryFn: ({ pageParam }) => call<Page<T>>(path(pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

export const useMatters = (search: Record<string, string>) =>
  usePages<MatterBrief>(['matters', search], (cursor) => {
    const wanted = new URLSearchParams(search);
    if (cursor) wanted.set('cursor', cursor);
    return `/matters?${wanted}`;
  });

/** The oldest event first, whichever way they came: the way of a matter is read from them. */
const inOrder = (matter: MatterView): MatterView => ({
  ...matter,
  events: [...matter.events].sort((a, b) => a.seq - b.seq),
});

export const matterKey = (id: string) => ['matter', id];

/** While an event waits for the sealer the page asks again, so that its position appears by itself. */
export const useMatter = (id: string) =>
  useQuery({
    queryKey: matterKey(id),
    queryFn: async () => inOrder(await call<MatterView>(`/matters/${id}`)),
    refetchInterval: (query) =>
      query.state.data?.events.some((event) => event.position === null) && query.state.dataUpdateCount < 20
        ? 1_500
        : false,
  });

/** Asked again sooner while something waits for the sealer: a moment later it is sealed. */
export const useProof = () =>
  useQuery({
    queryKey: ['proof'],
    queryFn: () => call<ProofView>('/proof'),
    refetchInterval: (query) => isWatched() && ((query.state.data?.waiting ?? 0) > 0 ? 1_500 : 10_000),
  });

/** Whatever a command may have moved: lists, the ledger, the matter itself and those around it. */
export const afterCommand = () =>
  Promise.all(
    ['desk', 'matter', 'matters', 'ledger', 'report', 'proof'].map((key) =>
      client.invalidateQueries({ queryKey: [key] }),
    ),
  );
