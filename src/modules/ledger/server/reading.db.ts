import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bureau, carry, type JobName, openBureau, problemOf, send } from '../../../../tests/builders/bureau.ts';
import { photograph } from '../../../../tests/builders/files.ts';
import { type Office, openOffice, viewerFor } from '../../../../tests/builders/office.ts';
import { scanOf } from '../../../../tests/documents/made-pdf.ts';
import { takeIn } from '../../../platform/files/attachments.ts';
import { readingOf } from '../domain/reading-model.ts';
import type { Span } from '../domain/reading-state.ts';
import type { ReportReading } from '../domain/reading-views.ts';
import { fileText } from './file-text.ts';
import { reportReading } from './reading.ts';
import { likelyProblems } from './reading-likely.ts';

let office: Office;
let bureau: Bureau;
beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office?.stop());

const sample = (name: string) => readFileSync(new URL(`../../../../tests/documents/${name}`, import.meta.url));
const plain = sample('report.txt').toString('utf8').trimEnd();
const who = (name: JobName) => viewerFor(office, bureau.agency, bureau.people[name].person);

const sent = async (bytes: Uint8Array, name: string, by: JobName = 'owner') => {
  const kept = await takeIn(office, await who(by), Readable.from([Buffer.from(bytes)]), name);
  if (!kept.ok) throw new Error(JSON.stringify(kept.refusal));
  return { digest: kept.value.digest, name };
};
const textOf = async (file: { digest: string; name: string }, by: JobName = 'owner') =>
  fileText(office, await who(by), file);

const bytesOf = async (digest: string): Promise<Uint8Array> => {
  const found = await office.files.read(bureau.agency.id, digest);
  if (!found) throw new Error(`no file ${digest}`);
  return Buffer.concat(await found.stream.toArray());
};
const asFile = ({ digest, name }: { digest: string; name: string }) => ({ digest, name, size: 0, type: '' });

const deposited = (files: { digest: string; name: string }[], data: Record<string, unknown> = {}) =>
  carry(
    bureau,
    bureau.people.owner,
    { procedure: 'report' },
    { action: 'deposit', data: { title: '零散户调研', unit: bureau.units.tax, ...data }, files: files.map(asFile) },
  );
const depositedText = async (text: string) => (await deposited([await sent(Buffer.from(text), '报告.txt')])).id;

const readAs = async (id: string, by: JobName = 'owner') => {
  const outcome = await reportReading(office.engine, await who(by), id, bytesOf);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};
const act = (report: string, action: string, data: Record<string, unknown>) =>
  carry(bureau, bureau.people.owner, { matter: report }, { action, data });

const at = (reading: ReportReading, words: string): Span => {
  const start = reading.text.indexOf(words);
  if (start < 0) throw new Error(`not in the text: ${words}`);
  return { start, end: start + words.length };
};
const titles = (reading: ReportReading) =>
  readingOf(reading).problems.map(({ text, status, merged }) => [text, status, ...merged.map((each) => each.text)]);

const registered = (report: string, span: Span, data: Record<string, unknown> = {}) =>
  problemOf(bureau, { title: '问题', place: { report, ...span }, ...data });

