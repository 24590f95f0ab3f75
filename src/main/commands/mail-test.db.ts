import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommandLine } from '../../../tests/builders/command-line.ts';
import { type Office, openOffice, openTestAgency } from '../../../tests/builders/office.ts';
import { openPostBox, type PostBox } from '../../../tests/builders/post-box.ts';

let office: Office;
let box: PostBox;

beforeAll(async () => {
  office = await openOffice();
  box = await openPostBox();
  await openTestAgency(office, 'yunxi');
});
afterAll(async () => {
  await box.stop();
  await office.stop();
});

const mailTest = (args: readonly string[], env: Record<string, string> = {}) =>
  runCommandLine(['mail', 'test', ...args], {
    DATABASE_URL: office.database.url('app'),
    DATABASE_SEALER_URL: office.database.url('sealer'),
    XIAONENG_DATA: office.dataFolder,
    ...env,
  });
const smtp = () => ({ SMTP_URL: `smtp://127.0.0.1:${box.port}?tls=none`, MAIL_FROM: 'xn@example.gov.cn' });

test('sends one letter and shows the answer; what is refused is said with what it mostly comes from', async () => {
  const taken = await mailTest(['--to', 'fang@example.cn', '--agency', 'yunxi'], smtp());
  expect([taken.code, taken.stdout]).toEqual([0, 'taken for fang@example.cn: 250 kept\n']);
  expect(box.arrived.map(({ to }) => to)).toEqual([['fang@example.cn']]);
  box.refuse = () => ({ code: 550, words: '5.1.1 nobody here' });
  const refused = await mailTest(['--to', 'fang@example.cn', '--json'], smtp());
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, reason: 'address', code: 550 });
  const open = await mailTest(['--to', 'fang@example.cn'], {
    ...smtp(),
    SMTP_URL: `smtp://127.0.0.1:${box.port}`,
  });
  expect([open.code, open.stdout]).toEqual([1, expect.stringMatching(/^not taken \(tls\)[\s\S]*NODE_EXTRA_CA_CERTS/)]);
});

test('is refused in one line without a server, an address or an agency', async () => {
  const none = await mailTest(['--to', 'fang@example.cn']);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('yunxi has no mail server: set SMTP_URL')]);
  const odd = await mailTest(['--to', 'fang'], smtp());
  expect([odd.code, odd.stderr]).toEqual([2, expect.stringContaining('--to must be a mail address')]);
  const where = await mailTest(['--to', 'fang@example.cn', '--agency', 'nowhere'], smtp());
  expect([where.code, where.stderr]).toEqual([2, expect.stringContaining('there is no agency nowhere')]);
});
