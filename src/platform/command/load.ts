import type { Matter, Relative } from '../../kernel/matter/matter.ts';
import { barredFrom, viewerPlaces, visibleTo } from '../authorization/visible-to.ts';
import { statement } from '../database/statement.ts';
import { relativeRow } from './context.ts';

export type StoredCommand = { digest: string; stream_id: string; seq: number };
export type KnownFile = { digest: string; size: number; type: string };

export type Loaded = {
  done: StoredCommand | null;
  fold: Matter | null;
  number: string | null;
  title: string | null;
  registered_at: string | null;
  seq: number | null;
  head: string | null;
  recorded_at: string | null;
  wrapped: string | null;
  children: (Relative & { title: string | null })[] | null;
  parent: Relative | null;
  barred: string[] | null;
  others: (Relative & { title: string | null })[] | null;
  files: KnownFile[] | null;
};

const commandRow = `(select json_build_object('digest', c.digest, 'stream_id', c.stream_id, 'seq', c.seq)
  from command c where c.agency_id = $1 and c.actor_id = $3 and c.id = $4) as done`;

// Knowing a digest is not having the file: one must have sent it, or see a matter that has it.
const knownFiles = `(select json_agg(json_build_object('digest', f.digest, 'size', f.size, 'type', f.type))
  from file f where f.agency_id = $1 and f.digest = any($5::text[]) and (
    exists (select 1 from file_upload u where u.agency_id = $1 and u.digest = f.digest and u.person_id = $3)
    or exists (select 1 from matter_file h join matter x on x.agency_id = $1 and x.id = h.matter_id
      where h.agency_id = $1 and h.digest = f.digest and ${visibleTo('x', viewerPlaces(6))}))) as files`;

/**
 * Everything a command's decision needs, in one statement: was this command done, the matter if the actor may know of it,
 * its stream's head, its key, children, parent, barred people, files. $2 matter, $3 actor, $4 command, $5 digests, $6–$8 viewer, $9 other matters it names.
 */
export const loadMatter = statement<Loaded>(
  'command.loadMatter',
  `select ${commandRow}, m.fold, m.number, m.title, m.registered_at, s.seq, s.head, s.recorded_at, encode(k.wrapped, 'base64') as wrapped,
  (select json_agg(${relativeRow('c')}, 'title', c.title) order by c.registered_at, c.id) from matter c where c.agency_id = $1 and c.parent_id = m.id) as children,
  (select ${relativeRow('p')}) from matter p where p.agency_id = $1 and p.id = m.parent_id) as parent,
  ${barredFrom('m')} as barred,
  (select json_agg(${relativeRow('o')})) from matter o where o.agency_id = $1 and o.id = any($9::uuid[] || (m.fold #>> '{requests,merge,data,into}')::uuid)
    and ${visibleTo('o', viewerPlaces(6))}) as others,
  ${knownFiles}
from (select 1) one
left join matter m on m.agency_id = $1 and m.id = $2 and ${visibleTo('m', viewerPlaces(6))}
left join stream s on s.agency_id = $1 and s.id = m.id
left join data_key k on k.agency_id = $1 and k.subject_id = m.id`,
);

/** The same for a command that registers: $2 the parent or null, $9 matters that its form names. */
export const loadNew = statement<Loaded>(
  'command.loadNew',
  `select ${commandRow}, null as fold, null as number, null as title, null as registered_at, null::bigint as seq, null as head,
  null as recorded_at, null as wrapped, null as children,
  (select ${relativeRow('p')}) from matter p where p.agency_id = $1 and p.id = $2::uuid and ${visibleTo('p', viewerPlaces(6))}) as parent,
  null as barred,
  (select json_agg(${relativeRow('o')})) from matter o where o.agency_id = $1 and o.id = any($9::uuid[])
    and ${visibleTo('o', viewerPlaces(6))}) as others,
  ${knownFiles}`,
);