describe('a report as a file', () => {
  test.each(['report.docx', 'report.pdf'])(
    '%s is read, its text kept beside it, its places those of the plain text',
    async (name) => {
      const file = await sent(sample(name), name);
      const read = await textOf(file);
      if (!read.ok || !read.value.text) throw new Error('nothing was read');
      expect(read.value).toMatchObject({ title: '关于零散户征管成本的调研报告', problems: 4, skipped: [] });
      const { id } = await deposited([file, read.value.text]);
      const reading = await readAs(id);
      expect(reading.text).toBe(plain);
      const same = await readAs(await depositedText(plain));
      expect(reading.outline).toEqual(same.outline);
      expect(reading.sums).toEqual(same.sums);
      expect(reading.sums.map(({ kind, computed }) => [kind, computed])).toEqual([
        ['parts', 59],
        ['left', 8],
      ]);
    },
  );

  test('a file that was deposited without its text is read as well', async () => {
    const { id } = await deposited([await sent(sample('report.docx'), '报告.docx')]);
    expect((await readAs(id)).text).toBe(plain);
  });

  test('a list in Excel: each row is an entry that names its cell, its measure beside it', async () => {
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet('清单').addRows([
      ['序号', '问题描述', '责任单位', '整改措施'],
      ['1', '窗口中午没有人值守', '税源', '实行轮班'],
      ['2', '公示牌内容过期', '办公室', ''],
    ]);
    const file = await sent(new Uint8Array(await workbook.xlsx.writeBuffer()), '清单.xlsx');
    const read = await textOf(file);
    if (!read.ok || !read.value.text) throw new Error('nothing was read');
    expect(read.value).toMatchObject({ title: '清单', problems: 2 });
    const reading = await readAs((await deposited([file, read.value.text])).id);
    expect(titles(reading)).toEqual([
      ['窗口中午没有人值守', 'open'],
      ['公示牌内容过期', 'open'],
    ]);
    expect(reading.cells.map(({ cell }) => cell)).toEqual(['B2', 'B3', 'D2']);
    expect(readingOf(reading).problems[0]?.measures.map(({ text }) => text)).toEqual(['实行轮班']);
  });

  test('a scan says that it is one; it is kept all the same, and read on once its text comes after it', async () => {
    const scan = await sent(scanOf(await photograph(), 2), '扫描件.pdf');
    const read = await textOf(scan);
    expect(read.ok ? null : [read.refusal.rule, read.refusal.facts, read.refusal.mend]).toEqual([
      'document.scan',
      { pages: 2 },
      'textVersion',
    ]);
    const { id } = await deposited([scan]);
    expect(await readAs(id)).toMatchObject({ text: '', unread: { rule: 'document.scan', mend: 'textVersion' } });
    const text = await sent(Buffer.from(`${plain}\n补`), '文字版.txt');
    await carry(bureau, bureau.people.owner, { matter: id }, { action: 'addText', files: [asFile(text)] });
    expect(await readAs(id)).toMatchObject({ text: `${plain}\n补`, unread: null });
  });

  test('what comes after a text does not move its places', async () => {
    const id = await depositedText(plain);
    const later = await sent(Buffer.from('另一份文字'), '另.txt');
    await carry(bureau, bureau.people.owner, { matter: id }, { action: 'addText', files: [asFile(later)] });
    expect((await readAs(id)).text).toBe(plain);
  });

  test('whoever knows a digest has not sent the file', async () => {
    const file = await sent(sample('report.docx'), '报告.docx');
    const outcome = await textOf(file, 'stranger');
    expect(outcome.ok ? null : outcome.refusal.code).toBe('notFound');
  });
});

