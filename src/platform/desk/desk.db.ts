import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  fileOf,
  type JobName,
  openBureau,
  problemOf,
  rowsOf,
  standIn,
  workedOn,
} from '../../../tests/builders/bureau.ts';
import { type Clerk, type Office, openOffice, viewerFor } from '../../../tests/builders/office.ts';
import type { DeskColumn, DeskItem, DeskView } from '../../kernel/view/desk.ts';
import type { Runner } from '../database/statement.ts';
import { decode, first } from './cursor.ts';
import { desk, deskPart } from './desk.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());

const deskOf = async (bureau: Bureau, who: Clerk): Promise<DeskView> =>
  desk(office.engine, await viewerFor(office, bureau.agency, who.person));

const words = ({ items }: DeskColumn): string[] =>
  items.flatMap((item) =>
    item.wants.map((want) =>
      [item.state, want.kind, want.request, want.behalf && `for ${want.behalf.name}`].filter(Boolean).join(' '),
    ),
  );
const told = (view: DeskView) => ({
  doing: [...words(view.today), ...words(view.doing)],
  waiting: words(view.waiting),
});

/** Asked to be struck off: measure done, evidence given. */
const toReview = async (bureau: Bureau, data: Record<string, unknown> = {}) => {
  const { owner, measureOwner } = bureau.people;
  const running = await workedOn(bureau, data);
  const files = [await fileOf(bureau, measureOwner, `证明 ${running.measure}`)];
  const done = { action: 'complete', data: { outcome: '做完' }, files };
  await carry(bureau, measureOwner, { matter: running.measure }, done);
  await carry(bureau, owner, { matter: running.problem }, { action: 'requestStrikeOff', data: { outcome: '齐了' } });
  return running;
};

