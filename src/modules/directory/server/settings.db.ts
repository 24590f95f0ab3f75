import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bureau, openBureau, rowsOf } from '../../../../tests/builders/bureau.ts';
import { type Office, openOffice } from '../../../../tests/builders/office.ts';
import { copyOf, settle } from '../../../../tests/builders/organisation.ts';
import type { EventBody } from '../../../kernel/proof/event.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { kinds } from '../domain/organisation.ts';
import { DirectoryMoved, SettingTaken, writeChanges } from './settings.ts';

let office: Office;
let bureau: Bureau;
beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

const span = { from: '2026-01-01', to: null };
const write = (judged: number | null, id: string = uuidv7()) =>
  inTransaction(office.pools.app, (client) =>
    writeChanges(
      client,
      office.vault,
      { agency: bureau.agency, actor: null, post: null, command: uuidv7(), now: office.now() },
      [{ kind: 'unit', value: { id, parent: null, code: id.slice(-8), name: '新', ordinal: 1, ...span } }],
      judged,
    ),
  );

test('the tables hold exactly what the newest event of each stream says', async () => {
  const { people, units } = bureau;
  const { leader, owner } = people;
  const [team, pairing] = [uuidv7(), uuidv7()];
  await settle(
    bureau,
    { kind: 'charge', value: { id: uuidv7(), person: leader.person, post: leader.post, unit: units.law, ...span } },
    { kind: 'team', value: { id: team, kind: 'branch', name: '支部', task: null, unit: null, term: null, ...span } },
    { kind: 'member', value: { id: uuidv7(), team, person: owner.person, role: 'lead', ...span } },
    { kind: 'pairing', value: { id: pairing, person: null, unit: units.law, with: units.window, ...span } },
  );
  await settle(bureau, {
    kind: 'pairing',
    value: { id: pairing, person: null, unit: units.law, with: units.window, from: span.from, to: '2026-12-31' },
  });
  const rows = await rowsOf<{ body: string }>(
    bureau,
    `select distinct on (e.stream_id) e.body from event e join stream s on s.id = e.stream_id
where e.agency_id = $1 and s.kind = any($2) order by e.stream_id, e.seq desc`,
    bureau.agency.id,
    kinds.filter((kind) => kind !== 'person'),
  );
  const { organisation } = await copyOf(bureau);
  const told = rows.map(({ body }) => {
    const { stream, seq, data } = JSON.parse(body) as EventBody;
    return { kind: stream.kind, id: stream.id, seq, ...data };
  });
  const stands = kinds
    .filter((kind) => kind !== 'person')
    .flatMap((kind) => [...organisation[kind].values()].map((value) => ({ kind, ...value })));
  // A team has a kind of its own, which stands in the way of the stream's.
  const sorted = (list: readonly { id: string }[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(sorted(told)).toEqual(sorted(stands));
  expect(stands.find(({ id }) => id === pairing)).toMatchObject({ seq: 2, to: '2026-12-31' });
});

test('a change judged by a version that is no more writes nothing', async () => {
  const version = await office.directoryVersion(bureau.agency.id);
  expect(await write(version)).toBe(version + 1);
  const id = uuidv7();
  await expect(write(version, id)).rejects.toThrow(DirectoryMoved);
  expect(await rowsOf(bureau, 'select 1 from stream where id = $1', id)).toEqual([]);
  expect(await office.directoryVersion(bureau.agency.id)).toBe(version + 1);
});

test('an id that something else bears is refused, whatever kind it is', async () => {
  const { version } = await copyOf(bureau);
  await expect(write(null, bureau.people.owner.person)).rejects.toThrow(SettingTaken);
  expect((await copyOf(bureau)).version).toBe(version);
});

test('a name revealed once is not revealed from memory when its key is gone', async () => {
  const person = uuidv7();
  await settle(bureau, { kind: 'person', value: { id: person, name: '记得', number: 'Z-1' } });
  expect((await copyOf(bureau)).personName(person)).toBe('记得');
  await rowsOf(bureau, 'delete from data_key where subject_id = $1', person);
  await write(null);
  const copy = await copyOf(bureau);
  expect([copy.personName(person), copy.organisation.person.get(person)?.number]).toEqual([null, null]);
});
