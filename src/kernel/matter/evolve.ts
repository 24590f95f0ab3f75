import { extendClocks, foldClocks, isClockAction, migrateClocks } from '../clock/fold.ts';
import { type Action, formOf, isFinal, type Procedure } from '../procedure/procedure.ts';
import { ownerIn } from './decide.ts';
import type { Evidence, Holding, Matter, MatterEvent, Owner } from './matter.ts';
import { takerOf } from './requests.ts';

/** What an event looks like to the fold, whether fresh from `decide` or read back from the log. */
export type FoldedEvent = Omit<MatterEvent, 'files' | 'settings' | 'actor'> & {
  seq: number;
  /** Nobody, where the clock itself speaks. */
  actor: string | null;
  files: readonly { digest: string }[];
  settings?: MatterEvent['settings'];
};

const union = (list: readonly string[], ...more: (string | null | undefined)[]): string[] => [
  ...new Set([...list, ...more.filter((each): each is string => typeof each === 'string')]),
];

/** A reason belongs to its event, not to the matter. */
const withoutReason = ({ reason: _, ...data }: Record<string, unknown>): Record<string, unknown> => data;

/** What an event adds to the matter's own data; what only some may read stays in the event. */
const ownData = ({ discreet }: Action, event: FoldedEvent): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(withoutReason(event.data)).filter(([name]) => discreet?.fields.includes(name) !== true),
  );

const actsAsOwner = (owner: Owner, event: FoldedEvent): boolean =>
  event.post === owner.post && (event.onBehalfOf ?? event.actor) === owner.person;

const withFiles = (evidence: Evidence[], event: FoldedEvent): Evidence[] => [
  ...evidence,
  ...event.files.map((file) => ({
    digest: file.digest,
    by: event.actor as string,
    onBehalfOf: event.onBehalfOf,
    seq: event.seq,
  })),
];

/** Without an owner field the registrar answers until somebody is named (first responsibility 首问负责, DOMAIN A1-1). */
const born = (procedure: Procedure, event: FoldedEvent): Matter => {
  const action = procedure.actions[event.action] as Action;
  const form = formOf(procedure, action);
  const registrar = event.actor as string;
  const owner = ownerIn(form, event.data) ?? { person: registrar, post: event.post ?? '' };
  const unitField = form?.fields.find((field) => field.sets === 'unit');
  const secret = form?.fields.find((field) => field.sets === 'confidential');
  const unit = String((unitField && event.data[unitField.name]) ?? '');
  return {
    id: event.matter,
    procedure: event.procedure.code,
    version: event.procedure.version,
    parent: event.parent,
    root: event.root,
    seq: event.seq,
    state: event.state.to,
    owner,
    unit,
    registrar,
    confidential: secret !== undefined && event.data[secret.name] === true,
    answered: union([], owner.person),
    evidence: withFiles([], event),
    data: withoutReason(event.data),
    relapses: 0,
    sentBack: 0,
    since: event.recordedAt,
    clocks: foldClocks(procedure, null, event),
    holdings: [{ unit, person: owner.person, post: owner.post, from: event.recordedAt }],
    pauses: [],
    requests: {},
    merged: null,
    acted: event.seq,
    recordedAt: event.recordedAt,
  };
};

const held = (matter: Matter, unit: string, owner: Owner, at: string): Holding[] => {
  const holdings = matter.holdings ?? [];
  const last = holdings.at(-1);
  return last && last.unit === unit && last.person === owner.person && last.post === owner.post
    ? holdings
    : [...holdings, { unit, person: owner.person, post: owner.post, from: at }];
};

const standstills = (procedure: Procedure, matter: Matter, event: FoldedEvent): Matter['pauses'] => {
  const pauses = matter.pauses ?? [];
  const isOpen = pauses.at(-1)?.to === null;
  const isStill = procedure.states[event.state.to]?.clock === 'paused';
  if (isStill === isOpen) return pauses;
  if (isStill) return [...pauses, { from: event.recordedAt, to: null }];
  return pauses.map((pause) => (pause.to === null ? { ...pause, to: event.recordedAt } : pause));
};

/** Only where something is counted, so that a matter without counts folds as it always did. */
const tallied = (matter: Pick<Matter, 'tallies'>, action: Action, event: FoldedEvent): Pick<Matter, 'tallies'> => {
  const value = action.tallyOf === undefined ? undefined : event.data[action.tallyOf];
  const restarts = action.restarts ?? [];
  const names = [
    ...(action.tally ? [action.tally] : []),
    ...(typeof value === 'string' || typeof value === 'number' ? [`${action.tallyOf}.${value}`] : []),
  ];
  const again = (name: string): boolean => restarts.some((each) => name === each || name.startsWith(`${each}.`));
  const standing = Object.entries(matter.tallies ?? {});
  if (names.length === 0 && !standing.some(([name]) => again(name))) return {};
  const tallies = Object.fromEntries(standing.filter(([name]) => !again(name)));
  for (const name of names) tallies[name] = (tallies[name] ?? 0) + 1;
  return { tallies };
};

