import { uuidv7 } from 'uuidv7';
import { type MailChoice, noChoice } from '../../src/kernel/view/mail.ts';
import { mailOf } from '../../src/main/mail.ts';
import { openAccount } from '../../src/modules/directory/index.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { deliverOne } from '../../src/platform/mail/deliver.ts';
import type { MailDeps } from '../../src/platform/mail/deps.ts';
import { makeDigests, makeWitnessMail } from '../../src/platform/mail/digests.ts';
import { mailFromNotices } from '../../src/platform/mail/from-notices.ts';
import { beginAddress, takeCode } from '../../src/platform/mail/pending.ts';
import { keepAddress, keepChoice } from '../../src/platform/mail/person.ts';
import { mailServerOf, setMailServer } from '../../src/platform/mail/server.ts';
import type { Bureau, JobName } from './bureau.ts';
import type { Clerk } from './office.ts';
import type { PostBox } from './post-box.ts';
import { passwordOf } from './site.ts';

/** Mail of a bureau by hand: what the loop does, one step at a time, at a moment the test chooses. */
export type Mailing = {
  deps: MailDeps;
  /** The clock of mail alone; matters go by the office's. */
  at(moment: Date): void;
  /** Notices become letters, digests that are due as well, and everything that may leave does; answers what became of each. */
  round(): Promise<string[]>;
  /** Only what may leave. */
  deliver(): Promise<string[]>;
};

export const handOf = ({ office, agency }: Bureau) => ({
  agency,
  actor: null,
  post: null,
  command: uuidv7(),
  now: office.now(),
});

const serverOf = (box: PostBox, code: string) => ({
  enabled: true,
  host: box.host,
  port: box.port,
  security: 'none' as const,
  login: null,
  sender: 'xn@example.gov.cn',
  site: `https://xn.example/a/${code}`,
});

/** The agency's mail leaves through this box from now on. */
export const mailThrough = async (bureau: Bureau, box: PostBox, more: { enabled?: boolean } = {}): Promise<void> => {
  const { office, agency } = bureau;
  const set = await inTransaction(office.pools.app, (client) =>
    setMailServer(client, office.vault, handOf(bureau), { ...serverOf(box, agency.code), ...more }),
  );
  if (!set.ok) throw new Error(JSON.stringify(set.refusal));
};

export const addressOf = (name: JobName): string => `${name.toLowerCase()}@example.cn`;

/** Somebody with a login and a confirmed address. */
const givesAddress = async (
  { office, agency }: Bureau,
  who: Clerk,
  address: string,
  at: Date = office.now(),
): Promise<void> => {
  const { app } = office.pools;
  const begun = await beginAddress(app, office.vault, agency.id, who.person, address, at);
  if (!begun.ok) throw new Error(JSON.stringify(begun.refusal));
  const taken = await takeCode(app, office.vault, agency.id, who.person, begun.value.code, at);
  if (!taken.ok) throw new Error(JSON.stringify(taken.refusal));
  await keepAddress(app, agency.id, who.person, taken.value, at);
};

export const reachable = async (bureau: Bureau, names: readonly JobName[], at?: Date): Promise<void> => {
  const { office, agency, people } = bureau;
  for (const name of names) {
    const account = { person: people[name].person, login: name, password: passwordOf(name) };
    await inTransaction(office.pools.app, (client) =>
      openAccount(client, office.vault, agency.id, account, office.now()),
    );
    await givesAddress(bureau, people[name], addressOf(name), at);
  }
};

export const chooses = (bureau: Bureau, name: JobName, choice: Partial<MailChoice>): Promise<void> => {
  const { office, agency, people } = bureau;
  return keepChoice(office.pools.app, agency.id, people[name].person, { ...noChoice, ...choice }, office.now());
};

export const openMailing = (bureau: Bureau): Mailing => {
  const { office, agency } = bureau;
  let moment: Date | null = null;
  const now = () => moment ?? office.now();
  const deps: MailDeps = { ...mailOf(office), now };
  const deliver = async (): Promise<string[]> => {
    const server = await mailServerOf(office.pools.app, office.vault, agency, null);
    if (!server) return ['no server'];
    const became: string[] = [];
    for (
      let each = await deliverOne(deps, agency, server);
      each !== 'none';
      each = await deliverOne(deps, agency, server)
    )
      became.push(each);
    return became;
  };
  return {
    deps,
    at: (chosen) => {
      moment = chosen;
    },
    deliver,
    round: async () => {
      await mailFromNotices(deps, agency);
      await inTransaction(office.pools.app, (client) => makeDigests(deps, client, agency));
      await makeWitnessMail(deps, agency);
      return deliver();
    },
  };
};
