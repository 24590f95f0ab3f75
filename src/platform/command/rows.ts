import type { Field } from '../../kernel/form/form.ts';
import { evolve } from '../../kernel/matter/evolve.ts';
import type { Matter, MatterEvent } from '../../kernel/matter/matter.ts';
import { evidenceGivers } from '../../kernel/matter/relative.ts';
import { formOf, isFinal, type Procedure } from '../../kernel/procedure/procedure.ts';
import type { Live } from './live.ts';

type Slot = NonNullable<Field['sets']>;

const slotFields = new WeakMap<Procedure, Map<Slot, string[]>>();

/** Fields of the procedure's forms that set a slot; a table does not change, so each is looked for once. */
const slotField = (procedure: Procedure, slot: Slot): string[] => {
  const slots = slotFields.get(procedure) ?? new Map<Slot, string[]>();
  slotFields.set(procedure, slots);
  const known = slots.get(slot);
  if (known) return known;
  const found = procedure.forms.flatMap((form) =>
    form.fields.filter((field) => field.sets === slot).map((field) => field.name),
  );
  slots.set(slot, found);
  return found;
};

const textAt = (matter: Matter, names: readonly string[]): string | null => {
  for (const name of names) {
    const value = matter.data[name];
    if (typeof value === 'string') return value;
  }
  return null;
};

/** The matter as its row: indexed copies beside the fold. Used by commands and by the rebuild from the log alike. */
export const matterRow = (procedure: Procedure, matter: Matter, number: string, registeredAt: string, live: Live) => ({
  id: matter.id,
  procedure: matter.procedure,
  version: matter.version,
  number,
  parent_id: matter.parent,
  root_id: matter.root,
  seq: matter.seq,
  state: matter.state,
  open: !isFinal(procedure, matter.state),
  title: textAt(matter, slotField(procedure, 'title')),
  owner_id: matter.owner.person,
  owner_post_id: matter.owner.post,
  unit_id: matter.unit,
  registrar_id: matter.registrar,
  leader_id: textAt(matter, slotField(procedure, 'leader')),
  about_id: textAt(matter, slotField(procedure, 'about')),
  due_words: textAt(matter, slotField(procedure, 'dueWords')),
  due_on: textAt(matter, slotField(procedure, 'dueOn')),
  confidential: matter.confidential,
  answered: matter.answered,
  evidence_by: evidenceGivers(matter),
  evidence_count: matter.evidence.length,
  relapses: matter.relapses,
  sent_back: matter.sentBack,
  registered_at: registeredAt,
  changed_at: matter.recordedAt,
  light: live.standing.level,
  light_cause: live.standing.cause,
  due_at: live.dueAt,
  asked: Object.keys(matter.requests ?? {}),
  merged_into: matter.merged?.into ?? null,
  fold: matter,
});

const partySlots = ['accused', 'recused'] as const;

/** The form and data by which an event takes effect: what is asked does so only when it is granted, by the form it was asked with. */
const inEffect = (procedure: Procedure, event: Pick<MatterEvent, 'action' | 'data'>, before: Matter | null) => {
  const action = procedure.actions[event.action];
  if (!action?.request) return { form: action && formOf(procedure, action), data: event.data };
  const { kind, step } = action.request;
  const code = procedure.requests?.[kind]?.form;
  const asked = step === 'grant' ? before?.requests?.[kind] : undefined;
  return { form: asked && procedure.forms.find((form) => form.code === code), data: asked?.data ?? {} };
};

/** People the event makes parties to the matter, by the slots of its form; owners are found by the matter itself. */
export const partyRows = (
  procedure: Procedure,
  event: Pick<MatterEvent, 'action' | 'data' | 'matter' | 'recordedAt'>,
  before: Matter | null,
) => {
  const { form, data } = inEffect(procedure, event, before);
  return partySlots.flatMap((role) =>
    (form?.fields ?? [])
      .filter((field) => field.sets === role)
      .flatMap((field) => [data[field.name] ?? []].flat() as string[])
      .map((person) => ({ matter_id: event.matter, person_id: person, role, from_at: event.recordedAt })),
  );
};

export const fold = (
  procedure: Procedure,
  matter: Matter | null,
  event: Omit<MatterEvent, 'actor'> & { actor: string | null },
  seq: number,
): Matter => evolve(procedure, matter, { ...event, seq });
