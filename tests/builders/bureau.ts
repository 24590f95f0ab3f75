import { Readable } from 'node:stream';
import { uuidv7 } from 'uuidv7';
import type { Role } from '../../src/kernel/procedure/procedure.ts';
import type { Outcome } from '../../src/kernel/refusal.ts';
import { setAppointment, setPerson, setPost, setUnit } from '../../src/modules/directory/index.ts';
import type { Agency } from '../../src/platform/authorization/directory.ts';
import { type CommandReply, type Target } from '../../src/platform/command/engine.ts';
import { execute } from '../../src/platform/command/execute.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { takeIn } from '../../src/platform/files/attachments.ts';
import { type Clerk, type Office, openTestAgency, viewerFor } from './office.ts';
import type { Asked } from './world.ts';

/** An agency with four units in two levels and one person for each part that the tests need. */
const unitTree = { head: null, tax: 'head', law: 'head', window: 'tax' } as const;
export type UnitName = keyof typeof unitTree;

type Job = { unit: UnitName; roles: readonly Role[]; reach: 'own' | 'unit' | 'subtree' | 'agency' };
const jobs = {
  owner: { unit: 'tax', roles: ['handler'], reach: 'unit' },
  measureOwner: { unit: 'law', roles: ['handler'], reach: 'own' },
  registrar: { unit: 'head', roles: ['handler'], reach: 'agency' },
  reviewer: { unit: 'head', roles: ['reviewer'], reach: 'agency' },
  supervisor: { unit: 'head', roles: ['supervisor'], reach: 'agency' },
  leader: { unit: 'tax', roles: ['leader'], reach: 'subtree' },
  clerk: { unit: 'window', roles: ['handler'], reach: 'unit' },
  stranger: { unit: 'law', roles: ['handler'], reach: 'unit' },
  discipline: { unit: 'head', roles: ['discipline'], reach: 'agency' },
  office: { unit: 'head', roles: ['office'], reach: 'agency' },
  systemAdmin: { unit: 'head', roles: ['systemAdmin'], reach: 'own' },
  securityAdmin: { unit: 'head', roles: ['securityAdmin'], reach: 'own' },
  auditor: { unit: 'head', roles: ['auditor'], reach: 'own' },
} as const satisfies Record<string, Job>;
export type JobName = keyof typeof jobs;
export const jobNames = Object.keys(jobs) as JobName[];

export type Bureau = {
  office: Office;
  agency: Agency;
  units: Record<UnitName, string>;
  people: Record<JobName, Clerk>;
};

const handOf = (office: Office, agency: Agency) => ({
  agency,
  actor: null,
  post: null,
  command: uuidv7(),
  now: office.now(),
});

export const openBureau = async (office: Office, code: string): Promise<Bureau> => {
  const agency = await openTestAgency(office, code);
  const hand = handOf(office, agency);
  const span = { from: '2020-01-01', to: null };
  const units = Object.fromEntries(Object.keys(unitTree).map((name) => [name, uuidv7()])) as Bureau['units'];
  const people = Object.fromEntries(
    Object.entries(jobs).map(([name, { unit }]) => [name, { person: uuidv7(), post: uuidv7(), unit: units[unit] }]),
  ) as Bureau['people'];
  await inTransaction(office.pools.app, async (client) => {
    for (const [name, parent] of Object.entries(unitTree))
      await setUnit(client, hand, {
        id: units[name as UnitName],
        parent: parent === null ? null : units[parent],
        code: name,
        name: `${name}股`,
        ordinal: 1,
        ...span,
      });
    for (const [name, { roles, reach }] of Object.entries(jobs)) {
      const { person, post, unit } = people[name as JobName];
      await setPost(client, hand, { id: post, unit, name: `${name}岗`, roles: [...roles], reach, ...span });
      await setPerson(client, office.vault, hand, { id: person, name: `${name}某` });
      await setAppointment(client, hand, { id: uuidv7(), person, post, kind: 'holder', forPerson: null, ...span });
    }
  });
  return { office, agency, units, people };
};

/** Somebody stands in for somebody, on that one's post. */
export const standIn = async (
  { office, agency }: Bureau,
  who: Clerk,
  whom: Clerk,
  span: { from: string; to: string | null } = { from: '2020-01-01', to: null },
): Promise<void> =>
  inTransaction(office.pools.app, (client) =>
    setAppointment(client, handOf(office, agency), {
      id: uuidv7(),
      person: who.person,
      post: whom.post,
      kind: 'substitute',
      forPerson: whom.person,
      ...span,
    }),
  );

