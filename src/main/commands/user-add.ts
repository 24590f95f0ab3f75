import { randomBytes, randomInt } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { openAccount, setAppointment, setPerson } from '../../modules/directory/index.ts';
import { OperatorFault } from '../../platform/config/fault.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { createHouse } from '../engine.ts';
import { withDatabase } from './setting.ts';

type Options = { login: string; name: string; agency?: string; post?: string; json?: boolean };

/** `xiaoneng user add`: a person with a login, appointed to a post when one is named; the password is made and shown once. */
export const userAddCommand = async (options: Options): Promise<void> =>
  withDatabase('user add', async ({ pools, dataFolder }) => {
    const standing = createHouse(pools, dataFolder);
    const agencies = await standing.agencies.all();
    const agency = options.agency === undefined ? agencies[0] : agencies.find((each) => each.code === options.agency);
    if (!agency)
      throw new OperatorFault(options.agency ? `there is no agency ${options.agency}` : 'there is no agency yet');
    const directory = await standing.directories.of(agency.id, await standing.directoryVersion(agency.id));
    const post = options.post === undefined ? undefined : directory.posts.find((each) => each.name === options.post);
    if (options.post !== undefined && !post) throw new OperatorFault(`there is no post ${options.post}`);
    const now = standing.now();
    const person = uuidv7();
    const password = `Xn-${randomBytes(9).toString('base64url').replace(/[-_]/g, 'x')}-${randomInt(10, 99)}`;
    await inTransaction(standing.pools.app, async (client) => {
      const hand = { agency, actor: null, post: null, command: uuidv7(), now };
      await setPerson(client, standing.vault, hand, { id: person, name: options.name.trim() });
      const opened = await openAccount(
        client,
        standing.vault,
        agency.id,
        { person, login: options.login, password },
        now,
      );
      if (!opened.ok)
        throw new OperatorFault(
          `the login ${options.login} cannot be used: ${opened.refusal.fields?.[0]?.rule ?? opened.refusal.rule}`,
        );
      if (post)
        await setAppointment(client, hand, {
          id: uuidv7(),
          person,
          post: post.id,
          kind: 'holder',
          forPerson: null,
          from: now.toISOString().slice(0, 10),
          to: null,
        });
    });
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ person, login: options.login, password })}\n`
        : `${options.login}  ${password}\n`,
    );
  });
