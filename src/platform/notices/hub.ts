import type { Agency, Viewer } from '../authorization/directory.ts';
import type { Engine } from '../command/engine.ts';
import { messageOf } from '../config/fault.ts';
import { run } from '../database/statement.ts';
import type { Readings } from '../matter/readings.ts';
import type { Sessions } from '../session/sessions.ts';
import type { EventStream } from './event-stream.ts';
import { noticesAfter } from './notices.ts';
import { whoWasTold } from './read.ts';
import { before, Told } from './told-id.ts';

export type HubDeps = {
  engine: Pick<Engine, 'runner' | 'now'>;
  read: Readings;
  sessions: Pick<Sessions, 'find'>;
  viewerFor: (agency: Agency, person: string) => Promise<Viewer>;
  /** Hears that something moved in an agency, in whatever process. */
  hear: (cb: (agency: string) => void) => () => void;
  onTrouble?: (line: string) => void;
  /** Milliseconds: how often a line shows that it stands and its session is looked at; how long rings are gathered. */
  beat?: number;
  gather?: number;
};

type Listener = { agency: Agency; person: string; token: string; stream: EventStream; told: Told };

/** Windows of one session that may listen at once; the oldest gives way. */
const windows = 4;

/** “Something moved” makes every open desk ask anew, so the more there are the rarer it is said. */
const movedEvery = (listeners: number): number => Math.max(2_000, listeners * 20);

/** All pages that listen on this server. One look an agency and ring tells who was told something; nobody polls. */
export const createHub = (deps: HubDeps) => {
  const { engine, sessions, viewerFor, onTrouble = () => {}, beat = 20_000, gather = 150 } = deps;
  const listening = new Map<string, Set<Listener>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const moved = new Map<string, NodeJS.Timeout>();

  const of = (agency: string): Listener[] => [...(listening.get(agency) ?? [])];

  /** Asks without counting as a sign of life; a session that ended takes its lines along. */
  const stands = async ({ agency, token, person, stream }: Listener): Promise<boolean> => {
    const held = await sessions.find(agency.id, token, 'quiet');
    if (held && held.person === person && held.step === null) return true;
    stream.send('end', {});
    stream.end();
    return false;
  };

  const tell = async (listener: Listener): Promise<void> => {
    const { agency, person, stream, told } = listener;
    if (!(await stands(listener))) return;
    const viewer = await viewerFor(agency, person);
    for (const notice of await noticesAfter(deps, viewer, before(told.newest)))
      if (told.add(notice.id)) stream.send('notice', notice, notice.id);
  };

  const look = async (agency: string): Promise<void> => {
    const all = of(agency);
    if (all.length === 0) return;
    const ids = all.map(({ told }) => before(told.newest));
    const people = all.map(({ person }) => person);
    const found = new Set((await run(engine.runner, whoWasTold, agency, people, ids)).map((row) => row.person_id));
    for (const listener of all) if (found.has(listener.person)) await tell(listener);
  };

  const fail = (error: unknown): void => onTrouble(`telling notices: ${messageOf(error)}`);

  const sayMoved = (agency: string): void => {
    if (moved.has(agency)) return;
    const timer = setTimeout(
      () => {
        moved.delete(agency);
        for (const { stream } of of(agency)) stream.send('moved', {});
      },
      movedEvery(of(agency).length),
    );
    timer.unref();
    moved.set(agency, timer);
  };

  const onRing = (agency: string): void => {
    if (of(agency).length === 0) return;
    sayMoved(agency);
    if (timers.has(agency)) return;
    const timer = setTimeout(() => {
      timers.delete(agency);
      look(agency).catch(fail);
    }, gather);
    timer.unref();
    timers.set(agency, timer);
  };

  const unhear = deps.hear(onRing);
  let isLooking = false;
  /** One after the other: a look at every session at once would keep the database from everybody else. */
  const lookAtSessions = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      for (const agency of [...listening.keys()]) for (const listener of of(agency)) await stands(listener);
    } finally {
      isLooking = false;
    }
  };
  const beats = setInterval(() => {
    for (const all of listening.values()) for (const { stream } of all) stream.beat();
    lookAtSessions().catch(fail);
  }, beat);
  beats.unref();

  return {
    /** Lets a page listen from an id on; what it was told since is sent first. */
    async listen(viewer: Viewer, token: string, stream: EventStream, from: string): Promise<void> {
      const { agency, person } = viewer;
      const listener: Listener = { agency, person, token, stream, told: new Told(from) };
      const all = listening.get(agency.id) ?? new Set<Listener>();
      listening.set(agency.id, all);
      const own = [...all].filter((each) => each.token === token);
      for (const oldest of own.slice(0, Math.max(0, own.length - windows + 1))) {
        oldest.stream.send('end', {});
        oldest.stream.end();
        all.delete(oldest);
      }
      all.add(listener);
      const leave = (): void => {
        all.delete(listener);
        if (all.size === 0 && listening.get(agency.id) === all) listening.delete(agency.id);
      };
      stream.onClose(leave);
      try {
        for (const notice of await noticesAfter(deps, viewer, from))
          if (listener.told.add(notice.id)) stream.send('notice', notice, notice.id);
      } catch (error) {
        leave();
        throw error;
      }
    },
    /** How many pages listen. */
    count: (): number => [...listening.values()].reduce((sum, all) => sum + all.size, 0),
    stop(): void {
      unhear();
      clearInterval(beats);
      for (const timer of [...timers.values(), ...moved.values()]) clearTimeout(timer);
      for (const all of listening.values()) for (const { stream } of all) stream.end();
      listening.clear();
    },
  };
};
