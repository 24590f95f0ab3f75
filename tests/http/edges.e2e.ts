import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemDocument } from '../../src/kernel/view/view.ts';
import { type Bureau, openBureau, rowsOf, workedOn } from '../builders/bureau.ts';
import {
  type Answer,
  formWith,
  openLogins,
  openSite,
  passwordOf,
  type Site,
  signedIn,
  type Visitor,
  visitor,
} from '../builders/site.ts';

let site: Site;
let bureau: Bureau;
let owner: Visitor;
let registrar: Visitor;

beforeAll(async () => {
  site = await openSite();
  bureau = await openBureau(site.office, 'first');
  await openLogins(bureau, ['owner', 'registrar', 'systemAdmin']);
  owner = await signedIn(site, 'first', 'owner');
  registrar = await signedIn(site, 'first', 'registrar');
});
afterAll(() => site.stop());

const problemData = (more: object = {}) => ({
  title: '排队太久',
  unit: bureau.units.tax,
  owner: bureau.people.owner.person,
  ownerPost: bureau.people.owner.post,
  ...more,
});
const register = (data: object = problemData(), more: object = {}, headers = {}) =>
  registrar.post('/api/matters', { procedure: 'problem', data, ...more }, headers);
const said = ({ status, json }: Answer) => `${status} ${json?.code} ${json?.rule}`;
const fieldsOf = ({ json }: Answer) =>
  (json.fields ?? []).map((each: { path: string; rule: string }) => `${each.path} ${each.rule}`);
const countEvents = async () =>
  (await rowsOf<{ n: number }>(bureau, 'select count(*)::int as n from event'))[0]?.n ?? 0;

describe('a refusal', () => {
  test('is a problem document that says code, rule, facts, and where it happened', async () => {
    const answer = await owner.ask(`/api/matters/${uuidv7()}?before=5`);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const document = ProblemDocument.strict().parse(answer.json);
    expect(document).toMatchObject({
      type: 'urn:xiaoneng:refusal:notFound',
      status: 404,
      code: 'notFound',
      rule: 'matter',
    });
    expect(document.instance).toMatch(/^\/api\/matters\/[0-9a-f-]{36}$/);
    expect(answer.status).toBe(document.status);
  });

  test('of an address that does not exist is one as well, for pages’ scripts not a page', async () => {
    const answer = await owner.ask('/api/nothing/here');
    expect(said(answer)).toBe('404 notFound route');
    ProblemDocument.strict().parse(answer.json);
    expect((await owner.ask('/api/session', { method: 'PUT', body: {} })).status).toBe(404);
  });

  test('of addresses that cannot be read is one, never a fault of ours', async () => {
    for (const at of [
      '/api/matters/%zz',
      '/api/matters/%00',
      '/api/ledger/reports/%c0%af',
      '/%ff%fe',
      '/a/first/%',
      '//api//matters',
    ])
      expect([at, (await owner.ask(at)).status < 500]).toEqual([at, true]);
  });
});

