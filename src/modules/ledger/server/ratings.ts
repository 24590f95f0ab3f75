import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Matter } from '../../../kernel/matter/matter.ts';
import type { FieldError } from '../../../kernel/refusal.ts';
import type { Agency, Viewer } from '../../../platform/authorization/directory.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { execute } from '../../../platform/command/execute.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { satisfactionOf } from '../domain/satisfaction.ts';
import { problem } from '../procedure.ts';
import { hashOfToken, isToken } from './invitations.ts';

/** What somebody who was invited reads of it: public fields, and of a confidential one its number alone. */
export type Rated = { number: string; title: string | null; unit: string | null; category: string | null };

export type Answered =
  | { kind: 'done'; of: Rated }
  | { kind: 'wrong'; of: Rated; fields: FieldError[] }
  | { kind: 'none' };

type Row = {
  matter_id: string;
  answered: boolean;
  live: boolean;
  number: string;
  title: string | null;
  unit: string | null;
  confidential: boolean;
  fold: Matter;
};

const columns = `i.matter_id, i.answered, m.number, m.title, u.name as unit, m.confidential, m.fold,
  (not i.answered and not i.ended and i.expires_at > $3 and not exists (select 1 from event e where e.agency_id = $1
    and e.stream_id = i.matter_id and e.seq > i.sample_seq and e.action = 'sample')) as live`;
const tables = `invitation i join matter m on m.agency_id = $1 and m.id = i.matter_id
left join unit u on u.agency_id = $1 and u.id = m.unit_id where i.agency_id = $1 and i.token_hash = $2`;

/** $2 hash of the link's token, $3 now. */
const look = statement<Row>('ledger.rated', `select ${columns} from ${tables}`);
/** The same, held: two who tap at once come one after the other. */
const hold = statement<Row>('ledger.rate', `select ${columns} from ${tables} for update of i`);
const close = statement(
  'ledger.rateDone',
  'update invitation set answered = true where agency_id = $1 and token_hash = $2',
);

const isOpen = ({ live, fold }: Row): boolean =>
  live && satisfactionOf(fold).asked > 0 && (problem.actions.answer.from as readonly string[]).includes(fold.state);

const rated = ({ number, title, unit, confidential, fold }: Row): Rated => ({
  number,
  title: confidential ? null : title,
  unit: confidential ? null : unit,
  category: confidential || typeof fold.data.category !== 'string' ? null : fold.data.category,
});

/** Known to whoever holds the link alone: neither the log nor the table says which answer came by which link. */
const commandOf = (token: string): string => {
  const hex = hash('sha256', `answer ${token}`, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** How often an answer begins anew when the database ended it to let others pass. */
const attempts = 4;
const abortedState = '25P02';

export type RatingDeps = {
  engine: Engine;
  pool: Pool;
  viewerFor: (agency: Agency, person: string) => Promise<Viewer>;
};

/** The public side of asking those affected: what a link is about, and the one answer it takes. */
export const createRatings = ({ engine, pool, viewerFor }: RatingDeps) => {
  const find = async (runner: Runner, which: typeof look, agency: Agency, token: string): Promise<Row | undefined> => {
    if (!isToken(token)) return undefined;
    const [row] = await run(runner, which, agency.id, hashOfToken(token), engine.now());
    return row;
  };
  /** Nobody who works here: sees the one matter of the link through a footing that no post carries. */
  const outsider = async (agency: Agency, id: string): Promise<Viewer> => ({
    ...(await viewerFor(agency, id)),
    capacities: [{ post: id, unit: id, roles: ['discipline'], scope: 'agency', onBehalfOf: null, settings: [] }],
  });
  const within = async (
    runner: Runner,
    viewer: Viewer,
    token: string,
    data: Record<string, unknown>,
  ): Promise<Answered> => {
    const { agency } = viewer;
    const row = await find(runner, hold, agency, token);
    if (!row || !(row.answered || isOpen(row))) return { kind: 'none' };
    const outcome = await execute({ ...engine, runner }, viewer, {
      matter: row.matter_id,
      commandId: viewer.person,
      digest: hash('sha256', JSON.stringify([data.grade ?? null, data.comment ?? null]), 'hex'),
      command: { action: 'answer', data, files: [] },
      invited: true,
    });
    const { refusal } = outcome.ok ? { refusal: null } : outcome;
    if (refusal)
      return refusal.code === 'invalid' && !row.answered
        ? { kind: 'wrong', of: rated(row), fields: refusal.fields ?? [] }
        : { kind: 'none' };
    if (!row.answered) await run(runner, close, agency.id, hashOfToken(token));
    return { kind: 'done', of: rated(row) };
  };
  return {
    look: async (agency: Agency, token: string): Promise<Rated | null> => {
      const row = await find(engine.runner, look, agency, token);
      return row && isOpen(row) ? rated(row) : null;
    },
    /** One answer a link; the same sent twice is one, and is thanked for twice. */
    answer: async (agency: Agency, token: string, data: Record<string, unknown>): Promise<Answered> => {
      if (!(await find(engine.runner, look, agency, token))) return { kind: 'none' };
      const viewer = await outsider(agency, commandOf(token));
      for (let attempt = 1; ; attempt++)
        try {
          return await inTransaction(
            pool,
            (client) => within(client, viewer, token, data),
            ({ kind }) => kind === 'done',
          );
        } catch (error) {
          if ((error as { code?: string }).code !== abortedState || attempt >= attempts) throw error;
        }
    },
  };
};

export type Ratings = ReturnType<typeof createRatings>;
