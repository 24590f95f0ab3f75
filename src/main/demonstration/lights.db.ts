import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../../../tests/builders/office.ts';
import { startDueLoop } from '../../platform/clock/loop.ts';
import { makeDemonstration } from './demonstration.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  await makeDemonstration(office, 'xiaoneng.example', 'brief');
});
afterAll(() => office.stop());

type Changed = { at: Date; before: Date | null; clock: string; level: string };

describe('the demonstration', () => {
  it('has lights that changed in its past, each at its own moment between the acts of its people', async () => {
    const { rows } = await office.database.owner.query<Changed>(
      `select e.recorded_at as at, b.recorded_at as before, e.body::json->'data'->>'clock' as clock, e.body::json->'data'->>'level' as level
       from event e join event b on b.stream_id = e.stream_id and b.seq = e.seq - 1
       where e.action = 'lightChanged' order by e.recorded_at`,
    );
    expect(new Set(rows.map(({ level }) => level))).toContain('near');
    expect(rows.length).toBeGreaterThan(3);
    const moments = new Set(rows.map(({ at }) => at.getTime()));
    // Not all at the moment somebody looked: they are spread over weeks.
    expect(moments.size).toBeGreaterThan(rows.length / 2);
    expect(Math.max(...moments) - Math.min(...moments)).toBeGreaterThan(7 * 86_400_000);
    for (const { at, before } of rows) expect(at.getTime()).toBeGreaterThanOrEqual(before?.getTime() ?? 0);
  });

  it('leaves nothing for the due loop to find at its first look', async () => {
    const count = async () =>
      (await office.database.owner.query<{ n: number }>('select count(*)::int as n from event')).rows[0]?.n;
    const before = await count();
    const due = await office.database.owner.query('select 1 from clock where next_change_at <= $1', [office.now()]);
    expect(due.rows).toEqual([]);
    const troubles: string[] = [];
    const loop = startDueLoop({
      pool: office.pools.app,
      settings: office.settings,
      newId: office.engine.newId,
      rang: office.engine.rang,
      now: office.now,
      bell: { hear: () => () => {} },
      onTrouble: (line) => troubles.push(line),
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await loop.stop();
    expect(await count()).toBe(before);
    expect(troubles).toEqual([]);
  });
});
