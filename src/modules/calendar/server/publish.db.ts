import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bureau, openBureau, problemOf, rowsOf } from '../../../../tests/builders/bureau.ts';
import { type Office, openOffice } from '../../../../tests/builders/office.ts';
import type { EventBody } from '../../../kernel/proof/event.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { rebuildMatters } from '../../../platform/matter/rebuild.ts';
import type { Proposed } from '../domain/proposed.ts';
import { findJob, openJobs } from './jobs.ts';
import { moveSome } from './move.ts';
import { moveAll, startMover } from './mover.ts';
import { publishCalendar } from './publish.ts';
import { bornCalendar, calendarVersions, giveCalendar } from './versions.ts';

let office: Office;
let bureau: Bureau;
let count = 0;
let clock = new Date();
const at = (moment: string): Date => {
  clock = new Date(`2026-${moment}:00+08:00`);
  return clock;
};

beforeAll(async () => {
  office = await openOffice();
  office.engine.now = () => clock;
});
afterAll(() => office.stop());
beforeEach(async () => {
  count += 1;
  // A Wednesday; the Monday after is free for Qingming.
  at('03-25T09:00');
  bureau = await openBureau(office, `calendar-${count}`);
  await inTransaction(office.pools.app, (client) =>
    giveCalendar(client, { ...handOf(), actor: null }, uuidv7(), '2026-01-01'),
  );
});

const handOf = () => ({
  agency: bureau.agency,
  actor: bureau.people.office.person as string | null,
  post: null,
  command: uuidv7(),
  now: clock,
});
const newId = () => uuidv7();
const deps = () => ({ pool: office.pools.app, settings: office.settings, newId, now: () => clock, rang: () => {} });

const newestOf = async () => (await calendarVersions(office.pools.app, bureau.agency.id)).at(-1);

/** The calendar as it stands with some dates made free, by whoever saw the newest version. */
const publish = async (dates: readonly string[], more: Partial<Proposed> = {}, expected?: number) => {
  const stands = await newestOf();
  const { calendar, notes } = stands ?? bornCalendar;
  const proposed: Proposed = {
    calendar: { ...calendar, days: { ...calendar.days, ...Object.fromEntries(dates.map((date) => [date, []])) } },
    notes: { ...notes, ...Object.fromEntries(dates.map((date) => [date, '临时放假'])) },
    source: '县政府办 12 号',
    effectiveFrom: '2026-03-25',
    ...more,
  };
  return publishCalendar(
    { pool: office.pools.app, newId },
    handOf(),
    proposed,
    expected ?? stands?.version.seq ?? null,
  );
};

const published = async (dates: readonly string[], more: Partial<Proposed> = {}) => {
  const outcome = await publish(dates, more);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};

const eventsOf = async (matter: string): Promise<EventBody[]> =>
  (
    await rowsOf<{ body: string }>(
      bureau,
      'select body from event where agency_id = $1 and stream_id = $2 order by seq',
      bureau.agency.id,
      matter,
    )
  ).map(({ body }) => JSON.parse(body) as EventBody);

const dueOf = async (matter: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (
      await rowsOf<{ name: string; due_at: Date | null }>(
        bureau,
        'select name, due_at from clock where agency_id = $1 and matter_id = $2 order by name',
        bureau.agency.id,
        matter,
      )
    ).map(({ name, due_at }) => [name, local(due_at)]),
  );
const local = (moment: Date | string | null): string =>
  moment === null ? '-' : new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(5, 16);

const plannedOn = async (start: string, dueOn: string | null = null): Promise<string> => {
  at(start);
  return (await problemOf(bureau, dueOn === null ? {} : { dueOn })).id;
};

