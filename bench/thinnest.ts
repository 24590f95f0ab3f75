// The least a server can do for the same work: fastify, zod, pg and our own SQL texts in as many round trips. No kernel,
// no encryption, no hashing: what a command writes and answers was made before it is measured and is only put into JSON.
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { statements } from '../src/platform/database/statement.ts';
import { standBeside } from './house.ts';
import { type Call, type PreparedCommand, type Rehearsed, readStanding, rehearse } from './rehearsal.ts';

/** What the bench tells this process; each is answered with `{ done }`. */
export type ThinnestOrder =
  | {
      kind: 'stand';
      dataFolder: string;
      agency: string;
      person: string;
      tokens: string[];
      matters: string[];
      read: Call;
      list: Call;
    }
  | { kind: 'prepare'; each: number };

type Row = { person_id: string };

/** A command made ready, its lists as values: any server must put them into JSON itself. */
type Ready = { load: Call; append: Omit<Call, 'values'>; lists: unknown[]; reply: object };
const readyOf = ({ load, append: { values, ...append }, reply }: PreparedCommand): Ready => ({
  load,
  append,
  lists: values.map((value, index) => (index === 0 ? value : JSON.parse(String(value)))),
  reply,
});
const valuesOf = ({ lists }: Ready): unknown[] =>
  lists.map((value, index) => (index === 0 ? value : JSON.stringify(value)));

const textOf = (name: string): string => {
  const found = statements().find((each) => each.name === name);
  if (!found) throw new Error(`there is no statement ${name}`);
  return found.text;
};

const serve = async (order: Extract<ThinnestOrder, { kind: 'stand' }>) => {
  const beside = await standBeside(order.dataFolder);
  const { engine } = beside.house;
  const viewer = await beside.viewer(order.agency, order.person);
  const standing = new Map<string, Rehearsed>();
  const ready = new Map<string, Ready[]>();
  const hashes = new Map(order.tokens.map((token) => [token, createHash('sha256').update(token).digest()]));
  const session = { name: 'session.find', text: textOf('session.find') };
  const signedIn = async (token: string | undefined): Promise<Row> => {
    const { rows } = await engine.runner.query<Row>({
      ...session,
      values: [viewer.agency.id, hashes.get(token ?? '')],
    });
    if (!rows[0]) throw new Error('not signed in');
    return rows[0];
  };

  const app = Fastify({ logger: false }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(cookie);
  const params = z.object({ id: z.uuid() });
  const body = z.strictObject({ data: z.record(z.string(), z.unknown()) });
  const headers = z.object({ 'idempotency-key': z.uuid(), 'if-match': z.string().optional() });
  app.post(
    '/api/matters/:id/actions/:action',
    { schema: { params: params.extend({ action: z.string() }), body, headers } },
    async (request) => {
      await signedIn(request.cookies.xn_session);
      const next = ready.get(request.params.id)?.shift();
      if (!next) throw new Error('no command is ready');
      const loaded = await engine.runner.query(next.load);
      if (!loaded.rows[0]) throw new Error('not found');
      const written = await engine.runner.query<{ appended: boolean }>({ ...next.append, values: valuesOf(next) });
      if (!written.rows[0]?.appended) throw new Error('stale');
      return next.reply;
    },
  );
  app.get('/api/matters/:id', { schema: { params } }, async (request) => {
    await signedIn(request.cookies.xn_session);
    const values = order.read.values.with(1, request.params.id);
    return (await engine.runner.query({ ...order.read, values })).rows[0];
  });
  app.get(
    '/api/ledger/problems',
    { schema: { querystring: z.object({ limit: z.coerce.number().int() }) } },
    async (request) => {
      await signedIn(request.cookies.xn_session);
      return { items: (await engine.runner.query(order.list)).rows };
    },
  );
  await app.listen({ port: 0, host: '127.0.0.1' });

  return {
    port: (app.server.address() as AddressInfo).port,
    prepare: async (each: number) => {
      for (const id of order.matters) {
        const matter = standing.get(id) ?? (await readStanding(engine, viewer, id));
        standing.set(id, matter);
        ready.set(id, (await rehearse(engine, viewer, matter, each)).map(readyOf));
      }
    },
  };
};

let running: Awaited<ReturnType<typeof serve>> | undefined;
process.on('message', async (order: ThinnestOrder) => {
  if (order.kind === 'stand') {
    running = await serve(order);
    process.send?.({ done: running.port });
  } else {
    await running?.prepare(order.each);
    process.send?.({ done: order.each });
  }
});
process.on('disconnect', () => process.exit());
