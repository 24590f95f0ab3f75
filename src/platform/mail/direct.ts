import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { MailSilence } from '../../kernel/view/mail.ts';
import type { Agency } from '../authorization/directory.ts';
import type { MailDeps } from './deps.ts';
import { type Draft, letterOf } from './letter.ts';
import { codeLetter, testLetter } from './other-letters.ts';
import { type MailServer, mailServerOf, mailServerSetting } from './server.ts';
import { type Sending, sendLetter } from './transport.ts';
import { type Words, wordsFrom } from './words.ts';

/** Why no mail leaves this agency; null where it does. */
export const silenceOf = async (deps: MailDeps, agency: Agency): Promise<MailSilence | null> => {
  if (agency.demonstration) return 'demonstration';
  if (await mailServerOf(deps.runner, deps.vault, agency, deps.installation)) return null;
  return (await mailServerSetting(deps.runner, agency.id)) ? 'off' : 'notSet';
};

/** Why nothing can be sent, as a refusal. */
export const silent = (why: MailSilence): ReturnType<typeof refuse> => {
  switch (why) {
    case 'notSet':
      return refuse('ruleBroken', 'mail.notSet', {}, { mend: 'mail.askSystem' });
    case 'off':
      return refuse('ruleBroken', 'mail.off', {}, { mend: 'mail.askSystem' });
    case 'demonstration':
      return refuse('ruleBroken', 'mail.demonstration');
  }
};

/** A letter that somebody waits for at the page: sent at once, answered with what the server said. */
const send = async (
  deps: MailDeps,
  agency: Agency,
  to: string,
  draft: (t: Words, server: MailServer) => Draft,
): Promise<Outcome<Sending>> => {
  const server = await mailServerOf(deps.runner, deps.vault, agency, deps.installation);
  const silence = await silenceOf(deps, agency);
  if (silence !== null || !server) return silent(silence ?? 'notSet');
  const t = wordsFrom(deps.text);
  const written = draft(t, server);
  const foot = [...written.foot, t('mail.foot.noReply', { agency: agency.name })];
  const host = server.sender.slice(server.sender.lastIndexOf('@') + 1);
  const letter = {
    to,
    ...letterOf({ ...written, foot }),
    messageId: `<${deps.newId()}.${agency.code}@${host}>`,
  };
  return granted(await sendLetter(server, letter, { agencyName: agency.name, ca: deps.ca }));
};

export const sendCode = (deps: MailDeps, agency: Agency, to: string, code: string): Promise<Outcome<Sending>> =>
  send(deps, agency, to, (t) => codeLetter(t, agency.name, code));

export const sendTest = (deps: MailDeps, agency: Agency, to: string): Promise<Outcome<Sending>> =>
  send(deps, agency, to, (t, server) => testLetter(t, agency.name, server.site));
