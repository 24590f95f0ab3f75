import { type Bureau, carry, fileOf, problemOf, type Sent, struckOff, workedOn } from './bureau.ts';
import type { Clerk } from './office.ts';

type Target = { matter: string } | { procedure: string };
type By = (who: Clerk, target: Target, sent: Sent) => Promise<{ id: string; children: string[] }>;

const far = '2099-12-31';
const answeredBy = ({ person, post }: Clerk) => ({ owner: person, ownerPost: post });

/** What may be asked about a matter, once refused and once granted, each time with words. */
const askedAbout =
  (by: By, text: string, grants: Clerk) =>
  async (matter: string, asks: Clerk, kind: string, data: Record<string, unknown> = {}) => {
    for (const step of ['refuse', 'grant']) {
      await by(asks, { matter }, { action: `ask${kind}`, data, reason: text });
      await by(grants, { matter }, { action: `${step}${kind}`, reason: text });
    }
  };

const writeOnLedger = async (bureau: Bureau, text: string, by: By) => {
  const { people } = bureau;
  const files = async (who: Clerk) => [await fileOf(bureau, who, `现场 ${who.person} ${text.length}`, `${text}.txt`)];
  const hazard = { kind: 'hazard', hazardLevel: 'major', location: '泵房', controlMeasure: text };
  const { id } = await problemOf(bureau, { ...hazard, expected: text, causeWords: text });
  const at = { matter: id };
  await by(people.registrar, at, { action: 'addSource', data: { moreSource: '回访', note: text } });
  await by(people.supervisor, at, { action: 'urge', data: { urging: text } });
  const solved = { data: { outcome: text }, files: await files(people.owner) };
  await by(people.owner, at, { action: 'solveOnSite', ...solved });
  await by(people.reviewer, at, { action: 'recheck', data: { recheckedOn: '2026-01-05', finding: text } });
  const { measure } = await workedOn(bureau);
  await by(people.supervisor, { matter: measure }, { action: 'urge', data: { urging: text } });
  const body = `调研报告\n一、存在问题\n（一）排队太久，数目不符。${id}`;
  const deposit = {
    data: { title: '调研', unit: bureau.units.tax },
    files: [await fileOf(bureau, people.owner, body)],
  };
  const report = await by(people.owner, { procedure: 'report' }, { action: 'deposit', ...deposit });
  const read = { matter: report.id };
  const halves = [
    { start: 0, end: 2 },
    { start: 2, end: 4 },
  ];
  await by(people.owner, read, { action: 'splitEntry', data: { start: 0, end: 4, parts: halves } });
  const sum = { start: 5, end: 8, decision: 'correct', value: '3', remark: text };
  await by(people.owner, read, { action: 'decideSum', data: sum });
};

const writeOnSweep = async (bureau: Bureau, text: string, by: By) => {
  const { people, units } = bureau;
  const { stranger, supervisor, clerk } = people;
  const { problem } = await struckOff(bureau);
  const swept = { title: '看看排队', look: text, unit: units.law, ...answeredBy(stranger), dueOn: far };
  const begun = await by(supervisor, { matter: problem }, { action: 'sweep', data: { sweeps: [swept, swept] } });
  const [one, other] = begun.children.slice(-2) as [string, string];
  const at = { matter: one };
  const asked = askedAbout(by, text, supervisor);
  await by(supervisor, at, { action: 'urge', data: { urging: text } });
  await asked(one, stranger, 'Extension', { dueOn: '2100-01-31' });
  await by(stranger, at, { action: 'reportNone', data: { checked: text } });
  await by(supervisor, at, { action: 'reopen', reason: text });
  const own = { title: '同样排队', unit: units.law, ...answeredBy(stranger) };
  const found = await carry(bureau, stranger, { procedure: 'problem' }, { action: 'register', data: own });
  const data = { problem: found.id, checked: text };
  await by(stranger, at, { action: 'reportFound', data });
  const second = await carry(bureau, stranger, { procedure: 'problem' }, { action: 'register', data: own });
  await by(stranger, at, { action: 'addFound', data: { ...data, problem: second.id } });
  await asked(other, stranger, 'Transfer', { unit: units.window, ...answeredBy(clerk) });
  await asked(other, clerk, 'Void');
};

const writeOnTheme = async (bureau: Bureau, text: string, by: By) => {
  const { owner, registrar, supervisor } = bureau.people;
  const data = { title: '窗口专题', aim: text, unit: bureau.units.tax, ...answeredBy(owner) };
  const { id } = await by(registrar, { procedure: 'theme' }, { action: 'register', data });
  const at = { matter: id };
  await by(owner, at, { action: 'reportProgress', data: { progress: text } });
  await by(owner, at, { action: 'close', data: { outcome: text } });
  await by(supervisor, at, { action: 'reopen', reason: text });
  await askedAbout(by, text, supervisor)(id, owner, 'Void');
};

const writeOnCase = async (bureau: Bureau, text: string, by: By) => {
  const { registrar, supervisor } = bureau.people;
  const words = { story: text, taken: text, lesson: text };
  const data = {
    title: '一次排队',
    kind: 'good',
    cause: 'system',
    unit: bureau.units.head,
    anonymised: true,
    ...words,
  };
  const { id } = await by(registrar, { procedure: 'caseStudy' }, { action: 'register', data });
  const at = { matter: id };
  await by(registrar, at, { action: 'edit', data: words });
  await carry(bureau, registrar, at, { action: 'submit' });
  await by(supervisor, at, { action: 'sendBack', reason: text });
  await carry(bureau, registrar, at, { action: 'submit' });
  await by(supervisor, at, { action: 'approve', reason: text });
  await by(supervisor, at, { action: 'takeBack', reason: text });
  await askedAbout(by, text, supervisor)(id, registrar, 'Void');
};

/** Every action of sweeps, cases, themes, hazards and urging by which people write freely, each with this text. */
export const writeOfWatching = async (bureau: Bureau, text: string, by: By): Promise<string[]> => {
  await writeOnLedger(bureau, text, by);
  await writeOnSweep(bureau, text, by);
  await writeOnTheme(bureau, text, by);
  await writeOnCase(bureau, text, by);
  // Made by beginning a sweep, with the words of its row.
  return ['similarSweep.register'];
};
