import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../kernel/form/cell.ts';
import { isPlainText } from '../../../kernel/form/compile.ts';
import { sheetLimits } from '../../../platform/documents/sheet.ts';
import { buildWorkbook, readWorkbook } from '../../../platform/documents/workbook.ts';
import { vocabularyOf } from '../../../platform/procedure/vocabulary.ts';
import { type ColumnCode, fixedColumns, plainHeader, proposeColumns } from '../domain/sheet-columns.ts';
import { changedProblem } from '../domain/sheet-edits.ts';
import { findHead, type Grid, parseTabbed } from '../domain/sheet-grid.ts';
import { rowsOut } from '../domain/sheet-out.ts';
import { dayIn, readDescription, readMeasures, readMilestones, readOwner } from '../domain/sheet-read.ts';
import { groupsOf, type Setup } from '../domain/sheet-rows.ts';
import type { Names, Standing, StandingProblem } from '../domain/sheet-standing.ts';
import { correctionForm, problemForm } from '../procedure/problem-forms.ts';
import { zh } from '../texts/zh.ts';

const words: Record<string, string> = { ...zh, yes: '是', no: '否', erasedByLaw: '已依法删除' };
const units = [
  { id: '00000000-0000-4000-8000-00000000000a', name: '征管股' },
  { id: '00000000-0000-4000-8000-00000000000b', name: '法规股' },
];
const posts = [
  { id: '00000000-0000-4000-8000-0000000000a1', unit: units[0]!.id, name: '股长' },
  { id: '00000000-0000-4000-8000-0000000000b1', unit: units[1]!.id, name: '股长' },
  { id: '00000000-0000-4000-8000-0000000000b2', unit: units[1]!.id, name: '法制员' },
];
const people = [
  { id: '00000000-0000-4000-8000-000000000001', name: '李婷', posts: [posts[0]!] },
  { id: '00000000-0000-4000-8000-000000000002', name: '李婷', posts: [posts[1]!] },
  { id: '00000000-0000-4000-8000-000000000003', name: '邓超', posts: [posts[1]!, posts[2]!] },
];
const postsOf = (id: string) =>
  (people.find((each) => each.id === id)?.posts ?? []).map((post) => ({ post: post.id, unit: post.unit }));
const names: Names = {
  vocabulary: vocabularyOf(
    { people, units, posts, unitsOf: (id) => postsOf(id).map(({ unit }) => unit) },
    (key) => words[key] ?? key,
  ),
  personName: (id) => people.find((each) => each.id === id)?.name ?? null,
  unitName: (id) => units.find((each) => each.id === id)?.name ?? null,
  postName: (id) => posts.find((each) => each.id === id)?.name ?? null,
  today: '2026-11-22',
  startOf: (day) => `${day}T00:00:00.000Z`,
  postsOf,
  near: () => [],
};
const forms = { problem: problemForm, correction: correctionForm };
const choices = fixedColumns.map((code) => ({
  code,
  title: words[`ledger.column.${code}`] ?? words[`ledgerSheet.column.${code}`] ?? code,
}));

const setup: Setup = { row: 0, height: 1, columns: fixedColumns };
const textOf = (cell: Cell): string =>
  cell.type === 'text'
    ? cell.text.trim()
    : cell.type === 'day'
      ? cell.day
      : cell.type === 'number'
        ? String(cell.value)
        : '';
/** What a spreadsheet program would hand back of what was written. */
const gridOf = (problems: readonly StandingProblem[]): Grid => {
  const { rows, merges } = rowsOut(problems, problemForm, names, { row: 1, serial: 1 });
  return { name: '台账', rows: [choices.map(({ title }) => title), ...rows.map((row) => row.map(textOf))], merges };
};
const read = (grid: Grid, problems: readonly StandingProblem[]) =>
  groupsOf(grid, setup).groups.map(({ number, rows }) => {
    const problem = problems.find((each) => each.number === number);
    if (!problem) throw new Error(`no problem ${number}`);
    return changedProblem(rows, problem, fixedColumns, forms, names);
  });

const tricky = fc.constantFrom(
  '=1+1',
  '+86',
  '-1',
  '@SUM(A1)',
  '1. 一',
  '2026年3月1日',
  '72750',
  '"引号"',
  '、',
  '是',
  'a\tb',
  '甲\n乙',
);
const line = fc
  .oneof(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }), tricky)
  .map((text) => text.replaceAll(/\s+/g, ' ').trim())
  .filter((text) => text !== '' && isPlainText(text) && !/[\ufffe\uffff]/.test(text));
