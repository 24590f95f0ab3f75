import { useQuery } from '@tanstack/react-query';
import type { SetupView } from '../../kernel/view/setup.ts';
import { call } from '../api/client.ts';

/** How far the agency is set up; only those who keep it may ask. */
export const useSetup = (isAsked: boolean) =>
  useQuery({ queryKey: ['setup'], queryFn: () => call<SetupView>('/agency/setup'), enabled: isAsked });
