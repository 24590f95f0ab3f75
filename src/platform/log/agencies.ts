import { type Runner, statement } from '../database/statement.ts';

/** What the proof needs to know of an agency. */
export type LogAgency = { id: string; code: string; origin: string; demonstration: boolean };

const all = statement<LogAgency>('log.agencies', 'select id, code, origin, demonstration from agency order by code', {
  acrossAgencies: true,
});

/** Every agency of this database, by code. */
export const logAgencies = async (runner: Runner): Promise<LogAgency[]> => (await runner.query<LogAgency>(all)).rows;
