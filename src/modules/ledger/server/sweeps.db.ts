import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  fileOf,
  openBureau,
  problemOf,
  rowsOf,
  send,
  struckOff,
  workedOn,
} from '../../../../tests/builders/bureau.ts';
import { type Clerk, type Office, openOffice, viewerFor } from '../../../../tests/builders/office.ts';
import type { Outcome } from '../../../kernel/refusal.ts';
import { matterPage } from '../../../platform/matter/page.ts';
import { casePage, caseView } from './cases.ts';
import { openedCases } from './opened-cases.ts';
import { sweepPage, sweepProposal } from './sweeps.ts';
import { hazardPage, themePage, themeView } from './themes.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

const viewerOf = (who: Clerk) => viewerFor(office, bureau.agency, who.person);
const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};
const sweptUnit = (who: Clerk, unit: string) => ({
  title: '举一反三：排队太久',
  look: '看一看窗口排队是否超过半小时',
  unit,
  owner: who.person,
  ownerPost: who.post,
  dueOn: '2099-12-31',
});

describe('a sweep', () => {
  test('proposes the units beside the problem’s own with who leads each; asks nobody by that', async () => {
    const { problem } = await workedOn(bureau);
    const { people, units } = bureau;
    const proposal = must(await sweepProposal(office.engine, await viewerOf(people.supervisor), problem));
    expect(proposal.units.filter(({ beside }) => beside).map(({ unit }) => unit.id)).toEqual([units.law]);
    const law = proposal.units.find(({ unit }) => unit.id === units.law);
    expect([people.measureOwner.person, people.stranger.person]).toContain(law?.answerable?.person.id);
    expect(proposal.dueOn > new Date().toISOString().slice(0, 10)).toBe(true);
    expect((await sweepProposal(office.engine, await viewerOf(people.clerk), problem)).ok).toBe(false);
  });

  test('makes a matter of each unit, beneath the problem and struck off or not; coverage counts what came back', async () => {
    const { people, units } = bureau;
    const { problem } = await struckOff(bureau);
    const swept = await carry(
      bureau,
      people.supervisor,
      { matter: problem },
      {
        action: 'sweep',
        data: { sweeps: [sweptUnit(people.stranger, units.law), sweptUnit(people.clerk, units.window)] },
      },
    );
    const [law, window] = swept.children.slice(-2) as [string, string];
    // Whoever is asked learns what to look for, and nothing of a problem that is not theirs.
    const page = must(await matterPage(office.engine, await viewerOf(people.stranger), law));
    expect([page.data.look, page.above]).toEqual(['看一看窗口排队是否超过半小时', null]);
    await carry(
      bureau,
      people.stranger,
      { matter: law },
      { action: 'reportNone', data: { checked: '两个窗口都看过' } },
    );
    const mine = {
      unit: units.window,
      owner: people.clerk.person,
      ownerPost: people.clerk.post,
      title: '窗口也排长队',
    };
    const found = await carry(bureau, people.clerk, { procedure: 'problem' }, { action: 'register', data: mine });
    const nowhere = await send(
      bureau,
      people.clerk,
      { matter: window },
      { action: 'reportFound', data: { problem: uuidv7() } },
    );
    expect(nowhere.ok ? null : nowhere.refusal.fields).toEqual([{ path: 'problem', rule: 'unknownId' }]);
    const list = async (who: Clerk) => must(await sweepPage(office.engine, await viewerOf(who), { limit: 50 })).items;
    const before = (await list(people.supervisor)).find((each) => each.problem.id === problem);
    expect(before?.counts).toEqual({ asked: 2, answered: 1, found: 0, over: 0 });
    await carry(bureau, people.clerk, { matter: window }, { action: 'reportFound', data: { problem: found.id } });
    const after = (await list(people.supervisor)).find((each) => each.problem.id === problem);
    expect(after?.counts).toEqual({ asked: 2, answered: 2, found: 1, over: 0 });
    expect(after?.units.flatMap((each) => each.found)).toEqual([
      { id: found.id, number: found.number, title: '窗口也排长队' },
    ]);
    expect((await list(people.clerk)).some((each) => each.problem.id === problem)).toBe(false);
    const again = must(await sweepProposal(office.engine, await viewerOf(people.supervisor), problem));
    expect(
      again.units
        .filter(({ asked }) => asked)
        .map(({ unit }) => unit.id)
        .sort(),
    ).toEqual([units.law, units.window].sort());
  });

  test('makes nobody a party of the problem: who looks at their own unit may still strike it off', async () => {
    const { people, units } = bureau;
    const { problem, measure } = await workedOn(bureau);
    await carry(
      bureau,
      people.supervisor,
      { matter: problem },
      { action: 'sweep', data: { sweeps: [sweptUnit(people.reviewer, units.head)] } },
    );
    const files = [await fileOf(bureau, people.measureOwner, `凭证 ${measure}`)];
    await carry(
      bureau,
      people.measureOwner,
      { matter: measure },
      { action: 'complete', data: { outcome: '完' }, files },
    );
    await carry(bureau, people.owner, { matter: problem }, { action: 'requestStrikeOff', data: { outcome: '齐' } });
    expect((await carry(bureau, people.reviewer, { matter: problem }, { action: 'strikeOff' })).state).toBe(
      'struckOff',
    );
  });
});