describe('who finds what on the desk', () => {
  test('a problem goes from desk to desk: its owner does, its registrar waits, then reviewers do and the owner waits', async () => {
    const bureau = await openBureau(office, 'round');
    const { owner, registrar, reviewer, supervisor, stranger, leader } = bureau.people;
    await problemOf(bureau);
    expect(told(await deskOf(bureau, owner))).toEqual({ doing: ['registered turn'], waiting: [] });
    expect(told(await deskOf(bureau, registrar))).toEqual({ doing: [], waiting: ['registered waiting'] });
    const nothing = { doing: [], waiting: [] };
    for (const who of [reviewer, supervisor, stranger, leader])
      expect(told(await deskOf(bureau, who))).toEqual(nothing);

    const other = await openBureau(office, 'round-two');
    await toReview(other);
    const asked = 'strikeOffRequested';
    expect(told(await deskOf(other, other.people.reviewer)).doing).toEqual([`${asked} turn`]);
    expect(told(await deskOf(other, other.people.owner))).toEqual({ doing: [], waiting: [`${asked} waiting`] });
    // Of another agency: nothing, whatever the roles.
    expect(told(await deskOf(bureau, reviewer))).toEqual(nothing);
  });

  test('a role is asked within its reach, and never of those who had a part in it', async () => {
    const bureau = await openBureau(office, 'reach');
    const { owner, leader, supervisor, discipline, measureOwner } = bureau.people;
    const { problem, measure } = await workedOn(bureau);
    const { person, post, unit } = bureau.people.clerk;
    const taker = { owner: person, ownerPost: post, unit };
    await carry(bureau, supervisor, { matter: problem }, { action: 'askTransfer', data: taker, reason: '换人办' });
    await carry(bureau, measureOwner, { matter: measure }, { action: 'askVoid', reason: '重复登记' });
    // The leader reaches unit tax, not unit law where the measure is; the supervisor asked for the first one.
    expect(told(await deskOf(bureau, leader)).doing).toEqual(['rectifying request transfer']);
    expect(told(await deskOf(bureau, discipline)).doing.sort()).toEqual([
      'open request void',
      'rectifying request transfer',
    ]);
    expect(told(await deskOf(bureau, supervisor))).toEqual({
      doing: ['open request void'],
      waiting: ['rectifying waiting transfer'],
    });
    // Whoever answers for the problem is asked about its measure, and so is who stands in for that one.
    const asked = ['open request void', 'rectifying turn'];
    expect(told(await deskOf(bureau, owner)).doing.sort()).toEqual(asked);
    const { stranger } = bureau.people;
    await standIn(bureau, stranger, owner);
    expect(told(await deskOf(bureau, stranger)).doing.sort()).toEqual(asked.map((words) => `${words} for owner某`));
  });

  test('who waits for a measure goes on waiting when only the owner of its problem is asked about it', async () => {
    const bureau = await openBureau(office, 'above');
    const { owner, measureOwner, registrar, supervisor } = bureau.people;
    const { problem, measure } = await workedOn(bureau);
    const waits = async () => told(await deskOf(bureau, owner)).waiting;
    expect(await waits()).toEqual(['open waiting']);
    // The problem goes to somebody else: who made the measure waits for it still, and is asked no more.
    const taker = { owner: registrar.person, ownerPost: registrar.post, unit: registrar.unit };
    await carry(bureau, supervisor, { matter: problem }, { action: 'askTransfer', data: taker, reason: '换人办' });
    await carry(bureau, registrar, { matter: problem }, { action: 'grantTransfer' });
    await carry(bureau, measureOwner, { matter: measure }, { action: 'askVoid', reason: '重复' });
    expect(await waits()).toContain('open waiting');
    expect(told(await deskOf(bureau, owner)).doing).toEqual([]);
    expect(told(await deskOf(bureau, registrar)).doing.sort()).toEqual(['open request void', 'rectifying turn']);
  });

  test('a substitute finds what the absent one would, marked with that name, and both lose it when it is done', async () => {
    const bureau = await openBureau(office, 'absent');
    const { owner, clerk, reviewer } = bureau.people;
    const { id } = await problemOf(bureau);
    await standIn(bureau, clerk, owner);
    expect(told(await deskOf(bureau, clerk)).doing).toEqual(['registered turn for owner某']);
    await standIn(bureau, clerk, reviewer, { from: '2020-01-01', to: '2020-12-31' });
    await toReview(bureau);
    // Standing in for the reviewer ended long ago; for the owner the clerk waits, and may not review what that one did.
    await standIn(bureau, clerk, reviewer);
    expect(told(await deskOf(bureau, clerk))).toEqual({
      doing: ['registered turn for owner某'],
      waiting: ['strikeOffRequested waiting for owner某'],
    });
    await carry(bureau, owner, { matter: id }, { action: 'askVoid', reason: '重复' });
    expect(told(await deskOf(bureau, owner)).doing).toEqual(['registered turn']);
  });

  test('the accused and the recused find nothing of it, neither in rows nor in counts', async () => {
    const bureau = await openBureau(office, 'accused');
    const { reviewer, supervisor, discipline } = bureau.people;
    const before = await deskOf(bureau, reviewer);
    await toReview(bureau, { accused: [reviewer.person] });
    const { problem } = await toReview(bureau);
    await carry(
      bureau,
      supervisor,
      { matter: problem },
      { action: 'recuse', data: { person: reviewer.person }, reason: '亲属' },
    );
    expect(await deskOf(bureau, reviewer)).toEqual(before);
    // They do wait for reviewers: it is for the accusation that this one does not find them.
    const asked = await rowsOf(
      bureau,
      `select 1 from inbox where agency_id = $1 and role = 'reviewer'`,
      bureau.agency.id,
    );
    expect(asked).toHaveLength(2);
    const secret = await openBureau(office, 'secret');
    await toReview(secret, { confidential: true });
    const counts = async (name: JobName) => told(await deskOf(secret, secret.people[name])).doing.length;
    expect([await counts('reviewer'), await counts('supervisor'), await counts('discipline')]).toEqual([0, 0, 1]);
    expect(discipline.person).not.toBe(secret.people.discipline.person);
  });
});

