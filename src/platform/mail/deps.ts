import type { Agency, Viewer } from '../authorization/directory.ts';
import type { Engine } from '../command/engine.ts';
import type { Runner } from '../database/statement.ts';
import type { Vault } from '../personal/vault.ts';
import type { MailServer } from './server.ts';

/** What mail needs around it; whoever sends and whoever sets it up share it. */
export type MailDeps = {
  runner: Runner;
  vault: Vault;
  now: () => Date;
  newId: () => string;
  engine: Engine;
  viewerFor: (agency: Agency, person: string, at?: Date) => Promise<Viewer>;
  /** Words of the catalogue. */
  text: (key: string) => string | undefined;
  /** The server that serves agencies which set none. */
  installation: MailServer | null;
  /** Certificates trusted besides the system's. */
  ca?: string | undefined;
};
