/** Everything a verifier can find. The reason texts below are for the command line; pages have theirs by code. */
export type FindingCode = keyof typeof reasons;

/** Where a stream event stands. */
export interface StreamRef {
  readonly kind: string;
  readonly id: string;
}

/** What a finding may say besides its place. */
export type Facts = Readonly<Record<string, string | number>>;

/** One thing that is not as it must be; `position` counts from 0 and is null when no single event can be named. */
export interface Finding {
  readonly code: FindingCode;
  readonly position: number | null;
  readonly stream: StreamRef | null;
  readonly seq: number | null;
  readonly reason: string;
  readonly facts: Facts;
}

const reasons = {
  lineNumber: (f) => `line ${f.found} was handed over where line ${f.expected} was due`,
  lineGone: () => 'the text of the event at this position was gone when the log was exported',
  notJson: () => 'the line is not a JSON text',
  notCanonical: (f) =>
    `the text is not in canonical form (${f.why}): it is not what was stored when the event was made`,
  shape: (f) => `the text has not the shape of an event (${f.why})`,
  agency: (f) => `the event belongs to agency ${f.found}, this is the log of ${f.expected}`,
  sequence: (f) =>
    `event ${f.expected} of this stream was due here and event ${f.found} stands here: an event was dropped, repeated or moved`,
  previous: (f) =>
    `the text differs from the one that event ${f.next} of the same stream (position ${f.nextPosition}) was built on: it was changed after it was made`,
  previousHere: (f) =>
    `the text does not fit event ${f.before} of the same stream (position ${f.beforePosition}), which it was built on: it was changed after it was made`,
  previousFirst: () => 'the first event of a stream names a previous one',
  time: (f) => `recorded at ${f.found}, before the event that precedes it in its stream (${f.before})`,
  keys: (f) => `keys.json cannot be read (${f.why})`,
  keyLog: (f) => `key ${f.key} stands in keys.json, but the log never took it into use`,
  checkpointForm: (f) => `checkpoint line ${f.line} cannot be read (${f.why})`,
  checkpointOrigin: (f) => `checkpoint line ${f.line} is for the log “${f.found}”, this is “${f.expected}”`,
  checkpointOrder: (f) => `checkpoint line ${f.line} for ${f.size} events stands after one for ${f.before}`,
  signature: (f) =>
    `the checkpoint for ${f.size} events is not validly signed: ${f.why}` +
    (f.later ? ` (and ${f.later} later ones)` : ''),
  changed: () => 'the text is not the one that was sealed at this position',
  dropped: () => 'the event that was sealed at this position is missing from the log',
  added: () => 'the line is not part of what was sealed: it was added or repeated',
  moved: (f) => `the event was sealed at position ${f.sealedAt}, not here`,
  root: (f) =>
    `the events at positions ${f.from} to ${f.to} are not the ones that were sealed: the checkpoint for ${f.size} events has another root` +
    (f.suspects ? `; nothing later confirms these: ${f.suspects}` : ''),
  noCheckpoint: (f) => `the log has ${f.events} events and no checkpoint that can be used`,
  end: (f) =>
    Number(f.events) < Number(f.size)
      ? `the last checkpoint is for ${f.size} events and the log has only ${f.events}: its end was cut or lines were dropped`
      : `the log has ${f.events} events and its last checkpoint covers only ${f.size}: lines were added behind it`,
  anchorForm: (f) => `the note kept outside cannot be read (${f.why})`,
  anchorOrigin: (f) => `the note kept outside is for the log “${f.found}”, this is “${f.expected}”`,
  anchorSignature: (f) =>
    `the note kept outside is not confirmed by the keys of this folder: ${f.why}; if the note is genuine, the log was signed again with another key`,
  anchorEnd: (f) =>
    `the note kept outside vouches for ${f.size} events and the log has only ${f.events}: its end was cut off`,
  anchorRoot: (f) =>
    `the first ${f.size} events are not those the note kept outside vouches for: the log was rewritten (signed again by ${f.signers}), somewhere between positions ${f.from} and ${f.to}`,
  notQueued: () => 'the event stands neither in the log nor in the queue before it: it was kept from being sealed',
  eventGone: () => 'the event has its place in the log and its text is gone from the database',
  eventChanged: () => 'the stored text is not the one that was sealed',
  sealedChanged: (f) => `the sealed hash at this position is not the one the tree was built from (tile ${f.tile})`,
  sealedGap: (f) => `position ${f.expected} is missing from the sealed log`,
  queueChanged: (f) => `the stored text of an event not yet sealed does not fit its stream (${f.why})`,
  tile: (f) => `tile ${f.level}/${f.index} is missing or not the hash of the tiles below it`,
  streamHead: (f) =>
    f.found === f.expected
      ? 'the text of the last event is not the one its stream was closed with'
      : `the stream says its last event is ${f.found}, the last one kept is ${f.expected}`,
  personalGone: (f) => `the value behind “${f.field}” is gone and no erasure was recorded`,
  personalChanged: (f) => `the value behind “${f.field}” is not the one the event was made with`,
  fileGone: (f) => `the attached file ${f.digest} is missing from the content store`,
  fileChanged: (f) => `the attached file ${f.digest} was changed in the content store`,
  handoutGone: (f) => `the checkpoint for ${f.size} events was handed out and is no longer kept`,
} satisfies Record<string, (facts: Facts) => string>;

/** A finding with its reason in words. */
export function finding(
  code: FindingCode,
  place: { readonly position?: number | null; readonly stream?: StreamRef | null; readonly seq?: number | null } = {},
  facts: Facts = {},
): Finding {
  const say: (facts: Facts) => string = reasons[code];
  const { position = null, stream = null, seq = null } = place;
  return { code, position, stream, seq, reason: say(facts), facts };
}

/** A finding in one line, its event first. */
export function describeFinding({ position, stream, seq, reason }: Finding): string {
  const place = [
    ...(position === null ? [] : [`position ${position}`]),
    ...(stream === null ? [] : [`${stream.kind} ${stream.id}`]),
    ...(seq === null ? [] : [`event ${seq}`]),
  ];
  return place.length > 0 ? `${place.join(', ')}: ${reason}` : reason;
}