describe('a body', () => {
  test('that is no JSON is refused in words', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': uuidv7() };
    for (const raw of ['{', '', 'null', '[]', '"text"', '{"__proto__":{"x":1}}', '\u0000']) {
      const answer = await registrar.ask('/api/matters', { method: 'POST', raw, headers });
      expect([raw, answer.status, answer.json.code]).toEqual([raw, 422, 'invalid']);
      ProblemDocument.strict().parse(answer.json);
    }
  });

  test('of another type is refused in words', async () => {
    const headers = { 'content-type': 'text/xml', 'idempotency-key': uuidv7() };
    const answer = await registrar.ask('/api/matters', { method: 'POST', raw: '<a/>', headers });
    expect([answer.status, answer.json.code]).toEqual([422, 'invalid']);
  });

  test('that is too large is refused before it is read', async () => {
    const answer = await register(problemData({ description: '长'.repeat(900_000) }));
    expect(said(answer)).toBe('413 tooLarge request.size');
  });

  test('with several faults names all of them at once: path, rule and limit', async () => {
    const faulty = {
      title: 'x'.repeat(121),
      unit: 'nowhere',
      category: 'odd',
      due: '',
      colour: 'red',
      assistUnits: ['x'],
    };
    const answer = await register(faulty);
    expect(said(answer)).toBe('422 invalid form');
    expect(fieldsOf(answer).sort()).toEqual(
      [
        'title max',
        'unit format.uuid',
        'category choice',
        'due required',
        'assistUnits.0 format.uuid',
        'owner required',
        'ownerPost required',
        'colour unknown',
      ].sort(),
    );
    expect(answer.json.fields).toContainEqual({ path: 'title', rule: 'max', limit: 120 });
  });

  test('with faults in the envelope names them too, a wrong type as a wrong type', async () => {
    const answer = await registrar.post('/api/matters', {
      data: 5,
      files: [{ digest: 'x' }],
      extra: 1,
      occurredAt: 'today',
    });
    expect(said(answer)).toBe('422 invalid request');
    expect(fieldsOf(answer).sort()).toEqual(
      [
        'procedure required',
        'data type',
        'files.0.digest format.regex',
        'files.0.name required',
        'occurredAt format.datetime',
        'extra unknown',
      ].sort(),
    );
  });

  test('with texts that nobody could keep is refused, wherever they stand', async () => {
    const { problem } = await workedOn(bureau);
    const [digest] = [(await owner.ask('/api/files', { method: 'POST', raw: formWith('好', 'a.txt') })).json.digest];
    const asked = [
      await register(problemData({ title: '半\ud800' })),
      await register(problemData(), { reason: '\u0000' }),
      await owner.post(`/api/matters/${problem}/actions/reportProgress`, {
        data: { progress: '有' },
        files: [{ digest, name: 'a\ud800.txt' }],
      }),
      await owner.post(`/api/matters/${problem}/statements`, { seq: 1, text: '\u0000' }),
    ];
    expect(asked.map((each) => each.status)).toEqual([422, 422, 422, 422]);
  });

  test('with numbers beyond all bounds is refused, not passed to the database', async () => {
    const place = { report: uuidv7(), start: 0, end: 2 ** 52 };
    expect((await register(problemData({ place }))).status).toBe(422);
  });
});

