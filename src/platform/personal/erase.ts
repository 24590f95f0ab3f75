import type { Pool, PoolClient } from 'pg';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Viewer } from '../authorization/directory.ts';
import { type Engine, execute } from '../command/execute.ts';
import { run, statement } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import type { FileStore } from '../files/store.ts';
import { appendSetting } from '../log/setting.ts';
import { recordSecurity } from '../security/record.ts';

export const eraseBases = ['retentionEnded', 'personAsked', 'wronglyKept'] as const;
export type EraseBasis = (typeof eraseBases)[number];

const dropValues = statement('personal.dropValues', 'delete from personal where agency_id = $1 and subject_id = $2');
const dropKey = statement('personal.dropKey', 'delete from data_key where agency_id = $1 and subject_id = $2');

/** Files that only this matter has; what another matter rests on stays. */
const ownFiles = statement<{ digest: string; shown_digest: string | null }>(
  'personal.ownFiles',
  `select distinct f.digest, case when exists (
    select 1 from file o where o.agency_id = $1 and o.shown_digest = f.shown_digest and o.digest <> f.digest) then null
    else f.shown_digest end as shown_digest
from matter_file x join file f on f.agency_id = $1 and f.digest = x.digest
where x.agency_id = $1 and x.matter_id = $2 and not exists (
  select 1 from matter_file y where y.agency_id = $1 and y.digest = x.digest and y.matter_id <> $2)`,
);

const isPerson = statement<{ id: string }>(
  'personal.isPerson',
  'select id from person where agency_id = $1 and id = $2',
);

const closeAccount = statement(
  'personal.closeAccount',
  'update account set closed = true, login_index = $3 where agency_id = $1 and person_id = $2',
);
const endSessions = statement(
  'personal.endSessions',
  'update session set ended_at = $3 where agency_id = $1 and person_id = $2 and ended_at is null',
);
const riseDirectory = statement(
  'personal.riseDirectory',
  'update directory_version set version = version + 1 where agency_id = $1',
);

export type EraseDeps = { engine: Engine; pool: Pool; files: FileStore };

/** The security administrator reads no matters, yet must be able to erase any: a footing over all of them, for this command alone. */
const overAll = (viewer: Viewer): Viewer => ({
  ...viewer,
  capacities: viewer.capacities.map((each) => ({ ...each, scope: 'agency', roles: [...each.roles, 'discipline'] })),
});

const forget = async (client: PoolClient, agency: string, subject: string): Promise<void> => {
  await run(client, dropValues, agency, subject);
  await run(client, dropKey, agency, subject);
};

/**
 * Erases what people wrote in a matter: key, salts, values and the files that are this matter's alone. The event comes first, so
 * that a destroyed value without an erasure behind it is always a finding.
 */
export const eraseMatter = async (
  deps: EraseDeps,
  viewer: Viewer,
  matter: string,
  basis: EraseBasis,
  command: { id: string; digest: string },
): Promise<Outcome<{ seq: number }>> => {
  const { engine, pool, files } = deps;
  const done = await execute(engine, overAll(viewer), {
    matter,
    commandId: command.id,
    digest: command.digest,
    command: { action: 'erase', data: { basis }, files: [] },
  });
  if (!done.ok) return done;
  // Repeated or not, what the event says must be so: a process that died in between is made good by asking again.
  const own = await run(pool, ownFiles, viewer.agency.id, matter);
  await inTransaction(pool, async (client) => {
    await forget(client, viewer.agency.id, matter);
    await recordSecurity(client, viewer.agency.id, {
      at: engine.now(),
      kind: 'erase',
      person: viewer.person,
      detail: { subject: matter, basis, files: own.length },
    });
  });
  for (const file of own) {
    await files.remove(viewer.agency.id, file.digest);
    if (file.shown_digest) await files.remove(viewer.agency.id, file.shown_digest);
  }
  return granted({ seq: done.value.seq });
};

/** Erases a person's name and login; the log keeps the id, which then says nothing to anybody. */
export const erasePerson = async (
  deps: EraseDeps,
  viewer: Viewer,
  person: string,
  basis: EraseBasis,
  commandId: string,
): Promise<Outcome<{ seq: number }>> => {
  const { engine, pool } = deps;
  const at = engine.now();
  return inTransaction<Outcome<{ seq: number }>>(
    pool,
    async (client) => {
      if ((await run(client, isPerson, viewer.agency.id, person)).length === 0) return refuse('notFound', 'person');
      const hand = {
        agency: viewer.agency,
        actor: viewer.person,
        post: viewer.capacities[0]?.post ?? null,
        command: commandId,
        now: at,
      };
      const written = await appendSetting(client, hand, {
        kind: 'person',
        id: person,
        action: 'erase',
        data: { basis },
      });
      if (!written.ok) return refuse('stale', 'person.moved');
      await forget(client, viewer.agency.id, person);
      await run(client, closeAccount, viewer.agency.id, person, engine.vault.index(`erased ${person}`));
      await run(client, endSessions, viewer.agency.id, person, at);
      await run(client, riseDirectory, viewer.agency.id);
      await recordSecurity(client, viewer.agency.id, {
        at,
        kind: 'erase',
        person: viewer.person,
        detail: { subject: person, basis },
      });
      return granted({ seq: written.appended.seq });
    },
    (outcome) => outcome.ok,
  );
};
