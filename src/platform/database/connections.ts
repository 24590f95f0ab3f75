import type { PoolConfig } from 'pg';

/** How each role comes in. `admin` exists where this process may migrate. */
export type Connections = {
  app: PoolConfig;
  sealer: PoolConfig;
  owner?: PoolConfig;
  admin?: PoolConfig;
};

/** The three roles every grant in db/migrations names; they are the same on every server. */
export const roles = { owner: 'xiaoneng_owner', app: 'xiaoneng_app', sealer: 'xiaoneng_sealer' } as const;

export type Role = keyof typeof roles;
