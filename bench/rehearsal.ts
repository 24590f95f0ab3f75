import { uuidv7 } from 'uuidv7';
import type { Viewer } from '../src/platform/authorization/directory.ts';
import { type Engine } from '../src/platform/command/engine.ts';
import { execute } from '../src/platform/command/execute.ts';
import type { Runner } from '../src/platform/database/statement.ts';

/** A statement as it goes to the database: our text under its name, with all its parameters. */
export type Call = { name: string; text: string; values: unknown[] };

/** What one command sends after the session look-up, in order, and what it answers. */
export type PreparedCommand = { load: Call; append: Call; reply: object };

/** A matter as the next command would find it; moves on as commands are rehearsed. */
export type Rehearsed = { id: string; row: Record<string, unknown> };

type Query = { name?: string; text: string; values?: unknown[] };
const callOf = ({ name = '', text, values = [] }: Query): Call => ({ name, text, values });

/** Runs on the real database and remembers what was sent. */
export const recording = (runner: Runner, calls: Call[]): Runner => ({
  query: (query) => {
    calls.push(callOf(query));
    return runner.query(query);
  },
});

const progressOf = (n: number) =>
  `第 ${n} 次报告：窗口已按新口径办理，抽查十件未见重复填报，下一步把两张旧表停掉并在公示栏写明。`;

/** The words of a report of progress; every contender writes ones of the same length. */
export const progressData = (n: number) => ({ progress: progressOf(n % 1000) });

/**
 * Makes the parameters of commands before they are measured: our own command code runs against a database that is only
 * imagined, and what it would have sent is kept. The rows are real ones: the log they make verifies.
 */
export const rehearse = async (
  engine: Engine,
  viewer: Viewer,
  matter: Rehearsed,
  count: number,
): Promise<PreparedCommand[]> => {
  const prepared: PreparedCommand[] = [];
  let calls: Call[] = [];
  const imagined: Runner = {
    query: async <Row>(query: Query) => {
      const call = callOf(query);
      calls.push(call);
      const rows = call.name === 'command.loadMatter' ? [matter.row] : [{ appended: true }];
      return { rows: rows as Row[], rowCount: 1 };
    },
  };
  const rehearsing = { ...engine, runner: imagined };
  for (let n = 0; n < count; n++) {
    calls = [];
    const commandId = uuidv7();
    const outcome = await execute(rehearsing, viewer, {
      matter: matter.id,
      commandId,
      digest: commandId.replaceAll('-', '').repeat(2),
      command: { action: 'reportProgress', data: progressData(n), files: [] },
    });
    if (!outcome.ok) throw new Error(`rehearsal: ${JSON.stringify(outcome.refusal)}`);
    const [load, append] = calls;
    if (!load || !append) throw new Error('a command sends two statements');
    prepared.push({ load, append, reply: outcome.value });
    const [event] = JSON.parse(String(append.values[1])) as [{ seq: number; head: string; recorded_at: string }];
    const [row] = JSON.parse(String(append.values[6])) as [{ fold: unknown }];
    matter.row = { ...matter.row, ...event, fold: row.fold };
  }
  return prepared;
};

/** Reads how a matter stands, by the load of a command that is then not carried out. */
export const readStanding = async (engine: Engine, viewer: Viewer, id: string): Promise<Rehearsed> => {
  let row: Record<string, unknown> | undefined;
  const looking: Runner = {
    query: async (query) => {
      const answer = await engine.runner.query<never>(query);
      row = answer.rows[0];
      return answer;
    },
  };
  const request = { matter: id, commandId: uuidv7(), digest: '', expected: -1 };
  await execute({ ...engine, runner: looking }, viewer, {
    ...request,
    command: { action: 'reportProgress', data: {}, files: [] },
  });
  if (!row) throw new Error(`matter ${id} could not be read`);
  return { id, row };
};

/** Several commands' appends, of different matters, as one: the same statement with longer lists. */
export const merged = (calls: readonly Call[]): Call => {
  const [first] = calls;
  if (!first) throw new Error('nothing to merge');
  const values = first.values.map((value, index) =>
    index === 0
      ? value
      : `[${calls
          .map((call) => String(call.values[index]).slice(1, -1))
          .filter(Boolean)
          .join(',')}]`,
  );
  return { ...first, values };
};