describe('a query', () => {
  const cursorOf = (text: string) => Buffer.from(text).toString('base64url');
  const bad = [
    'x',
    cursorOf('2026-01-01T00:00:00.000Z'),
    cursorOf(`2026-13-41T99:99:99.999Z ${uuidv7()}`),
    cursorOf(`2026-01-01T00:00:00.000Z ${'-'.repeat(36)}`),
    cursorOf(`2026-01-01T00:00:00.000Z ${uuidv7()} more`),
    cursorOf(`2026-01-01'; select 1;--Z ${uuidv7()}`),
    cursorOf(`2026-01-01T0...:::0Z ${uuidv7()}`),
    '',
  ];

  test.each(bad)('with the cursor %j, which is not ours, is refused as that', async (cursor) => {
    for (const at of ['/api/matters', '/api/ledger/problems']) {
      const answer = await registrar.ask(`${at}?cursor=${cursor}`);
      expect([at, said(answer), fieldsOf(answer)]).toEqual([at, '422 invalid query', ['cursor format.cursor']]);
    }
  });

  test('goes on by its cursor and ends', async () => {
    for (let n = 0; n < 5; n++) await register();
    const ids: string[] = [];
    for (let at: string | null = '/api/matters?limit=2&procedure=problem'; at !== null; ) {
      const { json } = await registrar.ask(at);
      ids.push(...json.items.map((each: { id: string }) => each.id));
      at = json.next === null ? null : `/api/matters?limit=2&procedure=problem&cursor=${json.next}`;
    }
    expect(ids.length).toBeGreaterThanOrEqual(5);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('with what is not asked for, or out of its bounds, is refused field by field', async () => {
    const answer = await registrar.ask('/api/matters?limit=0&open=perhaps&colour=red');
    expect(fieldsOf(answer).sort()).toEqual(['colour unknown', 'limit min', 'open choice']);
    for (const at of ['?limit=201', '?limit=x', '?cursor=a&cursor=b', '?mine=no'])
      expect([at, (await registrar.ask(`/api/matters${at}`)).status]).toEqual([at, 422]);
    for (const at of ['/api/matters?procedure=%00', '/api/matters?procedure=constructor'])
      expect((await registrar.ask(at)).status).toBeLessThan(500);
  });
});

describe('a command over HTTP', () => {
  test('needs an id of its own', async () => {
    const before = await countEvents();
    for (const key of [undefined, '', 'not-a-uuid', '7']) {
      const headers = key === undefined ? {} : { 'idempotency-key': key };
      const answer = await registrar.ask('/api/matters', {
        method: 'POST',
        body: { procedure: 'problem', data: problemData() },
        headers,
      });
      expect([key, said(answer)]).toEqual([key, '428 preconditionMissing idempotencyKey']);
    }
    expect(await countEvents()).toBe(before);
  });

  test('sent three times is one event and three like answers', async () => {
    const headers = { 'idempotency-key': uuidv7() };
    const first = await register(problemData(), {}, headers);
    const before = await countEvents();
    const again = [await register(problemData(), {}, headers), await register(problemData(), {}, headers)];
    expect(first.status).toBe(201);
    for (const each of again) {
      expect(each.status).toBe(201);
      expect(each.json).toEqual({ ...first.json, repeated: true });
      expect(each.headers.get('etag')).toBe(first.headers.get('etag'));
    }
    expect(await countEvents()).toBe(before);
  });

  test('with the id of another body, or of another address, is a conflict', async () => {
    const headers = { 'idempotency-key': uuidv7() };
    const first = await register(problemData(), {}, headers);
    expect(said(await register(problemData({ title: '另一件' }), {}, headers))).toBe(
      '409 commandReused command.otherBody',
    );
    const elsewhere = await registrar.post(`/api/matters/${first.json.id}/actions/plan`, { data: {} }, headers);
    expect(said(elsewhere)).toBe('409 commandReused command.otherBody');
  });

  test('that names what the sender saw is refused once it has moved, and says where it stands', async () => {
    const { problem } = await workedOn(bureau);
    const page = await owner.ask(`/api/matters/${problem}`);
    const tag = page.headers.get('etag') as string;
    expect(tag).toBe(`"${page.json.seq}"`);
    const report = (headers: object) =>
      owner.post(`/api/matters/${problem}/actions/reportProgress`, { data: { progress: '有进展' } }, { ...headers });
    const first = await report({ 'if-match': tag });
    expect([first.status, first.headers.get('etag')]).toEqual([200, `"${page.json.seq + 1}"`]);
    const second = await report({ 'if-match': tag });
    expect(said(second)).toBe('412 stale matter.moved');
    expect(second.json.facts).toEqual({ expected: page.json.seq, seq: page.json.seq + 1 });
    expect((await report({})).status).toBe(200);
    expect((await report({ 'if-match': '*' })).status).toBe(200);
    for (const odd of ['W/"1"', 'seven', '"-1"']) expect((await report({ 'if-match': odd })).status).toBe(422);
  });

  test('of two at once one goes through and the other is told it moved', async () => {
    const { problem } = await workedOn(bureau);
    const tag = (await owner.ask(`/api/matters/${problem}`)).headers.get('etag') as string;
    const both = await Promise.all(
      ['甲', '乙'].map((progress) =>
        owner.post(`/api/matters/${problem}/actions/reportProgress`, { data: { progress } }, { 'if-match': tag }),
      ),
    );
    expect(both.map((each) => each.status).sort()).toEqual([200, 412]);
  });

  test('with an action that does not exist, or is the house’s own, is not found', async () => {
    const { problem } = await workedOn(bureau);
    for (const action of ['nothing', 'register', 'erase', 'statement', 'constructor', '__proto__', 'toString', '%00'])
      expect([action, (await owner.post(`/api/matters/${problem}/actions/${action}`)).status]).toEqual([action, 404]);
  });

  test('beneath a matter of one’s choice is refused', async () => {
    const { problem } = await workedOn(bureau);
    const answer = await register(problemData(), { parent: problem });
    expect([said(answer), fieldsOf(answer)]).toEqual(['422 invalid form', ['parent unknown']]);
  });
});

describe('a change from elsewhere', () => {
  const from = (headers: Record<string, string>) => register(problemData(), {}, headers);

  test('is refused when the browser names another site, or hides it', async () => {
    const before = await countEvents();
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: site.origin.replace('http:', 'https:') },
      { origin: `${site.origin}.evil.example` },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[])
      expect([headers, said(await from(headers))]).toEqual([headers, '403 notAllowed session.origin']);
    expect(await countEvents()).toBe(before);
  });

  test('goes through from our own pages, and from clients that are no browsers', async () => {
    expect((await from({ origin: site.origin })).status).toBe(201);
    expect((await from({})).status).toBe(201);
  });

  test('is not even a sign-in or a sign-out', async () => {
    const origin = { origin: 'https://evil.example' };
    const guest = visitor(site, 'first');
    expect((await guest.post('/api/session', { login: 'owner', password: 'x' }, origin)).status).toBe(403);
    expect((await owner.ask('/api/session', { method: 'DELETE', headers: origin })).status).toBe(403);
    expect((await owner.ask('/api/session')).status).toBe(200);
  });
});

