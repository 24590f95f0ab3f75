import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ProblemDocument } from '../../src/kernel/view/view.ts';
import { eraseMatter } from '../../src/platform/personal/erase.ts';
import {
  type Bureau,
  carry,
  countsOf,
  type JobName,
  jobNames,
  openBureau,
  problemOf,
  struckOff,
} from '../builders/bureau.ts';
import { viewerFor } from '../builders/office.ts';
import { type Answer, openLogins, openSite, type Site, signedIn, type Visitor, visitor } from '../builders/site.ts';
import { type Asked, desk, type RouteCase, routeCases, type Things, thingsOf, type World } from './route-cases.ts';

let site: Site;
let world: World;
let foreign: World;
/** Those signed in to the first and to the second agency. */
let here: Record<JobName, Visitor>;
let there: Record<JobName, Visitor>;

const visitorsOf = async (bureau: Bureau, code: string) => {
  await openLogins(bureau, jobNames);
  const all = await Promise.all(jobNames.map(async (name) => [name, await signedIn(site, code, name)] as const));
  return Object.fromEntries(all) as Record<JobName, Visitor>;
};

beforeAll(async () => {
  site = await openSite();
  const [first, second] = [await openBureau(site.office, 'first'), await openBureau(site.office, 'second')];
  world = { bureau: first, things: await thingsOf(first) };
  foreign = { bureau: second, things: await thingsOf(second) };
  here = await visitorsOf(first, 'first');
  there = await visitorsOf(second, 'second');
});
afterAll(() => site.stop());

const names = Object.keys(routeCases);
const caseOf = (name: string): RouteCase => routeCases[name] as RouteCase;
const routeOf = (name: string) => site.routes.find((each) => `${each.method} ${each.url}` === name);
const accessOf = (name: string): unknown => JSON.parse(routeOf(name)?.access ?? 'null');
const isPublic = (name: string) => ['public', 'anywhere'].includes(accessOf(name) as string);
const send = (who: Visitor, { path, ...ask }: Asked): Promise<Answer> => who.ask(path, ask);

