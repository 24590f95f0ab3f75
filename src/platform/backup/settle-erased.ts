import type { PoolClient } from 'pg';
import { type Runner, run, statement } from '../database/statement.ts';
import { closePerson } from '../personal/erase.ts';
import type { DataKey, Vault } from '../personal/vault.ts';

const valuesOf = statement<{ commitment: string; cipher: Buffer; wrapped: Buffer | null }>(
  'restore.valuesOf',
  `select p.commitment, p.cipher, k.wrapped from personal p
left join data_key k on k.agency_id = $1 and k.subject_id = p.subject_id
where p.agency_id = $1 and p.subject_id = $2`,
);
const dropValues = statement(
  'restore.dropValues',
  'delete from personal where agency_id = $1 and subject_id = $2 and commitment = any($3::text[])',
);
const keyless = statement<{ subject_id: string }>(
  'restore.keyless',
  `select distinct p.subject_id from personal p
where p.agency_id = $1 and not exists (select 1 from data_key k where k.agency_id = $1 and k.subject_id = p.subject_id)`,
);
const endSessions = statement(
  'restore.endSessions',
  'update session set ended_at = $2 where agency_id = $1 and ended_at is null',
);
const dropUploads = statement(
  'restore.dropUploads',
  `delete from file_upload u where u.agency_id = $1
and not exists (select 1 from matter_file m where m.agency_id = $1 and m.digest = u.digest)`,
);
const dropFiles = statement(
  'restore.dropFiles',
  `delete from file f where f.agency_id = $1
and not exists (select 1 from matter_file m where m.agency_id = $1 and m.digest = f.digest)`,
);

const dropDrafts = statement('restore.dropDrafts', 'delete from import_draft where agency_id = $1');
const dropSheetParts = statement('restore.dropSheetParts', 'delete from ledger_import_part where agency_id = $1');
const dropSheets = statement('restore.dropSheets', 'delete from ledger_import where agency_id = $1');
const dropAttempts = statement('restore.dropAttempts', 'delete from sign_on_attempt where agency_id = $1');
/** Subjects of the backup whose key is not among those saved, and that nobody erased: with these keys they would be lost. */
export const lostSubjects = async (runner: Runner, agency: string, erased: ReadonlySet<string>): Promise<string[]> =>
  (await run(runner, keyless, agency)).map(({ subject_id }) => subject_id).filter((subject) => !erased.has(subject));

const opens = (vault: Vault, key: DataKey | null, cipher: Buffer): boolean => {
  if (!key) return false;
  try {
    vault.reveal(key, cipher);
    return true;
  } catch {
    return false;
  }
};

/** Drops what the newest keys no longer open of subjects that were erased since the backup; answers which had something. */
export const dropErased = async (
  client: PoolClient,
  vault: Vault,
  agency: string,
  erased: ReadonlySet<string>,
  at: Date,
): Promise<string[]> => {
  const dropped: string[] = [];
  for (const subject of erased) {
    const rows = await run(client, valuesOf, agency, subject);
    const wrapped = rows[0]?.wrapped ?? null;
    const key = wrapped && vault.unwrap(wrapped);
    const gone = rows.filter(({ cipher }) => !opens(vault, key, cipher)).map(({ commitment }) => commitment);
    if (gone.length === 0) continue;
    await run(client, dropValues, agency, subject, gone);
    await closePerson(client, vault, agency, subject, at);
    dropped.push(subject);
  }
  return dropped;
};

/**
 * What must not come back with a backup: signed-in sessions, imports between preview and confirmation, and uploads that no
 * matter held, whose bytes it does not keep.
 */
export const dropPassing = async (client: PoolClient, agency: string, at: Date): Promise<void> => {
  await run(client, endSessions, agency, at);
  await run(client, dropDrafts, agency);
  await run(client, dropSheetParts, agency);
  await run(client, dropSheets, agency);
  await run(client, dropAttempts, agency);
  await run(client, dropUploads, agency);
  await run(client, dropFiles, agency);
};
