import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bureau, type JobName, jobNames, measureRow, openBureau } from '../builders/bureau.ts';
import { openLogins, openSite, type Site, signedIn, type Visitor } from '../builders/site.ts';
import { type Asked, routeCases, thingsOf, type World } from './route-cases.ts';

let site: Site;
let world: World;
let here: Record<JobName, Visitor>;

beforeAll(async () => {
  site = await openSite();
  const bureau: Bureau = await openBureau(site.office, 'first');
  world = { bureau, things: await thingsOf(bureau) };
  await openLogins(bureau, jobNames);
  const all = await Promise.all(jobNames.map(async (name) => [name, await signedIn(site, 'first', name)] as const));
  here = Object.fromEntries(all) as Record<JobName, Visitor>;
});
afterAll(() => site.stop());

/** What no form asks for: odd types, bytes no medium carries, numbers beyond every column, names every object has. */
const odd: readonly unknown[] = [
  null,
  '',
  ' ',
  '\u0000',
  '半\ud800',
  '\u202e颠倒',
  "'; drop table event; --",
  '{{7*7}}<b>',
  'constructor',
  '__proto__',
  'x'.repeat(5001),
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e308,
  true,
  [],
  [null],
  {},
  { commit: 'x', of: 'y' },
  uuidv7(),
  '00000000-0000-0000-0000-000000000000',
  '9999-12-31',
  '2026-13-45',
  'a'.repeat(64),
];

type Path = (string | number)[];

const leaves = (value: unknown, at: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [at, ...Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...at, name]))]
    : [at];

const replaced = (value: unknown, [first, ...rest]: Path, by: unknown): unknown => {
  if (first === undefined) return by;
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === first ? replaced(each, rest, by) : each));
  const known = value as Record<string, unknown>;
  return { ...known, [first]: replaced(known[first], rest, by) };
};

/** Every request of the route cases that has a body, and some with everything a form can hold. */
const bodies = async (): Promise<[string, JobName, Asked][]> => {
  const { bureau, things } = world;
  const { owner, registrar } = bureau.people;
  const of = (name: JobName, path: string, body: unknown): [string, JobName, Asked] => [
    path,
    name,
    { path, method: 'POST', body },
  ];
  const full = {
    title: '排队太久',
    description: '描述',
    category: 'service',
    source: '走访',
    place: { report: things.report, start: 0, end: 2 },
    unit: things.unit,
    leader: bureau.people.leader.person,
    owner: owner.person,
    ownerPost: owner.post,
    assistUnits: [bureau.units.law],
    due: '九月底前',
    accused: [registrar.person],
    confidential: false,
  };
  const files = [{ digest: things.digest, name: '证据.txt' }];
  const act = (name: JobName, matter: string, action: string, body: unknown) =>
    of(name, `/api/matters/${matter}/actions/${action}`, body);
  const routes: [string, JobName, Asked][] = [];
  // One after the other: what a case prepares, a version of a procedure for one, may be in the way of the next.
  for (const [name, { by, ask }] of Object.entries(routeCases))
    if (name.startsWith('POST') && by !== 'nobody' && !name.includes('people/:id'))
      routes.push([name, by as JobName, await ask(world)]);
  return [
    ...routes.filter(([, , { body }]) => body !== undefined),
    of('registrar', '/api/matters', {
      procedure: 'problem',
      data: full,
      occurredAt: '2026-01-01T00:00:00.000Z',
      post: registrar.post,
      onBehalfOf: null,
    }),
    of('owner', '/api/matters', {
      procedure: 'report',
      data: { title: '调研', unit: things.unit, confidential: true },
      files,
    }),
    act('owner', things.problem, 'plan', {
      data: { due: '年底', measures: [{ ...measureRow(bureau), due: '年底', lasting: true }] },
    }),
    act('measureOwner', things.measure, 'reportProgress', { data: { progress: '有' }, files, reason: 'x' }),
    act('owner', things.report, 'dropEntry', { data: { start: 1, end: 2 } }),
    act('supervisor', things.problem, 'recuse', { data: { person: bureau.people.auditor.person }, reason: '亲属' }),
    act('supervisor', things.problem, 'askVoid', { reason: '' }),
    act('owner', things.problem, 'askMerge', { data: { into: things.problem }, reason: '同' }),
    act('owner', things.problem, 'askExtension', { data: { dueOn: '2099-01-01' }, reason: '等' }),
  ];
};

/** Places in a list as its cursors name them: words where a moment should stand, and an id of anything. */
const places = ['', '2026-01-01', '2026-01-01T00:00:00.000Z'];
const cursorOf = (key: string, text: string): string =>
  Buffer.from(`00000000-0000-4000-8000-000000000000 ${key}${text.slice(0, 200)}`).toString('base64url');

