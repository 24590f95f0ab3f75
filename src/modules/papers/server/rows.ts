import { viewerPlaces, visibleTo } from '../../../platform/authorization/visible-to.ts';
import { statement } from '../../../platform/database/statement.ts';
import { type PaperKind, paperKinds, ruleOf } from '../domain/kinds.ts';
import type { KeptWords } from './draft-words.ts';

export type PaperRow = KeptWords & {
  id: string;
  kind: PaperKind;
  state: 'draft' | 'issued' | 'voided';
  by_person_id: string;
  made_at: Date;
  changed_at: Date;
  revision: number;
  number: string | null;
  code: string | null;
  day: string | null;
  confidential: boolean;
  word_digest: string | null;
  pdf_digest: string | null;
  checkpoint_size: number | null;
  checkpoint_root: string | null;
  issued_by: string | null;
  issued_at: Date | null;
  issue_command: string | null;
  voided_by: string | null;
  voided_at: Date | null;
  void_reason: string | null;
  withheld: boolean;
  matters: { id: string; number: string; title: string | null; confidential: boolean }[] | null;
  matter_count: number;
};

/** The checkpoint of the log a paper names, where it names one. */
export const checkpointOf = ({
  checkpoint_size: size,
  checkpoint_root: root,
}: Pick<PaperRow, 'checkpoint_size' | 'checkpoint_root'>): { size: number; root: string } | null =>
  size !== null && root !== null ? { size, root } : null;

const columns = `p.id, p.kind, p.state, p.input ->> 'sealed' as sealed, p.by_person_id, p.made_at, p.changed_at, p.revision, p.number, p.code, p.day,
  p.confidential, p.word_digest, p.pdf_digest, p.checkpoint_size, p.checkpoint_root, p.issued_by, p.issued_at,
  p.issue_command, p.voided_by, p.voided_at, p.void_reason, p.withheld,
  (select encode(k.wrapped, 'base64') from data_key k where k.agency_id = $1 and k.subject_id = p.id) as wrapped,
  (select count(*) from paper_matter c where c.agency_id = $1 and c.paper_id = p.id)::int as matter_count`;

const about = (limit: number): string => `(select json_agg(r) from (
    select m.id, m.number, m.title, m.confidential from paper_matter x join matter m on m.agency_id = $1 and m.id = x.matter_id
    where x.agency_id = $1 and x.paper_id = p.id order by x.ordinal limit ${limit}) r) as matters`;

/**
 * Which papers a viewer may know of: those about nothing but matters the viewer may know of; a draft besides only whoever made it
 * and whoever issues papers. `viewer` is the first of its three places, `mine` that of the person, `issuer` that of a flag.
 */
const mayKnow = (viewer: number, mine: number, issuer: number): string =>
  `(p.state <> 'draft' or p.by_person_id = $${mine} or $${issuer})
  and not exists (select 1 from paper_matter x where x.agency_id = $1 and x.paper_id = p.id and not exists (
    select 1 from matter m where m.agency_id = $1 and m.id = x.matter_id and ${visibleTo('m', viewerPlaces(viewer))}))`;

/** One paper. $2 its id, $3–$5 viewer, $6 the person, $7 whether they issue. */
export const onePaper = statement<PaperRow>(
  'papers.one',
  `select ${columns}, ${about(500)} from paper p where p.agency_id = $1 and p.id = $2 and ${mayKnow(3, 6, 7)}`,
);

/** Newest first by keyset. $2–$4 viewer, $5 person, $6 issues, $7/$8 cursor, $9 limit. */
export const allPapers = statement<PaperRow>(
  'papers.list',
  `select ${columns}, ${about(3)} from paper p where p.agency_id = $1
  and ($7::timestamptz is null or (p.changed_at, p.id) < ($7, $8::uuid)) and ${mayKnow(2, 5, 6)}
order by p.changed_at desc, p.id desc limit $9`,
);

