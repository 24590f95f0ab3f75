import { z } from 'zod';
import { levels } from '../matter/matter.ts';

/**
 * What the API answers, once: the server renders these shapes, OpenAPI describes them, the pages take their types from here.
 * Ids are UUIDs, times ISO 8601 with Z, names as people read them; an erased value is `{ erased: true }`.
 */
const id = z.uuid();
const time = z.iso.datetime();

export const Named = z.object({ id, name: z.string().nullable() });
export type Named = z.infer<typeof Named>;

export const RefusalView = z.object({
  code: z.string(),
  rule: z.string(),
  facts: z.record(z.string(), z.unknown()),
  mend: z.string().optional(),
  fields: z
    .array(z.object({ path: z.string(), rule: z.string(), limit: z.union([z.number(), z.string()]).optional() }))
    .optional(),
});
export type RefusalView = z.infer<typeof RefusalView>;

/** RFC 9457 problem document; the refusal stands in it whole. */
export const ProblemDocument = RefusalView.extend({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  instance: z.string(),
  requestId: z.string(),
});

export const FileView = z.object({
  digest: z.string(),
  name: z.union([z.string(), z.object({ erased: z.literal(true) })]),
  size: z.int(),
  type: z.string(),
  by: Named,
  seq: z.int(),
  at: time,
});
export type FileView = z.infer<typeof FileView>;

/** A file that was taken in; it becomes evidence when a command names its digest. */
export const UploadView = z.object({
  digest: z.string(),
  size: z.int(),
  type: z.string(),
  name: z.string(),
  /** The picture said where it was taken; the copy that is shown does not. */
  locationRemoved: z.boolean(),
});
export type UploadView = z.infer<typeof UploadView>;

export const ActionView = z.object({
  action: z.string(),
  form: z.string().nullable(),
  reason: z.enum(['required', 'optional']).nullable(),
  evidence: z.enum(['required', 'optional']).nullable(),
  confirm: z.boolean(),
  post: id.nullable(),
  onBehalfOf: id.nullable(),
  refusal: RefusalView.nullable(),
});
export type ActionView = z.infer<typeof ActionView>;

export const MatterBrief = z.object({
  id,
  number: z.string(),
  procedure: z.string(),
  version: z.int(),
  title: z.string().nullable(),
  state: z.string(),
  open: z.boolean(),
  seq: z.int(),
  parent: id.nullable(),
  owner: z.object({ person: Named, post: Named }),
  unit: Named,
  dueWords: z.string().nullable(),
  dueOn: z.iso.date().nullable(),
  /** Nearest end among its open clocks. */
  dueAt: time.nullable(),
  light: z.enum(levels),
  cause: z.string().nullable(),
  /** Working minutes to the end, negative behind it, and how many a working day has. */
  left: z.object({ minutes: z.int(), dayMinutes: z.int() }).nullable(),
  /** Kinds of its open requests. */
  asked: z.array(z.string()),
  confidential: z.boolean(),
  evidenceCount: z.int(),
  registeredAt: time,
  changedAt: time,
});
export type MatterBrief = z.infer<typeof MatterBrief>;

export const EventView = z.object({
  seq: z.int(),
  action: z.string(),
  actor: Named.nullable(),
  post: Named.nullable(),
  onBehalfOf: Named.nullable(),
  recordedAt: time,
  occurredAt: time,
  state: z.object({ from: z.string().nullable(), to: z.string() }).nullable(),
  data: z.record(z.string(), z.unknown()),
  reason: z.unknown().optional(),
  files: z.array(FileView),
  digest: z.string(),
  /** Position in the sealed log; null while it waits for the sealer. */
  position: z.int().nullable(),
  statements: z.array(z.object({ seq: z.int(), by: Named, at: time, text: z.unknown() })),
  /** May the reader attach a statement: somebody named answerable, about this event. */
  mayState: z.boolean(),
});
export type EventView = z.infer<typeof EventView>;

