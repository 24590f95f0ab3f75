import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  type JobName,
  measureRow,
  openBureau,
  problemOf,
  rowsOf,
  send,
  standIn,
} from '../../../tests/builders/bureau.ts';
import { type Office, openOffice, viewerFor } from '../../../tests/builders/office.ts';
import { sealUse } from '../../../tests/builders/own-table.ts';
import { draftAs, stepAs } from '../../../tests/builders/shaping.ts';
import { hasText } from '../../main/texts.ts';
import { setPost } from '../../modules/directory/index.ts';
import { viewerValues } from '../authorization/visible-to.ts';
import { statements } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import { rebuildMatters } from '../matter/rebuild.ts';
import { procedurePage } from './page.ts';
import { type Sent, type Step, takeStep } from './shape.ts';
import { runningOn } from './standing.ts';
import { versionsOf } from './versions.ts';

let office: Office;
let bureau: Bureau;
beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'shaping');
});
afterAll(() => office.stop());

const viewerOf = (who: JobName) => viewerFor(office, bureau.agency, bureau.people[who].person);
const shaping = () => ({ house: office.engine.house, hasText });
const draft = (who: JobName, sent: Sent, code = 'problem') => draftAs(bureau, who, sent, code);
const step = (who: JobName, name: Step, basis: string | null = null, code = 'problem') =>
  stepAs(bureau, who, name, basis, code);
const told = (outcome: Awaited<ReturnType<typeof step>>) =>
  outcome.ok ? `version ${outcome.value.version}` : `${outcome.refusal.code} ${outcome.refusal.rule}`;

const area = {
  limits: { plan: { limit: '3wd' } },
  titles: { 'form.problem.xArea': '所在片区', 'action.problem.plan': '定措施' },
  fields: { problem: [{ name: 'xArea', type: 'text', required: true }] },
};

