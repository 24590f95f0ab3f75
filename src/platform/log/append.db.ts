import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bureau, countsOf, openBureau, problemOf, rowsOf } from '../../../tests/builders/bureau.ts';
import { until } from '../../../tests/builders/log-database.ts';
import { type Office, openOffice } from '../../../tests/builders/office.ts';
import type { EventBody } from '../../kernel/proof/event.ts';
import { append, type Companions, type Draft, type Read } from './append.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

type Place = { id: string; seq: number; head: string | null };

const draft = ({ id, seq, head }: Place): Draft => {
  const body: Omit<EventBody, 'prev'> = {
    v: 1,
    agency: 'first',
    stream: { kind: 'trial', id },
    parent: null,
    number: null,
    seq: seq + 1,
    action: 'change',
    actor: null,
    post: null,
    onBehalfOf: null,
    command: uuidv7(),
    recordedAt: new Date().toISOString(),
    occurredAt: new Date().toISOString(),
    settings: [],
    procedure: null,
    state: null,
    data: {},
    files: [],
  };
  return { body, prev: head };
};

const write = (
  drafts: readonly Draft[],
  reads: readonly Read[] = [],
  companions: Companions = {},
  runner = office.pools.app,
) => append(runner, bureau.agency.id, drafts, reads, companions);

const fresh = (): Place => ({ id: uuidv7(), seq: 0, head: null });

/** A stream with one event. */
const opened = async (): Promise<Place & { head: string }> => {
  const place = fresh();
  const done = await write([draft(place)]);
  if (!done.ok) throw new Error(done.why);
  return { id: place.id, seq: 1, head: done.appended[0]?.head as string };
};

const standsAt = async (id: string): Promise<number> =>
  (await rowsOf<{ seq: number }>(bureau, 'select seq from stream where id = $1', id))[0]?.seq ?? 0;

/** Everything that may go with an event, of this stream. */
const companionsOf = (id: string): Companions => ({
  keys: [{ subject_id: id, wrapped: 'AAAA' }],
  personal: [{ subject_id: id, commitment: randomUUID(), field: 'x', stream_id: id, seq: 1, cipher: 'AAAA' }],
  command: { actor_id: randomUUID(), id: uuidv7(), digest: 'd', stream_id: id, seq: 1, at: new Date().toISOString() },
});

/** Runs something that must not write a single row in any table. */
const writingNothing = async (work: () => Promise<unknown>, answer: unknown): Promise<void> => {
  const before = await countsOf(bureau);
  expect(await work()).toEqual(answer);
  expect(await countsOf(bureau)).toEqual(before);
};
const stale = { ok: false, why: 'stale' };
const duplicate = { ok: false, why: 'duplicate' };

describe('an append', () => {
  test('moves the stream, writes the event, queues it and whatever goes with it', async () => {
    const place = fresh();
    const before = await countsOf(bureau);
    expect(await write([draft(place)], [], companionsOf(place.id))).toMatchObject({ ok: true });
    const after = await countsOf(bureau);
    const more = Object.fromEntries(
      Object.entries(after).flatMap(([table, n]) => (n === before[table] ? [] : [[table, n - (before[table] ?? 0)]])),
    );
    expect(more).toEqual({ command: 1, data_key: 1, event: 1, personal: 1, stream: 1, to_seal: 1 });
  });

  test('on a sequence that has passed writes nothing anywhere', async () => {
    const place = await opened();
    expect(await write([draft(place)])).toMatchObject({ ok: true });
    await writingNothing(() => write([draft(place)], [], companionsOf(place.id)), stale);
  });

  test('on a sequence that has not come writes nothing', async () => {
    const place = await opened();
    await writingNothing(() => write([draft({ ...place, seq: 5 })], [], companionsOf(place.id)), stale);
  });

  test('that opens a stream which stands already writes nothing', async () => {
    const place = await opened();
    await writingNothing(() => write([draft({ ...place, seq: 0, head: null })]), duplicate);
  });

  test('with a command that is taken writes nothing', async () => {
    const [one, two] = [fresh(), fresh()];
    const { command } = companionsOf(one.id);
    expect(await write([draft(one)], [], { command: command as object })).toMatchObject({ ok: true });
    await writingNothing(
      () => write([draft(two)], [], { ...companionsOf(two.id), command: command as object }),
      duplicate,
    );
  });

  test('with one bad row among its companions writes nothing', async () => {
    const place = fresh();
    const { keys, ...rest } = companionsOf(place.id);
    const before = await countsOf(bureau);
    await expect(
      write([draft(place)], [], { ...rest, keys: [...(keys ?? []), { subject_id: 'none' }] }),
    ).rejects.toThrow();
    expect(await countsOf(bureau)).toEqual(before);
  });
});

