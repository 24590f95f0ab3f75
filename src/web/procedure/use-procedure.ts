import { useQuery } from '@tanstack/react-query';
import type { ProcedureView, RunningView } from '../../kernel/view/procedure.ts';
import { call } from '../api/client.ts';
import { client } from '../api/queries.ts';

/** One procedure as it stands: table, versions, matters in each state. */
export const useProcedure = (code: string) =>
  useQuery({ queryKey: ['procedure', code], queryFn: () => call<ProcedureView>(`/procedures/${code}`) });

/** Matters that still run under a version. */
export const useRunning = (code: string, version: number) =>
  useQuery({
    queryKey: ['procedure', code, 'running', version],
    queryFn: () => call<RunningView>(`/procedures/${code}/running?version=${version}`),
  });

/** After a step everything that shows the table is read again: another version may be in force. */
export const afterShaping = () =>
  Promise.all(['procedure', 'procedures', 'matter'].map((key) => client.invalidateQueries({ queryKey: [key] })));
