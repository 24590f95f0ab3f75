import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { roles } from '../src/platform/database/connections.ts';
import { type Arena, inTurn, mattersEach } from './arena.ts';
import { bareCommands } from './commands.ts';
import { lanes } from './contenders.ts';
import { compare, printMeasure } from './figures.ts';
import type { Call } from './rehearsal.ts';

/** The newest pgbench of this machine, from PATH or where Debian keeps the versions of PostgreSQL. */
const findPgbench = (): string | undefined =>
  [
    ...(process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'pgbench')),
    ...globSync('/usr/lib/postgresql/*/bin/pgbench').sort().reverse(),
  ].find((file) => existsSync(file));

const table = 'bench_call';

/** Every lane's calls as rows that both sides read their parameters from. */
const fillTable = async (owner: pg.Client, work: readonly (readonly Call[])[], from: number): Promise<void> => {
  for (const [lane, calls] of work.entries()) {
    const names = calls[0]?.values.map((_, index) => `p${index + 1}`) ?? [];
    await owner.query(
      `insert into ${table} (lane, n, ${names.join(', ')})
       select (r->>0)::int, (r->>1)::int, ${names.map((_, index) => `r->>${index + 2}`).join(', ')}
       from json_array_elements($1::json) as r`,
      [JSON.stringify(calls.map(({ values }, n) => [lane, from + n, ...values]))],
    );
  }
};

const run = (program: string, args: string[], env: Record<string, string>): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`pgbench: ${text}`))));
  });

/** How pgbench comes in: as the application does, through the same socket. */
const environmentOf = (settings: pg.ClientConfig): Record<string, string> => {
  const { host, port, user, password, database } = new pg.Client(settings);
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user ?? '',
    PGPASSWORD: password ?? '',
    PGDATABASE: database ?? '',
    ...(settings.options !== undefined && { PGOPTIONS: settings.options }),
  };
};

/** The append of a command through pgbench and through pg: same statement, same socket, same rows, eight connections. */
export const measurePgbench = async (arena: Arena, sizes: { rounds: number; commands: number; judged: boolean }) => {
  const program = findPgbench();
  const { owner: ownerSettings, app } = arena.beside.connections;
  if (!program || !ownerSettings) {
    printMeasure('pgbench', { what: program ? 'no owner of the database' : 'pgbench not present' }, [], sizes.judged);
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'xn-pgbench-'));
  const owner = new pg.Client(ownerSettings);
  owner.on('error', () => {});
  await owner.connect();
  try {
    const commands = bareCommands(arena);
    const each = Math.max(1, Math.round(sizes.commands / mattersEach));
    const count = (each * mattersEach) / lanes;
    let next = 0;
    let append: Call | undefined;
    const fill = async (): Promise<number> => {
      const work = (await commands(each)).map((lane) => lane.map((calls) => calls[2] as Call));
      if (!append) {
        append = work[0]?.[0] as Call;
        const names = append.values.map((_, index) => `p${index + 1} text`).join(', ');
        await owner.query(`create table ${table} (lane int, n int, ${names}, primary key (lane, n))`);
        await owner.query(`grant select on ${table} to ${roles.app}`);
      }
      const from = next;
      await fillTable(owner, work, from);
      next += count;
      await owner.query(`analyze ${table}`);
      return from;
    };
    const names = () => (append as Call).values.map((_, index) => `p${index + 1}`).join(', ');

    const contenders = {
      pgbench: async () => {
        const from = await fill();
        const script = path.join(folder, 'append.sql');
        const parameters = `select ${names()} from ${table} where lane = :client_id and n = :n \\gset`;
        const text = (append as Call).text.replaceAll(/\$(\d+)/g, ':p$1');
        writeFileSync(script, `\\set n :n + 1\n${parameters}\n${text};\n`);
        const args = ['-n', '-M', 'prepared', '-c', String(lanes), '-j', '2', '-t', String(count)];
        const told = await run(program, [...args, '-D', `n=${from - 1}`, '-f', script], environmentOf(app));
        const tps = /tps = ([\d.]+) \(without/.exec(told)?.[1];
        if (!tps || /aborted|failed: [1-9]/.test(told)) throw new Error(`pgbench: ${told}`);
        return Number(tps);
      },
      bare: async () => {
        const from = await fill();
        const select = { name: 'bench.parameters', text: `select ${names()} from ${table} where lane = $1 and n = $2` };
        const began = performance.now();
        await Promise.all(
          arena.connections.bare.map(async (client, lane) => {
            for (let n = from; n < from + count; n++) {
              const { rows } = await client.query({ ...select, values: [lane, n] });
              const written = await client.query({ ...(append as Call), values: Object.values(rows[0] ?? {}) });
              if (!written.rows[0]?.appended) throw new Error('bare: stale');
            }
          }),
        );
        return (count * lanes * 1000) / (performance.now() - began);
      },
    };
    // Whole rounds: each start of pgbench plans the statement anew on every connection.
    await inTurn(1, contenders, arena.settle, 1);
    const rounds = await inTurn(sizes.rounds, contenders, arena.settle, 1);
    const found = compare(rounds);
    printMeasure(
      'pgbench',
      {
        what: `the append of a command, ${lanes} connections, parameters read by one indexed select on both sides`,
        perSecond: { pgbench: found.rate('pgbench'), bare: found.rate('bare') },
        rounds: rounds.map((round) => Object.values(round).map(Math.round)),
        each: count * lanes,
        growsWith: 'nothing that ages: one statement, one commit',
      },
      [{ name: 'bareOfPgbench', value: found.ratio('bare', 'pgbench'), atLeast: 0.6 }],
      sizes.judged,
    );
  } finally {
    await owner.query(`drop table if exists ${table}`);
    await owner.end();
    rmSync(folder, { recursive: true, force: true });
  }
};
