import type { Field, Form } from '../../kernel/form/form.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { EventView } from '../../kernel/view/view.ts';
import { formOfAction, registeringOf } from './table.ts';

/** A value that an event replaced: what stood there and what stands there since. */
export type Change = { form: string; field: Field; was: unknown; is: unknown };

type Event = Pick<EventView, 'seq' | 'action' | 'data'>;

/** The request that an event answers: the newest one of its kind asked before it. */
export const askedFor = <E extends Event>(procedure: Procedure, events: readonly E[], event: E): E | null => {
  const request = procedure.actions[event.action]?.request;
  if (!request || request.step === 'ask' || request.step === 'undo') return null;
  const isAsk = ({ seq, action }: E) => {
    const step = procedure.actions[action]?.request;
    return seq < event.seq && step?.kind === request.kind && step.step === 'ask';
  };
  return events.filter(isAsk).at(-1) ?? null;
};

/** A hand-over's form is the kernel's own; its fields are called as those the matter was registered with. */
const handedOver = (procedure: Procedure, { action }: Event): Form | undefined => {
  const first = action === 'handOver' ? registeringOf(procedure) : undefined;
  return first ? formOfAction(procedure, first) : undefined;
};

/** What an event set: its own data, or what was asked where it grants a request; asking alone sets nothing. */
const setBy = <E extends Event>(
  procedure: Procedure,
  events: readonly E[],
  event: E,
): { form?: Form; data: E['data'] } => {
  const step = procedure.actions[event.action]?.request?.step;
  if (step === undefined) {
    const form = formOfAction(procedure, event.action) ?? handedOver(procedure, event);
    return { ...(form && { form }), data: event.data };
  }
  const asked = step === 'grant' ? askedFor(procedure, events, event) : null;
  const form = asked ? formOfAction(procedure, asked.action) : undefined;
  return { ...(form && { form }), data: asked?.data ?? {} };
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What stood in a field before an event, by the events that are at hand (oldest first). */
const before = <E extends Event>(procedure: Procedure, events: readonly E[], name: string, seq: number): unknown => {
  let value: unknown;
  for (const event of events) {
    if (event.seq >= seq) break;
    const { data } = setBy(procedure, events, event);
    if (data[name] !== undefined) value = data[name];
  }
  return value;
};

/** What a granted request or a hand-over changed, field by field; of other events their own data tells. */
export const changesOf = <E extends Event>(procedure: Procedure, events: readonly E[], event: E): Change[] => {
  const step = procedure.actions[event.action]?.request?.step;
  if (step !== 'grant' && event.action !== 'handOver') return [];
  const { form, data } = setBy(procedure, events, event);
  return (form?.fields ?? []).flatMap((field) => {
    const is = data[field.name];
    if (is === undefined || field.type === 'matter' || field.name === 'reason') return [];
    const was = before(procedure, events, field.name, event.seq);
    return same(was, is) ? [] : [{ form: form?.code ?? '', field, was, is }];
  });
};

/** What stood in corrected fields before their last correction; the old words stay readable beside the new ones. */
export const correctedIn = (procedure: Procedure, events: readonly Event[]): ReadonlyMap<string, unknown> => {
  const old = new Map<string, unknown>();
  for (const event of events) {
    const request = procedure.actions[event.action]?.request;
    if (request?.step !== 'grant' || procedure.requests?.[request.kind]?.effect !== 'correct') continue;
    for (const { field, was } of changesOf(procedure, events, event)) if (was !== undefined) old.set(field.name, was);
  }
  return old;
};

/** Lines of the timeline: an event, or lights that changed one after the other and fold into one line. */
export type Line<E> = { kind: 'event'; event: E } | { kind: 'lights'; events: E[] };

/** Newest first, as they are shown. */
export const linesOf = <E extends Event>(events: readonly E[]): Line<E>[] => {
  const lines: Line<E>[] = [];
  for (const event of [...events].reverse()) {
    const last = lines.at(-1);
    if (event.action !== 'lightChanged') lines.push({ kind: 'event', event });
    else if (last?.kind === 'lights') last.events.push(event);
    else lines.push({ kind: 'lights', events: [event] });
  }
  return lines;
};
