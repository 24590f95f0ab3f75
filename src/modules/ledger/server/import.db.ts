import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  countsOf,
  measureRow,
  openBureau,
  problemOf,
  rowsOf,
  struckOff,
  workedOn,
} from '../../../../tests/builders/bureau.ts';
import { type Office, openOffice } from '../../../../tests/builders/office.ts';
import {
  begin,
  type Cells,
  cellsOf,
  confirmed,
  edgeOf,
  exported,
  lookedAt,
  pasted,
  previewed,
  saved,
} from '../../../../tests/builders/sheets.ts';
import { dropLedgerImports } from './import-store.ts';
import { carryOutImport } from './importer.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

const header = 2;
const columnOf = ({ rows }: Cells, title: string): number => {
  const at = rows[header]?.indexOf(title) ?? -1;
  if (at < 0) throw new Error(`no column ${title}`);
  return at;
};
const put = (cells: Cells, row: number, title: string, words: string): void => {
  const at = columnOf(cells, title);
  const line = cells.rows[row] as string[];
  while (line.length < at) line.push('');
  line[at] = words;
};
/** The row of the export where a problem begins. */
const rowFor = (cells: Cells, number: string): number =>
  cells.rows.findIndex((row) => row[columnOf(cells, '编号')] === number);

const formulaLike = ['=1+1', '+86 123', '-项', '@SUM(A1)', '\t缩进'];

/** A ledger with a bit of everything. */
const ledgerOf = async (): Promise<{ plain: string; worked: string; planned: string }> => {
  const plain = await problemOf(bureau, {
    title: '窗口排队太久',
    description: '窗口排队太久\n早高峰平均等四十分钟',
    category: 'service',
    source: '=走访',
    dueOn: '2099-03-01',
    assistUnits: [bureau.units.law, bureau.units.window],
  });
  await struckOff(bureau, { title: '材料反复提交' });
  await problemOf(bureau, { title: '=cmd', source: '@来源', due: '年底前' });
  const { problem: worked } = await workedOn(bureau, { title: '制度不全' });
  const planned = await problemOf(bureau, { title: '公开不够', dueOn: '2099-05-01' });
  await carry(
    bureau,
    bureau.people.owner,
    { matter: planned.id },
    {
      action: 'plan',
      data: {
        measures: [
          { ...measureRow(bureau, '逐项公开'), dueOn: '2099-02-01', lasting: true },
          { ...measureRow(bureau, '=公开栏') },
          { ...measureRow(bureau, '每月核对'), due: '每月底' },
        ],
        milestones: [{ point: '目录定稿', on: '2099-01-10' }],
      },
    },
  );
  return { plain: plain.number, worked, planned: planned.number };
};

