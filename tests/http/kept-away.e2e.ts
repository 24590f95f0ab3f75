import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginPreview, importRows } from '../../src/modules/ledger/index.ts';
import { takeInPaste } from '../../src/modules/ledger/server/import.ts';
import { dayOf } from '../../src/platform/command/engine.ts';
import {
  type Bureau,
  carry,
  fileOf,
  jobNames,
  measureRow,
  openBureau,
  problemOf,
  rowsOf,
  struckOff,
} from '../builders/bureau.ts';
import { type Clerk, viewerFor } from '../builders/office.ts';
import { draftOf } from '../builders/papers.ts';
import { cellsOf, edgeOf, exported, work } from '../builders/sheets.ts';
import { openLogins, openSite, type Site, signedIn, type Visitor } from '../builders/site.ts';
import { type Asked, type Things, thingsOf } from './route-cases.ts';

/**
 * Whoever is accused finds nothing by any address: each list and each count answers them to the letter as before the complaint
 * was made, and each address of its own as one of a matter nobody ever made. Others of the same reach see all of it move.
 */
let site: Site;
let bureau: Bureau;
let things: Things;
const accused = ['supervisor', 'office'] as const;
const asking = [...accused, 'reviewer', 'systemAdmin'] as const;
let people: Record<(typeof asking)[number], Visitor>;

const findings = ['bare', 'unplanned', 'still', 'urged', 'milestone', 'relapsed', 'file', 'entries', 'struckOff'];
const views = ['all', 'quarter', 'mine', 'toReview', 'relapse', 'ownerless', 'open', 'struckOff'];
const groupings = ['unit', 'theme', 'leader', 'category', 'light', 'none'];

/** A day that is over, whatever day it is. */
const passed = (): string => dayOf(new Date(site.office.now().getTime() - 2 * 86_400_000));

/** Addresses that tell of many matters at once. */
const together = (): string[] => {
  const month = dayOf(site.office.now()).slice(0, 7);
  const year = month.slice(0, 4);
  const { units, people: staff } = bureau;
  return [
    '/api/matters?limit=200',
    ...['problem', 'measure', 'similarSweep', 'theme', 'caseStudy'].map(
      (each) => `/api/matters?limit=200&procedure=${each}`,
    ),
    `/api/matters/search?procedure=problem&unit=${units.tax}&q=`,
    ...views.map((view) => `/api/ledger/problems?limit=200&view=${view}`),
    '/api/ledger/problems?limit=200&sort=due',
    ...[
      'kind=hazard',
      'misconduct=slowAction',
      `theme=${things.theme}`,
      'onSite=yes',
      `owner=${staff.owner.person}`,
    ].map((filter) => `/api/ledger/problems?${filter}`),
    ...groupings.map((group) => `/api/ledger/groups?group=${group}`),
    ...groupings.map((group) => `/api/ledger/groups?kind=hazard&group=${group}`),
    `/api/ledger/groups?view=quarter`,
    '/api/ledger/tabs',
    '/api/ledger/figures',
    `/api/ledger/figures?year=${year}&unit=${units.tax}`,
    '/api/ledger/sweeps',
    '/api/ledger/cases',
    '/api/ledger/themes',
    `/api/ledger/themes/${things.theme}`,
    '/api/ledger/hazards',
    '/api/ledger/hazards?open=no',
    '/api/ledger/ownerless',
    ...findings.map(
      (kind) =>
        `/api/ledger/reconciliation/${kind}?month=${kind === 'milestone' ? passed().slice(0, 7) : month}&limit=200`,
    ),
    `/api/ledger/reconciliation?month=${month}`,
    `/api/ledger/reports/${things.report}`,
    `/api/ledger/reports/${things.report}/likely`,
    '/api/papers',
    '/api/papers?state=draft',
    '/api/procedures/problem',
    '/api/procedures/measure',
    '/api/desk',
    '/api/desk/waiting',
    '/api/notices',
    '/api/ledger/public-pages',
    `/api/directory/people/${staff.owner.person}`,
    `/api/directory/people/${staff.owner.person}/open`,
  ];
};

