import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bureau, countsOf, openBureau, problemOf, rowsOf } from '../../../../tests/builders/bureau.ts';
import { type Office, openOffice, openTestAgency } from '../../../../tests/builders/office.ts';
import {
  type Cells,
  changeDeps,
  copyOf,
  exportedCells,
  settle,
  sheetOf,
  workbookOf,
} from '../../../../tests/builders/organisation.ts';
import type { ImportPreviewView } from '../../../kernel/view/organisation.ts';
import { verifyLive } from '../../../platform/log/verify-live.ts';
import { carryOutImport, confirmImport, dropImportDrafts, previewImport } from './import.ts';

let office: Office;
let bureau: Bureau;
let count = 0;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());

/** A bureau of its own with one of every relation. */
const fresh = async (): Promise<Bureau> => {
  count += 1;
  bureau = await openBureau(office, `bureau${count}`);
  const { people, units } = bureau;
  const span = { from: '2021-01-01', to: null };
  const { leader, owner, clerk } = people;
  const [branch, force] = [uuidv7(), uuidv7()];
  await settle(
    bureau,
    { kind: 'charge', value: { id: uuidv7(), person: leader.person, post: leader.post, unit: units.window, ...span } },
    {
      kind: 'team',
      value: { id: branch, kind: 'branch', name: '一支部', task: null, unit: units.tax, term: null, ...span },
    },
    {
      kind: 'team',
      value: { id: force, kind: 'taskForce', name: '清欠', task: '清理欠账', unit: null, term: '2026-12-31', ...span },
    },
    { kind: 'member', value: { id: uuidv7(), team: branch, person: owner.person, role: 'lead', ...span } },
    { kind: 'member', value: { id: uuidv7(), team: force, person: clerk.person, role: 'member', ...span } },
    { kind: 'pairing', value: { id: uuidv7(), person: leader.person, unit: null, with: units.law, ...span } },
    {
      kind: 'post',
      value: {
        id: uuidv7(),
        unit: units.law,
        name: '内勤',
        roles: ['handler', 'office'],
        reach: 'subtree',
        duties: [
          { kind: 'business', text: '收发文件' },
          { kind: 'business', text: '管印章' },
          { kind: 'party', text: '联系支部' },
        ],
        ...span,
      },
    },
    { kind: 'person', value: { id: uuidv7(), name: 'owner某二', number: null } },
    // Two of one name: told apart by number or id wherever they are named.
    { kind: 'person', value: { id: uuidv7(), name: 'clerk某', number: 'A-17' } },
  );
  return bureau;
};

const administrator = () => bureau.people.systemAdmin;
const preview = async (cells: Cells): Promise<ImportPreviewView> => {
  const made = await previewImport(
    changeDeps(bureau),
    bureau.agency.id,
    administrator().person,
    await workbookOf(cells),
  );
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value;
};
const by = () => ({ agency: bureau.agency, ...administrator() });
const confirm = (made: Pick<ImportPreviewView, 'digest' | 'version'>) =>
  confirmImport(changeDeps(bureau), by(), { digest: made.digest, version: made.version });

const faultsIn = (made: ImportPreviewView): string[] =>
  made.sheets.flatMap((sheet) => [
    ...sheet.faults.map(({ cell, rule }) => `${sheet.name} ${cell} ${rule}`),
    ...sheet.rows.flatMap((row) => (row.faults ?? []).map(({ cell, rule }) => `${sheet.name} ${cell} ${rule}`)),
  ]);

const size = (cells: Cells): number => cells.reduce((sum, { rows }) => sum + rows.length - 1, 0);

/** The row whose first cells are these. */
const row = (cells: Cells, sheet: string, ...start: string[]): string[] => {
  const found = sheetOf(cells, sheet).find((each) => start.every((text, at) => each[at] === text));
  if (!found) throw new Error(`no row ${start.join(' ')}`);
  return found;
};