describe('a round trip', () => {
  test('an untouched export comes to nothing', async () => {
    await ledgerOf();
    for (const who of [bureau.people.registrar, bureau.people.clerk]) {
      const { view, rows } = await previewed(bureau, who, await exported(bureau, who));
      expect(view.counts).toMatchObject({ error: 0, new: 0, add: 0, ask: 0, report: 0, same: rows.length });
      expect(rows.filter(({ notes }) => notes.length > 0)).toEqual([]);
      expect([view.state, view.total]).toEqual(['previewed', 0]);
    }
  });

  test('three edits are exactly those three', async () => {
    const { plain, planned } = await ledgerOf();
    const { owner, registrar } = bureau.people;
    const cells = await cellsOf(await exported(bureau, registrar));
    put(cells, rowFor(cells, plain), '类别', '作风');
    put(cells, rowFor(cells, plain), '完成时限', '2099-04-01');
    put(cells, rowFor(cells, planned) + 1, '整改措施', '设公开栏');
    const looked = await previewed(bureau, owner, await saved(cells));
    expect(looked.of('error')).toEqual([]);
    const changes = looked.of('ask').flatMap((row) => row.changes.map(({ column, from, to }) => [column, from, to]));
    expect(changes.sort()).toEqual([
      ['完成时限', '2099-03-01', '2099-04-01'],
      ['整改措施', '=公开栏', '设公开栏'],
      ['类别', '服务', '作风'],
    ]);
    expect(looked.view.counts).toMatchObject({ new: 0, add: 0, ask: 2, report: 0, error: 0 });
    const done = await confirmed(bureau, owner, looked.view.id);
    expect(done.view.state).toBe('done');
    expect(done.view.written).toEqual({ problems: 0, measures: 0, asked: 3, reported: 0 });
    const asked = await rowsOf<{ number: string; asked: string[] }>(
      bureau,
      'select number, asked from matter where cardinality(asked) > 0 order by number',
    );
    expect(asked).toEqual([
      { number: plain, asked: expect.arrayContaining(['correction', 'extension']) },
      { number: `${planned}-2`, asked: ['correction'] },
    ]);
  });

  test('other people and later dates are asked for, new measures planned, progress told, all for one problem', async () => {
    const { owner } = bureau.people;
    const { planned } = await ledgerOf();
    const cells = await cellsOf(await exported(bureau, owner));
    const at = rowFor(cells, planned);
    put(cells, at, '责任人', 'clerk某');
    put(cells, at, '责任单位', 'window股');
    put(cells, at, '问题进展', '目录已定');
    put(cells, at, '问题时限', '2099-08-01');
    const columns = (cells.rows[header] as string[]).length;
    const added = Array.from({ length: columns }, () => '');
    cells.rows.push(added);
    put(cells, cells.rows.length - 1, '编号', planned);
    put(cells, cells.rows.length - 1, '整改措施', '再加一条');
    const looked = await previewed(bureau, owner, await saved(cells));
    expect(looked.of('error')).toEqual([]);
    const does = looked.rows.flatMap((row) => row.does.map(({ procedure, action }) => `${procedure} ${action}`));
    expect(does.sort()).toEqual([
      'problem askExtension',
      'problem askTransfer',
      'problem plan',
      'problem reportProgress',
    ]);
    const done = await confirmed(bureau, owner, looked.view.id);
    expect(done.view.written).toEqual({ problems: 0, measures: 1, asked: 2, reported: 1 });
    const [row] = await rowsOf<{ asked: string[]; state: string; measures: number }>(
      bureau,
      `select m.asked, m.state, (select count(*)::int from matter c where c.parent_id = m.id) as measures from matter m where m.number = $1`,
      planned,
    );
    expect(row).toEqual({ asked: expect.arrayContaining(['extension', 'transfer']), state: 'rectifying', measures: 4 });
  });

  test('what counts by itself, stays as registered, or is another’s to do is refused at its cell', async () => {
    const { stranger, registrar } = bureau.people;
    const { plain } = await ledgerOf();
    const cells = await cellsOf(await exported(bureau, registrar));
    const at = rowFor(cells, plain);
    put(cells, at, '佐证', '9');
    put(cells, at, '责任领导', 'leader某');
    put(cells, at, '销号状态/日期', '已销号');
    put(cells, at, '进展', '我来说');
    const looked = await previewed(bureau, registrar, await saved(cells));
    const faults = looked.rows.flatMap((row) =>
      row.faults.map(({ column, rule, refusal }) => `${column} ${refusal?.rule ?? rule}`),
    );
    expect(faults.sort()).toEqual(['佐证 computed', '责任领导 fixed', '进展 who', '销号状态/日期 computed']);
    const other = await previewed(bureau, stranger, await saved(cells));
    expect(other.rows.find(({ row }) => row === at + 1)?.faults.map(({ rule }) => rule)).toEqual(['unknownNumber']);
  });

  test('a sheet from before others went on changes only what was typed since', async () => {
    const { plain, worked } = await ledgerOf();
    const { owner, registrar } = bureau.people;
    const cells = await cellsOf(await exported(bureau, registrar));
    await carry(bureau, owner, { matter: worked }, { action: 'reportProgress', data: { progress: '又进一步' } });
    put(cells, rowFor(cells, plain), '问题来源', '电话');
    const looked = await previewed(bureau, registrar, await saved(cells));
    expect(
      looked.rows.filter(({ outcome }) => outcome !== 'same').map(({ changes }) => changes.map(({ to }) => to)),
    ).toEqual([['电话']]);
  });
});