describe('entries before they enter', () => {
  test('merged, they are registered as one problem in two places; each decision can be taken back', async () => {
    const report = await depositedText(plain);
    const reading = await readAs(report);
    const [one, two] = [at(reading, '同类减免两镇掌握不一'), at(reading, '代办费按季拨付，平均晚十九天')];
    const merge = { ...two, intoStart: one.start, intoEnd: one.end };
    await act(report, 'mergeEntry', merge);
    expect(titles(await readAs(report))).toHaveLength(3);
    await act(report, 'unmergeEntry', two);
    expect(titles(await readAs(report))).toHaveLength(4);
    await act(report, 'mergeEntry', merge);
    const { id } = await registered(report, one, { morePlaces: [two] });
    const after = await readAs(report);
    expect(titles(after).at(-1)).toEqual(['同类减免两镇掌握不一', 'accepted', '代办费按季拨付，平均晚十九天']);
    expect(after.accepted.map(({ start, added, problem }) => [start, added, problem.id]).sort()).toEqual(
      [
        [two.start, false, id],
        [one.start, false, id],
      ].sort(),
    );
  });

  test('split, each part is an entry of its own', async () => {
    const report = await depositedText(plain);
    const reading = await readAs(report);
    const whole = at(reading, '临时摊点收费只开收据、当日不进系统，月底集中补录');
    const parts = [at(reading, '临时摊点收费只开收据'), at(reading, '月底集中补录')];
    await act(report, 'splitEntry', { ...whole, parts });
    expect(titles(await readAs(report)).map(([text]) => text)).toContain('月底集中补录');
    await act(report, 'unsplitEntry', whole);
    expect(titles(await readAs(report))).toEqual(titles(reading));
  });

  test.each([
    [
      'parts outside of the passage',
      {
        parts: [
          { start: 0, end: 5 },
          { start: 12, end: 14 },
        ],
      },
      'ledger.partsStand',
    ],
    [
      'parts over each other',
      {
        parts: [
          { start: 11, end: 15 },
          { start: 14, end: 18 },
        ],
      },
      'ledger.partsStand',
    ],
    [
      'a part that ends before it begins',
      {
        parts: [
          { start: 12, end: 11 },
          { start: 14, end: 18 },
        ],
      },
      'form',
    ],
  ])('%s are refused', async (_name, data, rule) => {
    const report = await depositedText(plain);
    const sentSplit = { action: 'splitEntry', data: { start: 10, end: 20, ...data } };
    const outcome = await send(bureau, bureau.people.owner, { matter: report }, sentSplit);
    expect(outcome.ok ? null : outcome.refusal.rule).toBe(rule);
  });

  test('an entry goes into another one and not into itself; a value is asked for where one is corrected', async () => {
    const report = await depositedText(plain);
    const refused = async (action: string, data: Record<string, unknown>) => {
      const outcome = await send(bureau, bureau.people.owner, { matter: report }, { action, data });
      return outcome.ok ? null : [outcome.refusal.rule, outcome.refusal.fields?.map(({ path }) => path)];
    };
    const self = { start: 10, end: 20, intoStart: 10, intoEnd: 20 };
    expect(await refused('mergeEntry', self)).toEqual(['ledger.otherEntry', undefined]);
    expect(await refused('markEntry', { start: 20, end: 20 })).toEqual(['form', ['end']]);
    expect(await refused('decideSum', { start: 1, end: 9, decision: 'correct' })).toEqual(['form', ['value']]);
  });

  test('a sum is decided by the reader, and by nobody else', async () => {
    const report = await depositedText(plain);
    const [sum] = (await readAs(report)).sums;
    const place = { start: sum?.at[0] as number, end: sum?.at[1] as number };
    const data = { ...place, decision: 'correct', value: '59' };
    const outcome = await send(bureau, bureau.people.supervisor, { matter: report }, { action: 'decideSum', data });
    expect(outcome.ok ? null : outcome.refusal.code).toBe('notAllowed');
    await act(report, 'decideSum', data);
    expect((await readAs(report)).sumDecisions).toEqual([{ at: place, decision: 'correct', value: '59' }]);
    await act(report, 'reopenSum', place);
    expect((await readAs(report)).sumDecisions).toEqual([]);
  });
});

