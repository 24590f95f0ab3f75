import type { PoolClient } from 'pg';
import { uuidv7 } from 'uuidv7';
import { openAccount, setAppointment, setPerson } from '../../modules/directory/index.ts';
import { isOnTrial } from '../../platform/agency/trial.ts';
import { separationRefusal } from '../../platform/authorization/three-administrators.ts';
import { dayOf } from '../../platform/command/engine.ts';
import { OperatorFault } from '../../platform/config/fault.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { oneTimePassword } from '../../platform/session/passwords.ts';
import { createHouse, type StandingHouse } from '../engine.ts';
import { agencyNamed } from './agency-of.ts';
import { withDatabase } from './setting.ts';

type Options = { login: string; name: string; agency?: string; post?: string[]; json?: boolean };
type Agency = Awaited<ReturnType<typeof agencyNamed>>;

/** The posts by their names; two of the three administrators go to one person only while the agency is on trial. */
const postsNamed = async (standing: StandingHouse, agency: Agency, names: readonly string[], from: string) => {
  const directory = await standing.directories.of(agency.id, await standing.directoryVersion(agency.id));
  const posts = names.map((name) => {
    const post = directory.posts.find((each) => each.name === name);
    if (!post) throw new OperatorFault(`there is no post ${name}`);
    return post;
  });
  const held = posts.map((post) => ({ person: '', post: post.id, from, to: null }));
  const rolesOf = (id: string) => posts.find((post) => post.id === id)?.roles ?? [];
  if (separationRefusal(held, rolesOf, await isOnTrial(standing.pools.app, agency.id)))
    throw new OperatorFault(
      'one person may not hold two of the three administrators; open an agency with --trial to try it alone',
    );
  return posts;
};

/** `xiaoneng user add`: a person with a login, appointed to the posts that are named; the password is made and shown once. */
export const userAddCommand = async (options: Options): Promise<void> =>
  withDatabase('user add', async ({ pools, dataFolder }) => {
    const standing = createHouse(pools, dataFolder);
    const agency = await agencyNamed(standing, options.agency);
    const now = standing.now();
    const from = dayOf(now);
    const posts = await postsNamed(standing, agency, options.post ?? [], from);
    const person = uuidv7();
    const password = oneTimePassword();
    const hand = { agency, actor: null, post: null, command: uuidv7(), now };
    const add = async (client: PoolClient): Promise<void> => {
      await setPerson(client, standing.vault, hand, { id: person, name: options.name.trim() });
      const account = { person, login: options.login, password, oneTime: true };
      const opened = await openAccount(client, standing.vault, agency.id, account, now);
      if (!opened.ok)
        throw new OperatorFault(
          `the login ${options.login} cannot be used: ${opened.refusal.fields?.[0]?.rule ?? opened.refusal.rule}`,
        );
      for (const post of posts) {
        const appointment = { person, post: post.id, kind: 'holder' as const, forPerson: null, from, to: null };
        await setAppointment(client, hand, { id: uuidv7(), ...appointment });
      }
    };
    await inTransaction(standing.pools.app, add);
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ person, login: options.login, password })}\n`
        : `${options.login}  ${password}  (a new password is asked for at the first sign-in)\n`,
    );
  });
