import { uuidv7 } from 'uuidv7';
import type { Outcome } from '../../src/kernel/refusal.ts';
import { hasText } from '../../src/main/texts.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { type Sent, type Step, saveDraft, takeStep } from '../../src/platform/procedure/shape.ts';
import { versionsOf } from '../../src/platform/procedure/versions.ts';
import { type Bureau, carry, fileOf, type JobName } from './bureau.ts';
import { viewerFor } from './office.ts';

const shapingOf = ({ office }: Bureau) => ({ house: office.engine.house, hasText });

const handOf = ({ office, agency, people }: Bureau, who: JobName) => ({
  agency,
  actor: people[who].person,
  post: people[who].post,
  command: uuidv7(),
  now: office.now(),
});

type Told = Promise<Outcome<{ version: number }>>;

/** Somebody writes the next version of a procedure. */
export const draftAs = async (bureau: Bureau, who: JobName, sent: Sent, code = 'problem'): Told => {
  const { office, agency, people } = bureau;
  const viewer = await viewerFor(office, agency, people[who].person);
  return inTransaction(office.pools.app, async (client) =>
    saveDraft(
      client,
      shapingOf(bureau),
      viewer,
      handOf(bureau, who),
      code,
      sent,
      await versionsOf(client, agency.id, code),
    ),
  );
};

/** Somebody takes the version that is being made one step on. */
export const stepAs = async (
  bureau: Bureau,
  who: JobName,
  name: Step,
  basis: string | null = null,
  code = 'problem',
): Told => {
  const { office, agency, people } = bureau;
  const viewer = await viewerFor(office, agency, people[who].person);
  return inTransaction(office.pools.app, async (client) => {
    const rows = await versionsOf(client, agency.id, code);
    const row = rows.find(({ state }) => state === 'draft' || state === 'submitted') ?? rows[0];
    if (!row) throw new Error(`no version of ${code} was written`);
    return takeStep(client, shapingOf(bureau), viewer, handOf(bureau, who), row, name, basis, rows);
  });
};

const versionIn = async (told: Told): Promise<number> => {
  const outcome = await told;
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value.version;
};

/** A fresh version of the report's procedure, as far on its way as asked for; whatever was on its way before is withdrawn. */
export const versionAt = async (bureau: Bureau, state: 'draft' | 'submitted' | 'published'): Promise<number> => {
  const rows = await versionsOf(bureau.office.pools.app, bureau.agency.id, 'report');
  if (rows.some((row) => row.state === 'draft' || row.state === 'submitted'))
    await versionIn(stepAs(bureau, 'office', 'withdraw', null, 'report'));
  const version = await versionIn(draftAs(bureau, 'office', { overlay: {} }, 'report'));
  if (state !== 'draft') await versionIn(stepAs(bureau, 'office', 'submit', '试行通知', 'report'));
  if (state === 'published') await versionIn(stepAs(bureau, 'supervisor', 'publish', null, 'report'));
  return version;
};

/** A report that runs under a version older than the newest. */
export const outdatedReport = async (bureau: Bureau): Promise<{ id: string; version: number }> => {
  const { owner } = bureau.people;
  const text = await fileOf(bureau, owner, `调研报告\n一、情况。${uuidv7()}`, '报告.txt');
  const deposit = { action: 'deposit', data: { title: '调研', unit: bureau.units.tax }, files: [text] };
  const { id } = await carry(bureau, owner, { procedure: 'report' }, deposit);
  return { id, version: await versionAt(bureau, 'published') };
};
