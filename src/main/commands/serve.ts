import { createServer } from 'node:net';
import path from 'node:path';
import type { Config } from '../../platform/config/config.ts';
import { codeOf, messageOf, OperatorFault } from '../../platform/config/fault.ts';
import { migrateDatabase, openDatabase } from '../../platform/database/open.ts';
import { createPools, endPools } from '../../platform/database/pools.ts';
import type { Account } from '../demonstration/demonstration.ts';
import { type Phase, startStopwatch } from '../phases.ts';
import { within } from '../within.ts';
import { configFor, say, standOn } from './setting.ts';

type ServeOptions = { empty?: boolean; port?: string; host?: string; json: boolean };

/** A part that has not stopped by then is left to the ones below it (a fast shutdown of the database ends its clients). */
const patience = 8_000;

/** Asked before the long work, so that a taken port is told at once and not after the demonstration is made. */
const askForPort = ({ port, host }: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const code = codeOf(error);
      const words =
        code === 'EADDRINUSE'
          ? `port ${port} on ${host} is taken by another program; set PORT to a free one`
          : code === 'EACCES'
            ? `this user may not listen on port ${port}; set PORT to one above 1023`
            : `cannot listen on ${host}:${port}: ${messageOf(error)}`;
      reject(new OperatorFault(words));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });

/** What has been started, in order; stopping goes backwards and leaves nothing out because one part failed. */
class Running {
  readonly #parts: { name: string; stop: () => Promise<void> | void }[] = [];
  #stopped: Promise<boolean> | undefined;

  add(name: string, stop: () => Promise<void> | void): void {
    this.#parts.push({ name, stop });
  }

  /** Stops everything once; true when every part ended in order. */
  stop(): Promise<boolean> {
    this.#stopped ??= this.#stopParts();
    return this.#stopped;
  }

  async #stopParts(): Promise<boolean> {
    let clean = true;
    for (let part = this.#parts.pop(); part; part = this.#parts.pop()) {
      try {
        if (!(await within(part.stop(), patience))) say(`the ${part.name} does not stop; going on`);
      } catch (error) {
        clean = false;
        say(`stopping the ${part.name}: ${messageOf(error)}`);
      }
    }
    return clean;
  }
}

const words = (address: string, accounts: readonly Account[], dataFolder: string, phases: string) => {
  const told = accounts.filter(({ aside }) => !aside);
  const width = Math.max(0, ...told.map(({ login }) => login.length));
  const more = accounts.length - told.length;
  const lines = told.map(({ login, password, name }) => `  ${login.padEnd(width)}  ${password}  ${name}`);
  return [
    `Xiaoneng 效能  ${address}`,
    ...(lines.length > 0 ? ['Accounts (login, password, who):', ...lines] : []),
    ...(more > 0 ? [`  and ${more} more in ${path.join(dataFolder, 'demonstration-accounts.json')}`] : []),
    `Started: ${phases}`,
    'Ctrl-C stops it, the database too.',
    '',
  ].join('\n');
};

/** `xiaoneng serve`: everything from the data folder to the address, and back in reverse on the first signal. */
export const serveCommand = async (options: ServeOptions, before: Phase[]): Promise<void> => {
  const watch = startStopwatch(before);
  const running = new Running();
  let ending = false;
  const finish = async (code: number): Promise<never> => {
    ending = true;
    const clean = await running.stop();
    process.exit(clean ? code : 1);
  };
  const onFault = (fault: OperatorFault) => {
    say(fault.message);
    void finish(1);
  };
  // npm passes Ctrl-C on while the terminal sends it too: only the first one counts.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => !ending && void finish(0));

  try {
    const { config, dataFolder, standing } = await watch.phase('prepare', async () => {
      const config = configFor(options);
      const { dataFolder, standing } = standOn(config, 'serve');
      if ('holder' in standing) {
        const { pid, since, address, task } = standing.holder;
        const where = address ? ` at ${address}` : '';
        throw new OperatorFault(`already running on ${dataFolder}: process ${pid} (${task})${where}, since ${since}`);
      }
      running.add('lock', () => standing.lock.release());
      await askForPort(config);
      return { config, dataFolder, standing };
    });
    const database = await watch.phase('database', () => {
      const opening = openDatabase(config, dataFolder, standing, { say, onFault });
      // Known before it is there: a signal that comes while it starts must still stop it.
      running.add('database', async () => (await opening.catch(() => undefined))?.stop());
      return opening;
    });
    await watch.phase('migrate', () => migrateDatabase(config, database));
    if (ending) return;
    const pools = createPools(database.connections);
    running.add('connections', () => endPools(pools));
    const { startServer } = await import('../server.ts');
    const server = await startServer({ config, pools, dataFolder, phase: watch.phase });
    running.add('server', server.close);
    standing.lock.tell({ address: server.address });
    if (ending) return;
    const { address, accounts } = server;
    const facts = { address, accounts, dataFolder, pid: process.pid };
    process.stdout.write(
      options.json ? `${JSON.stringify(facts)}\n` : words(address, accounts, dataFolder, watch.line()),
    );
  } catch (error) {
    // What failed because a signal is already taking everything down is no fault of its own.
    if (ending) return;
    await running.stop();
    throw error;
  }
};
