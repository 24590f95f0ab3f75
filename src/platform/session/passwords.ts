import { hash, verify } from '@node-rs/argon2';

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

/** DOMAIN B11: at least 8 characters of four classes; long passphrases of 16 are good without. */
export const passwordFault = (password: string, login: string): 'short' | 'classes' | 'login' | 'long' | null => {
  if (password.length < 8) return 'short';
  if (password.length > 200) return 'long';
  if (login.length > 2 && password.toLowerCase().includes(login.toLowerCase())) return 'login';
  if (password.length < 16 && classes.some((each) => !each.test(password))) return 'classes';
  return null;
};
