import type { Matter, MatterEvent } from '../../kernel/matter/matter.ts';
import { type Procedure, restsOn } from '../../kernel/procedure/procedure.ts';
import type { Viewer } from '../authorization/directory.ts';
import { append, type Read, type Typed } from '../log/append.ts';
import { procedureOf } from '../settings/settings.ts';
import { dayOf, type Engine, type Request } from './engine.ts';
import { gather, isStill } from './gather.ts';
import type { Loaded } from './load.ts';
import { type ProtectedEvent, protect } from './protect.ts';
import { fold } from './rows.ts';

/** A new matter's number: behind its parent's, or the next of its procedure, unit and year. */
const numberFor = async (
  engine: Engine,
  viewer: Viewer,
  procedure: Procedure,
  matter: Matter,
  loaded: Loaded,
  index: number,
): Promise<string> => {
  if (matter.parent !== null) return `${loaded.number}-${(loaded.children?.length ?? 0) + index}`;
  const year = dayOf(new Date(matter.recordedAt)).slice(0, 4);
  const unit = viewer.directory.unitCode(matter.unit) ?? '';
  const next = await engine.numbers(viewer.agency.id, `${procedure.code}/${unit}/${year}`);
  return `${procedure.numberPrefix}${unit}-${year}-${String(next).padStart(3, '0')}`;
};

/** An event with all that is written for it. */
export type Prepared = {
  procedure: Procedure;
  before: Matter | null;
  /** Folded from what the log keeps: commitments, never the words. */
  matter: Matter;
  event: MatterEvent;
  kept: ProtectedEvent;
  seq: number;
  prev: string | null;
  number: string | null;
  wrapped: string | null;
};

/** Takes the words out of each event, folds it and gives new matters their number. */
export const prepare = async (
  engine: Engine,
  viewer: Viewer,
  events: readonly MatterEvent[],
  loaded: Loaded,
): Promise<Prepared[]> =>
  Promise.all(
    events.map(async (event, index) => {
      const procedure = procedureOf(viewer.settings.kit, event.procedure.code, event.procedure.version);
      const before = loaded.fold && event.matter === loaded.fold.id ? loaded.fold : null;
      const seq = before ? (loaded.seq as number) + 1 : 1;
      // After an erasure the matter goes on under a new key.
      const fresh = before && loaded.wrapped ? null : engine.vault.newKey();
      const key = fresh ? fresh.key : engine.vault.unwrap(Buffer.from(loaded.wrapped as string, 'base64'));
      const kept = protect(engine.vault, key, procedure, event, seq);
      const matter = fold(procedure, before, { ...event, data: kept.data }, seq);
      return {
        procedure,
        before,
        matter,
        event,
        kept,
        seq,
        prev: before ? loaded.head : null,
        number: before ? null : await numberFor(engine, viewer, procedure, matter, loaded, index),
        wrapped: fresh ? fresh.wrapped.toString('base64') : null,
      };
    }),
  );

/** Streams the decision looked at without changing them; only where its table says that it does, so that others are not held up. */
const readsOf = ({ procedure, event }: Prepared, loaded: Loaded): Read[] => {
  const action = procedure.actions[event.action];
  const rests = action ? restsOn(procedure, action) : { children: false, parent: false, others: false };
  return [
    ...(rests.children ? (loaded.children ?? []) : []),
    ...(rests.parent && loaded.parent ? [loaded.parent] : []),
    ...(rests.others ? (loaded.others ?? []) : []),
  ].map(({ id, seq }) => ({ id, seq }));
};

/** What each procedure keeps beside its matters, of the command's own matter and of the children it makes. */
const typedOf = (engine: Engine, prepared: readonly Prepared[]): Typed[] => {
  const codes = [...new Set(prepared.map(({ event }) => event.procedure.code))];
  return codes.flatMap((code) => {
    const projection = engine.house.projection(code);
    const own = prepared.filter(({ event }) => event.procedure.code === code);
    return projection
      ? [{ table: projection.table, rows: own.flatMap(({ matter, event }) => projection.rows(matter, event)) }]
      : [];
  });
};

/** Writes the events of one command with everything that goes with them. */
export const write = async (
  engine: Engine,
  viewer: Viewer,
  request: Request,
  prepared: readonly Prepared[],
  loaded: Loaded,
): Promise<{ ok: true; head: string } | { ok: false; why: 'stale' | 'duplicate' }> => {
  const { drafts, companions, moved } = gather(engine, viewer, request.commandId, prepared, loaded);
  const [own] = prepared as [Prepared, ...Prepared[]];
  const reads = readsOf(own, loaded);
  const command = {
    actor_id: viewer.person,
    id: request.commandId,
    digest: request.digest,
    stream_id: own.event.matter,
    seq: own.seq,
    at: own.event.recordedAt,
  };
  const result = await append(
    engine.runner,
    viewer.agency.id,
    drafts,
    reads,
    { ...companions, command, live: isStill(moved) ? null : moved },
    typedOf(engine, prepared),
  );
  if (!result.ok) return result;
  if (!isStill(moved)) engine.rang(viewer.agency.id);
  return { ok: true, head: result.appended[0]?.head as string };
};