/** A calendar has hundreds of days that are all checked by one rule: every nth stands for the rest. */
const some = <T>(list: readonly T[], most = 40): T[] =>
  list.filter((_each, index) => index % Math.ceil(list.length / most) === 0);

describe('whatever stands in a request, the answer is in words and never a fault of ours', () => {
  test('in bodies, leaf by leaf', async () => {
    const faults: unknown[] = [];
    let sent = 0;
    for (const [name, by, { path, body }] of await bodies())
      for (const at of some(leaves(body))) {
        const answers = await Promise.all(
          odd.map(async (value) => ({ value, answer: await here[by].post(path, replaced(body, at, value)) })),
        );
        sent += answers.length;
        for (const { value, answer } of answers)
          if (answer.status >= 500) faults.push([name, at.join('.'), JSON.stringify(value).slice(0, 40)]);
      }
    expect(faults).toEqual([]);
    expect(sent).toBeGreaterThan(2000);
  });

  test('in queries and addresses', async () => {
    const { problem, measure, theme, paper } = world.things;
    const texts = odd.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
    const paths = texts.flatMap((text) => {
      const piece = encodeURIComponent(text.toWellFormed());
      return [
        ...['cursor', 'procedure', 'mine', 'open', 'limit'].map((name) => `/api/matters?${name}=${piece}`),
        ...['cursor', 'view', 'unit', 'limit', 'q', 'leader', 'year', 'light', 'quarter'].map(
          (name) => `/api/ledger/problems?${name}=${piece}`,
        ),
        ...['unit', 'theme', 'owner', 'state', 'kind', 'sort', 'source', 'onSite', 'group'].map(
          (name) => `/api/ledger/groups?${name}=${piece}`,
        ),
        ...['ids', 'view', 'q'].map((name) => `/api/ledger/export.xlsx?${name}=${piece}`),
        ...['unit', 'year'].map((name) => `/api/ledger/figures?${name}=${piece}`),
        ...[
          'sweeps',
          'cases',
          'themes',
          'hazards',
          `themes/${theme}`,
          'reconciliation/file',
          'reconciliation/still',
        ].map((list) => `/api/ledger/${list}?month=2026-11&cursor=${piece}`),
        ...['sweeps', 'cases', 'themes', 'hazards'].flatMap((list) =>
          places.map((key) => `/api/ledger/${list}?cursor=${cursorOf(key, text)}`),
        ),
        ...['bare', 'file', 'milestone'].flatMap((kind) =>
          places.map((key) => `/api/ledger/reconciliation/${kind}?month=2026-11&cursor=${cursorOf(key, text)}`),
        ),
        `/api/ledger/cases?kind=${piece}`,
        `/api/ledger/hazards?unit=${piece}`,
        `/api/ledger/reconciliation?month=${piece}`,
        `/api/ledger/reconciliation/${piece}?month=2026-11`,
        `/api/ledger/reconciliation/bare?month=2026-11&unit=${piece}`,
        `/api/ledger/imports/${piece}/rows`,
        ...['number', 'matter', 'state', 'cursor'].map((name) => `/api/papers?${name}=${piece}`),
        `/api/papers/kinds/${piece}/template.docx`,
        `/api/papers/${paper}/${piece}`,
        `/open/papers/${piece}`,
        `/open/cases?size=${piece}&language=${piece}`,
        `/api/matters/${piece}`,
        `/api/matters/${problem}?before=${piece}`,
        `/api/matters/${measure}/files/${piece}?as=${piece}`,
        `/api/ledger/reports/${piece}`,
        `/open/struck-off/${piece}`,
        `/rate/${piece}`,
        `/u/${piece}`,
        `/open/struck-off?cursor=${piece}&size=${piece}`,
        `/checkpoint?x=${piece}`,
        `/a/${piece}/api/session`,
      ];
    });
    const watched = texts.flatMap((text) => {
      const piece = encodeURIComponent(text.toWellFormed());
      return [
        ...['kind', 'person', 'from', 'to', 'cursor'].map((name) => `/api/security/events?${name}=${piece}`),
        ...['name', 'filter', 'cursor'].map((name) => `/api/security/accounts?${name}=${piece}`),
        `/api/security/readings?cursor=${piece}`,
      ];
    });
    const faults: string[] = [];
    for (const path of watched) if ((await here.auditor.ask(path)).status >= 500) faults.push(path);
    for (const path of paths) if ((await here.office.ask(path)).status >= 500) faults.push(path);
    expect(faults).toEqual([]);
  });

  test('and the log stands as it should: every matter’s row is at its stream’s sequence', async () => {
    const { rows } = await site.office.database.owner.query(
      'select m.id from matter m join stream s on s.agency_id = m.agency_id and s.id = m.id where s.seq <> m.seq',
    );
    expect(rows).toEqual([]);
  });
});