export type Sent = Asked & { id?: string; digest?: string; expected?: number };

/** A command as somebody, through the engine that the server uses. */
export const send = async (
  { office, agency }: Bureau,
  who: Clerk,
  target: Target,
  { id = uuidv7(), digest = 'd', expected, ...asked }: Sent,
): Promise<Outcome<CommandReply>> =>
  execute(office.engine, await viewerFor(office, agency, who.person), {
    commandId: id,
    digest,
    expected,
    ...target,
    command: { data: {}, files: [], ...asked },
  });

/** The same where a refusal is a failure of the test. */
export const carry = async (bureau: Bureau, who: Clerk, target: Target, sent: Sent): Promise<CommandReply> => {
  const outcome = await send(bureau, who, target, sent);
  if (!outcome.ok) throw new Error(`${sent.action}: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
};

/** A file as somebody sends it, ready to be named in a command. */
export const fileOf = async ({ office, agency }: Bureau, who: Clerk, text: string, name = '材料.txt') => {
  const viewer = await viewerFor(office, agency, who.person);
  const kept = await takeIn(
    { engine: office.engine, files: office.files },
    viewer,
    Readable.from([Buffer.from(text)]),
    name,
  );
  if (!kept.ok) throw new Error(JSON.stringify(kept.refusal));
  return { digest: kept.value.digest, name, size: 0, type: '' };
};

const answerable = ({ person, post }: Clerk) => ({ owner: person, ownerPost: post });

/** A registered problem of the owner, in unit `tax`. */
export const problemOf = (bureau: Bureau, data: Record<string, unknown> = {}): Promise<CommandReply> => {
  const { owner, registrar } = bureau.people;
  const base = { title: '排队太久', unit: bureau.units.tax, ...answerable(owner) };
  return carry(bureau, registrar, { procedure: 'problem' }, { action: 'register', data: { ...base, ...data } });
};

export const measureRow = (bureau: Bureau, title = '加开窗口') => ({
  title,
  unit: bureau.units.law,
  ...answerable(bureau.people.measureOwner),
});

export type Running = { problem: string; measure: string };

/** A problem with one measure, worked on. */
export const workedOn = async (bureau: Bureau, data: Record<string, unknown> = {}): Promise<Running> => {
  const { owner } = bureau.people;
  const { id } = await problemOf(bureau, data);
  const planned = await carry(
    bureau,
    owner,
    { matter: id },
    { action: 'plan', data: { measures: [measureRow(bureau)] } },
  );
  await carry(bureau, owner, { matter: id }, { action: 'reportProgress', data: { progress: '已开始' } });
  return { problem: id, measure: planned.children[0] as string };
};

/** The whole way: measure done with evidence, asked for, struck off by the reviewer. */
export const struckOff = async (bureau: Bureau, data: Record<string, unknown> = {}): Promise<Running> => {
  const { owner, measureOwner, reviewer } = bureau.people;
  const running = await workedOn(bureau, data);
  const { problem, measure } = running;
  const files = [await fileOf(bureau, measureOwner, `证明 ${measure}`)];
  await carry(bureau, measureOwner, { matter: measure }, { action: 'complete', data: { outcome: '做完' }, files });
  await carry(bureau, owner, { matter: problem }, { action: 'requestStrikeOff', data: { outcome: '齐了' } });
  await carry(bureau, reviewer, { matter: problem }, { action: 'strikeOff', reason: '核对无误' });
  return running;
};

/** Rows as the database has them; the owner sees every table. */
export const rowsOf = async <Row extends object = Record<string, unknown>>(
  { office }: Bureau,
  text: string,
  ...values: unknown[]
): Promise<Row[]> => (await office.database.owner.query<Row & Record<string, unknown>>(text, values)).rows as Row[];

/** How many rows there are in each table of the agency. */
export const countsOf = async (bureau: Bureau): Promise<Record<string, number>> => {
  const tables = await rowsOf<{ name: string }>(
    bureau,
    `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'agency_id' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await rowsOf<{ n: number }>(
      bureau,
      `select count(*)::int as n from ${name} where agency_id = $1`,
      bureau.agency.id,
    );
    counts[name] = row?.n ?? 0;
  }
  return counts;
};
