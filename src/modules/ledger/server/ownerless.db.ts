import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bureau, openBureau, problemOf, rowsOf, workedOn } from '../../../../tests/builders/bureau.ts';
import { type Office, openOffice, viewerFor } from '../../../../tests/builders/office.ts';
import { ownerless } from './ownerless.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());
beforeEach(async () => {
  bureau = await openBureau(office, `a${uuidv7().slice(-8)}`);
});

const found = async (who = bureau.people.supervisor) =>
  ownerless(office.engine, await viewerFor(office, bureau.agency, who.person));

/** That commands leave nothing without an owner is shown for all histories by `kernel/matter/histories.unit.ts`. */
describe('open matters that nobody answers for', () => {
  test('there are none while everything goes by commands, and every seat was looked at', async () => {
    await workedOn(bureau);
    await problemOf(bureau);
    expect(await found()).toEqual({ items: [], count: 0, more: false, seats: 2 });
  });

  test('nor does the number of seats tell of what one is accused in, what is confidential or what is out of reach', async () => {
    const { people, units } = bureau;
    const elsewhere = { unit: units.window, owner: people.clerk.person, ownerPost: people.clerk.post };
    await workedOn(bureau);
    await problemOf(bureau, { ...elsewhere, accused: [people.supervisor.person] });
    await problemOf(bureau, {
      unit: units.head,
      owner: people.registrar.person,
      ownerPost: people.registrar.post,
      confidential: true,
    });
    const seats = async (who: typeof people.clerk) => (await found(who)).seats;
    expect(await seats(people.supervisor)).toBe(2);
    expect(await seats(people.reviewer)).toBe(3);
    expect(await seats(people.discipline)).toBe(4);
    expect(await seats(people.stranger)).toBe(1);
    expect(await seats(people.auditor)).toBe(0);
  });

  test('one planted past the commands is found: its post was never its owner’s', async () => {
    const { problem } = await workedOn(bureau);
    await rowsOf(bureau, 'update matter set owner_post_id = $2 where id = $1', problem, bureau.people.clerk.post);
    expect(await found()).toMatchObject({ count: 1, items: [{ id: problem, why: 'appointment' }] });
  });

  test('an owner nobody knows, an appointment that was cut off, a unit that was closed: each says why', async () => {
    const { people, units } = bureau;
    const { measure } = await workedOn(bureau);
    const stray = await problemOf(bureau, { title: '没有人认得的责任人' });
    await rowsOf(bureau, 'update matter set owner_id = $2 where id = $1', stray.id, uuidv7());
    const closed = await problemOf(bureau, {
      unit: units.window,
      owner: people.clerk.person,
      ownerPost: people.clerk.post,
    });
    const damage = async (text: string, id: string) => rowsOf(bureau, text, id);
    await damage(`update appointment set to_on = '2021-01-01' where person_id = $1`, people.measureOwner.person);
    await damage(`update unit set to_on = '2021-01-01' where id = $1`, units.window);
    await rowsOf(bureau, 'update directory_version set version = version + 1 where agency_id = $1', bureau.agency.id);
    const { items } = await found();
    expect(Object.fromEntries(items.map(({ id, why }) => [id, why]))).toEqual({
      [measure]: 'appointment',
      [stray.id]: 'person',
      [closed.id]: 'unit',
    });
    // Only those who may know of them are told which.
    expect((await found(people.stranger)).items.map(({ id }) => id)).toEqual([measure]);
  });

  test('what is over needs nobody', async () => {
    const { problem } = await workedOn(bureau);
    await rowsOf(bureau, 'update matter set owner_id = $2, open = false where id = $1', problem, uuidv7());
    expect((await found()).count).toBe(0);
  });
});
