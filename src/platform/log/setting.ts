import type { Json } from '../../kernel/proof/canonical.ts';
import type { EventBody } from '../../kernel/proof/event.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { type Appended, append } from './append.ts';

const headsOf = statement<{ id: string; kind: string; seq: number; head: string; recorded_at: Date }>(
  'log.settingHeads',
  'select id, kind, seq, head, recorded_at from stream where agency_id = $1 and id = any($2::uuid[])',
);

/** Who changes a setting: a signed-in administrator, or nobody named (installation, command line). */
export type Hand = {
  agency: { id: string; code: string };
  actor: string | null;
  post: string | null;
  command: string;
  now: Date;
};

/** One change of a setting stream; without `action` it is `register` the first time and `change` afterwards. */
export type SettingChange = {
  kind: string;
  id: string;
  action?: string;
  data: Record<string, Json>;
  personal?: readonly object[];
  keys?: readonly object[];
};

/** The moment to record: time never runs backwards within a stream, whatever this server's clock says. */
export const notBefore = (now: Date, last: Date | string | null): string =>
  new Date(Math.max(now.getTime(), last === null ? 0 : new Date(last).getTime())).toISOString();

/** One statement takes this many; more of them only make its parameters larger. */
const atOnce = 500;

/**
 * Appends one event each to the streams of settings, in statements of some hundred; `stale` when somebody else was faster.
 * Many statements are one change only inside a transaction, which the caller holds.
 */
export const appendSettings = async (
  runner: Runner,
  hand: Hand,
  changes: readonly SettingChange[],
): Promise<{ ok: true; appended: Appended[] } | { ok: false; why: 'stale' | 'duplicate' }> => {
  const appended: Appended[] = [];
  for (let start = 0; start < changes.length; start += atOnce) {
    const some = changes.slice(start, start + atOnce);
    const ids = some.map((change) => change.id);
    const heads = new Map((await run(runner, headsOf, hand.agency.id, ids)).map((row) => [row.id, row]));
    const drafts = some.map((change) => {
      const found = heads.get(change.id);
      // A stream of another kind is not this setting's: opening it again is refused as a duplicate.
      const stands = found?.kind === change.kind ? found : undefined;
      const recordedAt = notBefore(hand.now, stands?.recorded_at ?? null);
      const body: Omit<EventBody, 'prev'> = {
        v: 1,
        agency: hand.agency.code,
        stream: { kind: change.kind, id: change.id },
        parent: null,
        number: null,
        seq: (stands?.seq ?? 0) + 1,
        action: change.action ?? (stands ? 'change' : 'register'),
        actor: hand.actor,
        post: hand.post,
        onBehalfOf: null,
        command: hand.command,
        recordedAt,
        occurredAt: recordedAt,
        settings: [],
        procedure: null,
        state: null,
        data: change.data,
        files: [],
      };
      return { body, prev: stands?.head ?? null };
    });
    const written = await append(runner, hand.agency.id, drafts, [], {
      personal: some.flatMap((change, at) =>
        (change.personal ?? []).map((row) => ({ ...row, stream_id: change.id, seq: drafts[at]?.body.seq })),
      ),
      keys: some.flatMap((change) => change.keys ?? []),
    });
    if (!written.ok) return written;
    appended.push(...written.appended);
  }
  return { ok: true, appended };
};

/** Appends one event to a setting's stream; `stale` when somebody else was faster. */
export const appendSetting = async (
  runner: Runner,
  hand: Hand,
  change: SettingChange,
): Promise<{ ok: true; appended: Appended } | { ok: false; why: 'stale' | 'duplicate' }> => {
  const written = await appendSettings(runner, hand, [change]);
  return written.ok ? { ok: true, appended: written.appended[0] as Appended } : written;
};
