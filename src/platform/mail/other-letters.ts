import type { HandedOut } from '../log/witness.ts';
import type { Draft } from './letter.ts';
import type { Words } from './words.ts';

/** The newest signed checkpoint, for somebody who keeps it outside: the anchor of a later verification. */
export const witnessLetter = (t: Words, agency: string, checkpoint: HandedOut, at: string): Draft => ({
  subject: t('mail.subject.witness', { agency, size: checkpoint.size }),
  intro: t('mail.intro.witness', { at, size: checkpoint.size }),
  parts: [],
  exact: checkpoint.note,
  foot: [t('mail.foot.witness')],
});

/** The code that proves that an address is somebody's own. */
export const codeLetter = (t: Words, agency: string, code: string): Draft => ({
  subject: t('mail.subject.code', { code, agency }),
  intro: t('mail.intro.code', { code }),
  parts: [],
  foot: [t('mail.foot.code')],
});

/** Says that letters leave and arrive. */
export const testLetter = (t: Words, agency: string, site: string): Draft => ({
  subject: t('mail.subject.test', { agency }),
  intro: t('mail.intro.test', { agency }),
  parts: [],
  foot: [site],
});
