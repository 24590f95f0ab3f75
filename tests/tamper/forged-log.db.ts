import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFinding } from '../../src/kernel/proof/index.ts';
import { type LogDatabase, openLogDatabase } from '../builders/log-database.ts';
import { changeValue, cutTail, drop, eventAt, forgedKey, signAllAgain, swap } from './forger.ts';
import { codesOf, findingsOf, makeThread, verifyDatabase, verifyExport } from './thread.ts';

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

  it('changes a value in valid JSON', async () => {
    const thread = await makeThread(db, 'changed');
    const { stream_id, seq } = await changeValue(thread, 30);
    const report = await verifyExport(thread);
    expect(findingsOf(report, 'previous')).toMatchObject([
      { position: 30, seq, stream: { kind: 'matter', id: stream_id } },
    ]);
    expect(codesOf(report)).toEqual(['anchorRoot', 'previous', 'root']);
    expect(describeFinding(findingsOf(report, 'previous')[0]!)).toContain(
      `position 30, matter ${stream_id}, event ${seq}: `,
    );
    const live = await verifyDatabase(thread);
    expect(findingsOf(live, 'eventChanged')).toMatchObject([{ position: 30, seq, stream: { id: stream_id } }]);
  });

  it('changes the newest event of a matter, which no later one confirms', async () => {
    const thread = await makeThread(db, 'newest');
    const { stream_id, seq } = await changeValue(thread, 60);
    const [found] = findingsOf(await verifyExport(thread), 'root');
    expect(found!.facts.suspects).toContain(`position 60 (matter ${stream_id}, event ${seq})`);
    const live = await verifyDatabase(thread);
    expect(findingsOf(live, 'eventChanged')).toMatchObject([{ position: 60, seq, stream: { id: stream_id } }]);
  });

  it('swaps two events of different matters', async () => {
    const thread = await makeThread(db, 'swapped');
    const [a, b] = [await eventAt(thread, 31), await eventAt(thread, 33)];
    expect(a.stream_id).not.toBe(b.stream_id);
    await swap(thread, 31, 33);
    const report = await verifyExport(thread);
    expect(codesOf(report)).toEqual(['anchorRoot', 'root']);
    const [found] = findingsOf(report, 'root');
    expect(found!.facts).toMatchObject({ from: 22, to: 42 });
    expect(found!.facts.suspects).toContain(`position 31 (matter ${b.stream_id}, event ${b.seq})`);
    expect(found!.facts.suspects).toContain(`position 33 (matter ${a.stream_id}, event ${a.seq})`);
    expect(codesOf(await verifyDatabase(thread))).toContain('root');
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
