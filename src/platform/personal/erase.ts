import type { Pool, PoolClient } from 'pg';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Viewer } from '../authorization/directory.ts';
import { type Engine } from '../command/engine.ts';
import { execute } from '../command/execute.ts';
import { run, statement } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import type { FileStore } from '../files/store.ts';
import { appendSetting, type Hand } from '../log/setting.ts';
import { forgetMail } from '../mail/person.ts';
import { recordSecurity } from '../security/record.ts';
import type { Vault } from './vault.ts';

export const eraseBases = ['retentionEnded', 'personAsked', 'wronglyKept'] as const;
export type EraseBasis = (typeof eraseBases)[number];

const dropValues = statement('personal.dropValues', 'delete from personal where agency_id = $1 and subject_id = $2');
const dropKey = statement('personal.dropKey', 'delete from data_key where agency_id = $1 and subject_id = $2');

const lockStream = statement(
  'personal.lockStream',
  'select seq from stream where agency_id = $1 and id = $2 for update',
);

/** Files that only this matter had before its event $3; what another matter, or this one since then, rests on stays. */
const ownFiles = statement<{ digest: string; shown_digest: string | null }>(
  'personal.ownFiles',
  `select distinct f.digest, case when exists (
    select 1 from file o where o.agency_id = $1 and o.shown_digest = f.shown_digest and o.digest <> f.digest) then null
    else f.shown_digest end as shown_digest
from matter_file x join file f on f.agency_id = $1 and f.digest = x.digest
where x.agency_id = $1 and x.matter_id = $2 and x.seq < $3 and not exists (
  select 1 from matter_file y where y.agency_id = $1 and y.digest = x.digest and (y.matter_id <> $2 or y.seq > $3))`,
);

const isPerson = statement<{ id: string }>(
  'personal.isPerson',
  'select id from person where agency_id = $1 and id = $2',
);

const closeAccount = statement(
  'personal.closeAccount',
  'update account set closed = true, login_index = $3, subject_index = null where agency_id = $1 and person_id = $2',
);
/** The keyed index of a staff number would still tell whether somebody bore a given one. */
const forgetNumber = statement(
  'personal.forgetNumber',
  'update person set number_index = null where agency_id = $1 and id = $2',
);
const endSessions = statement(
  'personal.endSessions',
  'update session set ended_at = $3 where agency_id = $1 and person_id = $2 and ended_at is null',
);
const dropFactor = statement(
  'personal.dropFactor',
  'delete from second_factor where agency_id = $1 and person_id = $2',
);
const dropCodes = statement('personal.dropCodes', 'delete from recovery_code where agency_id = $1 and person_id = $2');
const dropPasswords = statement(
  'personal.dropPasswords',
  'delete from password_history where agency_id = $1 and person_id = $2',
);
const dropDevices = statement(
  'personal.dropDevices',
  `update session set device = '', address = '' where agency_id = $1 and person_id = $2`,
);
const riseDirectory = statement(
  'personal.riseDirectory',
  'update directory_version set version = version + 1 where agency_id = $1',
);

/** What a module keeps of a matter goes with it, in the same transaction; answers the files to take off the disk afterwards. */
export type AlsoErased = (
  runner: PoolClient,
  hand: Hand,
  matter: string,
  basis: EraseBasis,
  isRepeated: boolean,
) => Promise<string[]>;

export type EraseDeps = { engine: Engine; pool: Pool; files: FileStore; also?: readonly AlsoErased[] };

/** The security administrator reads no matters, yet must be able to erase any: a footing over all of them, for this command alone. */
const overAll = (viewer: Viewer): Viewer => ({
  ...viewer,
  capacities: viewer.capacities.map((each) => ({ ...each, scope: 'agency', roles: [...each.roles, 'discipline'] })),
});

const forget = async (client: PoolClient, agency: string, subject: string): Promise<void> => {
  await run(client, dropValues, agency, subject);
  await run(client, dropKey, agency, subject);
};

type Erased = { seq: number; files: { digest: string; shown_digest: string | null }[] };

const eraseWithin = async (
  client: PoolClient,
  { engine, also = [] }: EraseDeps,
  viewer: Viewer,
  matter: string,
  basis: EraseBasis,
  command: { id: string; digest: string },
): Promise<Outcome<Erased>> => {
  await run(client, lockStream, viewer.agency.id, matter);
  const done = await execute({ ...engine, runner: client }, overAll(viewer), {
    matter,
    commandId: command.id,
    digest: command.digest,
    command: { action: 'erase', data: { basis }, files: [] },
  });
  if (!done.ok) return done;
  const { seq, repeated } = done.value;
  const files = await run(client, ownFiles, viewer.agency.id, matter, seq);
  const hand: Hand = {
    agency: viewer.agency,
    actor: viewer.person,
    post: viewer.capacities[0]?.post ?? null,
    command: command.id,
    now: engine.now(),
  };
  for (const more of also)
    files.push(
      ...(await more(client, hand, matter, basis, repeated)).map((digest) => ({ digest, shown_digest: null })),
    );
  // Asked again, only files can be left over, of a process that died before it came to them; what was written since stays.
  if (repeated) return granted({ seq, files });
  await forget(client, viewer.agency.id, matter);
  await recordSecurity(client, viewer.agency.id, {
    at: engine.now(),
    kind: 'erase',
    person: viewer.person,
    detail: { subject: matter, basis, files: files.length },
  });
  return granted({ seq, files });
};

/** How often an erasure begins anew when the database ended it to let others pass. */
const attempts = 4;
const abortedState = '25P02';

/**
 * Erases what people wrote in a matter: key, salts, values and the files that are this matter's alone. Event and destruction
 * are one transaction that holds the stream: a command that still had the old key finds the matter moved and writes under a new
 * one, so nothing acknowledged after the erasure is lost with it. Files go last, since a disk cannot roll back.
 */
export const eraseMatter = async (
  deps: EraseDeps,
  viewer: Viewer,
  matter: string,
  basis: EraseBasis,
  command: { id: string; digest: string },
): Promise<Outcome<{ seq: number }>> => {
  for (let attempt = 1; ; attempt++)
    try {
      const outcome = await inTransaction(
        deps.pool,
        (client) => eraseWithin(client, deps, viewer, matter, basis, command),
        (result) => result.ok,
      );
      if (!outcome.ok) return outcome;
      for (const file of outcome.value.files) {
        await deps.files.remove(viewer.agency.id, file.digest);
        if (file.shown_digest) await deps.files.remove(viewer.agency.id, file.shown_digest);
      }
      return granted({ seq: outcome.value.seq });
    } catch (error) {
      if ((error as { code?: string }).code !== abortedState || attempt >= attempts) throw error;
    }
};

/** Takes away everything beside name and key by which an erased person could be told, or could come in; nothing on another's id. */
export const closePerson = async (
  client: PoolClient,
  vault: Pick<Vault, 'index'>,
  agency: string,
  person: string,
  at: Date,
): Promise<void> => {
  await run(client, closeAccount, agency, person, vault.index(`erased ${person}`));
  await run(client, forgetNumber, agency, person);
  await run(client, endSessions, agency, person, at);
  for (const each of [dropFactor, dropCodes, dropPasswords, dropDevices]) await run(client, each, agency, person);
  await forgetMail(client, agency, person, at);
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
      await closePerson(client, engine.vault, viewer.agency.id, person, at);
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
