import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LogDatabase, makeAgency, openLogDatabase, until } from '../../../tests/builders/log-database.ts';
import { type Bell, startBell } from './bell.ts';

let db: LogDatabase;
const bells: Bell[] = [];
const listeners = async (): Promise<number[]> =>
  (
    await db.owner.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'xiaoneng bell'`,
    )
  ).rows.map(({ pid }) => pid);

const open = (options: { gather?: number; onTrouble?: (line: string) => void } = {}) => {
  const bell = startBell({ pool: db.app, retry: 50, ...options });
  bells.push(bell);
  const heard: string[] = [];
  bell.hear((agency) => heard.push(agency));
  return { bell, heard };
};

beforeAll(async () => {
  db = await openLogDatabase();
});
afterAll(async () => {
  await Promise.all(bells.map((bell) => bell.stop()));
  await db.stop();
});

/** On the line: a ring of its own comes back. */
const standing = async ({ bell, heard }: ReturnType<typeof open>): Promise<void> => {
  const probe = randomUUID();
  await until(() => {
    bell.ring(probe);
    return heard.includes(probe);
  }, 'the bell hears itself');
};

describe('the bell', () => {
  it('is heard by every process, the one that rang among them', async () => {
    const [here, there] = [open(), open()];
    await standing(here);
    await standing(there);
    const agency = randomUUID();
    here.bell.ring(agency);
    await until(() => here.heard.includes(agency) && there.heard.includes(agency), 'both have heard it');
  });

  it('gathers rings of one agency, and keeps those of two apart', async () => {
    const one = open({ gather: 100 });
    await standing(one);
    const [a, b] = [randomUUID(), randomUUID()];
    for (let n = 0; n < 500; n++) one.bell.ring(n % 2 === 0 ? a : b);
    await until(() => one.heard.includes(a) && one.heard.includes(b), 'both agencies were heard');
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(one.heard.filter((agency) => agency === a)).toHaveLength(1);
    expect(one.heard.filter((agency) => agency === b)).toHaveLength(1);
  });

  it('comes back after its connection was cut, and looks at every agency for what it missed', async () => {
    const agency = await makeAgency(db, 'bell');
    const told: string[] = [];
    const one = open({ onTrouble: (line) => told.push(line) });
    await standing(one);
    one.heard.length = 0;
    for (const pid of await listeners()) await db.app.query('select pg_terminate_backend($1)', [pid]);
    await until(() => one.heard.includes(agency.id), 'it rang for all after it came back');
    await standing(one);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^the bell lost the database/);
  });

  it('goes on when one who hears fails, and is silent to who stopped hearing', async () => {
    const told: string[] = [];
    const one = open({ onTrouble: (line) => told.push(line) });
    const quiet: string[] = [];
    const leave = one.bell.hear((agency) => quiet.push(agency));
    one.bell.hear(() => {
      throw new Error('not me');
    });
    leave();
    await standing(one);
    expect(quiet).toEqual([]);
    expect(told).toContain('who heard the bell failed: not me');
  });

  it('stops at once, also while the database is away', async () => {
    const away = { options: { host: '127.0.0.1', port: 1, user: 'nobody', database: 'none' } } as typeof db.app;
    const bell = startBell({ pool: away, retry: 60_000 });
    const from = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await bell.stop();
    expect(performance.now() - from).toBeLessThan(2000);
  });
});
