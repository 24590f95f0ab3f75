import { issueLinks } from '../../src/modules/ledger/server/satisfaction.ts';
import { type Bureau, carry, fileOf, type Running, type Sent, workedOn } from './bureau.ts';
import { viewerFor } from './office.ts';

const affected = (n: number, mark = '') =>
  Array.from({ length: n }, (_, at) => ({ person: `${mark}住户${at + 1}`, contact: `${mark}1390000${at}` }));

export type Drawn = Running & { tokens: string[] };

/** A problem ready to be struck off, people drawn for it, and the links they are sent. */
export const drawnFor = async (bureau: Bureau, { listed = 5, size = 4, mark = '' } = {}): Promise<Drawn> => {
  const { agency, office, people } = bureau;
  const { owner, measureOwner, reviewer } = people;
  const running = await workedOn(bureau);
  const { problem, measure } = running;
  const files = [await fileOf(bureau, measureOwner, `证明 ${measure}`)];
  await carry(bureau, measureOwner, { matter: measure }, { action: 'complete', data: { outcome: '做完' }, files });
  await carry(bureau, owner, { matter: problem }, { action: 'requestStrikeOff', data: { outcome: '齐了' } });
  const data = { affected: affected(listed, mark), size };
  await carry(bureau, reviewer, { matter: problem }, { action: 'sample', data });
  const viewer = await viewerFor(office, agency, reviewer.person);
  const made = await issueLinks(office.engine, office.pools.app, viewer, problem, (token) => token);
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return { ...running, tokens: made.value.links.map(({ path }) => path) };
};

const parts = { showProblems: true, showCounts: true, showPromise: true, showSatisfaction: true };

/** A unit's page, asked for by its leader. */
export const pageAsked = async (bureau: Bureau, data: Record<string, unknown> = {}): Promise<string> => {
  const { people, units } = bureau;
  const asked = { title: '税务股公开', unit: units.tax, ...parts, ...data };
  return (await carry(bureau, people.leader, { procedure: 'publicPage' }, { action: 'ask', data: asked })).id;
};

export const pageOpened = async (bureau: Bureau, data: Record<string, unknown> = {}): Promise<string> => {
  const id = await pageAsked(bureau, data);
  await carry(bureau, bureau.people.office, { matter: id }, { action: 'open' });
  return id;
};

type By = (who: Bureau['people'][keyof Bureau['people']], target: { matter: string }, sent: Sent) => Promise<unknown>;

/** Every action about satisfaction and public pages by which people write freely, each with this text. */
export const writeOfAsking = async (bureau: Bureau, text: string, by: By): Promise<string[]> => {
  const { leader, office, reviewer } = bureau.people;
  const { problem } = await drawnFor(bureau, { mark: text });
  const votes = { verySatisfied: 1, satisfied: 1, basicallySatisfied: 0, dissatisfied: 0, veryDissatisfied: 0 };
  await by(
    reviewer,
    { matter: problem },
    {
      action: 'evaluate',
      data: { heldOn: '2026-01-05', present: 2, ...votes },
      files: [await fileOf(bureau, reviewer, `票 ${problem}`, `${text}.txt`)],
    },
  );
  const page = { matter: await pageAsked(bureau, { why: text }) };
  await by(office, page, { action: 'sendBack', reason: text });
  await by(leader, page, { action: 'askAgain', data: {} });
  await by(office, page, { action: 'open', reason: text });
  for (const step of ['refuse', 'grant']) {
    await by(leader, page, { action: 'askCorrection', data: { title: '改过' }, reason: text });
    await by(office, page, { action: `${step}Correction`, reason: text });
  }
  await by(leader, page, { action: 'askVoid', reason: text });
  await by(office, page, { action: 'refuseVoid', reason: text });
  await by(leader, page, { action: 'askVoid', reason: text });
  await by(office, page, { action: 'grantVoid', reason: text });
  await by(office, { matter: await pageOpened(bureau) }, { action: 'close', reason: text });
  // Drawing people is part of the beginning, and the answer is nobody's who works here: its words have tests of their own.
  return ['problem.sample', 'problem.answer', 'publicPage.ask'];
};
