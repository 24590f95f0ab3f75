import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export type Site = { address: string; password: (login: string) => string; stop: () => Promise<void> };

const root = path.resolve(import.meta.dirname, '../..');

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => (at && typeof at === 'object' ? resolve(at.port) : reject(new Error('no port'))));
    });
  });

/** Address and accounts as the start prints them: `  fang  Xn-…  方志成 …`, those of the second agency with its path behind. */
export const readStart = (printed: string): { address: string; passwords: Map<string, string> } | null => {
  const address = /(https?:\/\/\S+)/.exec(printed)?.[1];
  if (!address || !printed.includes('Started:')) return null;
  const lines = [...printed.matchAll(/^ {2}(\S+) +(\S+) {2}(.*)$/gm)];
  const own = lines.filter(([, , , who = '']) => !who.includes('/a/'));
  return { address, passwords: new Map(own.map(([, login = '', password = '']) => [login, password])) };
};

/**
 * A demonstration of its own on a fresh data folder, gone afterwards. `SHOTS_URL` with `SHOTS_PASSWORDS` (`fang=…,he=…`)
 * names one that runs already.
 */
export const openSite = async (): Promise<Site> => {
  const named = process.env.SHOTS_URL;
  if (named) {
    const given = (process.env.SHOTS_PASSWORDS ?? '').split(',').map((each) => each.split('=') as [string, string]);
    const known = new Map(given);
    return {
      address: named.replace(/\/$/, ''),
      password: (login) => known.get(login) ?? '',
      stop: async () => undefined,
    };
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xiaoneng-shots-'));
  const server = spawn(process.execPath, [path.join(root, 'launch.mjs'), 'serve'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(await freePort()),
      XIAONENG_DATA: folder,
      XIAONENG_RATE: '0',
      XIAONENG_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  let printed = '';
  const started = await new Promise<ReturnType<typeof readStart>>((resolve) => {
    server.once('exit', () => resolve(null));
    server.stdout.on('data', (part: Buffer) => {
      printed += part.toString();
      const found = readStart(printed);
      if (found) resolve(found);
    });
  });
  if (!started) {
    await stop();
    throw new Error(`the server did not start:\n${printed}`);
  }
  return { address: started.address, password: (login) => started.passwords.get(login) ?? '', stop };
};
