import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bureau, carry, openBureau, problemOf, rowsOf } from '../../../tests/builders/bureau.ts';
import { type Office, openOffice } from '../../../tests/builders/office.ts';
import { officeHours } from '../../../tests/builders/office-hours.ts';
import { clocksOf, depsOf, lightsOf, saidOf, settleAt } from '../../../tests/clocks/clocks.ts';
import { setCalendar } from '../../modules/calendar/index.ts';
import { inTransaction } from '../database/transaction.ts';
import { rebuildMatters } from '../matter/rebuild.ts';
import { settle } from './settle.ts';

let office: Office;
let bureau: Bureau;
let count = 0;
/** The moment everybody's clock shows. */
let clock = new Date();
const at = (moment: string): Date => {
  clock = new Date(moment);
  return clock;
};

beforeAll(async () => {
  office = await openOffice();
  office.engine.now = () => clock;
});
afterAll(() => office.stop());
beforeEach(async () => {
  count += 1;
  // A Monday; in China it is nine o'clock.
  at('2026-03-02T01:00:00.000Z');
  bureau = await openBureau(office, `clocks-${count}`);
});

const tables = ['matter', 'clock', 'inbox'] as const;
const rows = async () =>
  Promise.all(
    tables.map(async (table) => {
      const found = await rowsOf<{ row: object }>(
        bureau,
        `select to_jsonb(t) as row from ${table} t where agency_id = $1`,
        bureau.agency.id,
      );
      return found.map(({ row }) => JSON.stringify(row)).sort();
    }),
  );

describe('a light changes', () => {
  it('at the moment it is near and at the moment it is over, once each, with the row that pages read', async () => {
    const { id } = await problemOf(bureau);
    // Five working days to plan: 2520 minutes; near when a fifth of them is left, over at the end of the fifth day.
    const [near, over] = ['2026-03-06T08:06:00.000Z', '2026-03-09T09:30:00.000Z'];
    const row = async () => (await clocksOf(bureau, id)).plan;
    expect((await row())?.due_at).toEqual(new Date(over));
    expect((await row())?.next_change_at).toEqual(new Date(near));
    expect(await settleAt(bureau, at('2026-03-06T08:05:59.999Z'))).toBe(0);
    expect(await settleAt(bureau, at(near))).toBe(1);
    expect((await row())?.next_change_at).toEqual(new Date(over));
    expect(await settleAt(bureau, at(over))).toBe(1);
    expect(await settleAt(bureau, at('2026-04-30T00:00:00.000Z'))).toBe(0);
    expect(await lightsOf(bureau, id)).toEqual([`${near} plan near near`, `${over} plan over stageLate`]);
    expect(await row()).toMatchObject({ level: 'over', next_change_at: null });
    const [matter] = await rowsOf<object>(
      bureau,
      'select light, light_cause, seq, (fold->>$2)::int as folded, (fold->>$3)::int as acted from matter where id = $1',
      id,
      'seq',
      'acted',
    );
    expect(matter).toEqual({ light: 'over', light_cause: 'stageLate', seq: 3, folded: 3, acted: 1 });
  });

  it('is told to whoever answers for it, by nobody, and no command stands behind it', async () => {
    const { id } = await problemOf(bureau);
    await settleAt(bureau, at('2026-03-09T10:00:00.000Z'));
    const notices = await rowsOf<{ kind: string; person_id: string; seq: number }>(
      bureau,
      'select kind, person_id, seq from notice where agency_id = $1 and matter_id = $2 and kind <> $3',
      bureau.agency.id,
      id,
      'assigned',
    );
    // Nobody looked while it was near, so nobody is told that it was.
    expect(notices).toEqual([{ kind: 'over', person_id: bureau.people.owner.person, seq: 2 }]);
    const [event] = (
      await rowsOf<{ body: string }>(bureau, 'select body from event where stream_id = $1 and seq = 2', id)
    ).map(({ body }) => JSON.parse(body));
    expect(event).toMatchObject({
      actor: null,
      post: null,
      onBehalfOf: null,
      settings: [],
      procedure: { code: 'problem', version: 1 },
      state: { from: 'registered', to: 'registered' },
      data: { clock: 'plan', level: 'over', cause: 'stageLate' },
      recordedAt: '2026-03-09T10:00:00.000Z',
    });
    expect(
      await rowsOf(bureau, 'select 1 from command where agency_id = $1 and id = $2', bureau.agency.id, event.command),
    ).toEqual([]);
  });

  it('by the calendar that the clock names, and the event names it too', async () => {
    const hand = { agency: bureau.agency, actor: null, post: null, command: uuidv7(), now: clock };
    const calendar = { ...officeHours, days: { '2026-03-04': [] } };
    const made = { stream: uuidv7(), effectiveFrom: '2026-01-01', calendar, source: '试验用历' };
    const version = await inTransaction(office.pools.app, (client) => setCalendar(client, hand, made));
    const { id } = await problemOf(bureau);
    await settleAt(bureau, at('2026-03-10T09:29:59.999Z'));
    expect(await settleAt(bureau, at('2026-03-10T09:30:00.000Z'))).toBe(1);
    const bodies = await rowsOf<{ settings: object[] }>(
      bureau,
      `select body::json->'settings' as settings from event where stream_id = $1 and action = 'lightChanged'`,
      id,
    );
    expect(bodies.map(({ settings }) => settings)).toEqual([[version], [version]]);
  });

  it('of two clocks at once: both events in one go, in the order of the table', async () => {
    const { id } = await problemOf(bureau, { dueOn: '2026-03-09' });
    const { taken, changed } = await settle(depsOf(bureau), bureau.agency, at('2026-03-10T00:00:00.000Z'));
    expect({ taken, changed }).toEqual({ taken: 1, changed: 2 });
    expect((await saidOf(bureau, id)).map(({ seq, data }) => `${seq} ${data.clock ?? ''} ${data.level ?? ''}`)).toEqual(
      ['1  ', '2 plan overPromise', '3 due over'],
    );
  });

  it('with the rows that a rebuild from the log makes', async () => {
    await problemOf(bureau, { dueOn: '2026-03-09' });
    await problemOf(bureau);
    await settleAt(bureau, at('2026-03-09T09:40:00.000Z'));
    const before = await rows();
    const settings = await office.settings.of(bureau.agency.id, await office.directoryVersion(bureau.agency.id));
    await rebuildMatters(office.database.owner, bureau.agency.id, office.engine.house, settings);
    expect(await rows()).toEqual(before);
  });

  it('never before what stands in the log already, when the clocks of two servers differ', async () => {
    const { id } = await problemOf(bureau);
    at('2026-03-12T01:00:00.500Z');
    const said = { action: 'statement', data: { about: 1, text: '在办' } };
    await carry(bureau, bureau.people.owner, { matter: id }, said);
    expect(await settleAt(bureau, at('2026-03-12T01:00:00.000Z'))).toBe(0);
    expect(await settleAt(bureau, at('2026-03-12T01:00:00.500Z'))).toBe(1);
    expect(await lightsOf(bureau, id)).toEqual(['2026-03-12T01:00:00.500Z plan over stageLate']);
  });
});

