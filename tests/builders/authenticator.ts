import { generate } from 'otplib';
import { passwordOf, type Site, type Visitor, visitor } from './site.ts';

/** Somebody's telephone: shows the code of the server's present moment. */
export const codeNow = (site: Site, secret: string, stepsAhead = 0): Promise<string> =>
  generate({ secret, epoch: Math.floor(site.office.now().getTime() / 1000) + stepsAhead * 30 });

export type Enrolled = { secret: string; recoveryCodes: string[] };

/** Puts a second factor on the account of somebody who is signed in, or whose sign-in stops for it. */
export const enrol = async (site: Site, who: Visitor): Promise<Enrolled> => {
  const begun = await who.post('/api/account/second-factor');
  if (begun.status !== 200) throw new Error(`${begun.status} ${begun.text}`);
  const { secret } = begun.json;
  const done = await who.post('/api/account/second-factor/confirm', { code: await codeNow(site, secret) });
  if (done.status !== 200) throw new Error(`${done.status} ${done.text}`);
  return { secret, recoveryCodes: done.json.recoveryCodes };
};

/** Somebody whose password was right; what comes of it stands in the answer. */
export const atTheDoor = async (site: Site, code: string, login: string, password = passwordOf(login)) => {
  const who = visitor(site, code);
  const answer = await who.post('/api/session', { login, password });
  return { who, answer };
};