describe('new rows', () => {
  const head = ['序号', '存在问题', '责任部门', '具体责任人', '整改措施', '整改时限', '是否长效', '落实情况'];

  test('a table of another make: its columns are known, merged cells are one problem, dates as text and as numbers', async () => {
    const before = await rowsOf(bureau, `select id from matter where procedure = 'problem'`);
    const rows = [
      ['某局整改台账'],
      head,
      ['1', '路灯不亮', 'tax股', 'owner某', '换灯', '2099年3月1日', '是', '已采购'],
      ['', '', '', '', '巡查', '72750', '', ''],
      ['2', '=HYPERLINK("x")', 'law股', 'measureOwner某', '1. 第一项\n2. 第二项', '年底前', '否', ''],
      ['合计'],
    ];
    const merges = [{ top: 2, bottom: 3, left: 1, right: 1 }];
    const looked = await pasted(bureau, bureau.people.registrar, { rows, merges });
    expect(looked.rows.flatMap(({ faults }) => faults)).toEqual([]);
    expect(looked.rows.map(({ outcome }) => outcome)).toEqual(['new', 'add', 'new']);
    expect(looked.rows.flatMap(({ notes }) => notes.map(({ rule }) => rule))).toEqual(['progressLater']);
    const done = await confirmed(bureau, bureau.people.registrar, looked.view.id);
    expect(done.view.written).toEqual({ problems: 2, measures: 4, asked: 0, reported: 0 });
    const made = await rowsOf<{ title: string; due_on: Date | null; due_words: string | null; children: string[] }>(
      bureau,
      `select m.title, m.due_on::text, m.due_words, array(select c.title || ' ' || coalesce(c.due_on::text, c.due_words) from matter c where c.parent_id = m.id order by c.number) as children
      from matter m where m.procedure = 'problem' and m.id <> all($1) order by m.number, m.title desc`,
      before.map(({ id }) => id),
    );
    expect(made).toEqual(
      expect.arrayContaining([
        { title: '路灯不亮', due_on: '2099-03-06', due_words: null, children: ['换灯 2099-03-01', '巡查 2099-03-06'] },
        { title: '=HYPERLINK("x")', due_on: null, due_words: null, children: ['第一项 年底前', '第二项 年底前'] },
      ]),
    );
    expect(done.rows.map(({ problem }) => problem?.number)).not.toContain(undefined);
  });

  test('all errors of all rows at once, each at its cell with what may have been meant', async () => {
    const rows = [
      ['问题', '单位', '责任人', '类别', '措施', '完成时限', '编号'],
      ['甲', 'tax', 'owner某', '服务态度', '一', '2020-01-01', ''],
      ['乙', 'tax股', 'owner某、clerk某', '', '', '', ''],
      ['丙', 'law股', '', '', '', '', ''],
      ['', '', '', '', '', '', 'tax-1999-001'],
      ['丁'.repeat(200), 'tax股', 'owner某', '', 'x'.repeat(200), '', ''],
    ];
    const before = await countsOf(bureau);
    const looked = await pasted(bureau, bureau.people.registrar, { rows, merges: [] });
    const faults = looked.rows.flatMap(({ faults: each }) => each.map(({ cell, rule }) => `${cell} ${rule}`));
    expect(faults.sort()).toEqual([
      'B2 unknownId',
      'C3 onePerson',
      'C4 required',
      'D2 choice',
      'E6 max',
      'F2 past',
      'G5 unknownNumber',
    ]);
    const found = looked.rows[0]?.faults ?? [];
    expect(found.find(({ cell }) => cell === 'B2')?.candidates).toContain('tax股');
    expect(found.find(({ cell }) => cell === 'D2')?.candidates).toContain('服务');
    await expect(confirmed(bureau, bureau.people.registrar, looked.view.id)).rejects.toThrow('ledgerImport.faults');
    const after = await countsOf(bureau);
    expect([after.event, after.matter]).toEqual([before.event, before.matter]);
  });

  test('a problem of earlier days is entered with the day it was found, and may be overdue', async () => {
    const rows = [
      ['问题', '单位', '责任人', '措施', '完成时限', '发现时间'],
      ['去年的事', 'tax股', 'owner某', '去年的措施', '2025-06-30', '2025/5/6'],
    ];
    const looked = await pasted(bureau, bureau.people.registrar, { rows, merges: [] });
    expect(looked.rows[0]?.faults).toEqual([]);
    await confirmed(bureau, bureau.people.registrar, looked.view.id);
    const found = await rowsOf<{ due_on: string; body: string }>(
      bureau,
      `select m.due_on::text, e.body from matter m join event e on e.stream_id = m.id and e.seq = 1 where m.title = '去年的事'`,
    );
    expect(found.map(({ due_on, body }) => [due_on, JSON.parse(body).occurredAt])).toEqual([
      ['2025-06-30', '2025-05-05T16:00:00.000Z'],
    ]);
  });

  test('rows that somebody may not write are told before anything is written', async () => {
    const rows = [
      ['问题', '单位', '责任人'],
      ['不在范围', 'head股', 'registrar某'],
    ];
    const looked = await pasted(bureau, bureau.people.clerk, { rows, merges: [] });
    expect(looked.rows[0]?.faults).toMatchObject([{ cell: 'B2', rule: 'outOfReach' }]);
    const audited = await pasted(bureau, bureau.people.auditor, { rows, merges: [] });
    expect(audited.rows[0]?.faults).toMatchObject([{ rule: 'refused', refusal: { rule: 'who' } }]);
  });
});

