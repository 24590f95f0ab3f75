import type { Json } from '../../kernel/proof/canonical.ts';
import type { EventBody } from '../../kernel/proof/event.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { type Appended, append } from './append.ts';

const headOf = statement<{ seq: number; head: string; recorded_at: Date }>(
  'log.settingHead',
  'select seq, head, recorded_at from stream where agency_id = $1 and id = $2 and kind = $3',
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

/** Appends one event to a setting's stream; `stale` when somebody else was faster. */
export const appendSetting = async (
  runner: Runner,
  hand: Hand,
  change: SettingChange,
): Promise<{ ok: true; appended: Appended } | { ok: false; why: 'stale' | 'duplicate' }> => {
  const [stands] = await run(runner, headOf, hand.agency.id, change.id, change.kind);
  const recordedAt = notBefore(hand.now, stands?.recorded_at ?? null);
  const seq = (stands?.seq ?? 0) + 1;
  const body: Omit<EventBody, 'prev'> = {
    v: 1,
    agency: hand.agency.code,
    stream: { kind: change.kind, id: change.id },
    parent: null,
    number: null,
    seq,
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
  const written = await append(runner, hand.agency.id, [{ body, prev: stands?.head ?? null }], [], {
    personal: (change.personal ?? []).map((row) => ({ ...row, stream_id: change.id, seq })),
    keys: change.keys ?? [],
  });
  return written.ok ? { ok: true, appended: written.appended[0] as Appended } : written;
};
