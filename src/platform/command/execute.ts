import { allowed, decide, register } from '../../kernel/matter/decide.ts';
import { decideKernelAction, isKernelAction } from '../../kernel/matter/kernel-actions.ts';
import type { Actor, Allowed, Command, Context, Kit, Matter, MatterEvent } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Viewer } from '../authorization/directory.ts';
import { viewerValues } from '../authorization/visible-to.ts';
import { type Runner, run } from '../database/statement.ts';
import { append, type Draft, type TypedTable } from '../log/append.ts';
import { notBefore } from '../log/setting.ts';
import type { Vault } from '../personal/vault.ts';
import { type Loaded, loadMatter, loadNew } from './load.ts';
import type { Numbers } from './numbers.ts';
import { type ProtectedEvent, protect } from './protect.ts';
import { fold, matterRow, partyRows } from './rows.ts';

/** A procedure's typed table: what it keeps beside the matter, from the matter's own events. */
export type Projection = {
  table: TypedTable;
  rows(matter: Matter, event: MatterEvent): readonly object[];
};

export type House = {
  kit: Kit;
  procedures: readonly Procedure[];
  projection: (procedure: string) => Projection | undefined;
};

export type Engine = {
  runner: Runner;
  house: House;
  vault: Vault;
  numbers: Numbers;
  now: () => Date;
  newId: () => string;
};

/** What a command is about: a matter that stands, or a new one of a procedure. */
export type Target = { matter: string } | { procedure: string; parent?: string | undefined };

export type Request = {
  commandId: string;
  /** Digest of the request as sent; the same id with another digest is a conflict. */
  digest: string;
  command: Command;
  /** Sequence the sender saw (If-Match). */
  expected?: number | undefined;
} & Target;

export type CommandReply = {
  id: string;
  number: string;
  procedure: string;
  state: string;
  seq: number;
  head: string;
  children: string[];
  repeated: boolean;
  actions: Allowed[];
};

export const dayOf = (moment: Date): string =>
  // The agency's wall clock; zones other than China's come with the calendar's versions.
  new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

const contextOf = (viewer: Viewer, loaded: Loaded, now: string, ids: readonly string[]): Context => ({
  now,
  children: loaded.children ?? [],
  parent: loaded.parent,
  barred: new Set(loaded.barred ?? []),
  ids,
  takes: (owner) => viewer.directory.takes(owner, dayOf(new Date(now))),
  knows: (kind, id) =>
    kind === 'person'
      ? viewer.directory.hasPerson(id)
      : kind === 'unit'
        ? viewer.directory.hasUnit(id)
        : viewer.directory.postName(id) !== null,
});

const withFiles = (command: Command, loaded: Loaded): Outcome<Command> => {
  const known = new Map((loaded.files ?? []).map((file) => [file.digest, file]));
  const missing = command.files.flatMap((file, index) =>
    known.has(file.digest) ? [] : [{ path: `files.${index}.digest`, rule: 'unknownFile' }],
  );
  if (missing.length > 0) return refuse('invalid', 'files', {}, { fields: missing });
  return granted({
    ...command,
    files: command.files.map((file) => {
      const { size, type } = known.get(file.digest) as { size: number; type: string };
      return { ...file, size, type };
    }),
  });
};

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

type Prepared = {
  procedure: Procedure;
  /** Folded from what the log keeps: commitments, never the words. */
  matter: Matter;
  event: MatterEvent;
  kept: ProtectedEvent;
  seq: number;
  prev: string | null;
  number: string | null;
  wrapped: string | null;
};

