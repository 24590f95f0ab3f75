import type { Cause, Level, Matter, Relative } from '../../kernel/matter/matter.ts';
import { barredFrom, viewerPlaces, visibleTo } from '../authorization/visible-to.ts';
import { statement } from '../database/statement.ts';

/** A matter's row as lists and pages need it; the names of people and units come from the directory's copy. */
export type BriefRow = {
  id: string;
  number: string;
  procedure: string;
  version: number;
  title: string | null;
  state: string;
  open: boolean;
  seq: number;
  parent_id: string | null;
  owner_id: string;
  owner_post_id: string;
  unit_id: string;
  due_words: string | null;
  due_on: string | null;
  due_at: string | null;
  light: Level;
  light_cause: Cause | null;
  asked: string[];
  confidential: boolean;
  evidence_count: number;
  registered_at: string;
  changed_at: string;
};

export const briefColumns = (alias: string): string =>
  [
    'id',
    'number',
    'procedure',
    'version',
    'title',
    'state',
    'open',
    'seq',
    'parent_id',
    'owner_id',
    'owner_post_id',
    'unit_id',
    'due_words',
    'due_on',
    'due_at',
    'light',
    'light_cause',
    'asked',
    'confidential',
    'evidence_count',
    'registered_at',
    'changed_at',
  ]
    .map((column) => `${alias}.${column}`)
    .join(', ');

const relativeExtras = (alias: string): string => `${alias}.registrar_id, ${alias}.answered, ${alias}.evidence_by`;

export type RelativeRow = BriefRow & { registrar_id: string; answered: string[]; evidence_by: string[] };

export type MatterRead = BriefRow & {
  fold: Matter;
  registrar_id: string;
  leader_id: string | null;
  relapses: number;
  sent_back: number;
  wrapped: string | null;
  children: RelativeRow[] | null;
  /** Decisions rest on it also where the reader may not know of it; then the page does not show it. */
  parent: (RelativeRow & { visible: boolean }) | null;
  barred: string[] | null;
  /** What an open request or a merge names, where the reader may know of it; and what was merged into this one. */
  others: RelativeRow[] | null;
  merged_into: string | null;
  merged_here: BriefRow[] | null;
  events: { seq: number; body: string; position: number | null }[];
  personal: { commitment: string; cipher: string }[] | null;
};

/** How many events a page shows; older ones are asked for. */
const eventsShown = 200;

/** One matter with all that its page shows, in one statement. $2 the matter, $3–$5 the viewer, $6 events before this sequence. */
export const readMatter = statement<MatterRead>(
  'matter.read',
  `select ${briefColumns('m')}, m.fold, m.registrar_id, m.leader_id, m.relapses, m.sent_back, m.merged_into,
  (select encode(k.wrapped, 'base64') from data_key k where k.agency_id = $1 and k.subject_id = m.id) as wrapped,
  (select json_agg(r) from (select ${briefColumns('c')}, ${relativeExtras('c')} from matter c
    where c.agency_id = $1 and c.parent_id = m.id order by c.registered_at, c.number) r) as children,
  (select row_to_json(r) from (select ${briefColumns('p')}, ${relativeExtras('p')},
    (${visibleTo('p', viewerPlaces(3))}) as visible from matter p
    where p.agency_id = $1 and p.id = m.parent_id) r) as parent,
  ${barredFrom('m')} as barred,
  (select json_agg(r) from (select ${briefColumns('o')}, ${relativeExtras('o')} from matter o
    where o.agency_id = $1 and o.id = any(array[m.merged_into, (m.fold #>> '{requests,merge,data,into}')::uuid])
      and ${visibleTo('o', viewerPlaces(3))}) r) as others,
  (select json_agg(r) from (select ${briefColumns('g')} from matter g
    where g.agency_id = $1 and g.merged_into = m.id and ${visibleTo('g', viewerPlaces(3))} order by g.changed_at limit 50) r) as merged_here,
  (select json_agg(json_build_object('seq', e.seq, 'body', e.body, 'position', z.position) order by e.seq desc)
    from (select x.seq, x.body, x.stream_id from event x where x.agency_id = $1 and x.stream_id = m.id and x.seq < $6
      order by x.seq desc limit ${eventsShown}) e
    left join sealed z on z.agency_id = $1 and z.stream_id = e.stream_id and z.seq = e.seq) as events,
  (select json_agg(json_build_object('commitment', v.commitment, 'cipher', encode(v.cipher, 'base64')))
    from personal v where v.agency_id = $1 and v.subject_id = m.id) as personal
from matter m where m.agency_id = $1 and m.id = $2 and ${visibleTo('m', viewerPlaces(3))}`,
);

/** Lists by keyset: newest registered first. $2–$4 viewer, $5 procedure or null, $6 open or null, $7 only these owners or null, $8/$9 cursor, $10 limit. */
export const listMatters = statement<BriefRow>(
  'matter.list',
  `select ${briefColumns('m')} from matter m where m.agency_id = $1 and ${visibleTo('m', viewerPlaces(2))}
  and ($5::text is null or m.procedure = $5) and ($6::boolean is null or m.open = $6)
  and ($7::uuid[] is null or m.owner_id = any($7))
  and ($8::timestamptz is null or (m.registered_at, m.id) < ($8, $9::uuid))
order by m.registered_at desc, m.id desc limit $10`,
);

export const asRelative = (row: RelativeRow): Relative => ({
  id: row.id,
  seq: row.seq,
  procedure: row.procedure,
  state: row.state,
  owner: { person: row.owner_id, post: row.owner_post_id },
  registrar: row.registrar_id,
  answered: row.answered,
  evidenceBy: row.evidence_by,
  evidenceCount: row.evidence_count,
});
