import { OperatorFault } from '../../platform/config/fault.ts';
import { writeSignOnSecret } from '../../platform/session/sign-on-secret.ts';
import { createHouse } from '../engine.ts';
import { agencyNamed } from './agency-of.ts';
import { askPassword } from './ask-password.ts';
import { refused } from './refused.ts';
import { withDatabase } from './setting.ts';

type Options = { agency?: string; json?: boolean };

/** `xiaoneng sign-on secret`: what the provider of single sign-on gave this agency, into a file of its own and never the database. */
export const signOnSecretCommand = async ({ agency: code, json = false }: Options) => {
  try {
    const done = await withDatabase('sign-on secret', async ({ pools, dataFolder }) => {
      const agency = await agencyNamed(createHouse(pools, dataFolder), code);
      const secret = (await askPassword(`client secret of ${agency.code}: `)).trim();
      if (secret === '') throw new OperatorFault('the secret is empty');
      return { agency: agency.code, file: writeSignOnSecret(dataFolder, agency.code, secret) };
    });
    process.stdout.write(json ? `${JSON.stringify(done)}\n` : `kept in ${done.file} (0600)\n`);
    return 0;
  } catch (error) {
    return refused(error, json);
  }
};