describe('a case', () => {
  const draft = async (who: Clerk, more: Record<string, unknown> = {}) =>
    carry(
      bureau,
      who,
      { procedure: 'caseStudy' },
      {
        action: 'register',
        data: {
          title: '一次排队引出的三处改动',
          kind: 'good',
          cause: 'system',
          unit: who.unit,
          story: '经过是这样',
          lesson: '先看流程再看人',
          ...more,
        },
      },
    );
  const library = async (who: Clerk, query: { kind?: string; cause?: string } = {}) =>
    must(await casePage(office.engine, await viewerOf(who), { limit: 50, ...query })).items.map(({ id }) => id);

  test('names nobody, is approved by somebody else, and is then read by everybody', async () => {
    const { people } = bureau;
    const { id } = await draft(people.supervisor);
    const early = await send(bureau, people.supervisor, { matter: id }, { action: 'submit' });
    expect(early.ok ? null : early.refusal.rule).toBe('ledger.anonymised');
    await carry(bureau, people.supervisor, { matter: id }, { action: 'edit', data: { anonymised: true } });
    await carry(bureau, people.supervisor, { matter: id }, { action: 'submit' });
    const own = await send(bureau, people.supervisor, { matter: id }, { action: 'approve' });
    expect(own.ok ? null : own.refusal.code).toBe('sameHuman');
    expect(await library(people.clerk)).not.toContain(id);
    expect((await caseView(office.engine, await viewerOf(people.clerk), id)).ok).toBe(false);
  });

  test('stands in the library by kind and cause until it is taken back', async () => {
    const { people } = bureau;
    const { problem } = await struckOff(bureau);
    const { id } = await draft(people.registrar, { problem, anonymised: true, kind: 'bad', cause: 'style' });
    await carry(bureau, people.registrar, { matter: id }, { action: 'submit' });
    await carry(bureau, people.supervisor, { matter: id }, { action: 'approve' });
    expect(await library(people.clerk)).toContain(id);
    expect(await library(people.clerk, { kind: 'bad', cause: 'style' })).toContain(id);
    expect(await library(people.clerk, { kind: 'good' })).not.toContain(id);
    expect(await library(people.clerk, { cause: 'system' })).not.toContain(id);
    const read = async (who: Clerk) => must(await caseView(office.engine, await viewerOf(who), id));
    // The clerk knows nothing of the problem it is about, the registrar does.
    expect(await read(people.clerk)).toMatchObject({ story: '经过是这样', problem: null, mine: false });
    expect((await read(people.registrar)).problem?.id).toBe(problem);
    await carry(
      bureau,
      people.supervisor,
      { matter: id },
      { action: 'publish', data: { publicSummary: '窗口排队一事已改进' } },
    );
    expect((await read(people.clerk)).publicSummary).toBe('窗口排队一事已改进');
    const open = () => openedCases(office.pools.app, bureau.agency.id, 10);
    expect(await open()).toMatchObject([{ kind: 'bad', cause: 'style', summary: '窗口排队一事已改进' }]);
    await carry(bureau, people.supervisor, { matter: id }, { action: 'takeBack', reason: '还能看出是谁' });
    expect(await library(people.clerk)).not.toContain(id);
    expect(await open()).toEqual([]);
    const [row] = await rowsOf(bureau, 'select approved_at, opened_at from case_study where matter_id = $1', id);
    expect(row).toEqual({ approved_at: null, opened_at: null });
  });

  test('is kept from whoever its problem accuses', async () => {
    const { people } = bureau;
    const { id: problem } = await problemOf(bureau, { accused: [people.clerk.person] });
    const { id } = await draft(people.registrar, { problem, anonymised: true });
    await carry(bureau, people.registrar, { matter: id }, { action: 'submit' });
    await carry(bureau, people.supervisor, { matter: id }, { action: 'approve' });
    expect(await library(people.stranger)).toContain(id);
    expect(await library(people.clerk)).not.toContain(id);
  });
});

