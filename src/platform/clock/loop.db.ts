import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bureau, carry, openBureau, problemOf, rowsOf, send } from '../../../tests/builders/bureau.ts';
import { until } from '../../../tests/builders/log-database.ts';
import { type Office, openOffice } from '../../../tests/builders/office.ts';
import { clocksOf, depsOf, lightsOf, saidOf } from '../../../tests/clocks/clocks.ts';
import { run } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import { type Bell, startBell } from './bell.ts';
import { type DueLoop, type DueLoopDeps, startDueLoop } from './loop.ts';
import { claim } from './rows.ts';

let office: Office;
let bureau: Bureau;
let bell: Bell;
let count = 0;
/** How far everybody's clock is ahead of the real one, which goes on. */
let ahead = 0;
const now = (): Date => new Date(Date.now() + ahead);
const goTo = (moment: Date): void => {
  ahead = moment.getTime() - Date.now();
};

const loops: DueLoop[] = [];
const told: string[] = [];
const start = (more: Partial<DueLoopDeps> = {}): DueLoop => {
  const loop = startDueLoop({ ...depsOf(bureau, told), bell, rang: office.engine.rang, now, ...more });
  loops.push(loop);
  return loop;
};

beforeAll(async () => {
  office = await openOffice();
  office.engine.now = now;
  bell = startBell({ pool: office.pools.app, gather: 10 });
  office.onRang(bell.ring);
});
afterAll(async () => {
  await bell.stop();
  await office.stop();
});
beforeEach(async () => {
  told.length = 0;
  count += 1;
  goTo(new Date('2026-03-02T01:00:00.000Z'));
  bureau = await openBureau(office, `loop-${count}`);
  return async () => {
    await Promise.all(loops.splice(0).map((loop) => loop.stop()));
    // What one test leaves due is not the next one's.
    await rowsOf(bureau, 'update clock set next_change_at = null where agency_id = $1', bureau.agency.id);
  };
});

const dueAt = async (matter: string): Promise<Date> => {
  const moment = (await clocksOf(bureau, matter)).plan?.next_change_at;
  if (!moment) throw new Error('nothing is to come');
  return moment;
};

describe('the due loop', () => {
  it('sleeps until the moment and turns the light then, not before and not a poll later', async () => {
    const { id } = await problemOf(bureau);
    const due = await dueAt(id);
    goTo(new Date(due.getTime() - 400));
    start({ poll: 60_000 });
    await until(async () => (await lightsOf(bureau, id)).length > 0, 'the light is near');
    const [light] = await saidOf(bureau, id).then((said) => said.slice(-1));
    const late = Date.parse(light?.at ?? '') - due.getTime();
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(1000);
  });

  it('is woken by the bell for what comes earlier than it meant to sleep', async () => {
    start({ poll: 600_000 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    // Named today, for today: near from the first moment on.
    const { id } = await problemOf(bureau, { dueOn: '2026-03-02' });
    await until(async () => (await lightsOf(bureau, id)).length === 1, 'the date is near', 3000);
    expect(await lightsOf(bureau, id)).toEqual([expect.stringContaining('due near near')]);
  });

  it('looks around by itself, should nobody ring', async () => {
    start({ poll: 100, bell: { hear: () => () => {} } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { id } = await problemOf(bureau, { dueOn: '2026-03-02' });
    await until(async () => (await lightsOf(bureau, id)).length === 1, 'the date is near', 3000);
  });

  it('rings when it has changed something', async () => {
    const heard: string[] = [];
    const { id } = await problemOf(bureau);
    goTo(await dueAt(id));
    start({ rang: (agency) => heard.push(agency) });
    await until(() => heard.includes(bureau.agency.id), 'it rang');
    expect(await lightsOf(bureau, id)).toHaveLength(1);
  });

  it('three at once on many: none lost, none twice, nobody complains', async () => {
    const made = await Promise.all(Array.from({ length: 40 }, () => problemOf(bureau)));
    goTo(await dueAt(made[0]?.id ?? ''));
    for (let n = 0; n < 3; n++) start({ batch: 4 });
    await until(async () => {
      const rows = await rowsOf<{ n: number }>(
        bureau,
        `select count(*)::int as n from event where agency_id = $1 and action = 'lightChanged'`,
        bureau.agency.id,
      );
      return (rows[0]?.n ?? 0) >= made.length;
    }, 'all are near');
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const { id } of made) expect(await lightsOf(bureau, id)).toHaveLength(1);
    expect(told).toEqual([]);
  });

  it('passes over what somebody holds, and comes back to it', async () => {
    const [held, free] = [await problemOf(bureau), await problemOf(bureau)];
    goTo(await dueAt(held.id));
    await inTransaction(office.database.owner, async (client) => {
      await client.query('select 1 from stream where id = $1 for update', [held.id]);
      start();
      await until(async () => (await lightsOf(bureau, free.id)).length === 1, 'the free one is near');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await lightsOf(bureau, held.id)).toEqual([]);
    });
    await until(async () => (await lightsOf(bureau, held.id)).length === 1, 'the held one is near too');
    expect(told).toEqual([]);
  });

  it('takes over what a process held that died in the middle of its work', async () => {
    const { id } = await problemOf(bureau);
    const due = await dueAt(id);
    goTo(due);
    const dying = await office.pools.app.connect();
    await dying.query('begin');
    expect(await run(dying, claim, bureau.agency.id, now(), 100)).toEqual([{ id }]);
    const { rows } = await dying.query<{ pid: number }>('select pg_backend_pid() as pid');
    start();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await lightsOf(bureau, id)).toEqual([]);
    await office.pools.app.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    dying.release(true);
    await until(async () => (await lightsOf(bureau, id)).length === 1, 'somebody else has turned it');
  });

  it('a matter whose rows cannot be written is set aside and told; the others of its batch are written', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => problemOf(bureau)));
    const broken = made[2]?.id ?? '';
    // The row no longer stands where its stream does: no event of it can be written.
    await rowsOf(bureau, `update matter set fold = jsonb_set(fold, '{seq}', '7') where id = $1`, broken);
    goTo(await dueAt(broken));
    start();
    for (const { id } of made)
      if (id !== broken) await until(async () => (await lightsOf(bureau, id)).length === 1, 'the whole ones are near');
    await until(() => told.length > 0, 'the broken one is told');
    expect(told[0]).toContain(broken);
    expect(await lightsOf(bureau, broken)).toEqual([]);
    expect((await dueAt(broken)).getTime()).toBeGreaterThan(now().getTime() + 500_000);
  });

  it('tells once that the database is away, and goes on when it is back', async () => {
    const { id } = await problemOf(bureau);
    goTo(await dueAt(id));
    let away = 3;
    const { pool } = depsOf(bureau);
    const failing = Object.create(pool) as typeof pool;
    failing.query = ((...args: Parameters<typeof pool.query>) =>
      away-- > 0 ? Promise.reject(new Error('away')) : pool.query(...args)) as typeof pool.query;
    start({ pool: failing });
    await until(async () => (await lightsOf(bureau, id)).length === 1, 'it is back', 8000);
    expect(told).toEqual(['lights are late and tried again: away']);
  });
});