describe('an export', () => {
  test('that nobody touched comes back as nothing new', async () => {
    await fresh();
    const cells = await exportedCells(bureau);
    const jobs = Object.keys(bureau.people).length;
    expect(cells.map(({ name, rows }) => `${name} ${rows.length - 1}`)).toEqual([
      '单位 4',
      `岗位 ${jobs + 1}`,
      `人员 ${jobs + 2}`,
      `任职 ${jobs}`,
      '分管 1',
      '支部 1',
      '支部成员 1',
      '专班 1',
      '专班成员 1',
      '挂点 1',
    ]);
    const made = await preview(cells);
    expect(made).toMatchObject({
      ready: false,
      counts: { new: 0, changed: 0, same: size(cells), error: 0 },
      ignored: [],
    });
    expect(faultsIn(made)).toEqual([]);
  });

  test('comes back as nothing new without its ids too: names say who is meant', async () => {
    await fresh();
    const cells = await exportedCells(bureau);
    for (const { rows } of cells) for (const each of rows.slice(1)) each.pop();
    expect((await preview(cells)).counts).toEqual({ new: 0, changed: 0, same: size(cells), error: 0 });
  });

  test('with three cells changed changes exactly those three settings', async () => {
    await fresh();
    const cells = await exportedCells(bureau);
    row(cells, '单位', 'tax')[1] = '征收管理股';
    row(cells, '岗位', 'law', '内勤')[4] = '收发文件\n管印章\n值班';
    row(cells, '专班', '清欠')[3] = '2027/3/1';
    const made = await preview(cells);
    expect(made).toMatchObject({ ready: true, counts: { new: 0, changed: 3, same: size(cells) - 3, error: 0 } });
    expect(made.sheets.flatMap(({ rows }) => rows.flatMap((each) => each.changes ?? []))).toEqual([
      { column: '名称', from: 'tax股', to: '征收管理股' },
      { column: '业务职责', from: '收发文件\n管印章', to: '收发文件\n管印章\n值班' },
      { column: '期限', from: '2026-12-31', to: '2027/3/1' },
    ]);
    const before = await countsOf(bureau);
    expect(await confirm(made)).toEqual({ ok: true, value: { new: 0, changed: 3, version: made.version + 1 } });
    const after = await countsOf(bureau);
    expect((after.event ?? 0) - (before.event ?? 0)).toBe(3);
    expect([after.import_draft, after.data_key]).toEqual([0, (before.data_key ?? 0) - 1]);
    const { organisation } = await copyOf(bureau);
    expect(organisation.unit.get(bureau.units.tax)?.name).toBe('征收管理股');
    expect([...organisation.team.values()].map((team) => team.term)).toContain('2027-03-01');
    expect((await preview(await exportedCells(bureau))).counts.same).toBe(size(cells));
  });
});

describe('new rows', () => {
  test('lean on each other in any order and bring every relation', async () => {
    await fresh();
    const cells = await exportedCells(bureau);
    const from = '2026-03-01';
    sheetOf(cells, '单位').push(
      ['新二', '新设二股', '新一', '', from],
      ['新一', '新设一股', 'head', '5', '2026年3月1日'],
    );
    sheetOf(cells, '岗位').push(['新一', '股长', '经办、领导', '本单位及下级', '统筹', '抓党建', from]);
    sheetOf(cells, '人员').push(['王新', 'B-1'], ['王新', 'B-2']);
    sheetOf(cells, '任职').push(
      ['王新（B-1）', '新一', '股长', 'A岗', '', from],
      ['王新（B-2）', '新一', '股长', '代理', '王新（B-1）', from, '2026-06-30'],
    );
    sheetOf(cells, '分管').push(['王新（B-1）', '新一', '股长', '新二', from]);
    sheetOf(cells, '支部').push(['二支部', '', '2026.3.1']);
    sheetOf(cells, '支部成员').push(['二支部', '王新（B-2）', '书记', '20260301']);
    sheetOf(cells, '挂点').push(['', '新一', '新二', from]);
    const made = await preview(cells);
    expect(faultsIn(made)).toEqual([]);
    expect(made.counts).toEqual({ new: 11, changed: 0, same: size(cells) - 11, error: 0 });
    expect(await confirm(made)).toMatchObject({ ok: true, value: { new: 11, changed: 0 } });
    const { organisation, chargeOf, capacities } = await copyOf(bureau);
    const idOf = (code: string) => [...organisation.unit.values()].find((unit) => unit.code === code)?.id ?? '';
    const [first, second] = [...organisation.person.values()]
      .filter((person) => person.name === '王新')
      .sort((a, b) => (a.number ?? '').localeCompare(b.number ?? ''));
    expect([first?.number, second?.number]).toEqual(['B-1', 'B-2']);
    expect(chargeOf(idOf('新二'), '2026-03-02')?.person).toBe(first?.id);
    expect(capacities(second?.id ?? '', '2026-03-02')).toMatchObject([
      { onBehalfOf: first?.id, unit: idOf('新一'), scope: new Set([idOf('新一'), idOf('新二')]) },
    ]);
    const audit = await verifyLive(bureau.agency, { pool: office.pools.app, vault: office.vault, files: office.files });
    expect(audit.findings).toEqual([]);
    expect((await preview(await exportedCells(bureau))).counts.same).toBe(size(cells));
  });

  test('of an empty agency make it whole', async () => {
    await fresh();
    const cells = await exportedCells(bureau);
    for (const { rows } of cells) for (const each of rows.slice(1)) each.pop();
    const other = await openTestAgency(office, `empty${count}`);
    const deps = changeDeps(bureau);
    // Both of one name have to be told apart where there are no ids: by their number.
    row(cells, '人员', 'clerk某')[1] ||= 'A-16';
    for (const each of sheetOf(cells, '任职')) if (each[0]?.startsWith('clerk某')) each[0] = 'clerk某（A-16）';
    for (const each of sheetOf(cells, '专班成员')) if (each[1]?.startsWith('clerk某')) each[1] = 'clerk某（A-16）';
    const bytes = await workbookOf(cells);
    const changer = { agency: other, person: null, post: null };
    expect(await carryOutImport(deps, changer, bytes, 0)).toMatchObject({
      ok: true,
      value: { new: size(cells), changed: 0 },
    });
    const again = await carryOutImport(deps, changer, bytes, 1);
    expect(again).toEqual({ ok: true, value: { new: 0, changed: 0, version: 1 } });
  });
});