const readAll = async (who: Visitor): Promise<Map<string, string>> => {
  const read = new Map<string, string>();
  for (const address of together()) {
    const { status, text } = await who.ask(address);
    // What the figures stand at is a moment, and a page that fails says which request it was.
    read.set(address, `${status} ${text.replace(/"(until|requestId)":"[^"]*"/g, '')}`);
  }
  return read;
};

const cellsSeenBy = async (who: Clerk): Promise<string> => JSON.stringify(await cellsOf(await exported(bureau, who)));

/** Complaints with all that may hang on one: measures, rules, points of a plan, urging, sweeps, a case, a paper, a relapse. */
type Complaint = {
  problems: string[];
  measure: string;
  sweep: string;
  case: string;
  paper: string;
  file: string;
  number: string;
};

/** Nobody moved it for long, the date of a plan passed, a file was lost: what a reconciliation finds. */
const grownOld = async (still: string, unplanned: string, digest: string): Promise<void> => {
  const long = `update problem_progress set progressed_at = progressed_at - interval '90 days', urged_at = urged_at - interval '60 days'`;
  await rowsOf(bureau, `${long} where matter_id = $1`, still);
  await rowsOf(
    bureau,
    `update clock set due_at = now() - interval '1 day' where matter_id = $1 and name = 'plan'`,
    unplanned,
  );
  const { dataFolder } = site.office;
  for (const each of readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }))
    if (each.endsWith(digest)) rmSync(path.join(dataFolder, each));
};

const complain = async (): Promise<Complaint> => {
  const { people: staff, units } = bureau;
  const against = {
    title: '反映多收押金',
    accused: accused.map((name) => staff[name].person),
    theme: things.theme,
    misconduct: 'slowAction',
    leader: staff.leader.person,
    category: 'service',
    urgency: 'urgent',
    dueOn: dayOf(site.office.now()),
  };
  const hazard = { kind: 'hazard', hazardLevel: 'major', location: '账房', controlMeasure: '先封存' };
  const first = await problemOf(bureau, { ...against, ...hazard });
  const at = { matter: first.id };
  const measures = [{ ...measureRow(bureau, '核对押金账'), lasting: true }, measureRow(bureau, '逐户退款')];
  const milestones = [{ point: '账目理清', on: passed() }];
  const planned = await carry(bureau, staff.owner, at, { action: 'plan', data: { measures, milestones } });
  const measure = planned.children[0] as string;
  const files = [await fileOf(bureau, staff.owner, `收据 ${first.id}`)];
  await carry(bureau, staff.owner, at, { action: 'reportProgress', data: { progress: '收据找到了' }, files });
  await carry(bureau, staff.reviewer, at, { action: 'urge' });
  const rule = { outcome: '立了规矩', ruleTitle: '押金管理办法', ruleKind: 'made' };
  await carry(bureau, staff.measureOwner, { matter: measure }, { action: 'complete', data: rule });
  const looked = { title: '各股也看看', unit: units.window, owner: staff.clerk.person, ownerPost: staff.clerk.post };
  const sweeps = [{ ...looked, dueOn: '2099-12-31' }];
  const swept = await carry(bureau, staff.reviewer, at, { action: 'sweep', data: { sweeps } });
  await struckOff(bureau, against);
  const { problem: second } = await struckOff(bureau, against);
  await carry(bureau, staff.reviewer, { matter: second }, { action: 'reopen', reason: '又收了' });
  const third = await problemOf(bureau, against);
  const shown = [await fileOf(bureau, staff.owner, `退款 ${third.id}`)];
  await carry(
    bureau,
    staff.owner,
    { matter: third.id },
    { action: 'solveOnSite', data: { outcome: '当场退了' }, files: shown },
  );
  const place = { report: things.report, start: 0, end: 4 };
  const fourth = await problemOf(bureau, { ...against, title: '排队太久', place });
  const told = {
    problem: first.id,
    anonymised: true,
    title: '押金一案',
    kind: 'bad',
    cause: 'style',
    unit: units.tax,
    story: '经过',
    lesson: '启示',
  };
  const study = await carry(bureau, staff.registrar, { procedure: 'caseStudy' }, { action: 'register', data: told });
  await carry(bureau, staff.registrar, { matter: study.id }, { action: 'submit' });
  await carry(bureau, staff.leader, { matter: study.id }, { action: 'approve' });
  const waiting = await carry(bureau, staff.registrar, { procedure: 'caseStudy' }, { action: 'register', data: told });
  await carry(bureau, staff.registrar, { matter: waiting.id }, { action: 'submit' });
  await grownOld(first.id, fourth.id, shown[0]?.digest ?? '');
  return {
    problems: [first.id, second, third.id, fourth.id],
    measure,
    sweep: swept.children.at(-1) as string,
    case: study.id,
    paper: await draftOf(bureau, staff.reviewer, { kind: 'strikeOff', matters: [first.id] }),
    file: files[0]?.digest ?? '',
    number: first.number,
  };
};
let complaint: Complaint;
let before: Map<string, Map<string, string>>;
let cellsBefore: Map<string, string>;

