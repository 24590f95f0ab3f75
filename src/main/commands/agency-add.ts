import { uuidv7 } from 'uuidv7';
import type { Role } from '../../kernel/procedure/procedure.ts';
import { giveCalendar } from '../../modules/calendar/index.ts';
import { setPost, setUnit } from '../../modules/directory/index.ts';
import { openAgency } from '../../platform/agency/agencies.ts';
import { recordTrial } from '../../platform/agency/trial.ts';
import { dayOf } from '../../platform/command/engine.ts';
import { codeOf, OperatorFault } from '../../platform/config/fault.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { ensureSigningKey } from '../../platform/log/signing-key.ts';
import { createHouse } from '../engine.ts';
import { withDatabase } from './setting.ts';

type Options = { code: string; name: string; host?: string; trial?: boolean; json: boolean };

/** The three separated administrators 三员 (DOMAIN B11) every agency begins with; none of them sees matters. */
const administrators: readonly { name: string; role: Role }[] = [
  { name: '系统管理员', role: 'systemAdmin' },
  { name: '安全管理员', role: 'securityAdmin' },
  { name: '审计管理员', role: 'auditor' },
];

/** What to do next, as commands to copy; the pages say the rest to the system administrator who signs in first. */
const nextSteps = (code: string, trial: boolean): string => {
  const names = administrators.map(({ name }) => name);
  const people = trial ? [names] : names.map((name) => [name]);
  const add = (posts: readonly string[]) =>
    `  xiaoneng user add --agency ${code} --login LOGIN --name NAME ${posts.map((post) => `--post ${post}`).join(' ')}`;
  const signIn = `  sign in at /a/${code}/ as the system administrator: a short list there says what to set up first`;
  return ['next:', ...people.map(add), signIn, ''].join('\n');
};

/** `xiaoneng agency add`: an agency with its first unit and the posts of its administrators; people come by `user add`. */
export const agencyAddCommand = async ({ code, name, host, trial = false, json }: Options): Promise<void> =>
  withDatabase('agency add', async ({ config, pools, dataFolder }) => {
    if (!/^[a-z][a-z0-9-]{1,30}$/.test(code))
      throw new OperatorFault(`--code must be 2 to 31 small letters, digits or hyphens, not "${code}"`);
    const { now, engine } = createHouse(pools, dataFolder);
    const at = now();
    const from = dayOf(at);
    try {
      const opened = await inTransaction(pools.app, async (client) => {
        const agency = await openAgency(client, {
          id: uuidv7(),
          code,
          name: name.trim(),
          host: host ?? null,
          demonstration: false,
          trial,
          originName: config.origin,
          at,
        });
        const hand = { agency, actor: null, post: null, command: uuidv7(), now: at };
        if (trial) await recordTrial(client, hand);
        const unit = uuidv7();
        await setUnit(client, hand, {
          id: unit,
          parent: null,
          code: '本级',
          name: name.trim(),
          ordinal: 0,
          from,
          to: null,
        });
        for (const { name: post, role } of administrators)
          await setPost(client, hand, { id: uuidv7(), unit, name: post, roles: [role], reach: 'own', from, to: null });
        await giveCalendar(client, hand, uuidv7(), from);
        return agency;
      });
      // A running server seals for it from now on.
      await ensureSigningKey({ runner: pools.app, dataFolder, now, newId: engine.newId }, opened);
    } catch (error) {
      if (codeOf(error) === '23505') throw new OperatorFault(`there is an agency ${code} already, or one on that host`);
      throw error;
    }
    const posts = administrators.map(({ name: post }) => post);
    process.stdout.write(
      json
        ? `${JSON.stringify({ code, posts })}\n`
        : `${code} ${name}\nposts: ${posts.join(' ')}\n${nextSteps(code, trial)}`,
    );
  });
