import type { Pool, PoolClient } from 'pg';
import { uuidv7 } from 'uuidv7';
import type { Owner } from '../../../kernel/matter/matter.ts';
import { granted, type Outcome, type Refusal, refuse } from '../../../kernel/refusal.ts';
import { isOnTrial } from '../../../platform/agency/trial.ts';
import { administratorPostFault, separationRefusal } from '../../../platform/authorization/three-administrators.ts';
import { dayOf } from '../../../platform/command/engine.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import type { Vault } from '../../../platform/personal/vault.ts';
import { recordSecurity } from '../../../platform/security/record.ts';
import { endingsOf } from '../domain/endings.ts';
import { type Fault, faultsOf } from '../domain/faults.ts';
import { type Change, type Organisation, withChanges } from '../domain/organisation.ts';
import { ownHandRefusal } from '../domain/own-hand.ts';
import { DirectoryMoved, SettingTaken, writeChanges } from './settings.ts';
import type { DirectoryCopies, DirectoryCopy } from './snapshot.ts';

export type ChangeDeps = { pool: Pool; vault: Vault; now: () => Date; directories: DirectoryCopies };

/** Who changes: a signed-in administrator in a post, or nobody named at the command line. */
export type Changer = { agency: { id: string; code: string }; person: string | null; post: string | null };

const versionNow = statement<{ version: number }>(
  'directory.versionNow',
  'select version from directory_version where agency_id = $1',
);

/** The directory as it stands this moment, whatever copy a request came with. */
export const copyNow = async (
  { directories }: Pick<ChangeDeps, 'directories'>,
  runner: Runner,
  agency: string,
): Promise<DirectoryCopy> => directories.of(agency, (await run(runner, versionNow, agency))[0]?.version ?? 0);

const openOf = statement<{ person: string; post: string; count: number }>(
  'directory.openOf',
  `select m.owner_id as person, m.owner_post_id as post, count(*)::int as count from matter m
where m.agency_id = $1 and m.open and m.owner_id = any($2::uuid[]) group by m.owner_id, m.owner_post_id`,
);

/** Open matters of these owners, those without any left out. */
export const openMatters = async (
  runner: Runner,
  agency: string,
  owners: readonly Owner[],
): Promise<(Owner & { count: number })[]> => {
  if (owners.length === 0) return [];
  const asked = new Set(owners.map(({ person, post }) => `${person} ${post}`));
  const persons = [...new Set(owners.map(({ person }) => person))];
  return (await run(runner, openOf, agency, persons)).filter(({ person, post }) => asked.has(`${person} ${post}`));
};

/** Refusals leave a transaction as exceptions of their own kind, so that it rolls back. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.rule);
    this.refusal = refusal;
  }
}

/** Faults of these changes besides those of the organisation itself: posts of the three administrators 三员. */
export const allFaults = (before: Organisation, changes: readonly Change[]): Fault[] => [
  ...faultsOf(before, changes),
  ...changes.flatMap((change): Fault[] => {
    const fault = change.kind === 'post' ? administratorPostFault(change.value) : null;
    return fault ? [{ kind: 'post', id: change.value.id, ...fault }] : [];
  }),
];

/** Nobody may hold two of the three administrators' roles from today on; asked only of those whom the changes touch. */
export const separation = (
  before: Organisation,
  changes: readonly Change[],
  today: string,
  trial: boolean,
): Refusal | null => {
  const after = withChanges(before, changes);
  const touched = new Set(
    changes.flatMap(({ kind, value }) => {
      if (kind === 'appointment') return [value.person];
      return kind === 'post' ? (after.appointmentsOn.get(value.id) ?? []).map((each) => each.person) : [];
    }),
  );
  const held = [...touched]
    .flatMap((person) => after.appointmentsOf.get(person) ?? [])
    .filter(({ to }) => to === null || today <= to);
  return separationRefusal(held, (post) => after.post.get(post)?.roles ?? [], trial);
};

const refusalOf = (faults: readonly Fault[]): Refusal | null => {
  if (faults.length === 0) return null;
  const fields = faults.map(({ kind: _, id: __, ...field }) => field);
  // What somebody else bears already is a conflict; everything else was filled in wrongly.
  return faults.every(({ rule }) => rule === 'taken')
    ? refuse('conflict', 'settingTaken', {}, { fields }).refusal
    : refuse('invalid', 'form', {}, { fields }).refusal;
};

export type Changed = { version: number; openMatters: number };

type Making = {
  /** The changes, made from the directory as it stands. */
  changes: (copy: DirectoryCopy) => Outcome<readonly Change[]>;
  /** Only on this version; without it a directory that moved on is looked at anew. */
  expected?: number;
  /** For the security record. */
  detail: Record<string, string | number>;
  /** More to do in the same transaction. */
  also?: (client: PoolClient) => Promise<Outcome<null>>;
};

const attempts = 4;

/** How often a directory that others change at the same time is looked at again. */
const once = async (deps: ChangeDeps, by: Changer, making: Making): Promise<Outcome<Changed>> => {
  const copy = await copyNow(deps, deps.pool, by.agency.id);
  if (making.expected !== undefined && copy.version !== making.expected)
    return refuse(
      'stale',
      'directory.moved',
      { expected: making.expected, version: copy.version },
      { mend: 'previewAgain' },
    );
  const made = making.changes(copy);
  if (!made.ok) return made;
  const changes = made.value;
  const at = deps.now();
  const today = dayOf(at);
  const trial = await isOnTrial(deps.pool, by.agency.id);
  const refusal =
    refusalOf(allFaults(copy.organisation, changes)) ??
    separation(copy.organisation, changes, today, trial) ??
    ownHandRefusal(copy.organisation, changes, by.person, trial);
  if (refusal) return { ok: false, refusal };
  const { ended, ending } = endingsOf(copy.organisation, changes, today);
  return inTransaction(deps.pool, async (client) => {
    const hand = { agency: by.agency, actor: by.person, post: by.post, command: uuidv7(), now: at };
    const version = await writeChanges(client, deps.vault, hand, changes, copy.version);
    const [left] = await openMatters(client, by.agency.id, ended);
    if (left) throw new Refused(openRefusal(left));
    const also = (await making.also?.(client)) ?? granted(null);
    if (!also.ok) throw new Refused(also.refusal);
    await recordSecurity(client, by.agency.id, {
      at,
      kind: 'settingChanged',
      person: by.person,
      detail: making.detail,
    });
    const still = await openMatters(client, by.agency.id, ending);
    return granted({ version, openMatters: still.reduce((sum, each) => sum + each.count, 0) });
  });
};

const openRefusal = ({ person, post, count }: Owner & { count: number }): Refusal =>
  refuse('ruleBroken', 'directory.openMatters', { count, person, post }, { mend: 'handOver' }).refusal;

/**
 * Makes changes of the organisation, all or none: judged by the rules, refused where somebody would leave open matters
 * without a taker, written with their events. Where the directory moved on meanwhile they are judged anew.
 */
export const makeChanges = async (deps: ChangeDeps, by: Changer, making: Making): Promise<Outcome<Changed>> => {
  for (let attempt = 1; ; attempt++)
    try {
      return await once(deps, by, making);
    } catch (error) {
      if (error instanceof Refused) return { ok: false, refusal: error.refusal };
      if (error instanceof DirectoryMoved && attempt < attempts) continue;
      if (error instanceof DirectoryMoved) return refuse('stale', 'directory.moved', {}, { mend: 'tryAgain' });
      if (error instanceof SettingTaken || (error as { code?: string }).code === '23505')
        return refuse('conflict', 'settingTaken');
      throw error;
    }
};
