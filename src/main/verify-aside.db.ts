import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LogDatabase, openLogDatabase } from '../../tests/builders/log-database.ts';
import { makeThread } from '../../tests/tamper/thread.ts';
import { createVerifier } from './verify-aside.ts';

let db: LogDatabase;
beforeAll(async () => {
  db = await openLogDatabase();
});
afterAll(() => db.stop());

test('a log verified aside is whole until somebody alters it', async () => {
  const { agency, streams } = await makeThread(db, 'aside');
  const verifier = createVerifier(db.app, db.dataFolder);
  expect(await verifier.verify(agency)).toEqual({ size: 64, findings: [] });
  await db.owner.query(
    `update event set body = replace(body, 'rectifying', 'struckOff') where agency_id = $1 and stream_id = $2 and seq = 2`,
    [agency.id, streams[1]?.id],
  );
  const { findings } = await verifier.verify(agency);
  expect(findings.map(({ code }) => code)).toContain('root');
  await verifier.stop();
}, 60_000);

test('ended in the middle it answers with an error and leaves no thread', async () => {
  const { agency } = await makeThread(db, 'cut-short');
  const verifier = createVerifier(db.app, db.dataFolder);
  const answer = expect(verifier.verify(agency)).rejects.toThrow(/ended early/);
  await verifier.stop();
  await answer;
  await expect(verifier.verify(agency)).rejects.toThrow(/the server ends/);
}, 60_000);