describe('an append to several streams', () => {
  test('moves all of them', async () => {
    const [one, two, three] = [await opened(), await opened(), fresh()];
    expect(await write([draft(one), draft(two), draft(three)])).toMatchObject({ ok: true });
    expect(await Promise.all([one, two, three].map(({ id }) => standsAt(id)))).toEqual([2, 2, 1]);
  });

  test.each([0, 1, 2])('or none, when number %i of three has moved on', async (behind) => {
    const places = [await opened(), await opened(), await opened()];
    await write([draft(places[behind] as Place)]);
    await writingNothing(() => write(places.map(draft), [], companionsOf((places[0] as Place).id)), stale);
    expect(await Promise.all(places.map(({ id }) => standsAt(id)))).toEqual(
      places.map((_, n) => (n === behind ? 2 : 1)),
    );
  });

  test('or none, when a stream to be opened stands already', async () => {
    const [one, two] = [await opened(), await opened()];
    await writingNothing(() => write([draft(one), draft({ ...two, seq: 0, head: null })]), duplicate);
    expect(await standsAt(one.id)).toBe(1);
  });

  test('opens none, when the one to be moved is stale', async () => {
    const [one, two] = [await opened(), fresh()];
    await write([draft(one)]);
    await writingNothing(() => write([draft(one), draft(two)]), stale);
    expect(await standsAt(two.id)).toBe(0);
  });
});

describe('what a decision relied on', () => {
  test('stands: the append goes through and leaves it as it is', async () => {
    const [own, read] = [await opened(), await opened()];
    expect(await write([draft(own)], [{ id: read.id, seq: 1 }])).toMatchObject({ ok: true });
    expect(await standsAt(read.id)).toBe(1);
  });

  test.each([
    ['has moved on', 0],
    ['never was', 7],
  ])('%s: nothing is written', async (_, seq) => {
    const [own, read] = [await opened(), await opened()];
    await writingNothing(() => write([draft(own)], [{ id: read.id, seq }], companionsOf(own.id)), stale);
  });

  test('does not stand: a new stream is not opened either', async () => {
    const read = await opened();
    await writingNothing(() => write([draft(fresh())], [{ id: read.id, seq: 2 }]), stale);
  });

  test('is being changed by somebody slow: the append waits and then sees that it moved', async () => {
    const [own, read] = [await opened(), await opened()];
    const slow = await office.pools.app.connect();
    await slow.query('begin');
    expect(await append(slow, bureau.agency.id, [draft(read)], [], {})).toMatchObject({ ok: true });
    const waiting = write([draft(own)], [{ id: read.id, seq: 1 }]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await slow.query('commit');
    slow.release();
    expect(await waiting).toEqual(stale);
    expect(await standsAt(own.id)).toBe(1);
  });

  test('of another agency does not count', async () => {
    const other = await openBureau(office, 'second');
    const own = await opened();
    const { id } = await problemOf(other);
    await writingNothing(() => write([draft(own)], [{ id, seq: 1 }]), stale);
  });
});

test('two that change what the other relied on: at most one gets through, the other is stale, never an error', async () => {
  for (let round = 0; round < 8; round++) {
    const [one, two] = [await opened(), await opened()];
    const both = await Promise.all([
      write([draft(one)], [{ id: two.id, seq: 1 }]),
      write([draft(two)], [{ id: one.id, seq: 1 }]),
    ]);
    expect(both.filter((each) => each.ok).length).toBeLessThanOrEqual(1);
    expect(both.filter((each) => !each.ok && each.why !== 'stale')).toEqual([]);
  }
});

test('a deadlock is told as stale, whoever has to give way', async () => {
  const [one, two] = [await opened(), await opened()];
  const [ours, other] = [await office.pools.app.connect(), await office.pools.app.connect()];
  try {
    await ours.query('begin');
    await other.query('begin');
    expect(await append(ours, bureau.agency.id, [draft(one)], [], {})).toMatchObject({ ok: true });
    await other.query('select 1 from stream where agency_id = $1 and id = $2 for update', [bureau.agency.id, two.id]);
    // Ours waits first, so PostgreSQL's look for a deadlock comes first to ours, and ours is ended.
    const outcome = append(ours, bureau.agency.id, [draft(two)], [], {});
    await until(async () => {
      // Asked by the same role, which alone is told what its sessions wait for.
      const { rows } = await office.pools.app.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length === 1;
    }, 'ours waits');
    const blocked = other.query('select 1 from stream where agency_id = $1 and id = $2 for update', [
      bureau.agency.id,
      one.id,
    ]);
    expect(await outcome).toEqual(stale);
    await ours.query('rollback');
    await blocked;
  } finally {
    await other.query('rollback');
    ours.release();
    other.release();
  }
});

test('of eight that open the same stream at once exactly one does', async () => {
  const place = fresh();
  const all = await Promise.all(Array.from({ length: 8 }, () => write([draft(place)])));
  expect(all.filter((each) => each.ok)).toHaveLength(1);
  expect(await standsAt(place.id)).toBe(1);
});

test('what is stored is the text that was hashed, and each event names the one before', async () => {
  const place = await opened();
  const done = await write([draft(place)]);
  const rows = await rowsOf<{ body: string; hash: string }>(
    bureau,
    `select body, encode(sha256(convert_to(body, 'UTF8')), 'hex') as hash from event where stream_id = $1 order by seq`,
    place.id,
  );
  expect(done.ok && done.appended[0]?.head).toBe(rows[1]?.hash);
  expect(rows.map(({ body }) => (JSON.parse(body) as EventBody).prev)).toEqual([null, rows[0]?.hash]);
});
