import type { Calendar } from '../../src/kernel/calendar/calendar.ts';
import { allowed, decide, register } from '../../src/kernel/matter/decide.ts';
import { evolve } from '../../src/kernel/matter/evolve.ts';
import { decideKernelAction, isKernelAction } from '../../src/kernel/matter/kernel-actions.ts';
import type { Actor, Allowed, Command, Context, Kit, Matter, MatterEvent } from '../../src/kernel/matter/matter.ts';
import { relativeOf } from '../../src/kernel/matter/relative.ts';
import type { Procedure } from '../../src/kernel/procedure/procedure.ts';
import type { Outcome } from '../../src/kernel/refusal.ts';
import { house } from '../../src/main/modules.ts';
import { idOf } from './cast.ts';

export const kit: Kit = house.kit;

/** Monday to Friday; what the kernel's own tests count by. */
const hours: [string, string][] = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
];
const workingCalendar: Calendar = {
  zone: 'Asia/Shanghai',
  week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  days: {},
  publishedThrough: '2026-12-31',
};

/** Everything that has happened, and the matters as they stand after it. The kernel alone, without a database. */
export type World = {
  log: readonly (MatterEvent & { seq: number })[];
  matters: ReadonlyMap<string, Matter>;
  barred: ReadonlySet<string>;
};

export const nothing: World = { log: [], matters: new Map(), barred: new Set() };

export const procedureNamed = (code: string): Procedure => {
  const found = kit.procedure(code);
  if (!found) throw new Error(`no procedure ${code}`);
  return found;
};

const momentOf = (world: World): string => new Date(Date.UTC(2026, 2, 1) + world.log.length * 60_000).toISOString();

export const contextOf = (world: World, matter: Matter | null, parent: Matter | null = null): Context => {
  const above = matter?.parent ? (world.matters.get(matter.parent) ?? null) : parent;
  return {
    now: momentOf(world),
    children: matter ? [...world.matters.values()].filter((each) => each.parent === matter.id).map(relativeOf) : [],
    parent: above && relativeOf(above),
    barred: world.barred,
    ids: Array.from({ length: 8 }, (_, index) => idOf(10_000 + world.log.length * 10 + index)),
    takes: () => null,
    knows: () => true,
    others: new Map([...world.matters.values()].map((each) => [each.id, relativeOf(each)])),
    calendar: { value: workingCalendar, version: null },
  };
};

/** Folds events into a world; what `evolve` makes of them and nothing else. */
export const after = (world: World, events: readonly MatterEvent[]): World => {
  const matters = new Map(world.matters);
  const log = [...world.log];
  for (const event of events) {
    const before = matters.get(event.matter) ?? null;
    const numbered = { ...event, seq: (before?.seq ?? 0) + 1 };
    matters.set(event.matter, evolve(procedureNamed(event.procedure.code), before, numbered));
    log.push(numbered);
  }
  return { ...world, log, matters };
};

export type Asked = Partial<Command> & { action: string };
const commandOf = (asked: Asked): Command => ({ data: {}, files: [], ...asked });

export const matterOf = (world: World, id: string): Matter => {
  const found = world.matters.get(id);
  if (!found) throw new Error(`no matter ${id}`);
  return found;
};

/** What the kernel answers to a command on a matter, or to the registering of a new one of a procedure. */
export const answer = (
  world: World,
  actor: Actor,
  target: { matter: string } | { procedure: string; parent?: string },
  asked: Asked,
): Outcome<MatterEvent[]> => {
  const command = commandOf(asked);
  if ('procedure' in target) {
    const parent = target.parent === undefined ? null : matterOf(world, target.parent);
    return register(kit, procedureNamed(target.procedure), command, actor, contextOf(world, null, parent));
  }
  const matter = matterOf(world, target.matter);
  const context = contextOf(world, matter);
  if (isKernelAction(command.action)) return decideKernelAction(matter, command, actor, context);
  return decide(kit, procedureNamed(matter.procedure), matter, command, actor, context);
};

export const allowedOn = (world: World, actor: Actor, id: string): Allowed[] => {
  const matter = matterOf(world, id);
  return allowed(kit, procedureNamed(matter.procedure), matter, actor, contextOf(world, matter));
};

/** The same, carried out; a refusal fails the test with its words. */
export const done = (
  world: World,
  actor: Actor,
  target: { matter: string } | { procedure: string; parent?: string },
  asked: Asked,
): World => {
  const outcome = answer(world, actor, target, asked);
  if (!outcome.ok) throw new Error(`${asked.action}: ${JSON.stringify(outcome.refusal)}`);
  return after(world, outcome.value);
};

/** given(world).when(actor, matter, command) → events or refusal. */
export const given = (world: World) => ({
  when: (actor: Actor, target: { matter: string } | { procedure: string; parent?: string }, asked: Asked) => {
    const outcome = answer(world, actor, target, asked);
    return {
      outcome,
      /** Action and states of each event, in order. */
      events: outcome.ok
        ? outcome.value.map(({ action, state }) => `${action} ${state.from ?? 'new'}→${state.to}`)
        : outcome.refusal,
      refusal: outcome.ok ? null : `${outcome.refusal.code} ${outcome.refusal.rule}`,
      fields: outcome.ok ? [] : (outcome.refusal.fields ?? []),
    };
  },
});
