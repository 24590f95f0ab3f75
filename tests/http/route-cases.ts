import { uuidv7 } from 'uuidv7';
import { newestVersion, publishCalendar } from '../../src/modules/calendar/index.ts';
import { setPerson } from '../../src/modules/directory/index.ts';
import { previewImport } from '../../src/modules/directory/server/import.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { setSignOn } from '../../src/platform/session/single-sign-on.ts';
import {
  type Bureau,
  carry,
  fileOf,
  type JobName,
  problemOf,
  rowsOf,
  struckOff,
  workedOn,
} from '../builders/bureau.ts';
import { changeDeps, exportedCells, settle, sheetOf, workbookOf } from '../builders/organisation.ts';
import { draftOf, issuedOf, seenBy, templateOf } from '../builders/papers.ts';
import { outdatedReport, versionAt } from '../builders/shaping.ts';
import { type Ask, formWith, passwordOf } from '../builders/site.ts';
import { ledgerSheetCases, sheetOf as ledgerSheetOf } from './ledger-sheet-cases.ts';
import { caseOf, ledgerWatchCases, themeOf } from './ledger-watch-cases.ts';
import { readingCases } from './reading-cases.ts';
import { satisfactionCases } from './satisfaction-cases.ts';

/** Things that stand in one agency, by the names the cases use. */
export type Things = {
  problem: string;
  measure: string;
  report: string;
  digest: string;
  person: string;
  unit: string;
  post: string;
  /** A session of the clerk's. */
  session: string;
  /** A job that a version of the calendar opened. */
  calendarJob: string;
  /** A view of the ledger, the owner's own. */
  ledgerView: string;
  /** A sheet for the ledger that the registrar brought. */
  sheet: string;
  theme: string;
  /** A case of the library. */
  approvedCase: string;
  /** A letter to the clerk that did not go. */
  mail: string;
  /** A draft about the problem. */
  paper: string;
};

/** A session of somebody at another place; nobody holds its token. */
const sessionOf = async (bureau: Bureau, name: JobName): Promise<string> => {
  const id = uuidv7();
  await rowsOf(
    bureau,
    `insert into session (agency_id, token_hash, person_id, created_at, seen_at, id, way, device, address)
values ($1, $2, $3, $4, $4, $5, 'password', '', '10.0.0.*')`,
    bureau.agency.id,
    Buffer.from(id),
    bureau.people[name].person,
    new Date(),
    id,
  );
  return id;
};

/** A letter that the mail server refused for good. */
const failedMail = async (bureau: Bureau): Promise<string> => {
  const id = uuidv7();
  await rowsOf(
    bureau,
    `insert into mail (agency_id, id, person_id, kind, day, state, made_at, due_at, next_try_at, tries, ended_at, reason, answer)
values ($1, $2, $3, 'digest', date '2020-01-01' + (random() * 2000)::int, 'failed', $4, $4, $4, 1, $4, 'address', 550)`,
    bureau.agency.id,
    id,
    bureau.people.clerk.person,
    new Date(),
  );
  return id;
};
const mailHours = {
  digestAt: '08:00',
  digestDays: 'working',
  quietFrom: '20:00',
  quietTo: '07:30',
  quietFreeDays: true,
  muted: ['over'],
};
/** Switched off, and a port nobody listens on should an odd value switch it on. */
const mailServer = {
  enabled: false,
  host: '127.0.0.1',
  port: 9,
  security: 'none',
  login: null,
  sender: 'xn@example.gov.cn',
  site: 'https://xn.example/a/first',
};

const signOn = { issuer: 'https://id.example/', clientId: 'xiaoneng', matches: 'none', enabled: false } as const;
const signOnSet = ({ bureau }: World) =>
  inTransaction(bureau.office.pools.app, (client) =>
    setSignOn(
      client,
      { agency: bureau.agency, actor: null, post: null, command: uuidv7(), now: bureau.office.now() },
      signOn,
    ),
  );

/** A small calendar with a free day, as the office sends it: every leaf of it is also sent with odd values. */
const day: [string, string][] = [['09:00', '17:00']];
const freeDay = (date: string) => ({
  calendar: {
    zone: 'Asia/Shanghai',
    week: { mon: day, tue: day, wed: day, thu: day, fri: day },
    days: { [date]: [] },
    publishedThrough: '2026-12-31',
  },
  notes: { [date]: '停电检修' },
  source: '本单位办公室',
  effectiveFrom: '2026-01-01',
});
const calendarSeq = async ({ office, agency }: Bureau): Promise<number | null> =>
  (await newestVersion(office.pools.app, agency.id))?.seq ?? null;
const calendarJobOf = async (bureau: Bureau): Promise<string> => {
  const { agency, office, people } = bureau;
  const hand = { agency, actor: people.office.person, post: null, command: uuidv7(), now: office.now() };
  const deps = { pool: office.pools.app, newId: uuidv7 };
  const made = await publishCalendar(deps, hand, freeDay('2030-03-05'), await calendarSeq(bureau));
  if (!made.ok || !made.value.job) throw new Error('no job was opened');
  return made.value.job.id;
};

/** A view of the ledger that somebody saved for themselves. */
const ledgerViewOf = async (bureau: Bureau, name: JobName): Promise<string> => {
  const id = uuidv7();
  await rowsOf(
    bureau,
    `insert into ledger_view (agency_id, id, person_id, unit_id, name, query, made_at) values ($1, $2, $3, null, '我的', 'view=all', $4)`,
    bureau.agency.id,
    id,
    bureau.people[name].person,
    new Date(),
  );
  return id;
};