describe('nothing is said', () => {
  it('where only the row had gone wrong; it is right again', async () => {
    const { id } = await problemOf(bureau);
    await rowsOf(bureau, 'update clock set next_change_at = $2 where matter_id = $1', id, clock);
    expect(await settleAt(bureau, at('2026-03-03T01:00:00.000Z'))).toBe(0);
    expect((await clocksOf(bureau, id)).plan?.next_change_at).toEqual(new Date('2026-03-06T08:06:00.000Z'));
  });

  it('of a matter that cannot be reckoned; it is told and put off, and the others go on', async () => {
    const broken = await problemOf(bureau);
    const whole = await problemOf(bureau);
    await rowsOf(bureau, `update matter set fold = jsonb_set(fold, '{version}', '99') where id = $1`, broken.id);
    const told: string[] = [];
    const now = at('2026-03-09T10:00:00.000Z');
    expect(await settleAt(bureau, now, told)).toBe(1);
    expect(await lightsOf(bureau, whole.id)).toHaveLength(1);
    expect(told).toEqual([expect.stringContaining(`${broken.id} of ${bureau.agency.code} cannot be reckoned`)]);
    expect((await clocksOf(bureau, broken.id)).plan?.next_change_at).toEqual(new Date(now.getTime() + 600_000));
  });
});

describe('batches', () => {
  it('take the oldest first and no more than told', async () => {
    const made: string[] = [];
    for (const day of ['05', '04', '06']) made.push((await problemOf(bureau, { dueOn: `2026-03-${day}` })).id);
    const done = await settle(depsOf(bureau), bureau.agency, at('2026-03-06T00:00:00.000Z'), { limit: 1 });
    expect(done).toEqual({ taken: 1, changed: 1 });
    const counts = await Promise.all(made.map(async (id) => (await lightsOf(bureau, id)).length));
    expect(counts).toEqual([0, 1, 0]);
  });

  it('of two that work at once share what is due: none lost, none twice', async () => {
    const made = await Promise.all(Array.from({ length: 24 }, () => problemOf(bureau)));
    const now = at('2026-03-09T10:00:00.000Z');
    const work = async (): Promise<number> => {
      let changed = 0;
      for (let idle = 0; idle < 3; ) {
        const done = await settle(depsOf(bureau), bureau.agency, now, { limit: 3 });
        changed += done.changed;
        idle = done.taken === 0 ? idle + 1 : 0;
      }
      return changed;
    };
    const shares = await Promise.all([work(), work(), work()]);
    expect(shares.reduce((sum, each) => sum + each, 0)).toBe(made.length);
    for (const { id } of made) expect(await lightsOf(bureau, id)).toHaveLength(1);
  });
});
