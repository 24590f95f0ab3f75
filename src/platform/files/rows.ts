import { viewerPlaces, visibleTo } from '../authorization/visible-to.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import type { Kept } from './store.ts';

type FileRow = { digest: string; size: number; type: string; shown_digest: string | null };

const insert = statement<FileRow>(
  'file.insert',
  `with fresh as (
  insert into file (agency_id, digest, size, type, shown_digest, uploaded_by, uploaded_at)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (agency_id, digest) do update set shown_digest = excluded.shown_digest
    where file.shown_digest is distinct from excluded.shown_digest
  returning digest, size, type, shown_digest
), sent as (
  insert into file_upload (agency_id, digest, person_id) values ($1, $2, $6) on conflict do nothing
)
select * from fresh union all select f.digest, f.size, f.type, f.shown_digest from file f where f.agency_id = $1 and f.digest = $2`,
);

/**
 * Writes the row of a file whose bytes lie on disk. Of the same content sent again the first row stands, but for its shown
 * copy: the one just made is sure to lie on disk, while another version of the picture library may make other bytes.
 */
export const recordFile = async (runner: Runner, agency: string, kept: Kept, by: string, at: Date): Promise<Kept> => {
  const { digest, size, type, shownDigest } = kept;
  const [row] = await run(runner, insert, agency, digest, size, type, shownDigest, by, at);
  // None where somebody else's row of this moment is not yet in sight; it says the same of the same bytes.
  return row ? { ...kept, type: row.type, shownDigest: row.shown_digest } : kept;
};

export type AttachedRow = {
  matter_id: string;
  number: string;
  type: string;
  shown_digest: string | null;
  confidential: boolean;
  cipher: string | null;
  wrapped: string | null;
};

/**
 * A file as the evidence of one matter, if the viewer may know of that matter. $2 matter, $3 digest, $4–$6 viewer. What a
 * child holds is as confidential as what stands above it.
 */
export const findAttached = statement<AttachedRow>(
  'file.findAttached',
  `select m.id as matter_id, m.number, f.type, f.shown_digest, encode(v.cipher, 'base64') as cipher, encode(k.wrapped, 'base64') as wrapped,
  m.confidential or exists (select 1 from matter a where a.agency_id = $1 and a.id in (m.parent_id, m.root_id) and a.confidential) as confidential
from matter m
join matter_file h on h.agency_id = $1 and h.matter_id = m.id and h.digest = $3
join file f on f.agency_id = $1 and f.digest = h.digest
left join personal v on v.agency_id = $1 and v.subject_id = m.id and v.commitment = h.name_commitment
left join data_key k on k.agency_id = $1 and k.subject_id = m.id
where m.agency_id = $1 and m.id = $2 and ${visibleTo('m', viewerPlaces(4))}
order by h.seq desc limit 1`,
);

const page = statement<FileRow>(
  'file.page',
  `select f.digest, f.size, f.type, f.shown_digest from file f where f.agency_id = $1 and f.digest > $2 order by f.digest limit 10000`,
);

/** Every digest a row names, of originals and shown copies: what a sweep must leave alone and `verify --live` looks at. */
export const knownDigests = async (runner: Runner, agency: string): Promise<Set<string>> => {
  const known = new Set<string>();
  for (let after = ''; ; ) {
    const rows = await run(runner, page, agency, after);
    for (const row of rows) {
      known.add(row.digest);
      if (row.shown_digest) known.add(row.shown_digest);
    }
    const last = rows.at(-1);
    if (!last) return known;
    after = last.digest;
  }
};