/** The same of one state, $10. */
export const papersIn = statement<PaperRow>(
  'papers.listState',
  `select ${columns}, ${about(3)} from paper p where p.agency_id = $1 and p.state = $10
  and ($7::timestamptz is null or (p.changed_at, p.id) < ($7, $8::uuid)) and ${mayKnow(2, 5, 6)}
order by p.changed_at desc, p.id desc limit $9`,
);

const ofOneMatter = paperKinds.filter((kind) => ruleOf(kind).about === 'matter').map((kind) => `'${kind}'`);

/** Those about one matter, $10; a list in which it stands among hundreds is not about it. */
export const papersAbout = statement<PaperRow>(
  'papers.listAbout',
  `select ${columns}, ${about(3)} from paper_matter a join paper p on p.agency_id = $1 and p.id = a.paper_id
where a.agency_id = $1 and a.matter_id = $10 and p.kind in (${ofOneMatter.join(', ')})
  and ($7::timestamptz is null or (p.changed_at, p.id) < ($7, $8::uuid)) and ${mayKnow(2, 5, 6)}
order by p.changed_at desc, p.id desc limit $9`,
);

/** Numbers that begin so, $7 up to $8. */
export const papersNumbered = statement<PaperRow>(
  'papers.listNumbered',
  `select ${columns}, ${about(3)} from paper p where p.agency_id = $1 and p.number ~>=~ $7::text and p.number ~<~ $8::text
  and ${mayKnow(2, 5, 6)} order by p.number using ~<~ limit $9`,
);

export const insertPaper = statement(
  'papers.insert',
  `with kept as (insert into data_key (agency_id, subject_id, wrapped) values ($1, $2, $8)),
made as (
  insert into paper (agency_id, id, kind, state, input, by_person_id, made_at, changed_at, revision, confidential, withheld)
  values ($1, $2, $3, 'draft', $4, $5, $6, $6, 1, false, false) returning id
)
insert into paper_matter (agency_id, paper_id, matter_id, ordinal)
select $1::uuid, made.id, m.id, m.ordinal from made, unnest($7::uuid[]) with ordinality as m(id, ordinal)`,
);

export const changePaper = statement<{ revision: number }>(
  'papers.change',
  `with kept as (insert into data_key (agency_id, subject_id, wrapped) values ($1, $2, $6) on conflict do nothing)
update paper set input = $4, changed_at = $5, revision = revision + 1
where agency_id = $1 and id = $2 and state = 'draft' and revision = $3 returning revision`,
);

/** Held from looking at the draft to the end of its issue. */
export const lockPaper = statement<{ state: PaperRow['state']; revision: number; issue_command: string | null }>(
  'papers.lock',
  'select state, revision, issue_command from paper where agency_id = $1 and id = $2 for update',
);

export const dropMatters = statement(
  'papers.dropMatters',
  'delete from paper_matter where agency_id = $1 and paper_id = $2',
);
export const dropPaper = statement(
  'papers.drop',
  `with kept as (delete from data_key where agency_id = $1 and subject_id = $2)
delete from paper where agency_id = $1 and id = $2 and state = 'draft'`,
);

/** Those a list of the ledger held when it was issued. */
export const nameMatters = statement(
  'papers.nameMatters',
  `insert into paper_matter (agency_id, paper_id, matter_id, ordinal)
select $1::uuid, $2::uuid, m.id, m.ordinal from unnest($3::uuid[]) with ordinality as m(id, ordinal) on conflict do nothing`,
);

export const issuePaper = statement(
  'papers.issue',
  `with kept as (delete from data_key where agency_id = $1 and subject_id = $2)
update paper set state = 'issued', input = null, number = $3, series = $4, year = $5, serial = $6, code = $7, day = $8,
  confidential = $9, word_digest = $10, pdf_digest = $11, checkpoint_size = $12, checkpoint_root = $13, issued_by = $14,
  issued_at = $15, changed_at = $15, issue_command = $16, revision = revision + 1
where agency_id = $1 and id = $2`,
);

export const voidPaper = statement(
  'papers.void',
  `update paper set state = 'voided', voided_by = $3, voided_at = $4, changed_at = $4, void_reason = $5, revision = revision + 1
where agency_id = $1 and id = $2 and state = 'issued'`,
);
