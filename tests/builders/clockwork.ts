import { lightsChanged } from '../../src/kernel/clock/change.ts';
import { type Standing, standingOf } from '../../src/kernel/clock/standing.ts';
import { evolve, type FoldedEvent } from '../../src/kernel/matter/evolve.ts';
import type { Matter, SettingVersion } from '../../src/kernel/matter/matter.ts';
import type { Procedure } from '../../src/kernel/procedure/procedure.ts';
import { withRequests } from '../../src/kernel/procedure/requests.ts';
import { idOf } from './cast.ts';
import { officeHours, onWall } from './office-hours.ts';

/** A procedure with a clock of every kind, a pause, a way back and a way out; for tests of clocks alone. */
export const clockwork: Procedure = withRequests({
  code: 'clockwork',
  version: 1,
  numberPrefix: '',
  retention: { personalYears: 1 },
  states: {
    open: { turn: 'owner', clock: 'runs' },
    working: { turn: 'owner', clock: 'runs' },
    waiting: { turn: 'owner', clock: 'paused' },
    checking: { turn: 'reviewer', clock: 'runs' },
    done: { turn: null, clock: 'stopped', final: true },
    dropped: { turn: null, clock: 'stopped', final: true, dropped: true },
  },
  limits: {
    contact: { kind: 'firstContact', limit: '1wd', states: ['open'] },
    check: { kind: 'stage', limit: '8wh', states: ['checking'] },
    work: { kind: 'stage', limit: '4wd', states: ['working', 'checking'] },
    promise: { kind: 'promise', limit: '6wd' },
    statute: { kind: 'statute', limit: '10wd' },
    date: { kind: 'fixed' },
  },
  forms: [
    { code: 'case', version: 1, fields: [{ name: 'dueOn', type: 'date', sets: 'dueOn' }] },
    { code: 'days', version: 1, fields: [{ name: 'days', type: 'int', required: true }] },
  ],
  requests: {
    days: {
      effect: 'extend',
      from: ['open', 'working', 'waiting'],
      asks: ['owner'],
      grants: ['leader'],
      form: 'days',
      limits: ['promise', 'statute'],
    },
    date: {
      effect: 'extend',
      from: ['open', 'working', 'waiting'],
      asks: ['owner'],
      grants: ['leader'],
      form: 'case',
      limits: ['date'],
    },
  },
  actions: {
    register: { from: 'new', who: ['handler'], form: 'case', next: 'open' },
    name: { from: ['open', 'working', 'waiting'], who: ['owner'], form: 'case' },
    // From every state to every other: the clocks do not ask whether a table would allow it.
    move: { from: ['open'], who: ['owner'] },
  },
});

const matterId = idOf(77);
const person = idOf(78);

type What = { to?: string; data?: Record<string, unknown>; occurredAt?: string; settings?: SettingVersion[] };

/** A matter with clocks as its events make it: `act` lets something happen, `pass` lets time go by and lights change. */
export const startClockwork = (calendar = officeHours) => {
  let matter: Matter | null = null;
  const said: string[] = [];
  const calendarOf = () => calendar;
  const standing = (): Standing => standingOf(clockwork, matter as Matter, calendarOf);
  const fold = (action: string, at: string, { to, data = {}, occurredAt = at, settings = [] }: What): void => {
    const event: FoldedEvent = {
      seq: (matter?.seq ?? 0) + 1,
      matter: matterId,
      procedure: { code: 'clockwork', version: 1 },
      parent: null,
      root: matterId,
      action,
      actor: action === 'lightChanged' || action === 'dueMoved' ? null : person,
      post: idOf(79),
      onBehalfOf: null,
      settings,
      state: { from: matter?.state ?? null, to: to ?? matter?.state ?? 'open' },
      data,
      files: [],
      recordedAt: at,
      occurredAt,
    };
    matter = evolve(clockwork, matter, event);
  };
  const nextAt = (): number | null => {
    const moments = standing().clocks.flatMap(({ nextChange }) => (nextChange === null ? [] : [nextChange]));
    return moments.length > 0 ? Math.min(...moments) : null;
  };
  /** What the due loop does, at every moment it would wake: up to and with `until`. */
  const pass = (until: string): void => {
    for (let next = nextAt(); next !== null && next <= Date.parse(until); ) {
      const changes = lightsChanged(clockwork, matter as Matter, calendarOf, next);
      if (changes.length === 0) throw new Error(`woken at ${onWall(next)} for nothing`);
      for (const change of changes) {
        said.push(`${onWall(next)} ${change.clock} ${change.level}`);
        fold('lightChanged', new Date(next).toISOString(), { data: change });
      }
      next = nextAt();
    }
  };
  return {
    matter: () => matter as Matter,
    standing,
    /** What the clock said, in order, on the wall. */
    said,
    pass,
    act: (action: string, at: string, what: What = {}): void => {
      if (matter) pass(at);
      fold(action, at, what);
    },
    /** Level of each clock, `~` before those that have ended. */
    levels: (): Record<string, string> =>
      Object.fromEntries(
        standing().clocks.map(({ name, level, endedAt }) => [name, endedAt === null ? level : `~${level}`]),
      ),
    ends: (): Record<string, string | null> =>
      Object.fromEntries(standing().clocks.map(({ name, due }) => [name, onWall(due)])),
  };
};
