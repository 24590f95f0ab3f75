import { zh as account } from './zh/account.ts';
import { zh as desk } from './zh/desk.ts';
import { zh as form } from './zh/form.ts';
import { zh as mail } from './zh/mail.ts';
import { zh as matter } from './zh/matter.ts';
import { zh as notices } from './zh/notices.ts';
import { zh as procedure } from './zh/procedure.ts';
import { zh as proof } from './zh/proof.ts';
import { zh as refusals } from './zh/refusals.ts';
import { zh as roles } from './zh/roles.ts';
import { zh as security } from './zh/security.ts';
import { zh as settings } from './zh/settings.ts';
import { zh as shell } from './zh/shell.ts';
import { zh as signIn } from './zh/sign-in.ts';
import { zh as time } from './zh/time.ts';

/** The shell's own words and those of the kernel's refusals, gathered from a file for each page; a missing one fails `npm run check`. */
export const zh: Readonly<Record<string, string>> = {
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
