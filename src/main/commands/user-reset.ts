import { OperatorFault } from '../../platform/config/fault.ts';
import { run, statement } from '../../platform/database/statement.ts';
import { createHouse } from '../engine.ts';
import { agencyNamed } from './agency-of.ts';
import { refused } from './refused.ts';
import { withDatabase } from './setting.ts';

type Options = { login: string; agency?: string; secondFactor?: boolean; json?: boolean };

const byLogin = statement<{ person_id: string }>(
  'user.byLogin',
  'select person_id from account where agency_id = $1 and login_index = $2 and not closed',
);

/**
 * `xiaoneng user reset`: for somebody who cannot get in any more. A one-time password is made and shown this once; the account
 * is unlocked and every session of it ended. `--second-factor` also takes away a device that is lost with its codes.
 */
export const userResetCommand = async ({ login, agency: code, secondFactor = false, json = false }: Options) => {
  try {
    const done = await withDatabase('user reset', async ({ pools, dataFolder }) => {
      const standing = createHouse(pools, dataFolder);
      const agency = await agencyNamed(standing, code);
      const [account] = await run(pools.app, byLogin, agency.id, standing.vault.index(login));
      if (!account) throw new OperatorFault(`nobody signs in as ${login} at ${agency.code}`);
      const reset = await standing.accounts.reset(agency.id, account.person_id, {
        by: null,
        dropSecondFactor: secondFactor,
      });
      if (!reset.ok)
        throw new OperatorFault(`the account was changed at the same moment (${reset.refusal.rule}); try again`);
      return { agency: agency.code, login, ...reset.value };
    });
    const words = [
      `${done.login}  ${done.password}`,
      `${done.ended} sessions ended; the first sign-in asks for a new password`,
      ...(secondFactor ? [done.secondFactorGone ? 'the second factor is gone' : 'there was no second factor'] : []),
      '',
    ];
    process.stdout.write(json ? `${JSON.stringify(done)}\n` : words.join('\n'));
    return 0;
  } catch (error) {
    return refused(error, json);
  }
};