const prepare = async (
  engine: Engine,
  viewer: Viewer,
  events: readonly MatterEvent[],
  loaded: Loaded,
): Promise<Prepared[]> =>
  Promise.all(
    events.map(async (event, index) => {
      const procedure = procedureOf(engine, event.procedure.code, event.procedure.version);
      const before = loaded.fold && event.matter === loaded.fold.id ? loaded.fold : null;
      const seq = before ? (loaded.seq as number) + 1 : 1;
      // After an erasure the matter goes on under a new key.
      const fresh = before && loaded.wrapped ? null : engine.vault.newKey();
      const key = fresh ? fresh.key : engine.vault.unwrap(Buffer.from(loaded.wrapped as string, 'base64'));
      const kept = protect(engine.vault, key, procedure, event, seq);
      const matter = fold(procedure, before, { ...event, data: kept.data }, seq);
      return {
        procedure,
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

export const procedureOf = (engine: Pick<Engine, 'house'>, code: string, version?: number): Procedure => {
  const found = engine.house.kit.procedure(code, version);
  if (!found) throw new Error(`procedure ${code} ${version ?? ''} is not known`);
  return found;
};

const write = async (
  engine: Engine,
  viewer: Viewer,
  request: Request,
  prepared: readonly Prepared[],
  loaded: Loaded,
): Promise<{ ok: true; head: string } | { ok: false; why: 'stale' | 'duplicate' }> => {
  const drafts: Draft[] = [];
  const companions = {
    matters: [] as object[],
    parties: [] as object[],
    personal: [] as object[],
    keys: [] as object[],
    files: [] as object[],
  };
  for (const { procedure, matter, event, kept, seq, prev, number, wrapped } of prepared) {
    const { data, files, personal } = kept;
    drafts.push({
      prev,
      body: {
        v: 1,
        agency: viewer.agency.code,
        stream: { kind: 'matter', id: event.matter },
        parent: event.parent,
        number,
        seq,
        action: event.action,
        actor: event.actor,
        post: event.post,
        onBehalfOf: event.onBehalfOf,
        command: request.commandId,
        recordedAt: event.recordedAt,
        occurredAt: event.occurredAt,
        settings: [...event.settings],
        procedure: event.procedure,
        state: event.state,
        data,
        files,
      },
    });
    companions.matters.push(
      matterRow(
        procedure,
        matter,
        number ?? (loaded.number as string),
        seq === 1 ? event.recordedAt : (loaded.registered_at as string),
      ),
    );
    companions.parties.push(...partyRows(procedure, event));
    companions.personal.push(...personal);
    if (wrapped) companions.keys.push({ subject_id: event.matter, wrapped });
    companions.files.push(
      ...files.map((file) => ({
        matter_id: event.matter,
        digest: file.digest,
        seq,
        name_commitment: file.name.commit,
      })),
    );
  }
  const [own] = prepared as [Prepared, ...Prepared[]];
  const reads = [...(loaded.children ?? []), ...(loaded.parent ? [loaded.parent] : [])].map(({ id, seq }) => ({
    id,
    seq,
  }));
  const projection = engine.house.projection(own.event.procedure.code);
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
    { ...companions, command },
    projection && {
      table: projection.table,
      rows: projection.rows(own.matter, own.event),
    },
  );
  if (!result.ok) return result;
  return { ok: true, head: result.appended[0]?.head as string };
};

const actorOf = (viewer: Viewer): Actor => ({ person: viewer.person, capacities: viewer.capacities });

const replay = async (
  engine: Engine,
  viewer: Viewer,
  request: Request,
  done: { digest: string; stream_id: string; seq: number },
): Promise<Outcome<CommandReply>> => {
  if (done.digest !== request.digest) return refuse('commandReused', 'command.otherBody', {});
  const loaded = await load(engine, viewer, { ...request, matter: done.stream_id });
  if (!loaded.fold) return refuse('notFound', 'matter');
  return granted({
    ...reply(engine, viewer, loaded.fold, loaded, loaded.children ?? []),
    seq: done.seq,
    repeated: true,
  });
};

const reply = (
  engine: Engine,
  viewer: Viewer,
  matter: Matter,
  loaded: Loaded,
  children: NonNullable<Loaded['children']>,
): CommandReply => {
  const procedure = procedureOf(engine, matter.procedure, matter.version);
  const context = { ...contextOf(viewer, loaded, engine.now().toISOString(), []), children };
  return {
    id: matter.id,
    number: loaded.number ?? '',
    procedure: matter.procedure,
    state: matter.state,
    seq: matter.seq,
    head: loaded.head ?? '',
    children: children.map((child) => child.id),
    repeated: false,
    actions: allowed(engine.house.kit, procedure, matter, actorOf(viewer), context),
  };
};

const load = async (engine: Engine, viewer: Viewer, request: Request): Promise<Loaded> => {
  const subject = 'matter' in request ? request.matter : (request.parent ?? null);
  const [row] = await run(
    engine.runner,
    'matter' in request ? loadMatter : loadNew,
    viewer.agency.id,
    subject,
    viewer.person,
    request.commandId,
    request.command.files.map((file) => file.digest),
    ...viewerValues(viewer, engine.house.procedures),
  );
  return row as Loaded;
};

/** How often a command looks again when others were faster and the sender named no sequence of its own. */
const attempts = 4;

/** Only a command that opens matters needs ids for them, and making many costs more than deciding. */
const makesMatters = (engine: Engine, request: Request, { fold }: Loaded): boolean =>
  fold === null ||
  procedureOf(engine, fold.procedure, fold.version).actions[request.command.action]?.spawns !== undefined;

const decided = (
  engine: Engine,
  viewer: Viewer,
  request: Request,
  command: Command,
  loaded: Loaded,
): Outcome<MatterEvent[]> => {
  const now = notBefore(engine.now(), loaded.recorded_at);
  const ids = makesMatters(engine, request, loaded) ? Array.from({ length: 61 }, engine.newId) : [];
  const context = contextOf(viewer, loaded, now, ids);
  if ('procedure' in request) {
    const procedure = engine.house.kit.procedure(request.procedure);
    if (!procedure) return refuse('notFound', 'procedure');
    if (request.parent && !loaded.parent) return refuse('notFound', 'matter');
    return register(engine.house.kit, procedure, command, actorOf(viewer), context);
  }
  if (!loaded.fold) return refuse('notFound', 'matter');
  if (isKernelAction(command.action)) return decideKernelAction(loaded.fold, command, actorOf(viewer), context);
  return decide(
    engine.house.kit,
    procedureOf(engine, loaded.fold.procedure, loaded.fold.version),
    loaded.fold,
    command,
    actorOf(viewer),
    context,
  );
};

/**
 * Carries out a command: load, decide, append, answer. The same command id answers again what it led to; an id with another
 * body is a conflict; a sequence that moved on is `stale` when the sender named one, else it is decided anew.
 */
export const execute = async (engine: Engine, viewer: Viewer, request: Request): Promise<Outcome<CommandReply>> => {
  for (let attempt = 1; ; attempt++) {
    const loaded = await load(engine, viewer, request);
    if (loaded.done) return replay(engine, viewer, request, loaded.done);
    if (request.expected !== undefined && loaded.fold && loaded.seq !== request.expected)
      return refuse('stale', 'matter.moved', { expected: request.expected, seq: loaded.seq as number });
    const command = withFiles(request.command, loaded);
    if (!command.ok) return command;
    const events = decided(engine, viewer, request, command.value, loaded);
    if (!events.ok) return events;
    const prepared = await prepare(engine, viewer, events.value, loaded);
    const written = await write(engine, viewer, request, prepared, loaded);
    if (!written.ok) {
      if (attempt < attempts) continue;
      return refuse('stale', 'matter.moved', { seq: loaded.seq ?? 0 });
    }
    const [own, ...born] = prepared as [Prepared, ...Prepared[]];
    const children = [...(loaded.children ?? []), ...born.map(({ matter }) => asRelative(matter))];
    return granted(
      reply(
        engine,
        viewer,
        own.matter,
        { ...loaded, head: written.head, number: own.number ?? loaded.number },
        children,
      ),
    );
  }
};

const asRelative = (matter: Matter) => ({
  id: matter.id,
  seq: matter.seq,
  procedure: matter.procedure,
  state: matter.state,
  owner: matter.owner,
  registrar: matter.registrar,
  answered: matter.answered,
  evidenceBy: matter.evidence.map((piece) => piece.by),
  evidenceCount: matter.evidence.length,
  title: null,
});