describe('the list of routes', () => {
  test('comes from the router, and every one has its cases', () => {
    const known = site.routes.map((each) => `${each.method} ${each.url}`).filter((name) => !desk.includes(name));
    expect(known.sort()).toEqual([...names].sort());
  });

  test('equals the OpenAPI document, to the path and the method', () => {
    const described = Object.entries(site.openapi().paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(names.map((name) => name.replace(/:(\w+)/g, '{$1}')).sort());
  });

  test('says of every one who may use it; only these are open to anybody', () => {
    expect(names.filter((name) => accessOf(name) === null)).toEqual([]);
    expect(names.filter(isPublic).sort()).toEqual(
      [
        'GET /api/docs',
        'GET /api/openapi.json',
        'GET /api/sign-on',
        'GET /api/sign-on/return',
        'GET /api/sign-on/start',
        'GET /checkpoint',
        'GET /health',
        'GET /metrics',
        'GET /open',
        'GET /open/cases',
        'GET /open/papers/:asked',
        'GET /open/proof',
        'GET /open/struck-off',
        'GET /open/struck-off/:number',
        'GET /open/style.css',
        'GET /rate/:token',
        'GET /ready',
        'GET /u/:code',
        'POST /api/session',
        'POST /rate/:token',
      ].sort(),
    );
  });

  test('describes the refusals a client must be ready for', () => {
    const missing = names.flatMap((name) => {
      const { wrongRole, ids, ask } = caseOf(name);
      const asked =
        /^POST/.test(name) &&
        !/session|directory|erasure|files|notices|account|security|procedures|calendar|mail|ledger|rate/.test(name) &&
        ask !== undefined;
      const expected = [
        ...(isPublic(name) ? [] : [401]),
        ...(wrongRole ? [403] : []),
        ...(ids && /:/.test(name) ? [404, 422] : []),
        ...(asked ? [409, 412, 422, 428] : []),
        ...(/directory\//.test(name) ? [409, 422] : []),
        ...(name === 'POST /api/files' ? [413, 415, 422] : []),
        ...(name === 'POST /api/session' ? [401, 422, 423] : []),
      ];
      const declared = Object.keys(routeOf(name)?.answers ?? {});
      return expected.filter((status) => !declared.includes(String(status))).map((status) => `${name} ${status}`);
    });
    expect(missing).toEqual([]);
  });

  test('names an id case for each id in an address', () => {
    const missing = names.filter((name) => /:(id|digest|person)\b/.test(name) && caseOf(name).ids === undefined);
    expect(missing).toEqual([]);
    const roleless = names.filter((name) => typeof accessOf(name) === 'object' && caseOf(name).wrongRole === undefined);
    expect(roleless).toEqual([]);
  });
});

/** The schema that the route declares for this status, if it is one of ours and not a page or a file. */
const schemaFor = (name: string, status: number): z.ZodType | null => {
  const declared = routeOf(name)?.answers[status];
  return declared instanceof z.ZodType ? declared : null;
};

/** Exactly what the view says and nothing beside it: what a schema does not know it drops, and then the two differ. */
const expectView = (name: string, answer: Answer): void => {
  const schema = schemaFor(name, answer.status);
  if (schema === null) {
    // A page or a file: it is declared, and no JSON slips through undescribed.
    expect([name, Object.keys(routeOf(name)?.answers ?? {}).includes(String(answer.status))]).toEqual([name, true]);
    return;
  }
  const sent = answer.text === '' ? null : answer.json;
  expect(schema.parse(sent)).toEqual(sent);
};

describe('who may', () => {
  // Whoever loses a session or a name by it comes last.
  const last = ['DELETE /api/session', 'POST /api/people/:id/erasure'];
  const ordered = [...names.filter((name) => !last.includes(name)), ...last];

  test.each(ordered)('%s is answered as its view says', async (name) => {
    const { by, ask, status } = caseOf(name);
    const who = by === 'nobody' ? visitor(site, 'first') : here[by];
    const answer = await send(who, await ask(world));
    expect([answer.status, answer.json?.fields]).toEqual([status, undefined]);
    expectView(name, answer);
  });
});

describe('what is rich in parts is answered as its view says', () => {
  test('a matter with files, reasons, statements, a public summary, an erasure, and its lists', async () => {
    const { bureau } = world;
    const { owner, reviewer, securityAdmin } = bureau.people;
    const { problem, measure } = await struckOff(bureau, {
      description: '描述',
      category: 'service',
      source: '走访',
      place: { report: world.things.report, start: 0, end: 2 },
      leader: bureau.people.leader.person,
      assistUnits: [bureau.units.law],
      due: '九月底前',
    });
    const at = { matter: problem };
    await carry(bureau, owner, at, { action: 'statement', data: { about: 1, text: '当时停电' } });
    await carry(bureau, reviewer, at, { action: 'publish', data: { publicSummary: '已办结' } });
    const viewer = await viewerFor(site.office, bureau.agency, securityAdmin.person);
    const deps = { engine: site.office.engine, pool: site.office.pools.app, files: site.office.files };
    const erased = await eraseMatter(deps, viewer, measure, 'personAsked', { id: uuidv7(), digest: 'e' });
    expect(erased.ok).toBe(true);

    const page = await here.reviewer.ask(`/api/matters/${problem}`);
    expectView('GET /api/matters/:id', page);
    expect(page.json.events.flatMap((each: { statements: { text: string }[] }) => each.statements)).toMatchObject([
      { text: '当时停电', by: { id: owner.person } },
    ]);
    expect(page.json.events.some((each: { reason?: string }) => each.reason === '核对无误')).toBe(true);
    const part = await here.reviewer.ask(`/api/matters/${measure}`);
    expectView('GET /api/matters/:id', part);
    expect([part.json.above.id, part.json.evidence[0].name]).toEqual([problem, { erased: true }]);
    const ledger = await here.reviewer.ask('/api/ledger/problems?view=struckOff');
    expectView('GET /api/ledger/problems', ledger);
    const row = ledger.json.items.find((each: { id: string }) => each.id === problem);
    expect(row).toMatchObject({
      category: 'service',
      report: { start: 0, end: 2 },
      measures: [{ id: measure, evidenceCount: 1 }],
    });
    expect([row.struckOffAt, row.publicSince].every((each) => typeof each === 'string')).toBe(true);
    const reading = await here.reviewer.ask(`/api/ledger/reports/${world.things.report}`);
    expectView('GET /api/ledger/reports/:id', reading);
    expect(reading.json.accepted).toMatchObject([{ start: 0, end: 2, problem: { id: problem } }]);
    for (const name of jobNames) {
      const list = await (here[name] as Visitor).ask('/api/matters?limit=200');
      if (list.status === 200) expectView('GET /api/matters', list);
    }
  });
});

describe('who may not', () => {
  test.each(names)('%s is refused without sign-in, and to a session of another agency', async (name) => {
    if (isPublic(name)) return expect(caseOf(name).by).toBe('nobody');
    const asked = await caseOf(name).ask(world);
    const strangers = visitor(site, 'first');
    strangers.cookie = there.owner.cookie;
    for (const who of [visitor(site, 'first'), strangers]) {
      const answer = await send(who, asked);
      expect(answer.json).toMatchObject({ status: 401, code: 'notSignedIn', rule: 'session.none' });
      expect(answer.status).toBe(401);
      ProblemDocument.strict().parse(answer.json);
    }
  });

  test.each(names.filter((name) => caseOf(name).wrongRole))('%s is refused to the wrong role', async (name) => {
    const { wrongRole, ask } = caseOf(name);
    if (!wrongRole) throw new Error(name);
    const asked = await (wrongRole.ask ?? ask)(world);
    const before = await countsOf(world.bureau);
    const answer = await send(here[wrongRole.by], asked);
    expect(answer.json).toMatchObject({ status: 403, code: 'notAllowed' });
    ProblemDocument.strict().parse(answer.json);
    expect(await countsOf(world.bureau)).toEqual(before);
  });
});

/** All that an answer gives away: status, headers but date, body with the id and the request's own id taken out. */
const shape = (answer: Answer, id: string) => ({
  status: answer.status,
  headers: Object.fromEntries([...answer.headers].filter(([name]) => name !== 'date')),
  body: answer.text
    .replaceAll(id, '<id>')
    .replace(/[0-9a-f]{64}/g, '<digest>')
    .replace(/"requestId":"[^"]*"/, '"requestId":"<request>"'),
});

const freshLike = (id: string): string => (id.length === 64 ? randomBytes(32).toString('hex') : uuidv7());

describe('not yours and not there', () => {
  const idCases = names.flatMap((name) => Object.keys(caseOf(name).ids ?? {}).map((id) => [name, id] as const));

  test.each(idCases)('%s, by its %s: one answer for both', async (name, part) => {
    const each = caseOf(name).ids?.[part];
    if (!each) throw new Error(part);
    const who = here[each.by];
    const asking = async (id: string, things: Things) => shape(await send(who, each.ask(id, things, world)), id);
    const nowhere = freshLike(world.things[each.of]);
    const notThere = await asking(nowhere, world.things);
    const elsewhere = foreign.things[each.of];
    expect(await asking(elsewhere, foreign.things)).toEqual(notThere);
    if (each.alsoOwn) expect(await asking(world.things[each.of], world.things)).toEqual(notThere);
    const { path } = each.ask(nowhere, world.things, world);
    if (path.split('?')[0]?.includes(nowhere)) expect(notThere.status).toBe(404);
    expect(notThere.status).toBeLessThan(500);
  });

  test('holds for the accused too: a matter of their own unit is as if it were not there', async () => {
    const { clerk } = world.bureau.people;
    const own = { unit: world.bureau.units.window, owner: world.bureau.people.owner.person };
    const { id } = await problemOf(world.bureau, { ...own, accused: [clerk.person] });
    const asks = (matter: string): Asked[] =>
      names.flatMap((name) => {
        const each = caseOf(name).ids?.id;
        return each?.of === 'problem' && each.by === 'clerk' ? [each.ask(matter, world.things, world)] : [];
      });
    const nowhere = uuidv7();
    const gone = asks(nowhere);
    expect(gone.length).toBeGreaterThan(2);
    for (const [index, asked] of asks(id).entries())
      expect(shape(await send(here.clerk, asked), id)).toEqual(
        shape(await send(here.clerk, gone[index] as Asked), nowhere),
      );
    for (const list of ['/api/matters?limit=200', '/api/ledger/problems?limit=200'])
      expect((await here.clerk.ask(list)).text).not.toContain(id);
    // The same person sees the next matter of that unit: it is the accusation that hides this one.
    const seen = await problemOf(world.bureau, own);
    expect((await here.clerk.ask(`/api/matters/${seen.id}`)).status).toBe(200);
  });

  test('is “not allowed” only for what one may know of', async () => {
    const asked = { path: `/api/matters/${world.things.problem}/actions/strikeOff`, method: 'POST', body: {} };
    const headers = () => ({ 'idempotency-key': uuidv7() });
    expect((await send(here.leader, { ...asked, headers: headers() })).status).toBe(403);
    expect((await send(here.clerk, { ...asked, headers: headers() })).status).toBe(404);
  });

  test('holds for a public page: a problem that was not opened is as if it were not there', async () => {
    const { number } = await problemOf(world.bureau);
    const missing = number.replace(/\d+$/, '999');
    const guest = visitor(site, 'first');
    const page = async (n: string) => shape(await guest.ask(`/open/struck-off/${encodeURIComponent(n)}`), n);
    expect(await page(number)).toEqual(await page(missing));
    expect((await page(number)).status).toBe(404);
  });
});

test('another agency’s signed-in people reach nothing of this one by its ids, by any route', async () => {
  for (const name of names) {
    const { ids } = caseOf(name);
    for (const each of Object.values(ids ?? {})) {
      const nowhere = freshLike(world.things[each.of]);
      const asking = async (id: string) => shape(await send(there[each.by], each.ask(id, world.things, foreign)), id);
      expect([name, await asking(world.things[each.of])]).toEqual([name, await asking(nowhere)]);
    }
  }
});
