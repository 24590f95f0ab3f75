import { allowed, decide, decideInvited, register } from '../../kernel/matter/decide.ts';
import { decideKernelAction, isKernelAction } from '../../kernel/matter/kernel-actions.ts';
import type { Actor, Command, Matter, MatterEvent } from '../../kernel/matter/matter.ts';
import { decideMigration } from '../../kernel/matter/migrate.ts';
import { relativeOf } from '../../kernel/matter/relative.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { granted, type Outcome, type Refusal, refuse } from '../../kernel/refusal.ts';
import type { Viewer } from '../authorization/directory.ts';
import { viewerValues } from '../authorization/visible-to.ts';
import { run } from '../database/statement.ts';
import { notBefore } from '../log/setting.ts';
import { procedureOf } from '../settings/settings.ts';
import { contextFor } from './context.ts';
import { type CommandReply, type Engine, type Request } from './engine.ts';
import { type Loaded, loadMatter, loadNew } from './load.ts';
import { type Prepared, prepare, write } from './write.ts';

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
  const procedure = procedureOf(viewer.settings.kit, matter.procedure, matter.version);
  const context = contextFor(viewer, engine.now(), { ...loaded, children });
  return {
    id: matter.id,
    number: loaded.number ?? '',
    procedure: matter.procedure,
    state: matter.state,
    seq: matter.seq,
    head: loaded.head ?? '',
    children: children.map((child) => child.id),
    repeated: false,
    actions: allowed(viewer.settings.kit, procedure, matter, actorOf(viewer), context),
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
    ...viewerValues(viewer),
    namedMatters(viewer.settings.procedures, request.command),
  );
  return row as Loaded;
};

const matterFields = new WeakMap<readonly Procedure[], ReadonlySet<string>>();

/** Names of the fields by which any form names another matter. */
const matterFieldsOf = (procedures: readonly Procedure[]): ReadonlySet<string> => {
  const known = matterFields.get(procedures);
  if (known) return known;
  const fields = procedures.flatMap(({ forms }) => forms.flatMap((form) => form.fields));
  const made = new Set(fields.filter(({ type }) => type === 'matter').map(({ name }) => name));
  matterFields.set(procedures, made);
  return made;
};

/** Matters that the command's data names: a merge says into what, a problem to which theme it belongs. */
const namedMatters = (procedures: readonly Procedure[], { data }: Command): string[] =>
  Object.entries(data).flatMap(([name, id]) =>
    matterFieldsOf(procedures).has(name) && typeof id === 'string' && isUuid(id) ? [id] : [],
  );

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Has somebody acted since the sender looked? A light that changed by itself takes nobody's form away. */
const hasMoved = ({ fold, seq }: Loaded, expected: number): boolean =>
  expected < (fold?.acted ?? seq ?? 0) || expected > (seq ?? 0);

/** How often a command looks again when others were faster and the sender named no sequence of its own. */
const attempts = 4;

/** Only a command that opens matters needs ids for them, and making many costs more than deciding. */
const makesMatters = (viewer: Viewer, request: Request, { fold }: Loaded): boolean =>
  fold === null ||
  procedureOf(viewer.settings.kit, fold.procedure, fold.version).actions[request.command.action]?.spawns !== undefined;

const decided = (
  engine: Engine,
  viewer: Viewer,
  request: Request,
  command: Command,
  loaded: Loaded,
): Outcome<MatterEvent[]> => {
  const now = notBefore(engine.now(), loaded.recorded_at);
  const ids = makesMatters(viewer, request, loaded) ? Array.from({ length: 61 }, engine.newId) : [];
  const context = contextFor(viewer, new Date(now), { ...loaded, ids });
  if ('procedure' in request) {
    const procedure = viewer.settings.kit.procedure(request.procedure);
    if (!procedure) return refuse('notFound', 'procedure');
    if (request.parent && !loaded.parent) return refuse('notFound', 'matter');
    return register(viewer.settings.kit, procedure, command, actorOf(viewer), context);
  }
  if (!loaded.fold) return refuse('notFound', 'matter');
  if (request.invited) {
    const procedure = procedureOf(viewer.settings.kit, loaded.fold.procedure, loaded.fold.version);
    return decideInvited(viewer.settings.kit, procedure, loaded.fold, command, { ...context, invited: true });
  }
  if (command.action === 'migrate')
    return decideMigration(viewer.settings.kit, loaded.fold, command, actorOf(viewer), context);
  if (isKernelAction(command.action)) return decideKernelAction(loaded.fold, command, actorOf(viewer), context);
  return decide(
    viewer.settings.kit,
    procedureOf(viewer.settings.kit, loaded.fold.procedure, loaded.fold.version),
    loaded.fold,
    command,
    actorOf(viewer),
    context,
  );
};

const looked = async (engine: Engine, viewer: Viewer, [own]: readonly MatterEvent[]): Promise<Refusal | null> =>
  own ? ((await engine.house.look(own.procedure.code)?.(engine.runner, viewer, own)) ?? null) : null;

/**
 * Carries out a command: load, decide, append, answer. The same command id answers again what it led to; an id with another
 * body is a conflict; a sequence that moved on is `stale` when the sender named one, else it is decided anew.
 */
export const execute = async (engine: Engine, viewer: Viewer, request: Request): Promise<Outcome<CommandReply>> => {
  for (let attempt = 1; ; attempt++) {
    const loaded = await load(engine, viewer, request);
    if (loaded.done) return replay(engine, viewer, request, loaded.done);
    if (request.expected !== undefined && loaded.fold && hasMoved(loaded, request.expected))
      return refuse('stale', 'matter.moved', { expected: request.expected, seq: loaded.seq as number });
    const command = withFiles(request.command, loaded);
    if (!command.ok) return command;
    const events = decided(engine, viewer, request, command.value, loaded);
    if (!events.ok) return events;
    const against = await looked(engine, viewer, events.value);
    if (against) return { ok: false, refusal: against };
    const prepared = await prepare(engine, viewer, events.value, loaded);
    const written = await write(engine, viewer, request, prepared, loaded);
    if (!written.ok) {
      if (attempt < attempts) continue;
      return refuse('stale', 'matter.moved', { seq: loaded.seq ?? 0 });
    }
    const [own, ...born] = prepared as [Prepared, ...Prepared[]];
    const children = [
      ...(loaded.children ?? []),
      ...born.map(({ matter }) => ({ ...relativeOf(matter), title: null })),
    ];
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
