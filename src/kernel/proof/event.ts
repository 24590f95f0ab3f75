import { z } from 'zod';
import { canonical, type Json } from './canonical.ts';

const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.string().refine(isMoment, 'a time is ISO 8601 with milliseconds and Z');
const seq = z.int().min(1);
const name = z.string().min(1).max(100);

/** Stands where a protected value stood: the commitment, and whose key covers the value (a matter's or a person's). */
const commitment = z.strictObject({ commit: z.string().length(44), of: uuid });

/** A setting version an event relied on: the calendar, procedure, post … as it stood after its event `seq`. */
const settingVersion = z.strictObject({ kind: name, id: uuid, seq });

/**
 * The body of an event, the text of which is hashed (DESIGN.md §5). Every key is always present, `null` or `[]` when
 * there is nothing to say, so that a body has one shape. Times are UTC with milliseconds; `recordedAt` is the server's
 * clock, `occurredAt` may be earlier. `prev` is the hex SHA-256 of the stream's previous body, null at sequence 1.
 * In `data` whatever belongs to a person stands as `{"commit": …}`.
 */
export const EventBody = z.strictObject({
  v: z.literal(1),
  agency: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  stream: z.strictObject({ kind: name, id: uuid }),
  /** The matter above it, for a child matter; the same on every event of the stream. */
  parent: uuid.nullable(),
  /** The number people call it by, on the registering event; null on all others. */
  number: name.nullable(),
  seq,
  prev: sha256.nullable(),
  action: name,
  actor: uuid.nullable(),
  post: uuid.nullable(),
  onBehalfOf: uuid.nullable(),
  command: uuid,
  recordedAt: moment,
  occurredAt: moment,
  settings: z.array(settingVersion),
  procedure: z.strictObject({ code: name, version: z.int().min(1) }).nullable(),
  state: z.strictObject({ from: name.nullable(), to: name }).nullable(),
  data: z.record(z.string(), z.unknown() as unknown as z.ZodType<Json>),
  files: z.array(z.strictObject({ digest: sha256, size: z.int().min(0), type: name, name: commitment })),
});
export type EventBody = z.infer<typeof EventBody>;

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Whether a text is a moment that exists, written as `2026-03-01T08:00:00.000Z`. */
export function isMoment(text: string): boolean {
  if (!TIME.test(text)) return false;
  const at = new Date(text);
  // Writing it back refuses days that do not exist, which the parser would carry over into the next month.
  return !Number.isNaN(at.getTime()) && at.toISOString() === text;
}

/** The canonical text of a body, as stored and hashed. @throws TypeError as `canonical`. */
export function eventBody(event: EventBody): string {
  return canonical(event);
}