describe('confirming', () => {
  const sheetOf = (numbers: readonly string[]) => ({
    rows: [['编号', '问题', '来源'], ...numbers.map((number) => [number, `改过 ${number}`, '表'])],
    merges: [],
  });

  test('somebody acted since the preview: the row is told and nothing of the sheet stands', async () => {
    const { owner } = bureau.people;
    const [one, two] = [await problemOf(bureau), await problemOf(bureau)];
    const looked = await pasted(bureau, owner, sheetOf([one.number, two.number]));
    expect(looked.view.counts).toMatchObject({ ask: 2, error: 0 });
    await carry(bureau, owner, { matter: two.id }, { action: 'plan', data: { measures: [measureRow(bureau)] } });
    const before = await countsOf(bureau);
    const done = await confirmed(bureau, owner, looked.view.id);
    expect(done.view.state).toBe('refused');
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(['ask', 'error']);
    expect(done.rows[1]?.faults).toMatchObject([{ refusal: { code: 'stale' } }]);
    const after = await countsOf(bureau);
    expect([after.event, after.command, after.personal]).toEqual([before.event, before.command, before.personal]);
  });

  test('confirmed twice and worked on twice it is done once', async () => {
    const looked = await pasted(bureau, bureau.people.registrar, {
      rows: [
        ['问题', '单位', '责任人'],
        ['只登记一次的事', 'tax股', 'owner某'],
      ],
      merges: [],
    });
    const first = await confirmed(bureau, bureau.people.registrar, looked.view.id);
    const again = await confirmed(bureau, bureau.people.registrar, looked.view.id);
    expect([first.view.state, again.view.state]).toEqual(['done', 'done']);
    expect(await rowsOf(bureau, 'select id from matter where title = $1', '只登记一次的事')).toHaveLength(1);
  });

  test('cut short nothing of it stands; taken up again it is whole, and done once', async () => {
    const { registrar } = bureau.people;
    const rows = Array.from({ length: 12 }, (_, nr) => [`断续 ${nr}`, 'tax股', 'owner某', `措施 ${nr}`]);
    const looked = await pasted(bureau, registrar, { rows: [['问题', '单位', '责任人', '措施'], ...rows], merges: [] });
    const { id } = looked.view;
    const found = () => rowsOf(bureau, `select 1 from matter where title like '断续 %'`);
    await begin(bureau, registrar, id);
    let looks = 0;
    // The server is told to stop in the middle.
    const stopping = {
      get aborted() {
        return ++looks > 9;
      },
    } as AbortSignal;
    const troubles: string[] = [];
    const deps = { ...edgeOf(bureau), onTrouble: (line: string) => troubles.push(line) };
    expect(await carryOutImport(deps, bureau.agency, id, stopping)).toBe(true);
    expect([troubles, await found()]).toEqual([[], []]);
    expect((await lookedAt(bureau, registrar, id)).view.state).toBe('writing');
    expect(await carryOutImport(deps, bureau.agency, id)).toBe(true);
    expect(await carryOutImport(deps, bureau.agency, id)).toBe(false);
    expect([(await lookedAt(bureau, registrar, id)).view.state, await found()]).toEqual([
      'done',
      expect.objectContaining({ length: 12 }),
    ]);
  });

  test('while one process is at it no other begins; one that fell silent is replaced', async () => {
    const { registrar } = bureau.people;
    const rows = [
      ['问题', '单位', '责任人'],
      ['被接手的表', 'tax股', 'owner某'],
    ];
    const { id } = (await pasted(bureau, registrar, { rows, merges: [] })).view;
    await begin(bureau, registrar, id);
    const deps = { ...edgeOf(bureau), onTrouble: () => {} };
    const hold = (until: Date) => rowsOf(bureau, 'update ledger_import set held_until = $1 where id = $2', until, id);
    await hold(new Date(Date.now() + 60_000));
    expect(await carryOutImport(deps, bureau.agency, id)).toBe(false);
    await hold(new Date(Date.now() - 1));
    expect(await carryOutImport(deps, bureau.agency, id)).toBe(true);
    expect((await lookedAt(bureau, registrar, id)).view.state).toBe('done');
  });

  test('nobody else sees a sheet, and its words are kept only under its key', async () => {
    const looked = await pasted(bureau, bureau.people.registrar, {
      rows: [
        ['问题', '单位', '责任人'],
        ['独一无二的词', 'tax股', 'owner某'],
      ],
      merges: [],
    });
    await expect(lookedAt(bureau, bureau.people.owner, looked.view.id)).rejects.toThrow('notFound');
    const parts = await rowsOf<{ cipher: Buffer }>(bureau, 'select cipher from ledger_import_part');
    expect(parts.some(({ cipher }) => cipher.includes(Buffer.from('独一无二的词')))).toBe(false);
  });
});

