import type { Agency } from '../authorization/directory.ts';
import { type Runner, statement } from '../database/statement.ts';

type Row = { id: string; code: string; name: string; host: string | null; origin: string; demonstration: boolean };

const all = statement<Row>(
  'agency.all',
  'select id, code, name, host, origin, demonstration from agency order by created_at, code',
  { acrossAgencies: true },
);

const insert = statement(
  'agency.insert',
  'insert into agency (id, code, name, host, origin, demonstration, created_at, trial) values ($1, $2, $3, $4, $5, $6, $7, $8)',
  { acrossAgencies: true },
);

export type NewAgency = Omit<Row, 'origin'> & { originName: string; at: Date; trial?: boolean };

/** Opens an agency. Its origin, the first line of all its checkpoints, is fixed here for ever. */
export const openAgency = async (runner: Runner, agency: NewAgency): Promise<Agency> => {
  const origin = `${agency.originName}/${agency.code}`;
  await runner.query({
    ...insert,
    values: [
      agency.id,
      agency.code,
      agency.name,
      agency.host,
      origin,
      agency.demonstration,
      agency.at,
      agency.trial ?? false,
    ],
  });
  return { id: agency.id, code: agency.code, name: agency.name, origin, demonstration: agency.demonstration };
};

/** The agencies of this installation; few and rarely changed, so they are read when an unknown one is asked for. */
export const createAgencies = (runner: Runner) => {
  let rows: readonly Row[] = [];
  let readAt = 0;
  const read = async (): Promise<void> => {
    rows = (await runner.query<Row>({ name: all.name, text: all.text })).rows;
    readAt = Date.now();
  };
  const find = (code: string | null, host: string): Row | undefined =>
    code !== null ? rows.find((row) => row.code === code) : (rows.find((row) => row.host === host) ?? rows[0]);
  return {
    /** By `/a/<code>/`, else by host name, else the first one. Unknown codes cost at most ten reads a second together. */
    async resolve(code: string | null, host: string): Promise<Agency | null> {
      const known = find(code, host);
      if (known) return known;
      if (Date.now() - readAt > 100) await read();
      return find(code, host) ?? null;
    },
    async all(): Promise<readonly Agency[]> {
      await read();
      return rows;
    },
  };
};

export type Agencies = ReturnType<typeof createAgencies>;
