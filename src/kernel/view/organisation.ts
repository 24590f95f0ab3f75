import { z } from 'zod';
import { Named } from './view.ts';

/** Shapes of the organisation: units, posts, people and every relation between them, each with its days. */
const id = z.uuid();
const day = z.iso.date();
const span = { from: day, to: day.nullable() };

const DutyView = z.object({ kind: z.enum(['business', 'party']), text: z.string() });
const AppointmentKind = z.enum(['holder', 'deputy', 'substitute']);
const TeamKind = z.enum(['branch', 'taskForce']);
const TeamRole = z.enum(['lead', 'deputy', 'committee', 'member']);

export const OrganisationView = z.object({
  /** Of the directory; an import is confirmed against the version it was previewed on. */
  version: z.int(),
  day,
  units: z.array(
    z.object({ id, parent: id.nullable(), code: z.string(), name: z.string(), ordinal: z.int(), ...span }),
  ),
  posts: z.array(
    z.object({
      id,
      unit: id,
      name: z.string(),
      roles: z.array(z.string()),
      reach: z.enum(['own', 'unit', 'subtree', 'agency']),
      duties: z.array(DutyView),
      ...span,
    }),
  ),
  /** The staff number is told to those who keep the register, and to oneself. */
  people: z.array(z.object({ id, name: z.string().nullable(), number: z.string().nullable() })),
  appointments: z.array(
    z.object({ id, person: id, post: id, kind: AppointmentKind, forPerson: id.nullable(), ...span }),
  ),
  charges: z.array(z.object({ id, person: id, post: id, unit: id, ...span })),
  teams: z.array(
    z.object({
      id,
      kind: TeamKind,
      name: z.string(),
      task: z.string().nullable(),
      unit: id.nullable(),
      /** Planned last day of a task force; `to` is the day it was dissolved. */
      term: day.nullable(),
      /** The planned days are over and nobody dissolved it. */
      overTerm: z.boolean(),
      ...span,
      members: z.array(z.object({ id, person: id, role: TeamRole, ...span })),
    }),
  ),
  pairings: z.array(z.object({ id, person: id.nullable(), unit: id.nullable(), with: id, ...span })),
});
export type OrganisationView = z.infer<typeof OrganisationView>;

/** A person's place in the organisation: what they may act on today, and every relation they ever had. */
export const PersonView = z.object({
  id,
  name: z.string().nullable(),
  number: z.string().nullable(),
  footings: z.array(
    z.object({
      post: Named,
      unit: Named,
      roles: z.array(z.string()),
      onBehalfOf: Named.nullable(),
      through: z.array(Named),
    }),
  ),
  appointments: z.array(
    z.object({ id, post: Named, unit: Named, kind: AppointmentKind, forPerson: Named.nullable(), ...span }),
  ),
  /** Who stands in for this person, and where. */
  substitutes: z.array(z.object({ id, person: Named, post: Named, ...span })),
  charges: z.array(z.object({ id, unit: Named, post: Named, ...span })),
  teams: z.array(z.object({ id, team: Named, kind: TeamKind, role: TeamRole, ...span })),
  pairings: z.array(z.object({ id, with: Named, ...span })),
});
export type PersonView = z.infer<typeof PersonView>;

/** Who was responsible on a day. */
export const OnDayView = z.object({
  day,
  posts: z.array(
    z.object({
      post: Named,
      unit: Named,
      people: z.array(z.object({ person: Named, kind: AppointmentKind, forPerson: Named.nullable(), ...span })),
    }),
  ),
  /** The leader in charge of the unit asked for, or of the post's unit. */
  leader: z.object({ person: Named, post: Named }).nullable(),
});
export type OnDayView = z.infer<typeof OnDayView>;

/** What was entered about a unit, a post, a person and what belongs to them, newest first. */
export const HistoryView = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      id,
      seq: z.int(),
      action: z.string(),
      at: z.iso.datetime(),
      actor: Named.nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  next: z.string().nullable(),
});
export type HistoryView = z.infer<typeof HistoryView>;

/** A setting was written; `openMatters`: how many the person still has open in a post that will end. */
export const SettingView = z.object({ id, version: z.int(), openMatters: z.int() });
export type SettingView = z.infer<typeof SettingView>;

/** Open matters by post, as far as the asker may know of them. */
export const OpenMattersView = z.object({
  items: z.array(z.object({ post: Named, unit: Named, count: z.int() })),
});
export type OpenMattersView = z.infer<typeof OpenMattersView>;

/** How far a hand-over came; asked again with the same body it goes on until nothing is left. */
export const HandOverView = z.object({
  handed: z.int(),
  left: z.int(),
  /** Matters that were refused, counted by the rule: never which. */
  refused: z.array(z.object({ rule: z.string(), count: z.int() })),
});
export type HandOverView = z.infer<typeof HandOverView>;

const CellFault = z.object({
  /** As the sheet names it, `C12`. */
  cell: z.string(),
  column: z.string(),
  rule: z.string(),
  mend: z.string(),
  limit: z.union([z.number(), z.string()]).optional(),
});

export const ImportPreviewView = z.object({
  digest: z.string(),
  version: z.int(),
  /** True when confirming would do something: no row is wrong and one at least is new or changed. */
  ready: z.boolean(),
  counts: z.object({ new: z.int(), changed: z.int(), same: z.int(), error: z.int() }),
  sheets: z.array(
    z.object({
      name: z.string(),
      /** What is wrong with the sheet itself, such as a missing column. */
      faults: z.array(CellFault),
      rows: z.array(
        z.object({
          row: z.int(),
          outcome: z.enum(['new', 'changed', 'same', 'error']),
          changes: z.array(z.object({ column: z.string(), from: z.string(), to: z.string() })).optional(),
          faults: z.array(CellFault).optional(),
        }),
      ),
    }),
  ),
  /** Sheets and columns that nobody reads. */
  ignored: z.array(z.string()),
});
export type ImportPreviewView = z.infer<typeof ImportPreviewView>;

export const ImportedView = z.object({ new: z.int(), changed: z.int(), version: z.int() });
export type ImportedView = z.infer<typeof ImportedView>;