export const thingsOf = async (bureau: Bureau): Promise<Things> => {
  const { owner, measureOwner, clerk } = bureau.people;
  const { problem, measure } = await workedOn(bureau);
  const file = await fileOf(bureau, measureOwner, `证据 ${uuidv7()}`);
  const progress = { action: 'reportProgress', data: { progress: '有图' }, files: [file] };
  await carry(bureau, measureOwner, { matter: measure }, progress);
  const text = await fileOf(bureau, owner, `调研报告\n一、存在问题\n（一）排队太久。${uuidv7()}`, '报告.txt');
  const deposit = { action: 'deposit', data: { title: '调研', unit: bureau.units.tax }, files: [text] };
  const report = await carry(bureau, owner, { procedure: 'report' }, deposit);
  return {
    problem,
    measure,
    report: report.id,
    digest: file.digest,
    person: clerk.person,
    unit: bureau.units.tax,
    post: clerk.post,
    session: await sessionOf(bureau, 'clerk'),
    calendarJob: await calendarJobOf(bureau),
    ledgerView: await ledgerViewOf(bureau, 'owner'),
    sheet: await ledgerSheetOf(bureau, 'registrar'),
    theme: await themeOf(bureau),
    approvedCase: await caseOf(bureau),
    mail: await failedMail(bureau),
    paper: await draftOf(bureau, bureau.people.supervisor, { kind: 'strikeOff', matters: [problem] }),
  };
};

/** What a case may lean on: the agency, and a way to make fresh things that it may use up. */
export type World = { bureau: Bureau; things: Things };

export type Asked = Ask & { path: string };

/** An id in a request: what stands for it, which thing of an agency it is, and who asks although it is not theirs. */
export type IdCase = {
  /** The thing that is not theirs. */
  of: keyof Things;
  /** Asks with this id; `things` are those the id belongs to, for what must fit to it (a digest of that matter). */
  ask: (id: string, things: Things, world: World) => Asked;
  by: JobName;
  /** Also tried with the agency's own thing: `by` may not know of it. Else only another agency's. */
  alsoOwn?: true;
};

export type RouteCase = {
  /** Who may, what they ask, and what comes of it. */
  by: JobName | 'nobody';
  ask: (world: World) => Asked | Promise<Asked>;
  status: number;
  /** Somebody signed in who may not, where the route or the procedure asks for a role. */
  wrongRole?: { by: JobName; ask?: (world: World) => Asked | Promise<Asked> };
  ids?: Record<string, IdCase>;
};

const post = (path: string, body: unknown = {}): Asked => ({
  path,
  method: 'POST',
  body,
  headers: { 'idempotency-key': uuidv7() },
});
const get = (path: string): Asked => ({ path });

const problemBody = ({ bureau }: World, more: object = {}) => ({
  procedure: 'problem',
  data: {
    title: '排队太久',
    unit: bureau.units.tax,
    owner: bureau.people.owner.person,
    ownerPost: bureau.people.owner.post,
    ...more,
  },
});

const span = { from: '2026-01-01', to: null };
const code = () => uuidv7().slice(-8);
const unitBody = (more: object = {}) => ({
  id: uuidv7(),
  parent: null,
  code: code(),
  name: '新设股',
  ordinal: 9,
  ...span,
  ...more,
});
const postBody = (unit: string) => ({ id: uuidv7(), unit, name: '新岗', roles: ['handler'], reach: 'unit', ...span });
const erasure = { basis: 'personAsked', command: '01a20112-6ef6-754d-8f88-043dcaa01d69' };
const appointment = (person: string, at: string) => ({
  id: uuidv7(),
  person,
  post: at,
  kind: 'deputy',
  forPerson: null,
  ...span,
});

const chargeBody = ({ people, units }: Bureau) => ({
  id: uuidv7(),
  person: people.leader.person,
  post: people.leader.post,
  unit: units.window,
  ...span,
});
const teamBody = () =>
  ({ id: uuidv7(), kind: 'branch', name: code(), task: null, unit: null, term: null, ...span }) as const;
const memberBody = async (bureau: Bureau) => {
  const team = teamBody();
  await settle(bureau, { kind: 'team', value: team });
  return { id: uuidv7(), team: team.id, person: bureau.people.owner.person, role: 'lead', ...span };
};
const pairingBody = ({ units }: Bureau) => ({
  id: uuidv7(),
  person: null,
  unit: units.law,
  with: units.window,
  ...span,
});
const handing = ({ people: { stranger, measureOwner } }: Bureau) => ({
  from: { person: stranger.person, post: stranger.post },
  to: { person: measureOwner.person, post: measureOwner.post },
  reason: '轮岗',
});
/** The organisation as it stands with one more unit, as a workbook. */
const withUnit = async (bureau: Bureau): Promise<Uint8Array> => {
  const cells = await exportedCells(bureau);
  sheetOf(cells, '单位').push([code(), '新设股', '', '9', '2026-01-01']);
  return workbookOf(cells);
};

const matterId = (ask: IdCase['ask'], by: JobName = 'clerk'): IdCase => ({ of: 'problem', ask, by, alsoOwn: true });

const paperId = (ask: IdCase['ask'], by: JobName = 'clerk'): IdCase => ({ of: 'paper', ask, by, alsoOwn: true });

