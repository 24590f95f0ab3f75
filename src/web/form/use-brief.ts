import { useQuery } from '@tanstack/react-query';
import type { MatterBrief } from '../../kernel/view/view.ts';
import { call, failureOf } from '../api/client.ts';

/** What a form or an event says of another matter by its id; nothing is asked for `null`. */
export const useBrief = (id: string | null) =>
  useQuery({
    queryKey: ['matter', 'brief', id],
    queryFn: () => call<MatterBrief>(`/matters/${id}`),
    enabled: id !== null,
    retry: (count, error) => count < 2 && failureOf(error)?.kind === 'unreachable',
  });
