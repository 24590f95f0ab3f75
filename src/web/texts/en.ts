import { en as account } from './en/account.ts';
import { en as desk } from './en/desk.ts';
import { en as form } from './en/form.ts';
import { en as mail } from './en/mail.ts';
import { en as matter } from './en/matter.ts';
import { en as notices } from './en/notices.ts';
import { en as procedure } from './en/procedure.ts';
import { en as proof } from './en/proof.ts';
import { en as refusals } from './en/refusals.ts';
import { en as roles } from './en/roles.ts';
import { en as security } from './en/security.ts';
import { en as settings } from './en/settings.ts';
import { en as shell } from './en/shell.ts';
import { en as signIn } from './en/sign-in.ts';
import { en as time } from './en/time.ts';

/** The shell in English: the same files and keys as in Chinese, and `…_one` where one of a thing reads otherwise. */
export const en: Readonly<Record<string, string>> = {
  ...shell,
  ...form,
  ...refusals,
  ...roles,
  ...time,
  ...matter,
  ...desk,
  ...notices,
  ...proof,
  ...procedure,
  ...settings,
  ...signIn,
  ...account,
  ...security,
  ...mail,
};