describe('what is wrong', () => {
  test('is said all at once, each at its cell, with what would mend it; and nothing can be confirmed', async () => {
    await fresh();
    const cells = await exportedCells(bureau);
    sheetOf(cells, '单位').push(['tax', '重码', '', '', '2026-01-01'], ['', '无码', '没有', 'x', '2026-02-30']);
    sheetOf(cells, '岗位').push(['没有', '某岗', '皇帝', '很远', '', '', '2026-01-01']);
    row(cells, '单位', 'law')[5] = '2026-01-31';
    sheetOf(cells, '任职').push(
      ['clerk某', 'tax', '没有岗', 'A岗', '', '2026-01-01'],
      ['owner某', 'law', '内勤', '代理', 'leader某', '2026-01-01'],
    );
    sheetOf(cells, '人员').push(['', 'A-17']);
    sheetOf(cells, '挂点').push(['leader某', 'law', 'window', '2026-01-01']);
    row(cells, '支部成员', '一支部')[5] = uuidv7();
    sheetOf(cells, '专班')[0] = ['专班', '任务', '牵头单位', '起', '解散', '编号（系统填，勿改）', '备注'];
    cells.push({ name: '说明', rows: [['随便']] });
    const made = await preview(cells);
    const [posts, people, appointed] = ['岗位', '人员', '任职'].map((name) => sheetOf(cells, name).length) as number[];
    expect(faultsIn(made)).toEqual([
      '单位 F3 stillStands',
      '单位 A6 twice',
      '单位 A7 required',
      '单位 C7 unknownName',
      '单位 D7 wholeNumber',
      '单位 E7 day',
      `岗位 A${posts} unknownName`,
      `岗位 C${posts} choice`,
      `岗位 D${posts} choice`,
      `人员 A${people} twice`,
      `人员 A${people} required`,
      `任职 A${(appointed ?? 0) - 1} ambiguous`,
      `任职 C${(appointed ?? 0) - 1} unknownName`,
      `任职 G${appointed} required`,
      `任职 E${appointed} notAppointed`,
      '支部成员 F2 unknownId',
      '专班 D1 missingColumn',
      '挂点 A3 personOrUnit',
    ]);
    expect(made.ready).toBe(false);
    expect(made.ignored).toEqual(expect.arrayContaining(['说明', '专班：备注']));
    const [fault] = made.sheets[0]?.rows.flatMap((each) => each.faults ?? []) ?? [];
    expect(fault).toEqual({ cell: 'F3', column: '止', rule: 'stillStands', limit: 4, mend: 'endInside' });
    const before = await countsOf(bureau);
    expect(await confirm(made)).toMatchObject({ ok: false, refusal: { rule: 'import.preview' } });
    const bytes = await workbookOf(cells);
    expect(await carryOutImport(changeDeps(bureau), by(), bytes, made.version)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', rule: 'import.faults', facts: { count: made.counts.error } },
    });
    expect(await countsOf(bureau)).toEqual(before);
  });

  test('about a leaver with open matters stands at the last day', async () => {
    await fresh();
    await problemOf(bureau);
    const cells = await exportedCells(bureau);
    const at = sheetOf(cells, '任职').findIndex((each) => each[0] === 'owner某');
    (sheetOf(cells, '任职')[at] as string[])[6] = '2026-01-31';
    const made = await preview(cells);
    const fault = made.sheets.flatMap(({ rows }) => rows.flatMap((each) => each.faults ?? []));
    expect(fault).toEqual([{ cell: `G${at + 1}`, column: '止', rule: 'openMatters', limit: 1, mend: 'handOver' }]);
  });

  test('with the file itself is a refusal', async () => {
    await fresh();
    const refused = async (bytes: Uint8Array) => {
      const made = await previewImport(changeDeps(bureau), bureau.agency.id, administrator().person, bytes);
      return made.ok ? null : `${made.refusal.code} ${made.refusal.rule}`;
    };
    expect(await refused(Buffer.from('单位,岗位'))).toBe('unsupportedFile sheet.broken');
    expect(await refused(await workbookOf([{ name: '别的', rows: [['甲']] }]))).toBe('invalid import.noSheet');
  });
});