describe('a holiday announced late', () => {
  it('moves the clock it touches and says so in its history; a fixed date and a matter it does not touch stand', async () => {
    const touched = await plannedOn('03-25T09:30', '2026-04-20');
    const early = await plannedOn('03-16T09:30');
    at('03-25T10:00');
    expect(await dueOf(touched)).toEqual({ due: '04-21T00:00', plan: '04-01T17:30' });
    const { job, version } = await published(['2026-03-30', '2026-04-20']);
    expect(job?.total).toBe(1);
    await moveAll(deps(), bureau.agency);
    expect(await dueOf(touched)).toEqual({ due: '04-21T00:00', plan: '04-02T17:30' });
    const [, moved, ...rest] = await eventsOf(touched);
    expect(rest).toEqual([]);
    expect(moved).toMatchObject({
      action: 'dueMoved',
      actor: null,
      settings: [version],
      data: {
        clocks: [{ clock: 'plan', from: '2026-04-01T09:30:00.000Z', to: '2026-04-02T09:30:00.000Z' }],
      },
    });
    expect((await eventsOf(early)).map(({ action }) => action)).toEqual(['register']);
    const told = await rowsOf<{ person_id: string }>(
      bureau,
      `select person_id from notice where agency_id = $1 and matter_id = $2 and kind = 'dueMoved'`,
      bureau.agency.id,
      touched,
    );
    expect(told.map(({ person_id }) => person_id)).toContain(bureau.people.owner.person);
    expect(await findJob(office.pools.app, bureau.agency.id, job?.id as string)).toMatchObject({
      total: 1,
      done: 1,
      moved: 1,
      finished_at: clock,
    });
  });

  it('that lies behind an end leaves it, though another deadline of the same day is looked at', async () => {
    const matter = await plannedOn('03-25T09:30');
    const { job } = await published(['2026-04-02']);
    expect(job?.total).toBe(0);
    await moveAll(deps(), bureau.agency);
    expect(await eventsOf(matter)).toHaveLength(1);
  });

  it('taken back moves it back', async () => {
    const matter = await plannedOn('03-25T09:30');
    await published(['2026-03-30']);
    await moveAll(deps(), bureau.agency);
    await published([], { calendar: bornCalendar.calendar, notes: bornCalendar.notes });
    await moveAll(deps(), bureau.agency);
    expect(await dueOf(matter)).toMatchObject({ plan: '04-01T17:30' });
    expect((await eventsOf(matter)).map(({ action }) => action)).toEqual(['register', 'dueMoved', 'dueMoved']);
  });

  it('a rebuild from the log makes the same rows', async () => {
    await plannedOn('03-25T09:30', '2026-04-20');
    await published(['2026-03-30']);
    await moveAll(deps(), bureau.agency);
    const rows = () =>
      Promise.all(
        ['matter', 'clock', 'inbox'].map((table) =>
          rowsOf(bureau, `select to_jsonb(t) as row from ${table} t where agency_id = $1 order by 1`, bureau.agency.id),
        ),
      );
    const before = await rows();
    const settings = await office.settings.of(bureau.agency.id, await office.directoryVersion(bureau.agency.id));
    await rebuildMatters(office.database.owner, bureau.agency.id, office.engine.house, settings);
    expect(await rows()).toEqual(before);
  });
});

