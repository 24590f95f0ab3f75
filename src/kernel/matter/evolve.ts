import { type Action, formOf, type Procedure } from '../procedure/procedure.ts';
import { ownerIn } from './decide.ts';
import type { Evidence, Matter, MatterEvent, Owner } from './matter.ts';

/** What an event looks like to the fold, whether fresh from `decide` or read back from the log. */
export type FoldedEvent = Omit<MatterEvent, 'files' | 'settings'> & {
  seq: number;
  files: readonly { digest: string }[];
};

const union = (list: readonly string[], ...more: (string | null | undefined)[]): string[] => [
  ...new Set([...list, ...more.filter((each): each is string => typeof each === 'string')]),
];

/** A reason belongs to its event, not to the matter. */
const withoutReason = ({ reason: _, ...data }: Record<string, unknown>): Record<string, unknown> => data;

const actsAsOwner = (owner: Owner, event: FoldedEvent): boolean =>
  event.post === owner.post && (event.onBehalfOf ?? event.actor) === owner.person;

const withFiles = (evidence: Evidence[], event: FoldedEvent): Evidence[] => [
  ...evidence,
  ...event.files.map((file) => ({
    digest: file.digest,
    by: event.actor,
    onBehalfOf: event.onBehalfOf,
    seq: event.seq,
  })),
];

/** Without an owner field the registrar answers until somebody is named (first responsibility 首问负责, DOMAIN A1-1). */
const born = (procedure: Procedure, event: FoldedEvent): Matter => {
  const action = procedure.actions[event.action] as Action;
  const form = formOf(procedure, action);
  const owner = ownerIn(form, event.data) ?? { person: event.actor, post: event.post ?? '' };
  const unitField = form?.fields.find((field) => field.sets === 'unit');
  const secret = form?.fields.find((field) => field.sets === 'confidential');
  return {
    id: event.matter,
    procedure: event.procedure.code,
    version: event.procedure.version,
    parent: event.parent,
    root: event.root,
    seq: event.seq,
    state: event.state.to,
    owner,
    unit: String((unitField && event.data[unitField.name]) ?? ''),
    registrar: event.actor,
    confidential: secret !== undefined && event.data[secret.name] === true,
    answered: union([], owner.person),
    evidence: withFiles([], event),
    data: withoutReason(event.data),
    relapses: 0,
    sentBack: 0,
    recordedAt: event.recordedAt,
  };
};

/**
 * Folds one event into the matter. Pure and total over the actions of the procedure: the same events give the same matter,
 * in the server, in the browser and in an outsider's recount.
 */
export const evolve = (procedure: Procedure, matter: Matter | null, event: FoldedEvent): Matter => {
  if (matter === null) return born(procedure, event);
  const action = procedure.actions[event.action];
  // Kernel-wide actions (a statement beside an event, an erasure) change no state and have no row in the table.
  if (!action) return { ...matter, seq: event.seq, recordedAt: event.recordedAt };
  const form = formOf(procedure, action);
  const owner = ownerIn(form, event.data) ?? matter.owner;
  const stoodIn = actsAsOwner(matter.owner, event) ? event.actor : null;
  const secret = form?.fields.find((field) => field.sets === 'confidential');
  return {
    ...matter,
    seq: event.seq,
    state: event.state.to,
    owner,
    confidential:
      secret && event.data[secret.name] !== undefined ? event.data[secret.name] === true : matter.confidential,
    answered: union(matter.answered, owner.person, stoodIn),
    evidence: withFiles(matter.evidence, event),
    data: form ? { ...matter.data, ...withoutReason(event.data) } : matter.data,
    relapses: matter.relapses + (action.counts === 'relapse' ? 1 : 0),
    sentBack: matter.sentBack + (action.counts === 'sendBack' ? 1 : 0),
    recordedAt: event.recordedAt,
  };
};