describe('every answer', () => {
  test('carries the headers that keep a browser safe, refusals and faults too', async () => {
    for (const at of ['/api/session', '/api/nothing', '/health', '/open', '/api/docs', `/api/matters/${uuidv7()}`]) {
      const { headers } = await owner.ask(at);
      expect([
        at,
        headers.get('x-content-type-options'),
        headers.get('x-frame-options'),
        headers.get('referrer-policy'),
      ]).toEqual([at, 'nosniff', 'SAMEORIGIN', 'same-origin']);
      const policy = headers.get('content-security-policy') ?? '';
      expect([at, policy]).toEqual([at, expect.stringContaining("default-src 'none'")]);
      expect([at, policy]).toEqual([at, expect.stringContaining("frame-ancestors 'none'")]);
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  test('of what belongs to somebody is kept by no cache on the way', async () => {
    const { problem } = await workedOn(bureau);
    for (const at of [
      '/api/session',
      '/api/matters',
      `/api/matters/${problem}`,
      '/api/directory',
      '/api/ledger/problems',
    ]) {
      const { headers } = await owner.ask(at);
      expect([at, headers.get('cache-control')]).toEqual([at, 'no-store']);
    }
  });
});

describe('an upload', () => {
  const upload = (raw: FormData) => owner.ask('/api/files', { method: 'POST', raw });

  test('is one part called file; its digest is its content', async () => {
    const answer = await upload(formWith('证据正文', '证据 一.txt'));
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ size: 12, type: 'text/plain', name: '证据 一.txt', locationRemoved: false });
    expect((await upload(formWith('证据正文', 'b.txt'))).json.digest).toBe(answer.json.digest);
  });

  test('without it, under another name, or not as a form is refused', async () => {
    expect((await upload(formWith('x', 'a.txt', 'other'))).json.fields).toEqual([{ path: 'file', rule: 'required' }]);
    expect((await upload(new FormData())).status).toBe(422);
    expect((await owner.post('/api/files', { file: 'x' })).status).toBe(422);
    const headers = { 'content-type': 'multipart/form-data' };
    expect((await owner.ask('/api/files', { method: 'POST', raw: 'no parts', headers })).status).toBe(422);
    const cut = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of it';
    const cutHeaders = { 'content-type': 'multipart/form-data; boundary=b' };
    const answer = await owner.ask('/api/files', { method: 'POST', raw: cut, headers: cutHeaders });
    expect(answer.status).toBe(422);
  });

  test('of a program, or of one thing that claims to be another, is refused', async () => {
    const program = new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]);
    expect(said(await upload(formWith(program, 'a.exe')))).toMatch(/^415 unsupportedFile/);
    expect((await upload(formWith('just text', 'a.pdf'))).status).toBe(415);
  });

  test('of too many bytes is refused, and nothing of it is kept', async () => {
    const before = await rowsOf(bureau, 'select digest from file order by 1');
    const answer = await upload(formWith(new Uint8Array(20 * 1024 * 1024 + 1).fill(65), 'a.txt'));
    expect([answer.status, answer.json.code]).toEqual([413, 'tooLarge']);
    expect(await rowsOf(bureau, 'select digest from file order by 1')).toEqual(before);
  });

  test('that breaks off leaves the server standing and nothing behind', async () => {
    await new Promise<void>((resolve) => {
      const half = httpRequest(`${site.origin}/a/first/api/files`, {
        method: 'POST',
        headers: {
          cookie: `xn_session=${owner.cookie}`,
          'content-type': 'multipart/form-data; boundary=b',
          'content-length': '100000',
        },
      });
      half.on('error', () => resolve());
      half.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf');
      setTimeout(() => half.destroy(), 50);
    });
    expect((await owner.ask('/api/session')).status).toBe(200);
  });
});