test('a theme counts its problems by state and light, over the units they stand in', async () => {
  const { people, units } = bureau;
  const data = {
    title: '窗口专题',
    aspect: '服务',
    unit: units.tax,
    owner: people.owner.person,
    ownerPost: people.owner.post,
  };
  const theme = await carry(bureau, people.registrar, { procedure: 'theme' }, { action: 'register', data });
  await struckOff(bureau, { theme: theme.id });
  await problemOf(bureau, { theme: theme.id });
  const { items } = must(await themePage(office.engine, await viewerOf(people.supervisor), { limit: 50 }));
  const row = items.find((each) => each.theme.id === theme.id);
  expect(row).toMatchObject({
    aspect: '服务',
    problems: 2,
    done: 1,
    units: 1,
    states: { struckOff: 1, registered: 1 },
  });
  const first = must(await themeView(office.engine, await viewerOf(people.supervisor), theme.id, { limit: 1 }));
  const rest = must(
    await themeView(office.engine, await viewerOf(people.supervisor), theme.id, {
      limit: 1,
      cursor: first.next ?? undefined,
    }),
  );
  expect([...first.items, ...rest.items].map(({ state }) => state).sort()).toEqual(['registered', 'struckOff']);
  expect(rest.next).toBeNull();
});

test('hazards stand by the place they are at, open ones until they are struck off', async () => {
  const { people } = bureau;
  const hazard = { kind: 'hazard', hazardLevel: 'major', controlMeasure: '拉警戒线' };
  const pump = await problemOf(bureau, { ...hazard, location: '泵房' });
  await problemOf(bureau, { ...hazard, location: '配电室', hazardLevel: 'general' });
  await problemOf(bureau, { ...hazard, location: '泵房', title: '阀门锈蚀' });
  const places = async (open: boolean) =>
    must(await hazardPage(office.engine, await viewerOf(people.supervisor), { limit: 50, open })).items.map(
      ({ location, level }) => `${location} ${level}`,
    );
  expect((await places(true)).sort()).toEqual(['配电室 general', '泵房 major', '泵房 major'].sort());
  await carry(bureau, people.registrar, { matter: pump.id }, { action: 'askVoid', reason: '登记重了' });
  await carry(bureau, people.supervisor, { matter: pump.id }, { action: 'grantVoid' });
  expect(await places(true)).toHaveLength(2);
});
