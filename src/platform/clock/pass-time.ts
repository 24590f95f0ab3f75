import type { Pool } from 'pg';
import type { SettingsSource } from '../settings/settings.ts';
import { settle } from './settle.ts';

type Standing = { pools: { app: Pool }; settings: SettingsSource; engine: { newId: () => string } };

/**
 * Lets an agency's lights change under a simulated clock: each at its own moment, up to and with `now`. For demonstrations,
 * whose people act in the past; nobody else writes there meanwhile.
 */
export const passTime = async (
  { pools, settings, engine }: Standing,
  agency: { id: string; code: string },
  now: Date,
): Promise<void> => {
  const onTrouble = (line: string): never => {
    throw new Error(line);
  };
  const deps = { pool: pools.app, settings, newId: engine.newId, onTrouble };
  while ((await settle(deps, agency, now, { pace: 'moments' })).taken > 0);
};
