import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ProblemDocument, ProofView } from '../../kernel/view/view.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { agencyOf } from '../http/request.ts';
import { lastCheckpoint } from './checkpoints.ts';
import { keysInLog } from './signing-key.ts';

const state = statement<{ size: number; sealed_at: Date | null; waiting: number }>(
  'log.state',
  `select coalesce((select z.position + 1 from sealed z where z.agency_id = $1 order by z.position desc limit 1), 0) as size,
  (select z.sealed_at from sealed z where z.agency_id = $1 order by z.position desc limit 1) as sealed_at,
  (select count(*) from (select 1 from to_seal q where q.agency_id = $1 order by q.recorded_at limit 1001) w) as waiting`,
);

export type ProofDeps = { runner: Runner; now: () => Date };

/** What can be said of the log now: how much is sealed, what waits, under which signed note. */
export const proofRoutes = (instance: FastifyInstance, { runner }: ProofDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/proof',
    {
      config: { access: 'signedIn' },
      schema: { summary: '校验状态', response: { 200: ProofView, 401: ProblemDocument } },
    },
    async (request): Promise<ProofView> => {
      const agency = agencyOf(request);
      const [[row], last, keys] = await Promise.all([
        run(runner, state, agency.id),
        lastCheckpoint(runner, agency.id),
        keysInLog(runner, agency),
      ]);
      return {
        origin: agency.origin,
        size: row?.size ?? 0,
        sealedAt: row?.sealed_at?.toISOString() ?? null,
        waiting: row?.waiting ?? 0,
        note: last?.note ?? null,
        demonstration: agency.demonstration,
        keys: keys.map((publicKey) => ({ name: agency.origin, publicKey })),
      };
    },
  );
};