/** Fills the desk of somebody: matters of theirs with ends a minute apart, every fourth without one; lights as told. */
const fill = async (bureau: Bureau, count: number, whose: { person?: string; role?: string; unit: string }) => {
  const { agency, people } = bureau;
  const { owner } = office.database;
  const ids = `select lpad(to_hex($2::int), 8, '0')::text || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0') as id, n from generate_series(1, $3) n`;
  nth += 1;
  await owner.query(
    `insert into stream (agency_id, id, kind, seq, head, recorded_at)
     select $1, id::uuid, 'matter', 1, repeat('0', 64), '2026-01-01' from (${ids}) x`,
    [agency.id, nth, count],
  );
  await owner.query(
    `insert into matter (agency_id, id, procedure, version, number, root_id, seq, state, open, title, owner_id, owner_post_id,
       unit_id, registrar_id, confidential, answered, evidence_by, evidence_count, relapses, sent_back, registered_at, changed_at, fold, light, due_at)
     select $1, id::uuid, 'problem', 1, 'F-' || $2 || '-' || n, id::uuid, 1, 'registered', true, '件 ' || n, $4, $5, $6, $7, false, '{}', '{}', 0, 0, 0,
       '2026-01-01', '2026-01-01', '{"state":"registered","requests":{}}', 'ok', case when n % 4 > 0 then '2036-01-01'::timestamptz + n * interval '1 min' end
     from (${ids}) x`,
    [
      agency.id,
      nth,
      count,
      whose.person ?? people.stranger.person,
      people.stranger.post,
      whose.unit,
      people.stranger.person,
    ],
  );
  await owner.query(
    `insert into inbox (agency_id, matter_id, seat, kind, person_id, role, unit_id, since, due_at)
     select $1, id::uuid, 'turn/now', 'turn', $4, $5, $6, '2026-01-01', case when n % 4 > 0 then '2036-01-01'::timestamptz + n * interval '1 min' end
     from (${ids}) x`,
    [agency.id, nth, count, whose.person ?? null, whose.role ?? null, whose.unit],
  );
};
let nth = 0;

