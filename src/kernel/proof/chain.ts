import { type Finding, finding, type StreamRef } from './findings.ts';

/** What the chain needs to know of an event. */
export interface Link {
  readonly position: number;
  readonly stream: StreamRef;
  readonly seq: number;
  readonly prev: unknown;
  readonly recordedAt: string;
  /** Hex SHA-256 of the body. */
  readonly head: string;
}

/** The chains of all streams of a log, followed event by event. */
export interface Chains {
  readonly add: (link: Link) => Finding[];
  readonly streams: () => number;
  /** The event at a position; undefined where the line shows none. */
  readonly at: (position: number) => Place | undefined;
  /** Hash chains that do not close; which of the two ends was changed is judged by the span known to be altered. */
  readonly breaks: (altered: { readonly from: number; readonly to: number } | null) => Finding[];
  /** Events of a span that no later event of their stream confirms, or that stand out of the order of time. */
  readonly suspects: (from: number, to: number) => Place[];
}

/** An event's place, kept for every position: nothing here may hold a body's text alive. */
export interface Place {
  readonly position: number;
  readonly stream: StreamRef;
  readonly seq: number;
}

interface End {
  readonly place: Place;
  readonly head: string;
  readonly recordedAt: string;
}

/** Checks of a stream: sequence without gaps from 1, `prev` = hash of the body before, time never falling. */
export function createChains(): Chains {
  const ends = new Map<string, End>();
  const broken: { before: Place; after: Place }[] = [];
  // By position: the event, whether a later one confirms it, whether it stands behind one that should follow it.
  const events: (Place | undefined)[] = [];
  const confirmed: boolean[] = [];
  const early: boolean[] = [];
  let newest = '';

  return {
    streams: () => ends.size,
    at: (position) => events[position],
    add(link) {
      const found: Finding[] = [];
      const { position, seq, prev, recordedAt, head } = link;
      const key = `${link.stream.kind} ${link.stream.id}`;
      const before = ends.get(key);
      const stream = before?.place.stream ?? link.stream;
      const event: Place = { position, stream, seq };
      const due = (before?.place.seq ?? 0) + 1;
      if (seq !== due) {
        // A gap names the event that is missing, anything else the one that stands in the wrong place.
        found.push(finding('sequence', { ...event, seq: Math.min(due, seq) }, { expected: due, found: seq }));
      } else if (!before) {
        if (prev !== null) found.push(finding('previousFirst', link));
      } else if (prev === before.head) {
        confirmed[before.place.position] = true;
      } else {
        broken.push({ before: before.place, after: event });
      }
      if (before && recordedAt < before.recordedAt) {
        found.push(finding('time', link, { found: recordedAt, before: before.recordedAt }));
      }
      // The sealer orders a batch by time, stream and sequence; where that order breaks, a batch began or somebody moved.
      const order = `${recordedAt} ${stream.id} ${String(seq).padStart(16, '0')}`;
      early[position] = order < newest;
      newest = order;
      events[position] = event;
      ends.set(key, { place: event, head, recordedAt });
      return found;
    },
    breaks(altered) {
      const within = (p: number) => altered !== null && p >= altered.from && p <= altered.to;
      const leaveBroken = new Set(broken.map(({ before }) => before.position));
      return broken.map(({ before, after }) => {
        // An event that fits neither neighbour is itself the changed one; else the checkpoints tell which end it is.
        const isAfter = leaveBroken.has(after.position) || (within(after.position) && !within(before.position));
        return isAfter
          ? finding('previousHere', after, { before: before.seq, beforePosition: before.position })
          : finding('previous', before, { next: after.seq, nextPosition: after.position });
      });
    },
    suspects(from, to) {
      const list = [];
      for (let p = from; p <= to; p++) {
        const event = events[p];
        if (event && (!confirmed[p] || early[p] || early[p + 1])) list.push(event);
      }
      return list;
    },
  };
}