beforeAll(async () => {
  site = await openSite();
  bureau = await openBureau(site.office, 'first');
  things = await thingsOf(bureau);
  await openLogins(bureau, jobNames);
  const all = await Promise.all(asking.map(async (name) => [name, await signedIn(site, 'first', name)] as const));
  people = Object.fromEntries(all) as typeof people;
  before = new Map(await Promise.all(asking.map(async (name) => [name, await readAll(people[name])] as const)));
  cellsBefore = new Map();
  for (const name of asking) cellsBefore.set(name, await cellsSeenBy(bureau.people[name]));
  complaint = await complain();
});
afterAll(() => site.stop());

const moved = async (name: (typeof asking)[number]): Promise<string[]> => {
  const now = await readAll(people[name]);
  return [...now].filter(([path, text]) => before.get(name)?.get(path) !== text).map(([path]) => path);
};

describe('lists and counts', () => {
  test.each(accused)('tell the %s who is accused the same as before, to the letter', async (name) => {
    expect(await moved(name)).toEqual([]);
    expect(await cellsSeenBy(bureau.people[name])).toBe(cellsBefore.get(name));
  });

  test('tell an administrator the same as before', async () => {
    // How much is open in whose hands, without saying what, is asked before an appointment ends.
    const open = `/api/directory/people/${bureau.people.owner.person}/open`;
    expect(await moved('systemAdmin')).toEqual([open]);
  });

  test('move for somebody else of the same reach, so that it is the accusation that hides it', async () => {
    const seen = new Set(await moved('reviewer'));
    const still = together().filter((address) => !seen.has(address));
    const { person } = bureau.people.owner;
    // What is the reader's own, or was not touched by any complaint.
    expect(still).toEqual([
      '/api/matters?limit=200&procedure=theme',
      '/api/ledger/problems?limit=200&view=mine',
      '/api/ledger/problems?limit=200&view=ownerless',
      expect.stringMatching(/reconciliation\/entries/),
      expect.stringMatching(/reconciliation\?month/),
      // As alike as others that stood there before.
      `/api/ledger/reports/${things.report}/likely`,
      '/api/notices',
      '/api/ledger/public-pages',
      `/api/directory/people/${person}`,
      `/api/directory/people/${person}/open`,
    ]);
    expect(await cellsSeenBy(bureau.people.reviewer)).not.toBe(cellsBefore.get('reviewer'));
  });
});