describe('a confirmation', () => {
  const changedCells = async () => {
    const cells = await exportedCells(bureau);
    row(cells, '单位', 'tax')[1] = `改名${uuidv7().slice(-4)}`;
    return cells;
  };

  test('on a directory that moved on since the preview is stale, and nothing is done', async () => {
    await fresh();
    const made = await preview(await changedCells());
    await settle(bureau, { kind: 'person', value: { id: uuidv7(), name: '后来', number: null } });
    const before = await countsOf(bureau);
    expect(await confirm(made)).toMatchObject({ ok: false, refusal: { code: 'stale', rule: 'directory.moved' } });
    expect(await countsOf(bureau)).toEqual(before);
  });

  test('is for the one who previewed, within the hour; what is not confirmed goes', async () => {
    await fresh();
    const made = await preview(await changedCells());
    const other = { agency: bureau.agency, ...bureau.people.owner };
    const foreign = await confirmImport(changeDeps(bureau), other, made);
    expect(foreign).toMatchObject({ ok: false, refusal: { code: 'notFound', rule: 'import.preview' } });
    const later = { ...changeDeps(bureau), now: () => new Date(Date.now() + 3_700_000) };
    expect(await confirmImport(later, by(), made)).toMatchObject({ ok: false, refusal: { rule: 'import.preview' } });
    const kept = () => rowsOf(bureau, 'select 1 from import_draft where agency_id = $1', bureau.agency.id);
    expect(await kept()).toHaveLength(1);
    await dropImportDrafts(office.pools.app, bureau.agency.id, later.now());
    expect(await kept()).toHaveLength(0);
  });

  test('twice does it once', async () => {
    await fresh();
    const made = await preview(await changedCells());
    const both = await Promise.all([confirm(made), confirm(made)]);
    expect(both.filter((each) => each.ok)).toHaveLength(1);
  });

  test('keeps the file only under a key: no name of it stands in the database', async () => {
    await fresh();
    const cells = await changedCells();
    sheetOf(cells, '人员').push(['绝无此名']);
    await preview(cells);
    const [kept] = await rowsOf<{ cipher: Buffer }>(
      bureau,
      'select cipher from import_draft where agency_id = $1',
      bureau.agency.id,
    );
    expect(kept?.cipher.length).toBeGreaterThan(1000);
    expect(kept?.cipher.includes(Buffer.from('绝无此名'))).toBe(false);
  });
});

test('five thousand people come in within ten seconds, and their export is nothing new', async () => {
  await fresh();
  const cells = await exportedCells(bureau);
  const from = '2026-01-01';
  for (let unit = 0; unit < 200; unit++) {
    sheetOf(cells, '单位').push([`所${unit}`, `第${unit}所`, 'head', String(unit), from]);
    sheetOf(cells, '岗位').push([`所${unit}`, '所长', '经办', '本单位', '主持工作', '', from]);
    sheetOf(cells, '岗位').push([`所${unit}`, '科员', '经办', '本人', '', '', from]);
  }
  for (let each = 0; each < 5000; each++) {
    sheetOf(cells, '人员').push([`人${each}`, `N${each}`]);
    sheetOf(cells, '任职').push([`人${each}`, `所${each % 200}`, each < 200 ? '所长' : '科员', 'A岗', '', from]);
  }
  const bytes = await workbookOf(cells);
  const started = performance.now();
  const deps = changeDeps(bureau);
  const made = await previewImport(deps, bureau.agency.id, administrator().person, bytes);
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  const previewed = performance.now();
  expect(made.value.counts).toEqual({ new: 10_600, changed: 0, same: size(cells) - 10_600, error: 0 });
  const done = await confirm(made.value);
  const ms = Math.round(performance.now() - started);
  expect(done).toMatchObject({ ok: true, value: { new: 10_600 } });
  console.log(`import of 5,000 people: preview ${Math.round(previewed - started)} ms, with confirmation ${ms} ms`);
  expect(ms).toBeLessThan(10_000);
  const loading = performance.now();
  const copy = await copyOf(bureau);
  const loaded = performance.now();
  for (const { id } of copy.people) copy.capacities(id, '2026-03-02');
  const known = performance.now();
  console.log(`copy of it: ${Math.round(loaded - loading)} ms, everybody's footings ${Math.round(known - loaded)} ms`);
  const cellsAfter = await exportedCells(bureau);
  expect((await preview(cellsAfter)).counts).toEqual({ new: 0, changed: 0, same: size(cells), error: 0 });
}, 60_000);