describe('somebody who acts at the same moment', () => {
  const remark = (n: number) => ({ action: 'statement', data: { about: 1, text: `第 ${n} 句` } });

  it('is not refused for a light that changed since they looked', async () => {
    const { id, seq } = await problemOf(bureau);
    goTo(await dueAt(id));
    start();
    await until(async () => (await lightsOf(bureau, id)).length === 1, 'the light is near');
    const reply = await carry(bureau, bureau.people.owner, { matter: id }, { ...remark(1), expected: seq });
    expect(reply.seq).toBe(seq + 2);
    const stale = await send(bureau, bureau.people.owner, { matter: id }, { ...remark(2), expected: seq });
    expect(stale.ok ? null : stale.refusal.code).toBe('stale');
  });

  it('loses nothing and takes nothing away, many times over', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => problemOf(bureau)));
    const due = await dueAt(made[0]?.id ?? '');
    goTo(new Date(due.getTime() - 150));
    start({ batch: 3 });
    start({ batch: 3 });
    const acts = 8;
    await Promise.all(
      made.map(async ({ id }) => {
        for (let n = 0; n < acts; n++) {
          await carry(bureau, bureau.people.owner, { matter: id }, remark(n));
          await new Promise((resolve) => setTimeout(resolve, 15));
        }
      }),
    );
    for (const { id } of made) {
      await until(async () => (await lightsOf(bureau, id)).length === 1, 'each light is near');
      const said = await saidOf(bureau, id);
      expect(said.map(({ seq }) => seq)).toEqual(said.map((_, index) => index + 1));
      expect(said.filter(({ action }) => action === 'statement')).toHaveLength(acts);
      const [row] = await rowsOf<{ seq: number; folded: number; light: string }>(
        bureau,
        `select seq, (fold->>'seq')::int as folded, light from matter where id = $1`,
        id,
      );
      expect(row).toEqual({ seq: said.length, folded: said.length, light: 'near' });
    }
    expect(told).toEqual([]);
  });

  it('ends the clock first: then no light changes', async () => {
    const { id } = await problemOf(bureau);
    const due = await dueAt(id);
    await carry(bureau, bureau.people.registrar, { matter: id }, { action: 'askVoid', reason: '重复' });
    await carry(bureau, bureau.people.reviewer, { matter: id }, { action: 'grantVoid' });
    goTo(new Date(due.getTime() + 86_400_000));
    // The 7th of March, where everybody is by now: near from the first moment on.
    const other = await problemOf(bureau, { dueOn: '2026-03-07' });
    start();
    await until(async () => (await lightsOf(bureau, other.id)).length >= 1, 'the loop has looked');
    expect(await lightsOf(bureau, id)).toEqual([]);
  });
});