describe('settings of the directory', () => {
  let admin: Visitor;
  beforeAll(async () => {
    admin = await signedIn(site, 'first', 'systemAdmin');
  });
  const span = { from: '2026-01-01', to: null };

  test('hold from the next request on: who is appointed may, who is no longer may not', async () => {
    const [person, unit, at] = [uuidv7(), uuidv7(), uuidv7()];
    const login = { login: 'neu.hier', password: passwordOf('neu.hier') };
    const job = { id: at, unit, name: '新岗', roles: ['handler'], reach: 'unit', ...span };
    const appointed = { id: uuidv7(), person, post: at, kind: 'holder', forPerson: null, ...span };
    for (const [name, body] of [
      ['units', { id: unit, parent: null, code: '新', name: '新设股', ordinal: 2, ...span }],
      ['posts', job],
      ['people', { id: person, name: '新人', ...login }],
    ] as const)
      expect((await admin.post(`/api/directory/${name}`, body)).status).toBe(200);
    // What the administrator set is good for one thing: another password.
    const who = visitor(site, 'first');
    expect((await who.post('/api/session', login)).json).toEqual({ step: 'password' });
    const own = { current: login.password, password: 'Eigen-4711!' };
    expect((await who.post('/api/account/password', own)).status).toBe(200);
    const data = { title: '新单位的问题', unit, owner: person, ownerPost: at };
    const trying = async () => said(await who.post('/api/matters', { procedure: 'problem', data }));
    expect((await who.ask('/api/session')).json.footings).toEqual([]);
    expect(await trying()).toBe('403 notAllowed who');
    await admin.post('/api/directory/appointments', appointed);
    expect(await trying()).toBe('201 undefined undefined');
    // Nobody goes while a matter of theirs has no taker.
    const gone = { ...appointed, to: '2026-02-01' };
    const refused = await admin.post('/api/directory/appointments', gone);
    expect([said(refused), refused.json.facts.count]).toEqual(['409 ruleBroken directory.openMatters', 1]);
    const taker = { person: bureau.people.owner.person, post: bureau.people.owner.post };
    const handing = { from: { person, post: at }, to: taker, reason: '调离' };
    const handed = await admin.post('/api/directory/hand-over', handing);
    expect(handed.json).toEqual({ handed: 1, left: 0, refused: [] });
    expect((await admin.post('/api/directory/appointments', gone)).status).toBe(200);
    expect(await trying()).toBe('403 notAllowed who');
    expect((await who.ask('/api/session')).json.footings).toEqual([]);
    const kinds = await rowsOf(
      bureau,
      `select 1 from security_event where kind = 'settingChanged' and detail->>'id' = $1`,
      appointed.id,
    );
    expect(kinds).toHaveLength(2);
  });

  test('are refused with an id that something else bears: a matter’s record is never mixed with a setting’s', async () => {
    const { problem } = await workedOn(bureau);
    const unit = { id: problem, parent: null, code: '混', name: '混', ordinal: 1, ...span };
    const before = await rowsOf(bureau, 'select seq, head from stream where id = $1', problem);
    expect((await admin.post('/api/directory/units', unit)).status).toBe(409);
    const person = { id: bureau.units.tax, name: '混' };
    expect((await admin.post('/api/directory/people', person)).status).toBe(409);
    expect(await rowsOf(bureau, 'select seq, head from stream where id = $1', problem)).toEqual(before);
  });

  test('with texts that cannot be kept are refused', async () => {
    for (const name of ['半\ud800', '零\u0000']) {
      const unit = { id: uuidv7(), parent: null, code: '坏', name, ordinal: 1, ...span };
      expect([name, (await admin.post('/api/directory/units', unit)).status]).toEqual([name, 422]);
    }
  });

  test('never move an appointment to another person or post: that is another appointment', async () => {
    const { clerk, leader } = bureau.people;
    const made = { id: uuidv7(), person: clerk.person, post: leader.post, kind: 'deputy', forPerson: null, ...span };
    expect((await admin.post('/api/directory/appointments', made)).status).toBe(200);
    const moved = await admin.post('/api/directory/appointments', { ...made, person: leader.person });
    expect([moved.status, fieldsOf(moved)]).toEqual([422, ['person fixed']]);
    const ended = await admin.post('/api/directory/appointments', { ...made, to: '2026-02-01' });
    expect(ended.status).toBe(200);
  });

  test('that end before they begin are refused', async () => {
    const unit = {
      id: uuidv7(),
      parent: null,
      code: '反',
      name: '反',
      ordinal: 1,
      from: '2026-02-01',
      to: '2026-01-01',
    };
    expect(fieldsOf(await admin.post('/api/directory/units', unit))).toEqual(['to beforeFrom']);
  });

  test('that are taken already are a conflict', async () => {
    const unit = { id: randomUUID(), parent: null, code: 'tax', name: '重', ordinal: 1, ...span };
    expect(said(await admin.post('/api/directory/units', unit))).toBe('409 conflict settingTaken');
  });
});