/** The days of a deadline around now, as the day rail draws them; `before` and `after` say how many more there are. */
export const RailView = z.object({
  before: z.int(),
  cells: z.array(
    z.object({
      date: z.iso.date(),
      n: z.int().nullable(),
      used: z.boolean(),
      paused: z.boolean(),
      today: z.boolean(),
      due: z.boolean(),
    }),
  ),
  after: z.int(),
});
export type RailView = z.infer<typeof RailView>;

/** One promise of a matter: its end, how it stands, and what stopped it meanwhile. */
export const ClockView = z.object({
  name: z.string(),
  kind: z.string(),
  limit: z.string().nullable(),
  on: z.iso.date().nullable(),
  extended: z.int(),
  startedAt: time,
  endedAt: time.nullable(),
  dueAt: time.nullable(),
  nearAt: time.nullable(),
  provisional: z.boolean(),
  light: z.enum(levels),
  cause: z.string().nullable(),
  left: z.object({ minutes: z.int(), dayMinutes: z.int() }).nullable(),
  pauses: z.array(z.object({ from: time, to: time.nullable() })),
  /** Working time since the pause that is open began. */
  pausedFor: z.object({ minutes: z.int(), dayMinutes: z.int() }).nullable(),
  rail: RailView,
});
export type ClockView = z.infer<typeof ClockView>;

export const RequestView = z.object({
  kind: z.string(),
  seq: z.int(),
  asker: Named,
  onBehalfOf: Named.nullable(),
  at: time,
  data: z.record(z.string(), z.unknown()),
});
export type RequestView = z.infer<typeof RequestView>;

/** Who held the matter from when to when, and how much working time that was. */
export const HoldingView = z.object({
  unit: Named,
  person: Named,
  post: Named,
  from: time,
  to: time.nullable(),
  minutes: z.int(),
  dayMinutes: z.int(),
});
export type HoldingView = z.infer<typeof HoldingView>;

export const MatterView = MatterBrief.extend({
  clocks: z.array(ClockView),
  requests: z.array(RequestView),
  holdings: z.array(HoldingView),
  mergedInto: MatterBrief.nullable(),
  mergedHere: z.array(MatterBrief),
  data: z.record(z.string(), z.unknown()),
  registrar: Named,
  leader: Named.nullable(),
  relapses: z.int(),
  sentBack: z.int(),
  /** How often whoever answers was urged 催办, and when last. */
  urged: z.object({ count: z.int(), at: time.nullable() }).nullable(),
  evidence: z.array(FileView),
  above: MatterBrief.nullable(),
  children: z.array(MatterBrief),
  events: z.array(EventView),
  actions: z.array(ActionView),
});
export type MatterView = z.infer<typeof MatterView>;

export const CommandReplyView = z.object({
  id,
  number: z.string(),
  procedure: z.string(),
  state: z.string(),
  /** Sequence of the event this command led to. */
  seq: z.int(),
  head: z.string(),
  children: z.array(id),
  /** True when this id had been carried out before: nothing was done now. */
  repeated: z.boolean(),
  actions: z.array(ActionView),
});
export type CommandReplyView = z.infer<typeof CommandReplyView>;

export const MeView = z.object({
  person: Named,
  agency: z.object({ code: z.string(), name: z.string(), demonstration: z.boolean(), trial: z.boolean() }),
  footings: z.array(z.object({ post: Named, unit: Named, roles: z.array(z.string()), onBehalfOf: Named.nullable() })),
  idleMinutes: z.int(),
});
export type MeView = z.infer<typeof MeView>;

export const DirectoryView = z.object({
  units: z.array(z.object({ id, parent: id.nullable(), code: z.string(), name: z.string() })),
  posts: z.array(z.object({ id, unit: id, name: z.string(), roles: z.array(z.string()) })),
  people: z.array(z.object({ id, name: z.string().nullable(), posts: z.array(id) })),
});
export type DirectoryView = z.infer<typeof DirectoryView>;

export const ListOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

export const ProofView = z.object({
  origin: z.string(),
  size: z.int(),
  sealedAt: time.nullable(),
  waiting: z.int(),
  note: z.string().nullable(),
  demonstration: z.boolean(),
  keys: z.array(z.object({ name: z.string(), publicKey: z.string() })),
});
export type ProofView = z.infer<typeof ProofView>;
