import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFinding } from '../../src/kernel/proof/index.ts';
import { type LogDatabase, openLogDatabase } from '../builders/log-database.ts';
import {
  changeValue,
  cutTail,
  drop,
  eventAt,
  forgedKey,
  newestPosition,
  sealAgain,
  signAllAgain,
  swap,
} from './forger.ts';
import { codesOf, findingsOf, goOn, makeThread, seal, verifyDatabase, verifyExport } from './thread.ts';

let db: LogDatabase;
beforeAll(async () => {
  db = await openLogDatabase();
});
afterAll(async () => {
  await db.stop();
});

describe('a forger with the rights of the database owner, against a note kept outside', () => {
  it('has changed nothing yet: no findings', async () => {
    const thread = await makeThread(db, 'whole');
    expect(await verifyExport(thread)).toMatchObject({
      findings: [],
      size: 64,
      withheld: 0,
      anchor: 64,
      unchecked: [],
    });
    expect(await verifyDatabase(thread)).toMatchObject({ findings: [], size: 64, unsealed: 0, anchor: 64 });
    const without = await verifyExport(thread, { withNote: false });
    expect(without.findings).toEqual([]);
    expect(without.unchecked.map(({ code }) => code)).toEqual(['noAnchor']);
  });

  it.each([
    ['in the middle of a matter', 30],
    ['as the newest of a matter', 60],
  ])('changes a value in valid JSON, %s', async (_, position) => {
    const thread = await makeThread(db, `changed-${position}`);
    const { stream_id, seq } = await changeValue(thread, position);
    const report = await verifyExport(thread);
    expect(codesOf(report)).toEqual(['anchorRoot', 'changed', 'root']);
    expect(findingsOf(report, 'changed')).toMatchObject([{ position, seq, stream: { kind: 'matter', id: stream_id } }]);
    expect(describeFinding(findingsOf(report, 'changed')[0]!)).toMatch(
      `position ${position}, matter ${stream_id}, event ${seq}: the text is not the one that was sealed`,
    );
    const live = await verifyDatabase(thread);
    expect(findingsOf(live, 'eventChanged')).toMatchObject([{ position, seq, stream: { id: stream_id } }]);
  });

  it('changes a value and its sealed hash', async () => {
    const thread = await makeThread(db, 'hashed');
    const { stream_id, seq } = await changeValue(thread, 30);
    await sealAgain(thread, 30);
    const report = await verifyExport(thread);
    expect(codesOf(report)).toEqual(['anchorRoot', 'previous', 'root']);
    expect(findingsOf(report, 'previous')).toMatchObject([{ position: 30, seq, stream: { id: stream_id } }]);
    expect(codesOf(await verifyDatabase(thread))).toEqual(['anchorRoot', 'previous', 'root']);
  });

  it('changes the newest event of a matter, which no later one confirms, and its sealed hash', async () => {
    const thread = await makeThread(db, 'newest');
    const position = await newestPosition(thread);
    const { stream_id, seq } = await changeValue(thread, position);
    await sealAgain(thread, position);
    const report = await verifyExport(thread);
    expect(codesOf(report)).toEqual(['anchorRoot', 'root']);
    const [found] = findingsOf(report, 'root');
    expect(found!.facts.suspects).toContain(`position ${position} (matter ${stream_id}, event ${seq})`);
    const live = await verifyDatabase(thread);
    expect(codesOf(live)).toEqual(['anchorRoot', 'root', 'streamHead']);
    expect(findingsOf(live, 'streamHead')).toMatchObject([{ seq, stream: { kind: 'matter', id: stream_id } }]);
  });

  it('swaps two events of different matters, sealed hashes too', async () => {
    const thread = await makeThread(db, 'swapped');
    const [a, b] = [await eventAt(thread, 31), await eventAt(thread, 33)];
    expect(a.stream_id).not.toBe(b.stream_id);
    await swap(thread, 31, 33);
    for (const report of [await verifyExport(thread), await verifyDatabase(thread)]) {
      expect(codesOf(report)).toEqual(['anchorRoot', 'root']);
      const [found] = findingsOf(report, 'root');
      expect(found!.facts).toMatchObject({ from: 22, to: 42 });
      expect(found!.facts.suspects).toContain(`position 31 (matter ${b.stream_id}, event ${b.seq})`);
      expect(found!.facts.suspects).toContain(`position 33 (matter ${a.stream_id}, event ${a.seq})`);
    }
  });

  it('is named exactly as long as a tile remembers what was sealed', async () => {
    const thread = await makeThread(db, 'tiled');
    await goOn(thread, 30);
    await seal(db, thread.agency);
    const [a, b, c] = [await eventAt(thread, 31), await eventAt(thread, 33), await changeValue(thread, 200)];
    await swap(thread, 31, 33);
    await sealAgain(thread, 200);
    const report = await verifyExport(thread);
    expect(findingsOf(report, 'moved')).toMatchObject([
      { position: 31, seq: b.seq, stream: { id: b.stream_id }, facts: { sealedAt: 33 } },
      { position: 33, seq: a.seq, stream: { id: a.stream_id }, facts: { sealedAt: 31 } },
    ]);
    expect(findingsOf(report, 'changed')).toMatchObject([{ position: 200, seq: c.seq, stream: { id: c.stream_id } }]);
    const live = await verifyDatabase(thread);
    expect(findingsOf(live, 'sealedChanged').map(({ position }) => position)).toEqual([31, 33, 200]);
  });

  it('drops an event and closes the gap', async () => {
    const thread = await makeThread(db, 'dropped');
    const { stream_id, seq } = await drop(thread, 25);
    const report = await verifyExport(thread);
    expect(findingsOf(report, 'sequence')).toMatchObject([{ seq, stream: { kind: 'matter', id: stream_id } }]);
    expect(codesOf(report)).toEqual(['anchorEnd', 'end', 'root', 'sequence']);
    expect(codesOf(await verifyDatabase(thread))).toEqual(expect.arrayContaining(['sequence', 'root', 'anchorEnd']));
  });

  it('deletes an event and leaves its place', async () => {
    const thread = await makeThread(db, 'deleted');
    const { stream_id, seq } = await eventAt(thread, 25);
    await db.owner.query('delete from event where agency_id = $1 and stream_id = $2 and seq = $3', [
      thread.agency.id,
      stream_id,
      seq,
    ]);
    const report = await verifyExport(thread);
    expect(findingsOf(report, 'changed')).toMatchObject([{ position: 25 }]);
    expect(findingsOf(report, 'lineGone')).toMatchObject([{ position: 25 }]);
    expect(findingsOf(report, 'sequence')).toMatchObject([{ seq, stream: { id: stream_id } }]);
    const live = await verifyDatabase(thread);
    expect(findingsOf(live, 'eventGone')).toMatchObject([{ position: 25, seq, stream: { id: stream_id } }]);
  });

  it('cuts the tail of log and checkpoints', async () => {
    const thread = await makeThread(db, 'cut');
    await cutTail(thread, 22);
    // Nothing inside the folder can tell: that is what the note is for, and without it the verifier says so.
    const without = await verifyExport(thread, { withNote: false });
    expect(without).toMatchObject({ findings: [], unchecked: [{ code: 'noAnchor' }] });
    const report = await verifyExport(thread);
    expect(report.findings).toMatchObject([{ code: 'anchorEnd', facts: { size: 64, events: 22 } }]);
    expect(codesOf(await verifyDatabase(thread))).toEqual(['anchorEnd']);
  });

  it('signs the whole log again with another key', async () => {
    const thread = await makeThread(db, 'otherkey');
    const forged = forgedKey(thread);
    await signAllAgain(thread, 30, forged);
    expect((await verifyExport(thread, { withNote: false })).findings).toEqual([]);
    const report = await verifyExport(thread);
    expect(codesOf(report)).toEqual(['anchorRoot', 'anchorSignature']);
    const [found] = findingsOf(report, 'anchorRoot');
    expect(found!.facts).toMatchObject({ from: 0, to: 63, signers: `${forged.key.name}+${forged.key.id}` });
    expect(codesOf(await verifyDatabase(thread))).toEqual(['anchorRoot', 'anchorSignature']);
  });

  it('signs the whole log again with the right key', async () => {
    const thread = await makeThread(db, 'rightkey');
    await signAllAgain(thread, 30, db.keys(thread.agency));
    expect((await verifyExport(thread, { withNote: false })).findings).toEqual([]);
    expect(codesOf(await verifyExport(thread))).toEqual(['anchorRoot']);
    expect(codesOf(await verifyDatabase(thread))).toEqual(['anchorRoot']);
  });
});