describe('two people make a version', () => {
  let before: string;

  test('only the office writes it, and what is wrong is told', async () => {
    before = (await problemOf(bureau)).id;
    expect(told(await draft('owner', { overlay: area }))).toBe('notAllowed procedure.who');
    expect(told(await draft('office', { overlay: { limits: { plan: { limit: 'soon' } } } }))).toBe('invalid overlay');
    expect(told(await draft('office', { overlay: area }, 'nothing'))).toBe('notFound procedure');
    expect(await versionsOf(office.pools.app, bureau.agency.id, 'problem')).toEqual([]);
  });

  test('draft, changed draft, submitted with its basis, published by somebody else', async () => {
    expect(told(await draft('office', { overlay: {} }))).toBe('version 2');
    expect(told(await draft('office', { overlay: area }))).toBe('version 2');
    expect(told(await step('supervisor', 'publish'))).toBe('wrongState procedure.state');
    expect(told(await step('office', 'submit'))).toBe('invalid form');
    expect(told(await step('office', 'submit', '效能办〔2026〕3号'))).toBe('version 2');
    expect(told(await draft('office', { overlay: {} }))).toBe('wrongState procedure.submitted');
    expect(told(await step('office', 'publish'))).toBe('notAllowed procedure.who');
    // A leader who stands in for whoever wrote it is that person.
    await standIn(bureau, bureau.people.supervisor, bureau.people.office);
    expect(told(await step('supervisor', 'publish'))).toBe('sameHuman procedure.twoPeople');
    const second = await standInFree();
    expect(told(second)).toBe('version 2');
  });

  const handOf = (who: JobName) => ({
    agency: bureau.agency,
    actor: bureau.people[who].person,
    post: bureau.people[who].post,
    command: uuidv7(),
    now: office.now(),
  });

  /** A leader of the whole agency, who has no part in the draft. */
  const standInFree = async () => {
    const viewer = await viewerOf('leader');
    const whole = viewer.capacities.map((each) => ({ ...each, scope: 'agency' as const }));
    return inTransaction(office.pools.app, async (client) => {
      const rows = await versionsOf(client, bureau.agency.id, 'problem');
      const [row] = rows;
      if (!row) throw new Error('no version');
      expect((await takeStep(client, shaping(), viewer, handOf('leader'), row, 'publish', null, rows)).ok).toBe(false);
      return takeStep(
        client,
        shaping(),
        { ...viewer, capacities: whole },
        handOf('leader'),
        row,
        'publish',
        null,
        rows,
      );
    });
  };

  test('each step is an event, the publishing one holds the whole table', async () => {
    const events = await rowsOf<{ body: string }>(
      bureau,
      `select e.body from event e join stream s on s.agency_id = e.agency_id and s.id = e.stream_id
       where e.agency_id = $1 and s.kind = 'procedure' order by e.seq`,
      bureau.agency.id,
    );
    const bodies = events.map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ action }) => action)).toEqual(['draft', 'draft', 'submit', 'publish']);
    expect(bodies[3].data.table.states).toHaveProperty('registered');
    expect(bodies[3].data.basis).toBe('效能办〔2026〕3号');
  });

  test('new matters take it and name it, running ones stay', async () => {
    expect((await viewerOf('owner')).settings.kit.procedure('problem')?.version).toBe(2);
    const { registrar, owner } = bureau.people;
    const data = { title: '排队', unit: bureau.units.tax, owner: owner.person, ownerPost: owner.post };
    const without = await send(bureau, registrar, { procedure: 'problem' }, { action: 'register', data });
    expect(without).toMatchObject({ ok: false, refusal: { fields: [{ path: 'xArea', rule: 'required' }] } });
    const made = await carry(
      bureau,
      registrar,
      { procedure: 'problem' },
      {
        action: 'register',
        data: { ...data, xArea: '城东' },
      },
    );
    const [event] = await rowsOf<{ body: string }>(bureau, 'select body from event where stream_id = $1', made.id);
    const body = JSON.parse(event?.body ?? '');
    expect(body.procedure).toEqual({ code: 'problem', version: 2 });
    expect(body.settings).toContainEqual(expect.objectContaining({ kind: 'procedure', seq: 4 }));
    const rows = await rowsOf<{ id: string; version: number }>(
      bureau,
      `select id, version from matter where procedure = 'problem'`,
    );
    expect(rows.find(({ id }) => id === before)?.version).toBe(1);
    expect(rows.find(({ id }) => id === made.id)?.version).toBe(2);
    await carry(bureau, owner, { matter: before }, { action: 'plan', data: { measures: [measureRow(bureau)] } });
  });

  test('a running matter is moved by whom it is for, and its open limit with it', async () => {
    const moved = { action: 'migrate', data: { version: 2 } };
    const fresh = (await rowsOf<{ id: string }>(bureau, `select id from matter where version = 2`))[0]?.id ?? '';
    const { owner, supervisor } = bureau.people;
    expect(await send(bureau, owner, { matter: before }, moved)).toMatchObject({ refusal: { code: 'notAllowed' } });
    expect(await send(bureau, supervisor, { matter: fresh }, moved)).toMatchObject({
      refusal: { rule: 'migrate.already' },
    });
    expect(await send(bureau, supervisor, { matter: before }, { ...moved, data: { version: 7 } })).toMatchObject({
      refusal: { fields: [{ path: 'version', rule: 'notPublished', limit: 2 }] },
    });
    expect(
      await send(
        bureau,
        supervisor,
        { matter: before },
        { ...moved, data: { version: 2, map: [{ from: 'planned', to: 'struckOff' }] } },
      ),
    ).toMatchObject({ refusal: { rule: 'migrate.states', fields: [{ path: 'map.planned', rule: 'otherFinality' }] } });
    const other = (await problemOfOld()).id;
    await carry(bureau, supervisor, { matter: other }, moved);
    const [row] = await rowsOf<{ version: number; state: string; fold: { clocks: Record<string, { limit: string }> } }>(
      bureau,
      'select version, state, fold from matter where id = $1',
      other,
    );
    expect([row?.version, row?.state, row?.fold.clocks.plan?.limit]).toEqual([2, 'registered', '3wd']);
    // From now on it is guarded, and shown, by the new table.
    await carry(bureau, owner, { matter: other }, { action: 'plan', data: { measures: [measureRow(bureau)] } });
  });

  let old: string;
  /** Registered before the version was published, as another server with an older copy still does for a moment. */
  const problemOfOld = async () => {
    const viewer = await viewerFor(office, bureau.agency, bureau.people.registrar.person);
    const { execute } = await import('../command/execute.ts');
    const builtIn = office.engine.house.kit.procedure('problem');
    const kit = {
      ...viewer.settings.kit,
      procedure: (code: string, version?: number) =>
        code === 'problem' && version === undefined ? builtIn : viewer.settings.kit.procedure(code, version),
    };
    const { owner } = bureau.people;
    const data = { title: '旧版', unit: bureau.units.tax, owner: owner.person, ownerPost: owner.post };
    const made = await execute(
      office.engine,
      { ...viewer, settings: { ...viewer.settings, kit } },
      {
        commandId: uuidv7(),
        digest: 'd',
        procedure: 'problem',
        command: { action: 'register', data, files: [] },
      },
    );
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
    old = made.value.id;
    return made.value;
  };

  test('what pages read, computed anew from the log, is the same', async () => {
    const all = () => rowsOf(bureau, 'select * from matter where agency_id = $1 order by id', bureau.agency.id);
    const stood = await all();
    const { settings } = await viewerOf('owner');
    await rebuildMatters(office.database.owner, bureau.agency.id, office.engine.house, settings);
    expect(await all()).toEqual(stood);
    expect(stood.some((row) => (row as { id: string }).id === old)).toBe(true);
  });

  test('the page: versions with their differences, who may what, matters where they stand', async () => {
    const page = await procedurePage(office.pools.app, shaping(), await viewerOf('supervisor'), 'problem');
    expect(page?.procedure.version).toBe(2);
    expect(page?.versions.map(({ version, state }) => `${version} ${state}`)).toEqual(['2 published', '1 builtIn']);
    expect(page?.versions[0]?.differences.map(({ at }) => at)).toEqual([
      'limits.plan',
      'fields.problem.xArea',
      'titles.form.problem.xArea',
      'titles.action.problem.plan',
    ]);
    expect(page?.may.migrate).toBe(true);
    expect(page?.standing).toContainEqual(
      expect.objectContaining({ version: 1, state: 'planned', count: 1, more: false }),
    );
    expect(page?.standing.every(({ oldest }) => oldest !== null)).toBe(true);
    expect(await procedurePage(office.pools.app, shaping(), await viewerOf('owner'), 'nothing')).toBeNull();
  });

  test('nobody counts what they may not know of', async () => {
    const secret = { confidential: true, xArea: '城东' };
    const { id } = await problemOf(bureau, secret);
    const counted = async (who: JobName) => {
      const page = await procedurePage(office.pools.app, shaping(), await viewerOf(who), 'problem');
      return page?.standing.find(({ version, state }) => version === 2 && state === 'registered')?.count ?? 0;
    };
    expect((await counted('discipline')) - (await counted('reviewer'))).toBe(1);
    const about = await problemOf(bureau, { accused: [bureau.people.reviewer.person], xArea: '城东' });
    const listed = await runningOn(office.pools.app, await viewerOf('reviewer'), 'problem', 2);
    expect(listed.map((row) => row.id)).not.toContain(about.id);
    expect(listed.map((row) => row.id)).not.toContain(id);
    const stranger = await runningOn(office.pools.app, await viewerOf('stranger'), 'problem', 2);
    expect(stranger).toEqual([]);
  });

  test('a version that was sent back may be written again; withdrawn ones keep their number', async () => {
    expect(told(await draft('office', { overlay: {} }))).toBe('version 3');
    expect(told(await step('office', 'submit', '文'))).toBe('version 3');
    expect(told(await step('supervisor', 'sendBack'))).toBe('version 3');
    expect(told(await draft('office', { overlay: area }))).toBe('version 3');
    expect(told(await step('office', 'withdraw'))).toBe('version 3');
    expect(told(await step('office', 'submit', '文'))).toBe('wrongState procedure.state');
    expect(told(await draft('office', { overlay: area }))).toBe('version 4');
  });
});

