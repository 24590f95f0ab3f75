import type { Config } from '../platform/config/config.ts';
import type { MailDeps } from '../platform/mail/deps.ts';
import type { StandingHouse } from './engine.ts';
import { textOf } from './texts.ts';

/** What mail needs of the house; without a configuration no server of the installation stands behind it. */
export const mailOf = (standing: StandingHouse, config?: Partial<Pick<Config, 'mail'>>): MailDeps => ({
  runner: standing.pools.app,
  vault: standing.vault,
  now: standing.now,
  newId: standing.engine.newId,
  engine: standing.engine,
  viewerFor: standing.viewerFor,
  text: textOf,
  installation: config?.mail ?? null,
});