/** Every address that names a part of it. */
const named = (of: Complaint): Asked[] => {
  const [problem = ''] = of.problems;
  const post = (path: string, body: object): Asked => ({
    path,
    method: 'POST',
    body,
    headers: { 'idempotency-key': uuidv7() },
  });
  const ids = [...of.problems, of.measure, of.sweep];
  return [
    ...[...ids, of.case].map((id) => ({ path: `/api/matters/${id}` })),
    { path: `/api/matters/${problem}/deadline/due` },
    { path: `/api/matters/${problem}/files/${of.file}` },
    { path: `/api/ledger/problems/${problem}/sweep` },
    { path: `/api/ledger/problems/${problem}/satisfaction` },
    { path: `/api/ledger/reports/${problem}` },
    { path: `/api/ledger/themes/${problem}` },
    { path: `/api/ledger/cases/${of.case}` },
    { path: `/api/papers?matter=${problem}` },
    { path: `/api/papers/${of.paper}` },
    { path: `/api/papers/${of.paper}/paper.docx` },
    { path: `/api/ledger/problems?theme=${problem}` },
    post('/api/papers', { kind: 'urge', matters: [problem], input: {} }),
    post(`/api/papers/${of.paper}/issue`, { fingerprint: '0'.repeat(32) }),
    post(`/api/ledger/problems/${problem}/invitations`, {}),
    post('/api/ledger/check-actions', { ids: of.problems }),
    post('/api/ledger/batch', {
      action: 'urge',
      commands: of.problems.map((matter, at) => ({ id: commands[at], matter })),
    }),
    ...ids.map((id) => post(`/api/matters/${id}/actions/urge`, { data: {} })),
    ...ids.map((id) => post(`/api/matters/${id}/statements`, { seq: 1, text: '不是我' })),
  ];
};
const commands = Array.from({ length: 8 }, () => uuidv7());

const nowhere = (): Complaint => ({
  problems: [uuidv7(), uuidv7(), uuidv7(), uuidv7()],
  measure: uuidv7(),
  sweep: uuidv7(),
  case: uuidv7(),
  paper: uuidv7(),
  file: complaint.file,
  number: complaint.number.replace(/\d+$/, '998'),
});

describe('its own addresses', () => {
  const shapes = async (who: Visitor, of: Complaint): Promise<[string, number, string][]> => {
    const parts = Object.entries({ ...of, problems: undefined, ...of.problems }).filter(
      ([, id]) => typeof id === 'string',
    );
    const plain = (text: string): string =>
      parts
        .reduce((all, [part, id]) => all.replaceAll(id as string, `<${part}>`), text)
        .replace(/"requestId":"[^"]*"/, '')
        .replace(/<file>/g, '');
    const told: [string, number, string][] = [];
    for (const { path, ...rest } of named(of)) {
      const { status, text } = await who.ask(path, rest);
      told.push([plain(path), status, plain(text)]);
    }
    return told;
  };

  test.each(accused)('answer the %s as those of what nobody ever made', async (name) => {
    expect(await shapes(people[name], complaint)).toEqual(await shapes(people[name], nowhere()));
  });

  test('lead somebody else to it', async () => {
    const gone = await shapes(people.reviewer, nowhere());
    const there = await shapes(people.reviewer, complaint);
    const alike = there.filter(([, status, text], at) => gone[at]?.[1] === status && gone[at]?.[2] === text);
    // A problem is no report and no theme, and whoever reviews issues no paper.
    expect(alike.map(([address]) => address)).toEqual([
      '/api/ledger/reports/<0>',
      '/api/ledger/themes/<0>',
      '/api/ledger/problems?theme=<0>',
      '/api/papers/<paper>/issue',
    ]);
  });

  test('of a sheet: a row with its number is told as one with a number nobody gave', async () => {
    const looked = async (name: 'supervisor' | 'reviewer', number: string) => {
      const viewer = await viewerFor(site.office, bureau.agency, bureau.people[name].person);
      const edge = edgeOf(bureau);
      const rows = [
        ['编号', '问题'],
        [number, '改过的话'],
      ];
      const taken = await takeInPaste(edge, viewer, { rows, merges: [] });
      if (!taken.ok) throw new Error(JSON.stringify(taken.refusal));
      const { id } = taken.value;
      await beginPreview(edge, viewer, id, { columns: ['number', 'description'], reason: '更正' });
      await work(bureau, id);
      const seen = await importRows(edge, viewer, id, { outcome: null, from: 0, limit: 10 });
      return JSON.stringify(seen).replaceAll(number, '<number>');
    };
    const missing = nowhere().number;
    expect(await looked('supervisor', complaint.number)).toBe(await looked('supervisor', missing));
    expect(await looked('reviewer', complaint.number)).not.toBe(await looked('reviewer', missing));
  });
});