test('two who begin a draft at once: one does', async () => {
  const sent = { overlay: {} };
  const both = await Promise.allSettled([draft('office', sent, 'report'), draft('office', sent, 'report')]);
  const rows = await versionsOf(office.pools.app, bureau.agency.id, 'report');
  expect(rows.filter(({ state }) => state === 'draft')).toHaveLength(1);
  expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
});

describe('a table of the agency’s own', () => {
  test('is published like an overlay, takes matters under its own number, and keeps clear of the house', async () => {
    expect(told(await draft('office', { table: { ...sealUse, code: 'problem' } }))).toBe('invalid ownTable');
    expect(told(await draft('office', { table: sealUse }, 'otherName'))).toBe('invalid ownTable');
    const { back: _, ...states } = sealUse.states;
    expect(told(await draft('office', { table: { ...sealUse, states } }, 'sealUse'))).toBe('invalid ownTable');
    expect(told(await draft('office', { table: sealUse }, 'sealUse'))).toBe('version 1');
    const drafted = await procedurePage(office.pools.app, shaping(), await viewerOf('office'), 'sealUse');
    expect([drafted?.procedure.code, drafted?.builtIn, drafted?.overlay]).toEqual(['sealUse', null, null]);
    expect((await viewerOf('owner')).settings.kit.procedure('sealUse')).toBeUndefined();
    expect(told(await step('office', 'submit', '用印办法', 'sealUse'))).toBe('version 1');
    const other = await openBureau(office, 'elsewhere');
    const leader = { ...bureau.people.discipline, roles: ['leader'] as const };
    await inTransaction(office.pools.app, (client) =>
      setPost(client, handOf(), {
        id: leader.post,
        unit: leader.unit,
        name: '局长',
        roles: leader.roles,
        reach: 'agency',
        from: '2020-01-01',
        to: null,
      }),
    );
    expect(told(await step('discipline', 'publish', null, 'sealUse'))).toBe('version 1');
    const { owner } = bureau.people;
    const data = { title: '盖章', unit: bureau.units.tax };
    const made = await carry(bureau, owner, { procedure: 'sealUse' }, { action: 'ask', data });
    expect(made.number).toMatch(/^用印-tax-\d{4}-001$/);
    expect(made.state).toBe('asked');
    // Another agency knows nothing of it.
    const elsewhere = await viewerFor(office, other.agency, other.people.owner.person);
    expect(elsewhere.settings.kit.procedure('sealUse')).toBeUndefined();
  });

  const handOf = () => ({ agency: bureau.agency, actor: null, post: null, command: uuidv7(), now: office.now() });
});