describe('the job', () => {
  const many = async (count: number): Promise<string[]> => {
    const made: string[] = [];
    for (let index = 0; index < count; index++) made.push(await plannedOn('03-25T09:30'));
    return made;
  };

  it('is all or nothing a batch, goes on where a process died, and two at once do no matter twice', async () => {
    const matters = await many(7);
    const { job } = await published(['2026-03-30']);
    const [open] = await openJobs(office.pools.app, bureau.agency.id);
    if (!open || !job) throw new Error('no job was opened');
    // A process that dies before its commit.
    const dying = {
      ...deps(),
      newId: () => {
        throw new Error('died');
      },
    };
    await expect(moveSome(dying, bureau.agency, open)).rejects.toThrow('died');
    expect(await findJob(office.pools.app, bureau.agency.id, job.id)).toMatchObject({ done: 0, moved: 0 });
    await Promise.all([moveAll(deps(), bureau.agency), moveAll(deps(), bureau.agency), moveAll(deps(), bureau.agency)]);
    for (const matter of matters)
      expect((await eventsOf(matter)).map(({ action }) => action)).toEqual(['register', 'dueMoved']);
    expect(await findJob(office.pools.app, bureau.agency.id, job.id)).toMatchObject({ total: 7, done: 7, moved: 7 });
    expect(await openJobs(office.pools.app, bureau.agency.id)).toEqual([]);
  });

  it('is taken up by whoever starts next', async () => {
    const [matter] = await many(1);
    const { job } = await published(['2026-03-30']);
    const mover = startMover({
      ...deps(),
      onTrouble: (line) => {
        throw new Error(line);
      },
    });
    for (let tries = 0; tries < 200 && (await openJobs(office.pools.app, bureau.agency.id)).length > 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await mover.stop();
    expect(await findJob(office.pools.app, bureau.agency.id, job?.id as string)).toMatchObject({ moved: 1 });
    expect(await dueOf(matter as string)).toMatchObject({ plan: '04-02T17:30' });
  });

  it('waits for a command that holds a stream instead of passing it over', async () => {
    const [matter] = await many(1);
    await published(['2026-03-30']);
    const client = await office.pools.app.connect();
    try {
      await client.query('begin');
      await client.query('select id from stream where agency_id = $1 and id = $2 for no key update', [
        bureau.agency.id,
        matter,
      ]);
      const [open] = await openJobs(office.pools.app, bureau.agency.id);
      if (!open) throw new Error('no job was opened');
      expect(await moveSome(deps(), bureau.agency, open)).toEqual({ looked: 0, moved: 0 });
      const all = moveAll(deps(), bureau.agency);
      await client.query('commit');
      await all;
    } finally {
      client.release();
    }
    expect(await dueOf(matter as string)).toMatchObject({ plan: '04-02T17:30' });
  });

  it('finds what was registered by a server that had not seen the new version yet', async () => {
    await many(1);
    await published(['2026-03-30']);
    const late = await plannedOn('03-25T09:30');
    const calendar = { kind: 'calendar', seq: 1 };
    // As if its command had been decided before: its clock names the version from before.
    await rowsOf(
      bureau,
      `update clock set calendar_seq = 1, due_at = '2026-04-01T09:30:00Z' where agency_id = $1 and matter_id = $2`,
      bureau.agency.id,
      late,
    );
    const [version] = await calendarVersions(office.pools.app, bureau.agency.id);
    await rowsOf(
      bureau,
      `update matter set fold = jsonb_set(fold, '{clocks,plan,calendar}', $3::jsonb) where agency_id = $1 and id = $2`,
      bureau.agency.id,
      late,
      JSON.stringify({ ...calendar, id: version?.version.id }),
    );
    await moveAll(deps(), bureau.agency);
    expect(await dueOf(late)).toMatchObject({ plan: '04-02T17:30' });
    expect((await eventsOf(late)).map(({ action }) => action)).toEqual(['register', 'dueMoved']);
  });
});

describe('publishing', () => {
  it('two at once: the second is refused and nothing of theirs is written', async () => {
    const outcomes = await Promise.all([publish(['2026-04-10'], {}, 1), publish(['2026-04-13'], {}, 1)]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const refused = outcomes.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ refusal: { code: 'stale', rule: 'calendar.moved' } });
    expect(await calendarVersions(office.pools.app, bureau.agency.id)).toHaveLength(2);
  });

  it('an agency without a calendar of its own begins with one; its stream is its own for good', async () => {
    const other = await openBureau(office, `calendar-none-${count}`);
    bureau = other;
    const outcome = await publishCalendar(
      { pool: office.pools.app, newId },
      handOf(),
      { ...bornCalendar, notes: { ...bornCalendar.notes }, source: '本单位', effectiveFrom: '2026-03-25' },
      null,
    );
    expect(outcome).toMatchObject({ ok: true, value: { job: null, version: { seq: 1 } } });
    expect((await published(['2026-04-10'])).version.seq).toBe(2);
  });

  it('everything that is wrong is told at once', async () => {
    const { calendar } = bornCalendar;
    const outcome = await publish([], {
      calendar: { ...calendar, week: {}, zone: 'Europe/Berlin', publishedThrough: '2025-12-31' },
      notes: { '2026-05-20': '没有这一天' },
      source: '  ',
    });
    if (outcome.ok) throw new Error('was published');
    expect(outcome.refusal.fields?.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      'source required',
      'notes.2026-05-20 noDay',
      'calendar.zone zoneStands',
      'calendar.week noWorkingDay',
      'calendar.publishedThrough min',
    ]);
    expect(await calendarVersions(office.pools.app, bureau.agency.id)).toHaveLength(1);
  });
});
