import { OperatorFault } from '../../platform/config/fault.ts';
import { mailAddress } from '../../platform/mail/address.ts';
import { sendTest } from '../../platform/mail/direct.ts';
import type { MailReason } from '../../platform/mail/transport.ts';
import { createHouse } from '../engine.ts';
import { mailOf } from '../mail.ts';
import { agencyNamed } from './agency-of.ts';
import { refused } from './refused.ts';
import { withDatabase } from './setting.ts';

type Options = { to: string; agency?: string; json?: boolean };

/** What each failure mostly comes from. */
const hints: Readonly<Record<MailReason, string>> = {
  unreachable: 'nobody answers there: host, port, or a firewall',
  tls: 'the certificate is not trusted, or encryption is not offered: NODE_EXTRA_CA_CERTS names further certificates',
  signIn: 'the server does not know this login and password',
  sender: 'the server does not let this sender write',
  address: 'the server does not take letters for this address',
  refused: 'the server does not take the letter',
  later: 'the server says to try again later',
};

/** `xiaoneng mail test`: one letter now; exit code 1 when the server did not take it, with what it said. */
export const mailTestCommand = async ({ to, agency: code, json = false }: Options): Promise<number> => {
  try {
    const address = mailAddress(to);
    if (address === null) throw new OperatorFault('--to must be a mail address such as fang@example.gov.cn');
    const done = await withDatabase('mail test', async ({ config, pools, dataFolder }) => {
      const standing = createHouse(pools, dataFolder);
      const agency = await agencyNamed(standing, code);
      const sent = await sendTest(mailOf(standing, config), agency, address);
      if (sent.ok) return { agency: agency.code, to: address, ...sent.value };
      throw new OperatorFault(
        sent.refusal.rule === 'mail.demonstration'
          ? `${agency.code} is a demonstration: nothing leaves it`
          : `${agency.code} has no mail server: set SMTP_URL and MAIL_FROM, or the page 邮件 of its system administrator`,
      );
    });
    const words = done.ok
      ? `taken for ${done.to}: ${done.answer}\n`
      : `not taken (${done.reason}): ${done.answer}\n${hints[done.reason]}\n`;
    process.stdout.write(json ? `${JSON.stringify(done)}\n` : words);
    if (!done.ok) process.exitCode = 1;
    return done.ok ? 0 : 1;
  } catch (error) {
    return refused(error, json);
  }
};