describe('pages and counts', () => {
  test('a full desk goes on where it stopped, by end, those without one last, each once; counting stops at a hundred', async () => {
    const bureau = await openBureau(office, 'pages');
    const { owner } = bureau.people;
    await fill(bureau, 330, { person: owner.person, unit: bureau.units.tax });
    const viewer = await viewerFor(office, bureau.agency, owner.person);
    const whole = await desk(office.engine, viewer);
    expect([whole.doing.count, whole.doing.more, whole.today.count]).toEqual([100, true, 0]);
    const seen: DeskItem[] = [...whole.doing.items];
    for (let next = whole.doing.next; next !== null; ) {
      const part = await deskPart(office.engine, viewer, 'doing', decode(next) ?? first);
      seen.push(...part.items);
      next = part.next;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(330);
    expect(seen).toHaveLength(330);
    const ends = seen.map(({ dueAt }) => dueAt ?? '9');
    expect(ends).toEqual([...ends].sort());
  });

  test('what presses stands under today and nowhere else', async () => {
    const bureau = await openBureau(office, 'today');
    const { owner } = bureau.people;
    await fill(bureau, 6, { person: owner.person, unit: bureau.units.tax });
    const mark = (nr: number, light: string, due: string | null = null) =>
      rowsOf(
        bureau,
        `with m as (update matter set light = $3, due_at = coalesce($4::timestamptz, due_at) where agency_id = $1 and title = $2 returning agency_id, id)
         update inbox i set due_at = coalesce($4::timestamptz, i.due_at) from m where i.agency_id = m.agency_id and i.matter_id = m.id`,
        bureau.agency.id,
        `件 ${nr}`,
        light,
        due,
      );
    await mark(5, 'near');
    await mark(3, 'over', '2026-01-05T00:00:00.000Z');
    await mark(2, 'paused', '2026-01-05T00:00:00.000Z');
    await mark(1, 'ok', office.now().toISOString());
    const view = await deskOf(bureau, owner);
    expect(view.today.items.map(({ title }) => title)).toEqual(['件 3', '件 1', '件 5']);
    expect([view.over, view.near, view.today.count, view.doing.count]).toEqual([1, 1, 3, 3]);
    const viewer = await viewerFor(office, bureau.agency, owner.person);
    const part = await deskPart(office.engine, viewer, 'today', first);
    expect(part).toEqual({ items: view.today.items, next: null });
  });
});

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] };
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** Buffers that a desk reads, by the statements the server runs, and relations that one of them scans whole. */
const explain = async (bureau: Bureau, who: Clerk) => {
  const viewer = await viewerFor(office, bureau.agency, who.person);
  const asked: { text: string; values: unknown[] }[] = [];
  const recording: Runner = {
    query: (query) => {
      asked.push({ text: query.text, values: query.values ?? [] });
      return office.pools.app.query(query);
    },
  };
  await desk({ ...office.engine, runner: recording }, viewer);
  const client = await office.pools.app.connect();
  const cost = { buffers: 0, scanned: [] as (string | undefined)[] };
  const literal = (value: unknown): string =>
    value === null
      ? 'null'
      : Array.isArray(value)
        ? `'{${value.map((each) => `"${each}"`).join(',')}}'`
        : `'${String(value)}'`;
  try {
    // The plan that no value is known for: the one a busy connection keeps.
    await client.query('set plan_cache_mode = force_generic_plan');
    for (const { text, values } of asked) {
      const name = `explained_${uuidv7().replaceAll('-', '')}`;
      await client.query(`prepare ${name} as ${text}`);
      const explaining = `explain (analyze, buffers, format json) execute ${name}(${values.map(literal).join(', ')})`;
      await client.query(explaining);
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan & { 'Shared Hit Blocks': number } }] }>(
        explaining,
      );
      const plan = (rows[0] as (typeof rows)[0])['QUERY PLAN'][0].Plan;
      cost.buffers += plan['Shared Hit Blocks'];
      cost.scanned.push(
        ...nodes(plan).flatMap((node) => (node['Node Type'] === 'Seq Scan' ? [node['Relation Name']] : [])),
      );
    }
    return cost;
  } finally {
    await client.query('reset plan_cache_mode');
    client.release();
  }
};

test('a desk costs the same however many matters others have, and nothing is read whole', async () => {
  const bureau = await openBureau(office, 'large');
  const { owner, leader, reviewer, stranger, measureOwner } = bureau.people;
  await fill(bureau, 30, { person: owner.person, unit: bureau.units.tax });
  await fill(bureau, 30, { role: 'leader', unit: bureau.units.tax });
  await fill(bureau, 30, { role: 'reviewer', unit: bureau.units.law });
  const measured = async () => {
    await office.database.owner.query('vacuum analyze inbox, matter, party');
    return Promise.all([owner, leader, reviewer].map((who) => explain(bureau, who)));
  };
  // Parties of others: who is barred from each of their matters is looked up for none of them.
  const recuse = () =>
    rowsOf(
      bureau,
      `insert into party (agency_id, matter_id, person_id, role, from_at)
       select agency_id, id, $2, 'recused', '2026-01-01' from matter where agency_id = $1 and owner_id = $3 on conflict do nothing`,
      bureau.agency.id,
      measureOwner.person,
      stranger.person,
    );
  await fill(bureau, 1_000, { person: stranger.person, unit: bureau.units.law });
  await recuse();
  const small = await measured();
  await fill(bureau, 60_000, { person: stranger.person, unit: bureau.units.law });
  // Roles of other units and other roles: what a leader of unit tax is not asked.
  await fill(bureau, 40_000, { role: 'leader', unit: bureau.units.law });
  await recuse();
  const large = await measured();
  console.log(
    'buffers of a desk at 1,000 and 101,000 seats of others:',
    small.map((each) => each.buffers),
    large.map((each) => each.buffers),
  );
  for (const [index, { buffers, scanned }] of large.entries()) {
    expect(scanned).toEqual([]);
    expect(buffers).toBeLessThan(1_500);
    expect(buffers).toBeLessThanOrEqual((small[index]?.buffers ?? 0) * 1.5);
  }
});