describe('a forger in the exported folder', () => {
  const edited = async (code: string, edit: (lines: string[]) => string[]) => {
    const thread = await makeThread(db, code);
    const [a, b] = [await eventAt(thread, 31), await eventAt(thread, 33)];
    const report = await verifyExport(thread, {
      forge: (folder) => {
        const file = path.join(folder, 'log.jsonl');
        writeFileSync(file, edit(readFileSync(file, 'utf8').split('\n')).join('\n'));
      },
    });
    return { report, a, b };
  };

  it('swaps two lines', async () => {
    const { report, a, b } = await edited('lines', (lines) => lines.with(31, lines[33]!).with(33, lines[31]!));
    expect(codesOf(report)).toEqual(['anchorRoot', 'moved', 'root']);
    expect(findingsOf(report, 'moved')).toMatchObject([
      { position: 31, seq: b.seq, stream: { id: b.stream_id } },
      { position: 33, seq: a.seq, stream: { id: a.stream_id } },
    ]);
  });

  it('takes a line out', async () => {
    const { report, a } = await edited('takenout', (lines) => lines.toSpliced(31, 1));
    expect(findingsOf(report, 'dropped')).toMatchObject([{ position: 31 }]);
    expect(findingsOf(report, 'sequence')).toMatchObject([{ seq: a.seq, stream: { id: a.stream_id } }]);
    expect(codesOf(report)).toEqual(['anchorEnd', 'dropped', 'end', 'root', 'sequence']);
  });

  it('changes a line', async () => {
    const { report, a } = await edited('line', (lines) =>
      lines.with(31, lines[31]!.replace('"percent":', '"percent":1')),
    );
    expect(findingsOf(report, 'changed')).toMatchObject([{ position: 31, seq: a.seq, stream: { id: a.stream_id } }]);
    expect(codesOf(report)).toEqual(['anchorRoot', 'changed', 'root']);
  });
});
