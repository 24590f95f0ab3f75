import { compileForm, fieldErrors } from '../form/compile.ts';
import type { Form } from '../form/form.ts';
import { granted, type Outcome, type Refusal, refuse } from '../refusal.ts';
import type { Actor, Command, Context, Matter, MatterEvent } from './matter.ts';
import { takerOf } from './requests.ts';

/** Statement 陈述: whoever was answerable may set words beside any event about them; it changes no state and nobody can forbid it. */
const statementForm: Form = {
  code: 'statement',
  version: 1,
  fields: [
    { name: 'about', type: 'int', required: true, min: 1 },
    { name: 'text', type: 'longText', required: true, max: 2000 },
  ],
};

/** Erasure: destroys the key, salts and values of a matter's free text; the event says that it happened and why it was due. */
const eraseForm: Form = {
  code: 'erase',
  version: 1,
  fields: [
    { name: 'basis', type: 'choice', required: true, choices: ['retentionEnded', 'personAsked', 'wronglyKept'] },
  ],
};

/** Hand-over 交接: somebody leaves, and each open matter gets a taker; who may do it for whom is asked at the edge (DESIGN §6). */
const handOverForm: Form = {
  code: 'handOver',
  version: 1,
  fields: [
    { name: 'owner', type: 'person', required: true, sets: 'owner' },
    { name: 'ownerPost', type: 'post', required: true },
    { name: 'reason', type: 'longText', max: 2000 },
  ],
};

/** Migration 迁移: a running matter goes on under the newest version of its procedure (`migrate.ts` decides it). */
const migrateForm: Form = {
  code: 'migrate',
  version: 1,
  fields: [
    { name: 'version', type: 'int', required: true, min: 1 },
    {
      name: 'map',
      type: 'table',
      max: 60,
      columns: [
        { name: 'from', type: 'text', required: true, max: 40 },
        { name: 'to', type: 'text', required: true, max: 40 },
      ],
    },
  ],
};

/** Actions every matter has, whatever its procedure; no table names them. */
export const kernelForms: Readonly<Record<string, Form>> = {
  statement: statementForm,
  erase: eraseForm,
  handOver: handOverForm,
  migrate: migrateForm,
};

export const isKernelAction = (action: string): boolean => Object.hasOwn(kernelForms, action);

const takerRefusal = (matter: Matter, data: Record<string, unknown>, context: Context): Refusal | null => {
  const taker = takerOf(data);
  if (!taker || (taker.person === matter.owner.person && taker.post === matter.owner.post))
    return refuse('invalid', 'sameOwner').refusal;
  return context.barred.has(taker.person) ? refuse('invalid', 'barred').refusal : context.takes(taker);
};

const mayState = (matter: Matter, actor: Actor): boolean =>
  matter.answered.includes(actor.person) || matter.registrar === actor.person;

/** Decides a kernel-wide action; who may erase is asked at the edge, where the administrators' roles are. */
export const decideKernelAction = (
  matter: Matter,
  command: Command,
  actor: Actor,
  context: Context,
): Outcome<MatterEvent[]> => {
  const form = kernelForms[command.action] as Form;
  if (command.action === 'statement' && !mayState(matter, actor))
    return refuse('notAllowed', 'who', { action: command.action, who: ['named'] }, { mend: 'otherPerson' });
  const parsed = compileForm(form).safeParse(command.data, { reportInput: true });
  if (!parsed.success)
    return refuse('invalid', 'form', { action: command.action }, { fields: fieldErrors(parsed.error) });
  const about = parsed.data.about;
  if (typeof about === 'number' && about > matter.seq)
    return refuse(
      'invalid',
      'form',
      { action: command.action },
      { fields: [{ path: 'about', rule: 'max', limit: matter.seq }] },
    );
  const against = command.action === 'handOver' ? takerRefusal(matter, parsed.data, context) : null;
  if (against)
    return refuse('invalid', 'form', { action: command.action }, { fields: [{ path: 'owner', rule: against.rule }] });
  // One's own word, or an administrator's own duty: never under a post one only stands in for.
  const footing = actor.capacities.find((capacity) => capacity.onBehalfOf === null);
  return granted([
    {
      matter: matter.id,
      procedure: { code: matter.procedure, version: matter.version },
      parent: matter.parent,
      root: matter.root,
      action: command.action,
      actor: actor.person,
      post: footing?.post ?? null,
      onBehalfOf: null,
      settings: footing?.settings ?? [],
      state: { from: matter.state, to: matter.state },
      data: parsed.data,
      files: [],
      recordedAt: context.now,
      occurredAt: context.now,
    },
  ]);
};
