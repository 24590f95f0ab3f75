import type { Matter, MatterEvent } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';

export type NoticeKind =
  | 'assigned'
  | 'asked'
  | 'granted'
  | 'refused'
  | 'paused'
  | 'resumed'
  | 'sentBack'
  | 'urged'
  | 'paper'
  | 'ended'
  | 'dueMoved'
  | 'near'
  | 'overPromise'
  | 'over';

export type NoticeRow = { id: string; person_id: string; matter_id: string; seq: number; kind: NoticeKind; at: string };

type Told = { person: string | null | undefined; kind: NoticeKind };

const ofLight = (matter: Matter, level: unknown): Told[] =>
  level === 'near' || level === 'overPromise' || level === 'over' ? [{ person: matter.owner.person, kind: level }] : [];

const ofRequest = (procedure: Procedure, before: Matter | null, matter: Matter, event: Said): Told[] => {
  const step = procedure.actions[event.action]?.request;
  if (!step) return [];
  const asked = before?.requests?.[step.kind];
  if (step.step === 'ask') return [{ person: event.data.owner as string | undefined, kind: 'asked' }];
  const told = (kind: NoticeKind, ...people: (string | null | undefined)[]): Told[] =>
    people.map((person) => ({ person, kind }));
  if (step.step === 'undo') return told('granted', matter.registrar, matter.owner.person);
  if (!asked || step.step === 'withdraw') return [];
  // Whoever answered for it before a transfer is told, too, whoever had asked for it.
  const kind = step.step === 'refuse' ? 'refused' : 'granted';
  return told(kind, asked.asker, asked.onBehalfOf, before?.owner.person, matter.owner.person);
};

const ofState = (procedure: Procedure, before: Matter | null, matter: Matter): Told[] => {
  if (!before || before.state === matter.state) return [];
  const [was, is] = [procedure.states[before.state], procedure.states[matter.state]];
  const both = (kind: NoticeKind): Told[] =>
    [matter.registrar, matter.owner.person].map((person) => ({ person, kind }));
  // A pause is told to whoever waits (DESIGN §4), and so is its end.
  if (is?.clock === 'paused') return both('paused');
  if (was?.clock === 'paused' && is?.clock === 'runs') return both('resumed');
  if (is?.final) return both('ended');
  return matter.sentBack > before.sentBack || matter.relapses > before.relapses
    ? [{ person: matter.owner.person, kind: 'sentBack' }]
    : [];
};

/** What a notice is made from: an event somebody took, or one of the clock's own (`actor` null). */
export type Said = Pick<MatterEvent, 'action' | 'data' | 'recordedAt'> & { actor: string | null; seq: number };

/** An id that sorts by the moment of the event, so that the newest notice is the one with the greatest id. */
export const idAt = (at: string, id: string): string => {
  const time = Date.parse(at).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}${id.slice(13)}`;
};

/** Whom an event is told to: once a person and event, never whoever did it. */
export const noticesOf = (
  procedure: Procedure,
  before: Matter | null,
  matter: Matter,
  event: Said,
  newId: () => string,
): NoticeRow[] => {
  const told: Told[] =
    event.action === 'lightChanged'
      ? ofLight(matter, event.data.level)
      : event.action === 'dueMoved'
        ? [matter.owner.person, matter.registrar].map((person) => ({ person, kind: 'dueMoved' }))
        : [
            ...(before?.owner.person !== matter.owner.person
              ? [{ person: matter.owner.person, kind: 'assigned' as const }]
              : []),
            ...ofRequest(procedure, before, matter, event),
            ...(procedure.actions[event.action]?.tells
              ? [{ person: matter.owner.person, kind: procedure.actions[event.action]?.tells as 'urged' }]
              : []),
            ...ofState(procedure, before, matter),
          ];
  const rows = new Map<string, NoticeRow>();
  for (const { person, kind } of told)
    if (person && person !== event.actor && !rows.has(person))
      rows.set(person, {
        id: idAt(event.recordedAt, newId()),
        person_id: person,
        matter_id: matter.id,
        seq: event.seq,
        kind,
        at: event.recordedAt,
      });
  return [...rows.values()];
};
