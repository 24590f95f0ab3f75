import type { Viewer } from '../../platform/authorization/directory.ts';
import { OperatorFault } from '../../platform/config/fault.ts';
import type { Step } from '../../platform/session/step.ts';
import type { StandingHouse } from '../engine.ts';
import { askPassword } from './ask-password.ts';

type Agency = Awaited<ReturnType<StandingHouse['agencies']['all']>>[number];

/** Goes the rest of the way in, and out again: a code is asked for here, a new password or a second factor at the desk. */
const pass = async (
  standing: StandingHouse,
  agency: Agency,
  login: string,
  token: string,
  step: Step | null,
): Promise<void> => {
  if (step === 'password' || step === 'enrol')
    throw new OperatorFault(
      `${login} must sign in at the desk first: ${step === 'enrol' ? 'a second factor' : 'a new password'} is due`,
    );
  const held = await standing.sessions.find(agency.id, token);
  if (!held) throw new OperatorFault(`the session of ${login} ended at once`);
  if (step === null) return standing.sessions.signOut(agency.id, token, held.person);
  const code = await askPassword(`code of ${login}: `);
  const given = await standing.accounts.giveCode(agency, held, code, 'command line');
  if (!given.ok) throw new OperatorFault(`${login} cannot sign in (${given.refusal.rule})`);
  return pass(standing, agency, login, given.value.token, given.value.step);
};

/** Signs somebody in and out again, as at the desk and on record like there; answers who it is. `given`: a password from the environment. */
export const signInAs = async (
  standing: StandingHouse,
  agency: Agency,
  login: string,
  given?: string,
): Promise<Viewer> => {
  const password = given ?? (await askPassword(`password of ${login}: `));
  const signedIn = await standing.sessions.signIn({ agency, login, password, address: 'command line' });
  if (!signedIn.ok) throw new OperatorFault(`${login} cannot sign in (${signedIn.refusal.rule})`);
  const { person, token, step } = signedIn.value;
  await pass(standing, agency, login, token, step);
  return standing.viewerFor(agency, person);
};