type Changed = Pick<Matter, 'owner' | 'unit' | 'data' | 'clocks' | 'requests' | 'merged'>;

/** What a step of a request does: asking opens it, every other step closes it, granting carries it out. */
const answered = (procedure: Procedure, action: Action, matter: Matter, event: FoldedEvent, now: Changed): Changed => {
  if (!action.request) return now;
  const { kind, step } = action.request;
  if (step === 'undo') return { ...now, merged: null };
  if (step === 'ask') {
    const asked = {
      seq: event.seq,
      asker: event.actor as string,
      onBehalfOf: event.onBehalfOf,
      at: event.recordedAt,
      data: event.data,
    };
    return { ...now, requests: { ...now.requests, [kind]: asked } };
  }
  const { [kind]: open, ...requests } = now.requests;
  const rule = procedure.requests?.[kind];
  if (step !== 'grant' || !open || !rule) return { ...now, requests };
  const asked = withoutReason(open.data);
  switch (rule.effect) {
    case 'extend':
      return {
        ...now,
        requests,
        clocks: extendClocks(now.clocks, rule.limits ?? [], asked, event),
        data: withDate(procedure, now.data, asked),
      };
    case 'transfer': {
      const taker = takerOf(asked) ?? now.owner;
      const unit = typeof asked.unit === 'string' ? asked.unit : now.unit;
      return {
        ...now,
        requests,
        owner: taker,
        unit,
        data: { ...now.data, owner: taker.person, ownerPost: taker.post, unit },
      };
    }
    case 'merge':
      return { ...now, requests, merged: { into: String(asked.into), before: matter.state } };
    case 'correct':
      return { ...now, requests, data: { ...now.data, ...asked } };
    case 'void':
      return { ...now, requests };
  }
};

/** A date that was granted is the matter's date from now on. */
const withDate = (procedure: Procedure, data: Matter['data'], asked: Record<string, unknown>): Matter['data'] => {
  if (typeof asked.dueOn !== 'string') return data;
  const field = procedure.forms.flatMap((form) => form.fields).find((each) => each.sets === 'dueOn');
  return field ? { ...data, [field.name]: asked.dueOn } : data;
};

/** Actions that no table names: a statement, an erasure, a hand-over, and what the clock itself says. */
const unnamed = (procedure: Procedure, matter: Matter, event: FoldedEvent): Matter => {
  const moved = { ...matter, seq: event.seq, recordedAt: event.recordedAt };
  if (isClockAction(event.action)) return { ...moved, clocks: foldClocks(procedure, matter, event) };
  if (event.action === 'migrate')
    return {
      ...moved,
      version: event.procedure.version,
      state: event.state.to,
      since: event.state.to === matter.state ? matter.since : event.recordedAt,
      clocks: migrateClocks(procedure, matter, event),
      acted: event.seq,
    };
  const owner = event.action === 'handOver' ? takerOf(event.data) : null;
  if (!owner) return { ...moved, acted: event.seq };
  return {
    ...moved,
    owner,
    acted: event.seq,
    answered: union(matter.answered, owner.person),
    data: { ...matter.data, owner: owner.person, ownerPost: owner.post },
    holdings: held(matter, matter.unit, owner, event.recordedAt),
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
  if (!action) return unnamed(procedure, matter, event);
  const form = formOf(procedure, action);
  // What is asked is not yet so.
  const own = action.request ? undefined : form;
  const changed = answered(procedure, action, matter, event, {
    owner: ownerIn(own, event.data) ?? matter.owner,
    unit: matter.unit,
    data: own ? { ...matter.data, ...ownData(action, event) } : matter.data,
    clocks: foldClocks(procedure, matter, action.request ? { ...event, data: {} } : event),
    requests: matter.requests ?? {},
    merged: matter.merged ?? null,
  });
  const { owner } = changed;
  const stoodIn = actsAsOwner(matter.owner, event) ? event.actor : null;
  const secret = own?.fields.find((field) => field.sets === 'confidential');
  return {
    ...matter,
    ...changed,
    seq: event.seq,
    state: event.state.to,
    since: event.state.to === matter.state ? (matter.since ?? matter.recordedAt) : event.recordedAt,
    confidential:
      secret && event.data[secret.name] !== undefined ? event.data[secret.name] === true : matter.confidential,
    answered: union(matter.answered, owner.person, stoodIn),
    evidence: action.inspects ? matter.evidence : withFiles(matter.evidence, event),
    holdings: held(matter, changed.unit, owner, event.recordedAt),
    pauses: standstills(procedure, matter, event),
    // With its end every question about the matter is settled; what is asked about it afterwards stands.
    requests: event.state.to !== matter.state && isFinal(procedure, event.state.to) ? {} : changed.requests,
    // An answer from outside takes nobody's form away, as a light does not.
    acted: event.actor === null ? matter.acted : event.seq,
    ...tallied(matter, action, event),
    relapses: matter.relapses + (action.counts === 'relapse' ? 1 : 0),
    sentBack: matter.sentBack + (action.counts === 'sendBack' ? 1 : 0),
    recordedAt: event.recordedAt,
  };
};
