import { useQuery } from '@tanstack/react-query';
import type { SignOnOffer } from '../../kernel/view/account.ts';
import { base } from '../address.ts';
import { call } from '../api/client.ts';

/** Whose house this is and how one may come in, before anybody is signed in. */
export const useOffer = () =>
  useQuery({
    queryKey: ['sign-on', base],
    queryFn: () => call<SignOnOffer>('/sign-on'),
    staleTime: 60_000,
    retry: false,
  });