describe('among many', () => {
  beforeAll(async () => {
    const { owner } = office.database;
    await problemOf(bureau, { xArea: '城东' });
    const columns = await rowsOf<{ name: string }>(
      bureau,
      `select column_name as name from information_schema.columns where table_name = 'matter' order by ordinal_position`,
    );
    const of = (table: string, own: Record<string, string>, list: readonly string[]) =>
      list.map((name) => own[name] ?? `${table}.${name}`).join(', ');
    const names = columns.map(({ name }) => name);
    const states = Object.keys(office.engine.house.kit.procedure('problem')?.states ?? {});
    const state = `(array['${states.join(`','`)}'])[1 + s.n % ${states.length}]`;
    const own = { id: 's.id', root_id: 's.id', number: `'many-' || s.n`, state };
    await owner.query(
      `with m as (select * from matter where agency_id = $1 and procedure = 'problem' and version > 1 limit 1),
       made as (insert into stream select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).*
         from stream s join m on m.agency_id = s.agency_id and m.id = s.id cross join generate_series(1, 12000) n returning id),
       s as (select id, row_number() over () as n from made)
       insert into matter (${names.join(', ')}) select ${of('m', own, names)} from m cross join s`,
      [bureau.agency.id],
    );
    await owner.query('analyze matter');
  });

  test('counts look at the oldest of each state by an index, and say “more” beyond', async () => {
    const viewer = await viewerOf('supervisor');
    const page = await procedurePage(office.pools.app, shaping(), viewer, 'problem');
    expect(page?.standing.some(({ more }) => more)).toBe(true);
    const standing = statements().find(({ name }) => name === 'procedure.standing');
    const places = Object.keys(page?.procedure.states ?? {});
    const { rows } = await office.database.owner.query<{ 'QUERY PLAN': string }>({
      text: `explain (analyze, buffers) ${standing?.text}`,
      values: [bureau.agency.id, 'problem', places.map(() => page?.procedure.version), places, ...viewerValues(viewer)],
    });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('matter_standing');
    expect(plan).not.toMatch(/Seq Scan on matter\b/);
  });

  test('the list of matters on an older version does not read them all', async () => {
    const viewer = await viewerOf('supervisor');
    const running = statements().find(({ name }) => name === 'procedure.running');
    const { rows } = await office.database.owner.query<{ 'QUERY PLAN': string }>({
      text: `explain ${running?.text}`,
      values: [bureau.agency.id, 'problem', 2, ...viewerValues(viewer)],
    });
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('matter_standing');
  });
});
