import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../platform/config/config.ts';
import type { Pools } from '../platform/database/pools.ts';

export type ServerDeps = {
  config: Config;
  pools: Pools;
  dataFolder: string;
  /** Measures a part of the start for the line of phases. */
  phase<T>(name: string, work: () => Promise<T>): Promise<T>;
};

export type RunningServer = {
  address: string;
  accounts: { login: string; password: string; name: string }[];
  close(): Promise<void>;
};

/** Health only, until the application's own server takes this place. */
export const startServer = async ({ config, pools, phase }: ServerDeps): Promise<RunningServer> => {
  const server = createServer((_request, response) => {
    pools.app.query('select 1').then(
      () => response.end('{"status":"ok"}\n'),
      () => response.writeHead(503).end('{"status":"database"}\n'),
    );
  });
  await phase('listen', () => new Promise<void>((done) => server.listen(config.port, config.host, done)));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    accounts: [],
    close: () => new Promise((done) => server.close(() => done())),
  };
};
