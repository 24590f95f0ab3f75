import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Bureau, openBureau, problemOf, rowsOf } from '../../../tests/builders/bureau.ts';
import { addressOf, chooses, mailThrough, reachable } from '../../../tests/builders/mailing.ts';
import { type Office, openOffice } from '../../../tests/builders/office.ts';
import { openPostBox, type PostBox } from '../../../tests/builders/post-box.ts';
import { mailOf } from '../../main/mail.ts';
import { type MailLoop, startMailLoop } from './loop.ts';
import type { MailServer } from './server.ts';

let office: Office;
let box: PostBox;
let nth = 0;
const loops: MailLoop[] = [];
const troubles: string[] = [];

beforeAll(async () => {
  office = await openOffice();
});
beforeEach(async () => {
  box = await openPostBox();
});
afterEach(async () => {
  await Promise.all(loops.splice(0).map((loop) => loop.stop()));
  await box.stop();
  troubles.length = 0;
});
afterAll(() => office.stop());

const always = { quietFrom: '00:00', quietTo: '00:00', quietFreeDays: false, muted: ['digest' as const] };
const opened = async (): Promise<Bureau> => {
  nth += 1;
  const bureau = await openBureau(office, `loop-${nth}`);
  await reachable(bureau, ['owner']);
  await chooses(bureau, 'owner', always);
  return bureau;
};
const running = (installation: MailServer | null = null): MailLoop => {
  const loop = startMailLoop({
    ...mailOf(office, { mail: installation }),
    pool: office.pools.app,
    bell: { hear: office.onRang },
    agencies: office.agencies.all,
    onTrouble: (line) => troubles.push(line),
    poll: 100,
    pause: 300,
    gather: 20,
  });
  loops.push(loop);
  return loop;
};
/** Long enough for a loop of this poll to have looked several times. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 1_500));
const sentTo = (address: string) => box.arrived.filter(({ to }) => to[0] === address);
const arrived = (count: number) => expect.poll(() => box.arrived.length, { timeout: 15_000 }).toBe(count);
const started = (bureau: Bureau) =>
  expect
    .poll(() => rowsOf(bureau, 'select 1 from mail_position where agency_id = $1', bureau.agency.id))
    .toHaveLength(1);
const installationAt = ({ host, port }: PostBox): MailServer => ({
  host,
  port,
  security: 'none',
  login: null,
  password: null,
  sender: 'all@example.gov.cn',
  senderName: null,
  site: 'https://xn.example',
});

test('several loops send each letter once, also those of many agencies at a time', async () => {
  const bureaus = [await opened(), await opened(), await opened()];
  for (const bureau of bureaus) await mailThrough(bureau, box);
  for (let count = 0; count < 3; count += 1) running();
  for (const bureau of bureaus) await started(bureau);
  for (const bureau of bureaus) await problemOf(bureau);
  await arrived(3);
  await aWhile();
  expect(new Set(box.arrived.map(({ messageId }) => messageId)).size).toBe(3);
  expect([box.arrived.length, troubles]).toEqual([3, []]);
}, 30_000);

test('a server that fails is told to the operator once; the letter goes when it is back', async () => {
  const bureau = await opened();
  await mailThrough(bureau, box);
  const loop = running();
  await started(bureau);
  box.refuseLetter = { code: 451, words: 'busy' };
  await problemOf(bureau);
  const reasons = () =>
    rowsOf<{ reason: string | null }>(bureau, 'select reason from mail where agency_id = $1', bureau.agency.id);
  await expect.poll(reasons, { timeout: 10_000 }).toEqual([{ reason: 'later' }]);
  box.refuseLetter = null;
  await rowsOf(bureau, 'update mail set next_try_at = $2 where agency_id = $1', bureau.agency.id, office.now());
  loop.wake();
  await arrived(1);

  const { port } = box;
  await box.stop();
  await problemOf(bureau);
  await expect
    .poll(() => troubles, { timeout: 10_000 })
    .toEqual([expect.stringContaining(`127.0.0.1:${port} takes no letters`)]);
  await aWhile();
  expect(troubles).toHaveLength(1);
  box = await openPostBox();
}, 30_000);

test('the server of the installation serves who set none, with links to the agency; switched off is off', async () => {
  const [plain, off] = [await opened(), await opened()];
  await mailThrough(off, box, { enabled: false });
  running(installationAt(box));
  await started(plain);
  const { id } = await problemOf(plain);
  await problemOf(off);
  await arrived(1);
  await aWhile();
  const [letter] = sentTo(addressOf('owner'));
  expect(letter?.text).toContain(`https://xn.example/a/${plain.agency.code}/matter/${id}`);
  expect(letter?.from).toContain('all@example.gov.cn');
  expect(box.arrived).toHaveLength(1);
  expect(await rowsOf(off, 'select 1 from mail where agency_id = $1', off.agency.id)).toEqual([]);
}, 30_000);

test('a demonstration sends nothing and makes nothing', async () => {
  const bureau = await opened();
  await mailThrough(bureau, box);
  await rowsOf(bureau, 'update agency set demonstration = true where id = $1', bureau.agency.id);
  running();
  await aWhile();
  await problemOf(bureau);
  await aWhile();
  expect(box.tried).toEqual([]);
  expect(await rowsOf(bureau, 'select 1 from mail where agency_id = $1', bureau.agency.id)).toEqual([]);
}, 30_000);
