import { compileForm, fieldErrors } from '../form/compile.ts';
import type { Form } from '../form/form.ts';
import { isFinal, type Procedure, type Role } from '../procedure/procedure.ts';
import { mapped, type StateMap, stateMapFaults } from '../procedure/state-map.ts';
import { granted, type Outcome, refuse } from '../refusal.ts';
import { settingsFor } from './decide.ts';
import { capacityFor } from './guard.ts';
import { kernelForms } from './kernel-actions.ts';
import type { Actor, Command, Context, Kit, Matter, MatterEvent } from './matter.ts';

/** Who moves a running matter to another version: whoever watches over procedures, within their reach. */
export const migrators: readonly Role[] = ['supervisor', 'leader', 'office'];

const mapOf = (rows: unknown): StateMap =>
  Object.fromEntries(((rows ?? []) as { from: string; to: string }[]).map(({ from, to }) => [from, to]));

/** An open request must still be answerable where the matter goes. */
const lostRequests = (matter: Matter, to: Procedure, state: string): string[] =>
  Object.keys(matter.requests ?? {}).filter((kind) => !to.requests?.[kind]?.from.includes(state));

/** Migration of a running matter to the newest version of its procedure, or why not. */
export const decideMigration = (
  kit: Kit,
  matter: Matter,
  command: Command,
  actor: Actor,
  context: Context,
): Outcome<MatterEvent[]> => {
  if (context.barred.has(actor.person)) return refuse('notFound', 'matter');
  const from = kit.procedure(matter.procedure, matter.version);
  const to = kit.procedure(matter.procedure);
  if (!from || !to) throw new Error(`procedure ${matter.procedure} ${matter.version} is not known`);
  const who = { from: Object.keys(from.states), who: migrators };
  const capacity = capacityFor(from, 'migrate', who, matter, actor, context, command);
  if ('rule' in capacity) return { ok: false, refusal: capacity };
  if (isFinal(from, matter.state))
    return refuse('wrongState', 'migrate.ended', { action: 'migrate', state: matter.state });
  const parsed = compileForm(kernelForms.migrate as Form).safeParse(command.data, { reportInput: true });
  if (!parsed.success) return refuse('invalid', 'form', { action: 'migrate' }, { fields: fieldErrors(parsed.error) });
  if (to.version === matter.version) return refuse('conflict', 'migrate.already', { version: to.version });
  if (parsed.data.version !== to.version)
    return refuse(
      'invalid',
      'form',
      { action: 'migrate' },
      { fields: [{ path: 'version', rule: 'notPublished', limit: to.version }] },
    );
  const map = mapOf(parsed.data.map);
  const fields = stateMapFaults(from, to, map);
  if (fields.length > 0) return refuse('invalid', 'migrate.states', { action: 'migrate' }, { fields });
  const state = mapped(map, matter.state);
  const lost = lostRequests(matter, to, state);
  if (lost.length > 0) return refuse('ruleBroken', 'migrate.requestOpen', { kinds: lost });
  return granted([
    {
      matter: matter.id,
      procedure: { code: to.code, version: to.version },
      parent: matter.parent,
      root: matter.root,
      action: 'migrate',
      actor: actor.person,
      post: capacity.post,
      onBehalfOf: capacity.onBehalfOf,
      settings: settingsFor(to, capacity, context),
      state: { from: matter.state, to: state },
      data: parsed.data,
      files: [],
      recordedAt: context.now,
      occurredAt: context.now,
    },
  ]);
};