test('what looks like a formula is text going out and coming back', async () => {
  for (const title of formulaLike) await problemOf(bureau, { title: title.trim(), source: title.trim() });
  const { rows } = await cellsOf(await exported(bureau, bureau.people.registrar));
  for (const title of formulaLike) expect(rows.flat()).toContain(title.trim());
});

test('a week after it was last touched a sheet is gone with its key', async () => {
  const cells = {
    rows: [
      ['问题', '单位', '责任人'],
      ['过期的表', 'tax股', 'owner某'],
    ],
    merges: [],
  };
  const { id } = (await pasted(bureau, bureau.people.registrar, cells)).view;
  const kept = async () => [
    (await rowsOf(bureau, 'select 1 from ledger_import where id = $1', id)).length,
    (await rowsOf(bureau, 'select 1 from ledger_import_part where import_id = $1', id)).length > 0,
    (await rowsOf(bureau, 'select 1 from data_key where subject_id = $1', id)).length,
  ];
  const after = (days: number) => new Date(Date.now() + days * 86_400_000);
  await dropLedgerImports(office.pools.app, bureau.agency.id, after(6));
  expect(await kept()).toEqual([1, true, 1]);
  await dropLedgerImports(office.pools.app, bureau.agency.id, after(8));
  expect(await kept()).toEqual([0, false, 0]);
});
