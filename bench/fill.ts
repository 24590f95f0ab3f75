import { register } from '../src/kernel/matter/decide.ts';
import type { MatterEvent } from '../src/kernel/matter/matter.ts';
import { registering } from '../src/kernel/procedure/procedure.ts';
import type { Viewer } from '../src/platform/authorization/directory.ts';
import { dayOf, type Engine } from '../src/platform/command/engine.ts';
import { gather } from '../src/platform/command/gather.ts';
import type { Loaded } from '../src/platform/command/load.ts';
import { type Prepared, prepare } from '../src/platform/command/write.ts';
import { append } from '../src/platform/log/append.ts';
import { procedureOf } from '../src/platform/settings/settings.ts';

const nothing: Loaded = {
  done: null,
  fold: null,
  number: null,
  title: null,
  registered_at: null,
  seq: null,
  head: null,
  recorded_at: null,
  wrapped: null,
  children: null,
  parent: null,
  barred: null,
  others: null,
  files: null,
};

export type Filler = {
  /** What kind of matter; a problem where nothing is said. */
  procedure?: string;
  /** Who registers. */
  viewer: Viewer;
  /** Form data of the nth problem. */
  data(n: number): Record<string, unknown>;
  /** When the nth was registered. */
  at(n: number): Date;
};

const registered = (
  engine: Engine,
  { viewer, data, at, procedure: code = 'problem' }: Filler,
  n: number,
): readonly MatterEvent[] => {
  const { kit } = viewer.settings;
  const procedure = procedureOf(kit, code);
  const now = at(n);
  const outcome = register(
    kit,
    procedure,
    { action: registering(procedure), data: data(n), files: [] },
    { person: viewer.person, capacities: viewer.capacities },
    {
      now: now.toISOString(),
      children: [],
      parent: null,
      barred: new Set(),
      ids: [engine.newId()],
      takes: (owner) => viewer.directory.takes(owner, dayOf(now)),
      knows: () => true,
      others: new Map(),
      calendar: viewer.settings.calendarOn(dayOf(now)),
    },
  );
  if (!outcome.ok) throw new Error(`filler: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
};

/** How many matters go in one statement. */
const batch = 250;

/**
 * Registers problems, or other matters, in bulk: decided by the kernel, protected, folded and turned into rows by the very functions that commands
 * use, and appended by the same statement, only many at a time. A matter is one event here, as it is by a command.
 */
export const fillProblems = async (engine: Engine, filler: Filler, from: number, count: number): Promise<void> => {
  const { viewer } = filler;
  const projection = engine.house.projection(filler.procedure ?? 'problem');
  const starts = Array.from({ length: Math.ceil(count / batch) }, (_, index) => from + index * batch);
  const lane = async (): Promise<void> => {
    for (let start = starts.shift(); start !== undefined; start = starts.shift()) {
      const size = Math.min(batch, from + count - start);
      const prepared: Prepared[] = [];
      for (let n = start; n < start + size; n++)
        prepared.push(...(await prepare(engine, viewer, registered(engine, filler, n), nothing)));
      const { drafts, companions, moved } = gather(engine, viewer, engine.newId(), prepared, nothing);
      const written = await append(
        engine.runner,
        viewer.agency.id,
        drafts,
        [],
        { ...companions, command: null, live: moved },
        projection
          ? [{ table: projection.table, rows: prepared.flatMap(({ matter, event }) => projection.rows(matter, event)) }]
          : [],
      );
      if (!written.ok) throw new Error(`filler: ${written.why}`);
    }
  };
  await Promise.all([lane(), lane(), lane()]);
};