describe('one passage is one problem', () => {
  const refusalOf = async (data: Record<string, unknown>, by: JobName = 'registrar') => {
    const { person, post } = bureau.people.owner;
    const base = { title: '又一次', unit: bureau.units.tax, owner: person, ownerPost: post };
    const registering = { action: 'register', data: { ...base, ...data } };
    const outcome = await send(bureau, bureau.people[by], { procedure: 'problem' }, registering);
    return outcome.ok ? null : [outcome.refusal.code, outcome.refusal.rule, outcome.refusal.facts.number];
  };

  test('registered again, or with a word more, it is told which problem it is already', async () => {
    const report = await depositedText(plain);
    const span = at(await readAs(report), '代办费按季拨付，平均晚十九天');
    const { number } = await registered(report, span);
    const taken = ['conflict', 'ledger.passageTaken', number];
    expect(await refusalOf({ place: { report, ...span } })).toEqual(taken);
    expect(await refusalOf({ place: { report, start: span.start, end: span.end + 1 } })).toEqual(taken);
    const elsewhere = { report, start: span.end + 40, end: span.end + 50 };
    expect(await refusalOf({ place: elsewhere, morePlaces: [span] })).toEqual(taken);
  });

  test('another passage, another report, or one whose problem was voided is free', async () => {
    const report = await depositedText(plain);
    const other = await depositedText(`${plain}\n`);
    const span = at(await readAs(report), '代办费按季拨付，平均晚十九天');
    const { id } = await registered(report, span);
    expect(await refusalOf({ place: { report, start: span.start, end: span.start + 5 } })).toBeNull();
    expect(await refusalOf({ place: { report: other, ...span } })).toBeNull();
    const third = { report, start: span.end + 60, end: span.end + 70 };
    const { id: wrong } = await problemOf(bureau, { place: third });
    expect(await refusalOf({ place: third })).not.toBeNull();
    await carry(bureau, bureau.people.registrar, { matter: wrong }, { action: 'askVoid', reason: '登记错了' });
    await carry(bureau, bureau.people.supervisor, { matter: wrong }, { action: 'grantVoid' });
    expect(await refusalOf({ place: third })).toBeNull();
    expect(id).not.toBe(wrong);
  });

  test('of a problem one may not know of nothing is told', async () => {
    const report = await depositedText(plain);
    const span = at(await readAs(report), '代办费按季拨付，平均晚十九天');
    await registered(report, span, { confidential: true });
    expect(await refusalOf({ place: { report, ...span } }, 'office')).toBeNull();
  });

  test('joined to a problem that stands, it shows there; joined twice it is refused', async () => {
    const report = await depositedText(plain);
    const span = at(await readAs(report), '同类减免两镇掌握不一');
    const { id, number } = await problemOf(bureau, { title: '减免口径不统一' });
    const source = { action: 'addSource', data: { foundAt: { report, ...span }, moreSource: '零散户调研' } };
    await carry(bureau, bureau.people.owner, { matter: id }, source);
    expect((await readAs(report)).accepted).toMatchObject([{ ...span, added: true, problem: { number } }]);
    const again = await send(bureau, bureau.people.owner, { matter: id }, source);
    expect(again.ok ? null : again.refusal.rule).toBe('ledger.passageTaken');
  });
});

describe('what looks like a problem on the ledger', () => {
  const likelyFor = async (report: string, by: JobName) => {
    const viewer = await who(by);
    const outcome = await reportReading(office.engine, viewer, report, bytesOf);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
    const { items } = await likelyProblems(office.engine, viewer, outcome.value);
    return items.flatMap(({ matches }) => matches.map(({ problem }) => problem.number));
  };

  test('is proposed while the entry waits, to whoever may see both, whatever their reach', async () => {
    const report = await depositedText(
      '关于缴费点的调研报告\n一、存在的问题\n一是村口缴费点经常断网。群众白跑一趟。\n二是大厅座椅不够。老人站着等。\n',
    );
    const { id, number } = await problemOf(bureau, { title: '村口缴费点经常断网' });
    const secret = await problemOf(bureau, { title: '村口缴费点经常断网无人管', confidential: true });
    expect(await likelyFor(report, 'owner')).toEqual([number, secret.number]);
    expect(await likelyFor(report, 'supervisor')).toEqual([number]);
    const accusing = await problemOf(bureau, {
      title: '村口缴费点经常断网没人修',
      accused: [bureau.people.supervisor.person],
    });
    expect(await likelyFor(report, 'supervisor')).toEqual([number]);
    expect(await likelyFor(report, 'owner')).toContain(accusing.number);
    const reading = await readAs(report);
    const span = readingOf(reading).problems[0] as Span;
    const foundAt = { report, start: span.start, end: span.end };
    const join = { action: 'addSource', data: { foundAt, moreSource: '调研' } };
    await carry(bureau, bureau.people.owner, { matter: id }, join);
    expect(await likelyFor(report, 'owner')).toEqual([]);
  });
});