test('a fault of ours is a problem document as well, and tells nothing of what is inside', async () => {
  await rowsOf(bureau, 'alter table problem rename to mislaid');
  try {
    const answer = await owner.ask('/api/ledger/problems');
    expect(ProblemDocument.strict().parse(answer.json)).toMatchObject({
      status: 500,
      code: 'fault',
      rule: 'http',
      facts: { status: 500 },
    });
    expect(answer.text).not.toMatch(/relation|problem"|select|stack|\.ts/);
  } finally {
    await rowsOf(bureau, 'alter table mislaid rename to problem');
  }
  expect((await owner.ask('/api/ledger/problems')).status).toBe(200);
});

test('too many requests of one address are refused for a while, as a problem document', async () => {
  const busy = await openSite({ rate: 20 });
  try {
    await openBureau(busy.office, 'first');
    const guest = visitor(busy, 'first');
    const answers: Answer[] = [];
    for (let n = 0; n < 21; n++) answers.push(await guest.ask('/api/session'));
    expect(answers.slice(0, 20).map((each) => each.status)).toEqual(Array(20).fill(401));
    const last = answers[20] as Answer;
    expect(said(last)).toBe('429 tooMany request.rate');
    expect(ProblemDocument.strict().parse(last.json).mend).toBe('wait');
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  } finally {
    await busy.stop();
  }
});