/** One entry for each route the router knows; a route without one fails the matrix. */
export const routeCases: Readonly<Record<string, RouteCase>> = {
  'GET /api/papers': {
    by: 'owner',
    ask: () => get('/api/papers?state=draft&limit=3'),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: { matter: { of: 'problem', by: 'clerk', ask: (id) => get(`/api/papers?matter=${id}`) } },
  },
  'POST /api/papers': {
    by: 'owner',
    ask: ({ things }) => post('/api/papers', { kind: 'strikeOff', matters: [things.problem], input: {} }),
    status: 201,
    wrongRole: { by: 'systemAdmin' },
    ids: { matters: matterId((id) => post('/api/papers', { kind: 'strikeOff', matters: [id], input: {} })) },
  },
  'GET /api/papers/:id': {
    by: 'supervisor',
    ask: ({ things }) => get(`/api/papers/${things.paper}`),
    status: 200,
    wrongRole: { by: 'securityAdmin' },
    ids: { id: paperId((id) => get(`/api/papers/${id}`)) },
  },
  'POST /api/papers/:id': {
    by: 'supervisor',
    ask: async ({ bureau, things }) => {
      const { supervisor } = bureau.people;
      const id = await draftOf(bureau, supervisor, { kind: 'strikeOff', matters: [things.problem] });
      return post(`/api/papers/${id}`, { input: { departmentOpinion: '同意' }, revision: 1 });
    },
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: { id: paperId((id) => post(`/api/papers/${id}`, { input: {}, revision: 1 })) },
  },
  'DELETE /api/papers/:id': {
    by: 'supervisor',
    ask: async ({ bureau, things }) => ({
      path: `/api/papers/${await draftOf(bureau, bureau.people.supervisor, { kind: 'strikeOff', matters: [things.problem] })}`,
      method: 'DELETE',
    }),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: { id: paperId((id) => ({ path: `/api/papers/${id}`, method: 'DELETE' })) },
  },
  'POST /api/papers/:id/issue': {
    by: 'supervisor',
    ask: async ({ bureau, things }) => {
      const { supervisor } = bureau.people;
      const id = await draftOf(bureau, supervisor, { kind: 'strikeOff', matters: [things.problem] });
      return post(`/api/papers/${id}/issue`, { fingerprint: (await seenBy(bureau, supervisor, id)).fingerprint });
    },
    status: 200,
    wrongRole: { by: 'owner' },
    ids: {
      id: {
        of: 'paper',
        by: 'supervisor',
        ask: (id) => post(`/api/papers/${id}/issue`, { fingerprint: '0'.repeat(32) }),
      },
    },
  },
  'POST /api/papers/:id/void': {
    by: 'supervisor',
    ask: async ({ bureau, things }) => {
      const made = { kind: 'strikeOff', matters: [things.problem] } as const;
      return post(`/api/papers/${(await issuedOf(bureau, bureau.people.supervisor, made)).id}/void`, {
        reason: 'duplicate',
      });
    },
    status: 200,
    wrongRole: { by: 'owner' },
    ids: {
      id: { of: 'paper', by: 'supervisor', ask: (id) => post(`/api/papers/${id}/void`, { reason: 'duplicate' }) },
    },
  },
  'GET /api/papers/:id/:file': {
    by: 'supervisor',
    ask: ({ things }) => get(`/api/papers/${things.paper}/paper.docx`),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: { id: paperId((id) => get(`/api/papers/${id}/paper.pdf`)) },
  },
  'GET /api/papers/kinds': {
    by: 'owner',
    ask: () => get('/api/papers/kinds'),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
  },
  'POST /api/papers/setting': {
    by: 'office',
    ask: () =>
      post('/api/papers/setting', {
        codeWord: '云综',
        mark: '某局文件',
        printer: '某局办公室',
        site: null,
        expected: 0,
      }),
    status: 200,
    wrongRole: { by: 'supervisor' },
  },
  'GET /api/papers/kinds/:kind/template.docx': {
    by: 'office',
    ask: () => get('/api/papers/kinds/urge/template.docx?of=house'),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
  },
  'GET /api/papers/kinds/:kind/templates': {
    by: 'office',
    ask: () => get('/api/papers/kinds/urge/templates'),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
  },
  'POST /api/papers/kinds/:kind/templates': {
    by: 'office',
    ask: async ({ bureau }) => ({
      path: '/api/papers/kinds/urge/templates',
      method: 'POST',
      raw: formWith(new Uint8Array(await templateOf(bureau, bureau.people.office, 'urge')), '催办.docx'),
    }),
    status: 201,
    wrongRole: { by: 'supervisor' },
  },
  'DELETE /api/papers/kinds/:kind/templates': {
    by: 'office',
    // Which comes first is not said: without a template of its own there is nothing to go back from.
    ask: () => ({ path: '/api/papers/kinds/bulletin/templates', method: 'DELETE' }),
    status: 409,
    wrongRole: { by: 'supervisor' },
  },
  'GET /open/papers/:asked': {
    by: 'nobody',
    ask: async ({ bureau, things }) => {
      const made = { kind: 'strikeOff', matters: [things.problem] } as const;
      return get(`/open/papers/${(await issuedOf(bureau, bureau.people.supervisor, made)).proof?.code}`);
    },
    status: 200,
  },
  'GET /health': { by: 'nobody', ask: () => get('/health'), status: 200 },
  // Nobody seals in a server that a test stands up by itself, and it says so.
  'GET /ready': { by: 'nobody', ask: () => get('/ready'), status: 503 },
  'GET /metrics': { by: 'nobody', ask: () => get('/metrics'), status: 200 },
  'GET /api/openapi.json': { by: 'nobody', ask: () => get('/api/openapi.json'), status: 200 },
  'GET /api/docs': { by: 'nobody', ask: () => get('/api/docs'), status: 200 },
  'POST /api/session': {
    by: 'nobody',
    ask: () => post('/api/session', { login: 'owner', password: passwordOf('owner') }),
    status: 200,
  },
  'GET /api/session': { by: 'owner', ask: () => get('/api/session'), status: 200 },
  'DELETE /api/session': { by: 'auditor', ask: () => ({ path: '/api/session', method: 'DELETE' }), status: 204 },
  'POST /api/session/code': {
    by: 'owner',
    ask: () => post('/api/session/code', { code: '123456' }),
    status: 409,
  },
  'GET /api/account': { by: 'owner', ask: () => get('/api/account'), status: 200 },
  'POST /api/account/password': {
    by: 'reviewer',
    ask: () => post('/api/account/password', { current: passwordOf('reviewer'), password: 'Neu-4711-aB!' }),
    status: 204,
  },
  'POST /api/account/second-factor': { by: 'owner', ask: () => post('/api/account/second-factor'), status: 200 },
  'POST /api/account/second-factor/confirm': {
    by: 'clerk',
    ask: () => post('/api/account/second-factor/confirm', { code: '123456' }),
    status: 409,
  },
  'POST /api/account/second-factor/recovery-codes': {
    by: 'leader',
    ask: () => post('/api/account/second-factor/recovery-codes', { code: '123456' }),
    status: 409,
  },
  'POST /api/account/second-factor/removal': {
    by: 'leader',
    ask: () => post('/api/account/second-factor/removal', { code: '123456' }),
    status: 409,
  },
  'DELETE /api/account/sessions': {
    by: 'discipline',
    ask: () => ({ path: '/api/account/sessions', method: 'DELETE' }),
    status: 200,
  },
  'DELETE /api/account/sessions/:id': {
    by: 'measureOwner',
    ask: async ({ bureau }) => ({
      path: `/api/account/sessions/${await sessionOf(bureau, 'measureOwner')}`,
      method: 'DELETE',
    }),
    status: 204,
    ids: {
      id: {
        of: 'session',
        by: 'owner',
        alsoOwn: true,
        ask: (id) => ({ path: `/api/account/sessions/${id}`, method: 'DELETE' }),
      },
    },
  },
  'GET /api/sign-on': { by: 'nobody', ask: () => get('/api/sign-on'), status: 200 },
  'GET /api/sign-on/start': { by: 'nobody', ask: () => get('/api/sign-on/start'), status: 303 },
  'GET /api/sign-on/return': { by: 'nobody', ask: () => get('/api/sign-on/return?code=1&state=2'), status: 303 },
  'GET /api/security/accounts': {
    by: 'auditor',
    ask: () => get('/api/security/accounts?filter=withoutSecondFactor&name=某'),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
  },
  'POST /api/security/accounts': {
    by: 'securityAdmin',
    ask: async ({ bureau }) => {
      const { office, agency } = bureau;
      const hand = { agency, actor: null, post: null, command: uuidv7(), now: office.now() };
      const person = uuidv7();
      await inTransaction(office.pools.app, (client) =>
        setPerson(client, office.vault, hand, { id: person, name: '新人' }),
      );
      return post('/api/security/accounts', { person, login: `neu.${code()}` });
    },
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: {
      person: {
        of: 'person',
        by: 'securityAdmin',
        ask: (id) => post('/api/security/accounts', { person: id, login: 'neu.neu' }),
      },
    },
  },
  'POST /api/security/accounts/:id/actions/:action': {
    by: 'securityAdmin',
    ask: ({ bureau }) => post(`/api/security/accounts/${bureau.people.stranger.person}/actions/unlock`),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: {
      id: { of: 'person', by: 'securityAdmin', ask: (id) => post(`/api/security/accounts/${id}/actions/endSessions`) },
    },
  },
  'POST /api/security/accounts/:id/subject': {
    by: 'securityAdmin',
    ask: async (world) => {
      await signOnSet(world);
      return post(`/api/security/accounts/${world.bureau.people.stranger.person}/subject`, { subject: 'stranger-7' });
    },
    status: 204,
    wrongRole: { by: 'systemAdmin' },
    ids: {
      id: {
        of: 'person',
        by: 'securityAdmin',
        ask: (id) => post(`/api/security/accounts/${id}/subject`, { subject: 'x' }),
      },
    },
  },
  'GET /api/security/events': {
    by: 'auditor',
    ask: () => get('/api/security/events?kind=signIn&limit=3&from=2026-01-01'),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: { person: { of: 'person', by: 'auditor', ask: (id) => get(`/api/security/events?person=${id}`) } },
  },
  'GET /api/security/readings': {
    by: 'auditor',
    ask: () => get('/api/security/readings'),
    status: 200,
    wrongRole: { by: 'securityAdmin' },
  },
  'GET /api/security/settings': {
    by: 'auditor',
    ask: () => get('/api/security/settings'),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
  },
  'POST /api/security/sign-in-rule': {
    by: 'securityAdmin',
    ask: () =>
      post('/api/security/sign-in-rule', {
        from: '2099-01-01',
        passwordDays: 60,
        passwordHistory: 8,
        secondFactorRoles: ['leader'],
      }),
    status: 204,
    wrongRole: { by: 'systemAdmin' },
  },
  'POST /api/security/single-sign-on': {
    by: 'securityAdmin',
    ask: () => post('/api/security/single-sign-on', signOn),
    status: 204,
    wrongRole: { by: 'systemAdmin' },
  },
  'POST /api/security/trial-end': {
    by: 'securityAdmin',
    ask: async ({ bureau }) => {
      await rowsOf(bureau, 'update agency set trial = true where id = $1', bureau.agency.id);
      return post('/api/security/trial-end');
    },
    status: 204,
    wrongRole: { by: 'systemAdmin' },
  },
  'GET /api/account/mail': { by: 'owner', ask: () => get('/api/account/mail'), status: 200 },
  'POST /api/account/mail/address': {
    by: 'owner',
    ask: () => post('/api/account/mail/address', { address: 'fang@example.gov.cn' }),
    status: 409,
  },
  'DELETE /api/account/mail/address': {
    by: 'owner',
    ask: () => ({ path: '/api/account/mail/address', method: 'DELETE' }),
    status: 204,
  },
  'POST /api/account/mail/confirm': {
    by: 'owner',
    ask: () => post('/api/account/mail/confirm', { code: '123456' }),
    status: 409,
  },
  'POST /api/account/mail/choice': {
    by: 'owner',
    ask: () => post('/api/account/mail/choice', { ...mailHours, digestAt: null, muted: null }),
    status: 204,
  },
  'GET /api/mail/settings': {
    by: 'systemAdmin',
    ask: () => get('/api/mail/settings'),
    status: 200,
    wrongRole: { by: 'securityAdmin' },
  },
  'POST /api/mail/server': {
    by: 'systemAdmin',
    ask: () => post('/api/mail/server', mailServer),
    status: 204,
    wrongRole: { by: 'securityAdmin' },
  },
  'POST /api/mail/rule': {
    by: 'systemAdmin',
    ask: () => post('/api/mail/rule', { ...mailHours, witnesses: [] }),
    status: 204,
    wrongRole: { by: 'office' },
  },
  'POST /api/mail/test': {
    by: 'systemAdmin',
    ask: () => post('/api/mail/test', { to: 'fang@example.gov.cn' }),
    status: 409,
    wrongRole: { by: 'owner' },
  },
  'GET /api/mail/troubled': {
    by: 'systemAdmin',
    ask: () => get('/api/mail/troubled'),
    status: 200,
    wrongRole: { by: 'securityAdmin' },
  },
  'POST /api/mail/troubled/again': {
    by: 'systemAdmin',
    ask: () => post('/api/mail/troubled/again'),
    status: 200,
    wrongRole: { by: 'office' },
  },
  'POST /api/mail/troubled/:id/again': {
    by: 'systemAdmin',
    ask: async ({ bureau }) => post(`/api/mail/troubled/${await failedMail(bureau)}/again`),
    status: 204,
    wrongRole: { by: 'owner' },
    ids: { id: { of: 'mail', by: 'systemAdmin', ask: (id) => post(`/api/mail/troubled/${id}/again`) } },
  },
  'GET /api/procedures': { by: 'owner', ask: () => get('/api/procedures'), status: 200 },
  'GET /api/procedures/:code': {
    by: 'owner',
    ask: () => get('/api/procedures/problem'),
    status: 200,
  },
  'GET /api/procedures/:code/running': {
    by: 'supervisor',
    ask: () => get('/api/procedures/problem/running?version=1'),
    status: 200,
  },
  'GET /api/procedures/:code/forms/:file': {
    by: 'owner',
    ask: () => get('/api/procedures/problem/forms/problem.xlsx'),
    status: 200,
  },
  'GET /api/procedures/:code/forms/:form/placeholders': {
    by: 'owner',
    ask: () => get('/api/procedures/problem/forms/plan/placeholders'),
    status: 200,
  },
  'POST /api/procedures/:code/preview': {
    by: 'office',
    ask: () => post('/api/procedures/report/preview', { overlay: {} }),
    status: 200,
    wrongRole: { by: 'owner' },
  },
  'POST /api/procedures/:code/draft': {
    by: 'office',
    ask: async ({ bureau }) => {
      await versionAt(bureau, 'draft');
      return post('/api/procedures/report/draft', { overlay: {} });
    },
    status: 200,
    wrongRole: { by: 'supervisor' },
  },
  'POST /api/procedures/:code/versions/:version/submit': {
    by: 'office',
    ask: async ({ bureau }) =>
      post(`/api/procedures/report/versions/${await versionAt(bureau, 'draft')}/submit`, { basis: '试行通知' }),
    status: 200,
    wrongRole: { by: 'supervisor' },
  },
  'POST /api/procedures/:code/versions/:version/withdraw': {
    by: 'office',
    ask: async ({ bureau }) => post(`/api/procedures/report/versions/${await versionAt(bureau, 'draft')}/withdraw`),
    status: 200,
    wrongRole: { by: 'leader' },
  },
  'POST /api/procedures/:code/versions/:version/sendBack': {
    by: 'supervisor',
    ask: async ({ bureau }) => post(`/api/procedures/report/versions/${await versionAt(bureau, 'submitted')}/sendBack`),
    status: 200,
    wrongRole: { by: 'office' },
  },
  'POST /api/procedures/:code/versions/:version/publish': {
    by: 'supervisor',
    ask: async ({ bureau }) => post(`/api/procedures/report/versions/${await versionAt(bureau, 'submitted')}/publish`),
    status: 200,
    wrongRole: { by: 'office' },
  },
  'POST /api/matters/:id/migrate': {
    by: 'supervisor',
    ask: async ({ bureau }) => {
      const { id, version } = await outdatedReport(bureau);
      return post(`/api/matters/${id}/migrate`, { version });
    },
    status: 200,
    wrongRole: { by: 'owner' },
    ids: { id: { of: 'problem', by: 'leader', ask: (id) => post(`/api/matters/${id}/migrate`, { version: 2 }) } },
  },
  'GET /api/directory': { by: 'owner', ask: () => get('/api/directory'), status: 200 },
  'GET /api/desk': { by: 'owner', ask: () => get('/api/desk'), status: 200 },
  'GET /api/desk/:column': { by: 'owner', ask: () => get('/api/desk/waiting'), status: 200 },
  'GET /api/notices': { by: 'owner', ask: () => get('/api/notices'), status: 200 },
  'POST /api/notices/seen': {
    by: 'owner',
    ask: () => post('/api/notices/seen', { upTo: uuidv7() }),
    status: 200,
  },
  'GET /api/notices/stream': { by: 'owner', ask: () => get('/api/notices/stream?wait=no'), status: 200 },
  'GET /api/proof': { by: 'owner', ask: () => get('/api/proof'), status: 200 },
  'GET /api/matters': { by: 'owner', ask: () => get('/api/matters?mine=yes&open=yes&procedure=problem'), status: 200 },
  'POST /api/matters': {
    by: 'registrar',
    ask: (world) => post('/api/matters', problemBody(world)),
    status: 201,
    wrongRole: { by: 'systemAdmin' },
    ids: {
      parent: matterId((id, _, world) => post('/api/matters', { ...problemBody(world), parent: id })),
      unit: {
        of: 'unit',
        by: 'registrar',
        ask: (id, _, world) => post('/api/matters', problemBody(world, { unit: id })),
      },
      owner: {
        of: 'person',
        by: 'registrar',
        ask: (id, _, world) => post('/api/matters', problemBody(world, { owner: id })),
      },
      ownerPost: {
        of: 'post',
        by: 'registrar',
        ask: (id, _, world) => post('/api/matters', problemBody(world, { ownerPost: id })),
      },
      file: {
        of: 'digest',
        by: 'registrar',
        ask: (id, _, { bureau }) =>
          post('/api/matters', {
            procedure: 'report',
            data: { title: '调研', unit: bureau.units.tax },
            files: [{ digest: id, name: 'a.txt' }],
          }),
      },
    },
  },
  'GET /api/agency/setup': {
    by: 'systemAdmin',
    ask: () => get('/api/agency/setup'),
    status: 200,
    wrongRole: { by: 'owner' },
  },
  'GET /api/matters/search': {
    by: 'owner',
    ask: ({ things }) => get(`/api/matters/search?procedure=problem&q=2&unit=${things.unit}`),
    status: 200,
  },
  'GET /api/matters/:id': {
    by: 'owner',
    ask: ({ things }) => get(`/api/matters/${things.problem}`),
    status: 200,
    ids: { id: matterId((id) => get(`/api/matters/${id}`)) },
  },
  'POST /api/matters/:id/actions/:action': {
    by: 'owner',
    ask: ({ things }) =>
      post(`/api/matters/${things.problem}/actions/reportProgress`, { data: { progress: '有进展' } }),
    status: 200,
    wrongRole: {
      by: 'leader',
      ask: ({ things }) =>
        post(`/api/matters/${things.problem}/actions/reportProgress`, { data: { progress: '代写' } }),
    },
    ids: {
      id: matterId((id) => post(`/api/matters/${id}/actions/reportProgress`, { data: { progress: '有进展' } })),
      faulty: matterId((id) => post(`/api/matters/${id}/actions/plan`, { data: { measures: 'none' }, reason: 'x' })),
      seen: matterId((id) => ({
        ...post(`/api/matters/${id}/actions/reportProgress`),
        headers: { 'idempotency-key': uuidv7(), 'if-match': '"99"' },
      })),
    },
  },
  'POST /api/matters/:id/statements': {
    by: 'owner',
    ask: ({ things }) => post(`/api/matters/${things.problem}/statements`, { seq: 1, text: '当时停电' }),
    status: 200,
    wrongRole: { by: 'reviewer' },
    ids: { id: matterId((id) => post(`/api/matters/${id}/statements`, { seq: 1, text: '当时停电' })) },
  },
  'GET /api/matters/:id/files/:digest': {
    by: 'measureOwner',
    ask: ({ things }) => get(`/api/matters/${things.measure}/files/${things.digest}`),
    status: 200,
    ids: {
      id: {
        of: 'measure',
        by: 'clerk',
        alsoOwn: true,
        ask: (id, things) => get(`/api/matters/${id}/files/${things.digest}`),
      },
      digest: {
        of: 'digest',
        by: 'owner',
        alsoOwn: true,
        ask: (id, _, { things }) => get(`/api/matters/${things.problem}/files/${id}`),
      },
    },
  },
  'POST /api/matters/:id/erasure': {
    by: 'securityAdmin',
    ask: async ({ bureau }) =>
      post(`/api/matters/${(await problemOf(bureau)).id}/erasure`, { ...erasure, command: uuidv7() }),
    status: 200,
    wrongRole: { by: 'supervisor' },
    ids: { id: { of: 'problem', by: 'securityAdmin', ask: (id) => post(`/api/matters/${id}/erasure`, erasure) } },
  },
  'POST /api/people/:id/erasure': {
    by: 'securityAdmin',
    ask: ({ bureau }) =>
      post(`/api/people/${bureau.people.stranger.person}/erasure`, { ...erasure, command: uuidv7() }),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: { id: { of: 'person', by: 'securityAdmin', ask: (id) => post(`/api/people/${id}/erasure`, erasure) } },
  },
  'POST /api/directory/units': {
    by: 'systemAdmin',
    ask: ({ things }) => post('/api/directory/units', unitBody({ parent: things.unit })),
    status: 200,
    wrongRole: { by: 'leader' },
    ids: {
      parent: { of: 'unit', by: 'systemAdmin', ask: (id) => post('/api/directory/units', unitBody({ parent: id })) },
    },
  },
  'POST /api/directory/posts': {
    by: 'systemAdmin',
    ask: ({ things }) => post('/api/directory/posts', postBody(things.unit)),
    status: 200,
    wrongRole: { by: 'securityAdmin' },
    ids: { unit: { of: 'unit', by: 'systemAdmin', ask: (id) => post('/api/directory/posts', postBody(id)) } },
  },
  'POST /api/directory/people': {
    by: 'systemAdmin',
    ask: () =>
      post('/api/directory/people', { id: uuidv7(), name: '新人', login: `neu.${code()}`, password: 'Neu-4711-aB!' }),
    status: 200,
    wrongRole: { by: 'registrar' },
  },
  'POST /api/directory/appointments': {
    by: 'systemAdmin',
    ask: ({ bureau, things }) =>
      post('/api/directory/appointments', appointment(bureau.people.leader.person, things.post)),
    status: 200,
    wrongRole: { by: 'registrar' },
    ids: {
      person: {
        of: 'person',
        by: 'systemAdmin',
        ask: (id, _, { things }) => post('/api/directory/appointments', appointment(id, things.post)),
      },
      post: {
        of: 'post',
        by: 'systemAdmin',
        ask: (id, _, { things }) => post('/api/directory/appointments', appointment(things.person, id)),
      },
    },
  },
  'POST /api/directory/people/:id': {
    by: 'systemAdmin',
    ask: ({ bureau }) =>
      post(`/api/directory/people/${bureau.people.auditor.person}`, { name: '改名', number: code() }),
    status: 200,
    wrongRole: { by: 'registrar' },
    ids: {
      id: {
        of: 'person',
        by: 'systemAdmin',
        ask: (id) => post(`/api/directory/people/${id}`, { name: '改名', number: null }),
      },
    },
  },
  'POST /api/directory/charges': {
    by: 'systemAdmin',
    ask: ({ bureau }) => post('/api/directory/charges', chargeBody(bureau)),
    status: 200,
    wrongRole: { by: 'leader' },
    ids: {
      unit: {
        of: 'unit',
        by: 'systemAdmin',
        ask: (id, _, { bureau }) => post('/api/directory/charges', { ...chargeBody(bureau), unit: id }),
      },
    },
  },
  'POST /api/directory/teams': {
    by: 'systemAdmin',
    ask: ({ bureau }) => post('/api/directory/teams', { ...teamBody(), unit: bureau.units.law }),
    status: 200,
    wrongRole: { by: 'leader' },
    ids: {
      unit: {
        of: 'unit',
        by: 'systemAdmin',
        ask: (id) => post('/api/directory/teams', { ...teamBody(), unit: id }),
      },
    },
  },
  'POST /api/directory/members': {
    by: 'systemAdmin',
    ask: async ({ bureau }) => post('/api/directory/members', await memberBody(bureau)),
    status: 200,
    wrongRole: { by: 'leader' },
    ids: {
      person: {
        of: 'person',
        by: 'systemAdmin',
        ask: (id) =>
          post('/api/directory/members', { id: uuidv7(), team: uuidv7(), person: id, role: 'lead', ...span }),
      },
    },
  },
  'POST /api/directory/pairings': {
    by: 'systemAdmin',
    ask: ({ bureau }) => post('/api/directory/pairings', pairingBody(bureau)),
    status: 200,
    wrongRole: { by: 'leader' },
    ids: {
      with: {
        of: 'unit',
        by: 'systemAdmin',
        ask: (id, _, { bureau }) => post('/api/directory/pairings', { ...pairingBody(bureau), with: id }),
      },
    },
  },
  'GET /api/directory/organisation': { by: 'owner', ask: () => get('/api/directory/organisation'), status: 200 },
  'GET /api/directory/people/:id': {
    by: 'owner',
    ask: ({ things }) => get(`/api/directory/people/${things.person}`),
    status: 200,
    ids: { id: { of: 'person', by: 'owner', ask: (id) => get(`/api/directory/people/${id}`) } },
  },
  'GET /api/directory/people/:id/open': {
    by: 'systemAdmin',
    ask: ({ things }) => get(`/api/directory/people/${things.person}/open`),
    status: 200,
    ids: { id: { of: 'person', by: 'systemAdmin', ask: (id) => get(`/api/directory/people/${id}/open`) } },
  },
  'GET /api/directory/on': {
    by: 'owner',
    ask: ({ things }) => get(`/api/directory/on?day=2026-03-02&unit=${things.unit}`),
    status: 200,
    ids: {
      unit: { of: 'unit', by: 'owner', ask: (id) => get(`/api/directory/on?day=2026-03-02&unit=${id}`) },
      post: { of: 'post', by: 'owner', ask: (id) => get(`/api/directory/on?day=2026-03-02&post=${id}`) },
    },
  },
  'GET /api/directory/history/:kind/:id': {
    by: 'owner',
    ask: ({ things }) => get(`/api/directory/history/person/${things.person}`),
    status: 200,
    ids: {
      id: { of: 'person', by: 'owner', ask: (id) => get(`/api/directory/history/person/${id}`) },
      kind: { of: 'person', by: 'owner', alsoOwn: true, ask: (id) => get(`/api/directory/history/unit/${id}`) },
    },
  },
  'GET /api/directory/export.xlsx': {
    by: 'systemAdmin',
    ask: () => get('/api/directory/export.xlsx'),
    status: 200,
    wrongRole: { by: 'securityAdmin' },
  },
  'POST /api/directory/import/preview': {
    by: 'systemAdmin',
    ask: async ({ bureau }) => ({
      path: '/api/directory/import/preview',
      method: 'POST',
      raw: formWith(new Uint8Array(await withUnit(bureau)), '组织.xlsx'),
    }),
    status: 200,
    wrongRole: { by: 'leader' },
  },
  'POST /api/directory/import': {
    by: 'systemAdmin',
    ask: async ({ bureau }) => {
      const { agency, people } = bureau;
      const made = await previewImport(
        changeDeps(bureau),
        agency.id,
        people.systemAdmin.person,
        await withUnit(bureau),
      );
      if (!made.ok) throw new Error(JSON.stringify(made.refusal));
      const { digest, version } = made.value;
      return post('/api/directory/import', { digest, version });
    },
    status: 200,
    wrongRole: { by: 'leader', ask: () => post('/api/directory/import', { digest: '0'.repeat(64), version: 1 }) },
  },
  'POST /api/directory/hand-over': {
    by: 'supervisor',
    ask: ({ bureau }) => post('/api/directory/hand-over', handing(bureau)),
    status: 200,
    wrongRole: { by: 'registrar' },
    ids: {
      from: {
        of: 'person',
        by: 'supervisor',
        ask: (id, _, { bureau }) =>
          post('/api/directory/hand-over', {
            ...handing(bureau),
            from: { person: id, post: bureau.people.stranger.post },
          }),
      },
      matters: {
        of: 'problem',
        by: 'supervisor',
        ask: (id, _, { bureau }) => post('/api/directory/hand-over', { ...handing(bureau), matters: [id] }),
      },
    },
  },
  'GET /api/calendar': { by: 'clerk', ask: () => get('/api/calendar'), status: 200 },
  'POST /api/calendar/preview': {
    by: 'office',
    ask: () => post('/api/calendar/preview', freeDay('2030-03-06')),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
  },
  'POST /api/calendar/versions': {
    by: 'office',
    ask: async ({ bureau }) =>
      post('/api/calendar/versions', { ...freeDay('2030-03-07'), expected: await calendarSeq(bureau) }),
    status: 201,
    wrongRole: { by: 'leader' },
  },
  'GET /api/calendar/jobs/:id': {
    by: 'clerk',
    ask: ({ things }) => get(`/api/calendar/jobs/${things.calendarJob}`),
    status: 200,
    ids: { id: { of: 'calendarJob', by: 'clerk', ask: (id) => get(`/api/calendar/jobs/${id}`) } },
  },
  'GET /api/matters/:id/deadline/:clock': {
    by: 'owner',
    ask: ({ things }) => get(`/api/matters/${things.problem}/deadline/plan`),
    status: 200,
    ids: {
      id: { of: 'problem', by: 'clerk', alsoOwn: true, ask: (id) => get(`/api/matters/${id}/deadline/plan`) },
    },
  },
  'GET /api/ledger/problems': {
    by: 'owner',
    ask: () => get('/api/ledger/problems?view=all&limit=200'),
    status: 200,
    ids: { unit: { of: 'unit', by: 'owner', ask: (id) => get(`/api/ledger/problems?unit=${id}`) } },
  },
  'GET /api/ledger/groups': {
    by: 'reviewer',
    ask: () => get('/api/ledger/groups?group=category&urgency=none'),
    status: 200,
    ids: { unit: { of: 'unit', by: 'owner', ask: (id) => get(`/api/ledger/groups?unit=${id}`) } },
  },
  ...ledgerSheetCases,
  ...ledgerWatchCases,
  ...satisfactionCases,
  'GET /api/ledger/tabs': { by: 'owner', ask: () => get('/api/ledger/tabs'), status: 200 },
  'GET /api/ledger/figures': {
    by: 'reviewer',
    ask: () => get('/api/ledger/figures?year=2026'),
    status: 200,
    ids: { unit: { of: 'unit', by: 'owner', ask: (id) => get(`/api/ledger/figures?unit=${id}`) } },
  },
  'GET /api/ledger/views': { by: 'owner', ask: () => get('/api/ledger/views'), status: 200 },
  'POST /api/ledger/views': {
    by: 'owner',
    ask: () => post('/api/ledger/views', { name: '急难愁盼', query: 'view=all&urgency=urgent', unit: null }),
    status: 201,
    wrongRole: { by: 'systemAdmin' },
    ids: {
      unit: { of: 'unit', by: 'clerk', ask: (id) => post('/api/ledger/views', { name: '甲', query: '', unit: id }) },
    },
  },
  'DELETE /api/ledger/views/:id': {
    by: 'owner',
    ask: async ({ bureau }) => ({
      path: `/api/ledger/views/${await ledgerViewOf(bureau, 'owner')}`,
      method: 'DELETE',
    }),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: {
      id: {
        of: 'ledgerView',
        by: 'clerk',
        alsoOwn: true,
        ask: (id) => ({ path: `/api/ledger/views/${id}`, method: 'DELETE' }),
      },
    },
  },
  'POST /api/ledger/looks': {
    by: 'owner',
    ask: () => post('/api/ledger/looks', { view: 'all', columns: ['number', 'due', 'description'], lines: 1 }),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
  },
  'POST /api/ledger/check-actions': {
    by: 'owner',
    ask: ({ things }) => post('/api/ledger/check-actions', { ids: [things.problem] }),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: {
      id: {
        of: 'problem',
        by: 'clerk',
        alsoOwn: true,
        ask: (id) => post('/api/ledger/check-actions', { ids: [id] }),
      },
    },
  },
  'POST /api/ledger/batch': {
    by: 'supervisor',
    ask: ({ things }) =>
      post('/api/ledger/batch', { action: 'urge', commands: [{ id: uuidv7(), matter: things.problem }] }),
    status: 200,
    wrongRole: { by: 'systemAdmin' },
    ids: {
      id: {
        of: 'problem',
        by: 'clerk',
        alsoOwn: true,
        ask: (id) => post('/api/ledger/batch', { action: 'urge', commands: [{ id: uuidv7(), matter: id }] }),
      },
    },
  },
  ...readingCases,
  'POST /api/files': {
    by: 'owner',
    ask: () => ({ path: '/api/files', method: 'POST', raw: formWith(`正文 ${uuidv7()}`, '证据.txt') }),
    status: 201,
  },
  'GET /open': { by: 'nobody', ask: () => get('/open'), status: 200 },
  'GET /open/cases': { by: 'nobody', ask: () => get('/open/cases'), status: 200 },
  'GET /open/struck-off': { by: 'nobody', ask: () => get('/open/struck-off'), status: 200 },
  'GET /open/proof': { by: 'nobody', ask: () => get('/open/proof'), status: 200 },
  'GET /open/style.css': { by: 'nobody', ask: () => get('/open/style.css'), status: 200 },
  'GET /checkpoint': { by: 'nobody', ask: () => get('/checkpoint'), status: 404 },
  'GET /open/struck-off/:number': {
    by: 'nobody',
    ask: async ({ bureau }) => {
      const { problem } = await struckOff(bureau);
      const summary = { action: 'publish', data: { publicSummary: '已办结' } };
      const { number } = await carry(bureau, bureau.people.reviewer, { matter: problem }, summary);
      return get(`/open/struck-off/${number}`);
    },
    status: 200,
  },
};

/** Pages of the desk; they are there only once they were built, and say nothing of anybody. */
export const desk = ['GET /assets/*', 'GET /*'];
