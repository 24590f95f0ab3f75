import { randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Vault } from '../personal/vault.ts';

/** OWASP's floor for Argon2id; 19 MiB keeps a small server alive under a burst of sign-ins. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

// Hashed once, so that an unknown login takes as long as a wrong password.
let decoy: Promise<string> | undefined;

/** True when the password fits; with no hash (no such login) it takes the same time and is false. */
export const fits = async (stored: string | null, password: string): Promise<boolean> => {
  decoy ??= hashPassword('nobody has this password');
  const against = stored ?? (await decoy);
  const right = await verify(against, password);
  return stored !== null && right;
};

const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];

export type PasswordFault = 'short' | 'classes' | 'login' | 'long';

const plainFault = (password: string): PasswordFault | null => {
  if (password.length < 8) return 'short';
  if (password.length > 200) return 'long';
  return classes.some((each) => !each.test(password)) ? 'classes' : null;
};

/** DOMAIN B11: at least 8 characters of four classes, and the login is no part of it. */
export const passwordFault = (password: string, login: string): PasswordFault | null => {
  if (login.length > 2 && password.toLowerCase().includes(login.toLowerCase())) return 'login';
  return plainFault(password);
};

const longestLogin = 64;

/** The same where only the login's keyed index is known: every part of the password is looked at as if it were the login. */
export const passwordFaultByIndex = (vault: Vault, password: string, loginIndex: Buffer): PasswordFault | null => {
  const fault = plainFault(password);
  if (fault) return fault;
  const text = password.normalize('NFKC');
  for (let from = 0; from < text.length; from++)
    for (let to = from + 3; to <= Math.min(text.length, from + longestLogin); to++)
      if (vault.index(text.slice(from, to)).equals(loginIndex)) return 'login';
  return null;
};

/** Readable, of the four classes the rule asks for; whoever gets it must choose another one at the first sign-in. */
export const oneTimePassword = (): string =>
  `Xn-${randomBytes(9).toString('base64url').replace(/[-_]/g, 'x')}-${randomInt(10, 99)}`;