const block = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
const day = fc
  .integer({ min: 0, max: 4000 })
  .map((n) => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
const due = fc.oneof(
  fc.constant({}),
  day.map((dueOn) => ({ dueOn })),
  line.map((each) => ({ due: each })),
);
const owner = fc.constantFrom(...people.map(({ id, posts: [post] }) => ({ person: id, post: post!.id })));
const unit = fc.constantFrom(...units.map(({ id }) => id));
const measure = fc.record({
  title: line,
  due,
  lasting: fc.boolean(),
  owner,
  unit,
  progress: fc.option(block),
  state: fc.constantFrom('open', 'done'),
});
const problem = fc.record({
  title: line,
  description: fc.option(block),
  source: fc.option(line),
  category: fc.option(fc.constantFrom('style', 'service')),
  leader: fc.option(fc.constantFrom(...people.map(({ id }) => id))),
  assist: fc.subarray(units.map(({ id }) => id)),
  due,
  owner,
  unit,
  progress: fc.option(block),
  milestones: fc.array(fc.record({ title: line, on: day, reached: fc.boolean() }), { maxLength: 3 }),
  measures: fc.array(measure, { maxLength: 4 }),
  struckOffOn: fc.option(day),
});
const given = (data: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
const ledger = fc.array(problem, { minLength: 1, maxLength: 4 }).map((list) =>
  list.map((each, index): StandingProblem => {
    const number = `征管-2026-${String(index + 1).padStart(3, '0')}`;
    return {
      id: `p${index}`,
      number,
      state: 'rectifying',
      unit: each.unit,
      owner: each.owner,
      evidence: index,
      struckOffOn: each.struckOffOn,
      satisfaction: null,
      milestones: each.milestones,
      data: given({
        title: each.title,
        description: each.description,
        source: each.source,
        category: each.category,
        leader: each.leader,
        assistUnits: each.assist,
        progress: each.progress,
        ...each.due,
      }),
      measures: each.measures.map(
        (one, nr): Standing => ({
          id: `p${index}m${nr}`,
          number: `${number}-${nr + 1}`,
          state: one.state,
          unit: one.unit,
          owner: one.owner,
          evidence: nr,
          data: given({ title: one.title, lasting: one.lasting, progress: one.progress, ...one.due }),
        }),
      ),
    };
  }),
);

describe('a round trip of any ledger', () => {
  test('untouched it comes to nothing: 1,000 ledgers', () => {
    fc.assert(
      fc.property(ledger, (problems) => {
        for (const found of read(gridOf(problems), problems))
          expect(found).toEqual({ steps: [], faults: [], notes: [], changes: [] });
      }),
      { numRuns: 1000 },
    );
  });

  test('also without its hidden mark, and with merged cells taken apart', () => {
    fc.assert(
      fc.property(ledger, (problems) => {
        const grid = gridOf(problems);
        const bare = {
          ...grid,
          merges: [],
          rows: grid.rows.map((row, at) =>
            at === 0 ? row : row.map((cell, place) => (fixedColumns[place] === 'mark' ? '' : cell)),
          ),
        };
        for (const found of read(bare, problems))
          expect(found).toEqual({ steps: [], faults: [], notes: [], changes: [] });
      }),
      { numRuns: 300 },
    );
  });

  test('what is typed over is exactly what changes', () => {
    fc.assert(
      fc.property(ledger, fc.nat(), fc.nat(), (problems, which, where) => {
        const grid = gridOf(problems);
        const codes = ['source', 'description', 'measures', 'progress'] as const;
        const column: ColumnCode = codes[where % codes.length] as ColumnCode;
        const place = fixedColumns.indexOf(column);
        // Only rows whose own cell it is: below the first row merged cells are empty.
        const own = grid.rows.flatMap((row, at) => (at > 0 && (row[place] ?? '') !== '' ? [at] : []));
        if (own.length === 0) return;
        const row = own[which % own.length] as number;
        const rows = grid.rows.map((cells, at) =>
          at === row ? cells.map((cell, each) => (each === place ? `${cell}（改）` : cell)) : cells,
        );
        const found = read({ ...grid, rows }, problems);
        expect(found.flatMap(({ changes }) => changes.map((change) => [change.row, change.column]))).toEqual([
          [row, column],
        ]);
        expect(found.flatMap(({ steps }) => steps)).toHaveLength(1);
        expect(found.flatMap(({ faults }) => faults)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('through a real workbook too', async () => {
    await fc.assert(
      fc.asyncProperty(ledger, async (problems) => {
        const { rows, merges } = rowsOut(problems, problemForm, names);
        const bytes = await buildWorkbook([
          { name: '台账', columns: choices.map(({ title }) => ({ header: title })), rows, merges },
        ]);
        const back = await readWorkbook(Buffer.from(bytes), sheetLimits);
        if (!back.ok) throw new Error(back.fault);
        const [sheet] = back.sheets;
        const grid = {
          name: '',
          rows: (sheet?.rows ?? []).map((row) => Array.from(row, (cell) => cell ?? '')),
          merges: sheet?.merges ?? [],
        };
        for (const found of read(grid, problems))
          expect(found).toEqual({ steps: [], faults: [], notes: [], changes: [] });
      }),
      { numRuns: 40 },
    );
  });
});

describe('columns', () => {
  test.each([
    [
      ['序号', '存在问题', '牵头单位', '责任人', '具体措施', '整改时限', '备注'],
      ['serial', 'description', 'unit', 'owner', 'measures', 'due', null],
    ],
    [
      ['No.', 'Problem', 'Department', 'Responsible person', 'Measures', 'Deadline'],
      ['serial', 'description', 'unit', 'owner', 'measures', 'due'],
    ],
    [
      ['问题 描述*', '责任单位（主办）', '整改措施及要求', '措施责任人'],
      ['description', 'unit', 'measures', 'measureOwner'],
    ],
  ])('%j', (headers, wanted) => {
    expect(proposeColumns(headers, choices)).toEqual(wanted);
  });

  test('each meaning is given once, and what somebody chose before goes first', () => {
    expect(proposeColumns(['问题', '存在问题'], choices)).toEqual(['description', null]);
    const before = new Map<string, ColumnCode | null>([
      [plainHeader('备注'), 'progress'],
      [plainHeader('进展'), null],
    ]);
    expect(proposeColumns(['备注', '进展'], choices, before)).toEqual(['progress', null]);
  });

  test('headers are found below a title, also in two rows', () => {
    const rows = [
      ['某局台账'],
      ['2026年'],
      ['序号', '问题', '整改情况', ''],
      ['', '', '措施', '完成时限'],
      ['1', '甲', '乙', '丙'],
    ];
    const merges = [{ top: 2, left: 2, bottom: 2, right: 3 }];
    expect(findHead({ name: '', rows, merges }, choices, new Map())).toEqual({
      row: 2,
      height: 2,
      headers: ['序号', '问题', '措施', '完成时限'],
    });
  });
});

test('cells as Excel copies them: quotes around line breaks, and quotes that are words', () => {
  expect(parseTabbed('甲\t"两\n行 ""引"""\r\n"没有完\t末\n')).toEqual([
    ['甲', '两\n行 "引"'],
    ['"没有完', '末'],
  ]);
  expect(parseTabbed('a\t')).toEqual([['a', '']]);
});

test.each([
  ['2026-03-01', '2026-03-01'],
  ['2026年3月1日前', '2026-03-01'],
  ['2026.3.1', '2026-03-01'],
  ['２０２６/３/１', '2026-03-01'],
  ['2026-03-01 00:00', '2026-03-01'],
  ['46082', '2026-03-01'],
  ['20260301', '2026-03-01'],
  ['2026-02-30', null],
  ['年底前', null],
  ['3月1日', null],
])('the date in %s is %s', (written, wanted) => {
  expect(dayIn(written)).toBe(wanted);
});

test('a long text has a title of its own', () => {
  expect(readDescription('短')).toEqual({ title: '短' });
  const long = `${'长'.repeat(60)}，${'句'.repeat(80)}。`;
  expect(readDescription(long)).toEqual({ title: '长'.repeat(60), description: long });
});

test('measures counted in one cell are several; a number at the beginning alone is none', () => {
  expect(readMeasures('1. 甲\n接着\n2、乙')).toEqual(['甲 接着', '乙']);
  expect(readMeasures('3.5 公里路段修补')).toEqual(['3.5 公里路段修补']);
  expect(readMeasures('（一）甲\n（二）乙')).toEqual(['甲', '乙']);
});

test('points of a plan', () => {
  expect(readMilestones('2026-03-01 排查\n完成整改：2026年5月1日')).toEqual({
    ok: true,
    value: [
      { title: '排查', on: '2026-03-01' },
      { title: '完成整改', on: '2026-05-01' },
    ],
  });
  expect(readMilestones('第一季度排查')).toMatchObject({ ok: false, fault: { rule: 'milestones' } });
});

test('who answers: by unit, by what stands in brackets, or told with candidates', () => {
  expect(readOwner('李婷', units[1]!.id, names)).toMatchObject({
    value: { person: people[1]!.id, post: posts[1]!.id },
  });
  expect(readOwner('李婷', null, names)).toMatchObject({
    fault: { rule: 'severalSuch', candidates: ['李婷（征管股）', '李婷（法规股）'] },
  });
  expect(readOwner('李婷（法规股）', null, names)).toMatchObject({ value: { person: people[1]!.id } });
  expect(readOwner('邓超', units[1]!.id, names)).toMatchObject({
    fault: { rule: 'severalPosts', candidates: ['邓超（股长）', '邓超（法制员）'] },
  });
  expect(readOwner('邓超（法制员）', units[1]!.id, names)).toMatchObject({ value: { post: posts[2]!.id } });
  expect(readOwner('李婷、邓超', units[0]!.id, names)).toMatchObject({ fault: { rule: 'onePerson' } });
});
