import { viewerPlaces, visibleTo } from '../../../platform/authorization/visible-to.ts';
import { type Statement, statement } from '../../../platform/database/statement.ts';
import { type BriefRow, briefColumns } from '../../../platform/matter/read.ts';
import type { FindingKind } from '../domain/finding-kinds.ts';

/** A row that was looked at: where it stands in its index, and whether it is a finding its reader may know of. */
export type Looked = BriefRow & {
  key: string;
  key_id: string;
  shown: boolean;
  at: string | null;
  words: string | null;
  digest: string | null;
};

const mine = `(${visibleTo('m', viewerPlaces(2))}) and ($7::uuid[] is null or m.unit_id = any($7))`;
const columns = briefColumns('m');
const asText = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

type Parts = {
  from: string;
  /** Column the index is in the order of, and of what type. */
  key: string;
  id?: string;
  type?: 'timestamptz' | 'date';
  where: string;
  /** Besides being known to the reader. */
  shown: string;
  at?: string;
  words?: string;
  digest?: string;
  /** The index runs backwards: equal moments come with the greatest id first. */
  backwards?: true;
};

/** $2–$4 viewer, $5 from, $6 before, $7 units or null, $8/$9 cursor, $10 how many are looked at. */
const looking = (kind: FindingKind, parts: Parts): Statement<Looked> => {
  const { from, key, id = 'x.matter_id', type = 'timestamptz', where, shown, words, digest, backwards } = parts;
  const after = backwards
    ? `${key} >= coalesce($8::${type}, '-infinity') and ($8::${type} is null or ${key} > $8::${type} or ${id} < $9::uuid)`
    : `($8::${type} is null or (${key}, ${id}) > ($8::${type}, $9::uuid))`;
  return statement<Looked>(
    `ledger.reconcile.${kind}`,
    `select ${columns}, ${type === 'date' ? `${key}::text` : asText(key)} as key, ${id} as key_id, coalesce(${mine} and ${shown}, false) as shown,
  ${asText(parts.at ?? (type === 'date' ? `${key}::timestamp at time zone '+08'` : key))} as at, ${words ?? 'null'} as words, ${digest ?? 'null'} as digest
from ${from} where ${where} and ${key} >= $5::${type} and ${key} < $6::${type} and ${after}
order by ${key}, ${id}${backwards ? ' desc' : ''} limit $10`,
  );
};

const ofMatter = (table: string) => `${table} x join matter m on m.agency_id = $1 and m.id = x.matter_id`;
const moved = ofMatter('problem_progress');

export const lookings: Readonly<Record<Exclude<FindingKind, 'file'>, Statement<Looked>>> = {
  bare: looking('bare', {
    from: ofMatter('measure'),
    key: 'x.done_at',
    where: 'x.agency_id = $1 and x.done_at is not null',
    shown: `m.state = 'done' and m.evidence_count = 0`,
  }),
  unplanned: looking('unplanned', {
    from: `matter m left join clock k on k.agency_id = $1 and k.matter_id = m.id and k.name = 'plan' and k.ended_at is null`,
    key: 'm.registered_at',
    id: 'm.id',
    where: `m.agency_id = $1 and m.procedure = 'problem' and m.state = 'registered'`,
    shown: 'k.due_at < $6::timestamptz',
    at: 'k.due_at',
    backwards: true,
  }),
  still: looking('still', {
    from: moved,
    key: 'x.progressed_at',
    where: 'x.agency_id = $1 and x.working',
    shown: 'm.open',
  }),
  urged: looking('urged', {
    from: moved,
    key: 'x.urged_at',
    where: 'x.agency_id = $1 and x.working and x.urged_at > x.progressed_at',
    shown: 'm.open',
  }),
  milestone: looking('milestone', {
    from: ofMatter('milestone'),
    key: 'x.due_on',
    type: 'date',
    where: 'x.agency_id = $1 and x.reached_on is null',
    shown: 'm.open',
    words: 'x.title',
  }),
  relapsed: looking('relapsed', {
    from: moved,
    key: 'x.relapsed_at',
    where: 'x.agency_id = $1 and x.relapsed_at is not null',
    shown: 'm.relapses > 0',
  }),
  entries: looking('entries', {
    from: 'matter m',
    key: 'm.registered_at',
    id: 'm.id',
    where: `m.agency_id = $1 and m.procedure = 'report'`,
    shown: `m.state <> 'voided'`,
    backwards: true,
  }),
  struckOff: looking('struckOff', {
    from: ofMatter('problem'),
    key: 'x.struck_off_at',
    where: 'x.agency_id = $1 and x.struck_off_at is not null',
    shown: `m.state = 'struckOff'`,
  }),
};

/**
 * Files that came in, each with one matter of the ledger it is evidence of and the reader may know of; what was erased by law is
 * not missing. $8 the moment and $9 the digest of the last one looked at.
 */
export const lookAtFiles = statement<Looked>(
  'ledger.reconcile.file',
  `select m.*, ${asText('f.uploaded_at')} as key, f.digest as key_id, (m.id is not null) as shown,
  ${asText('f.uploaded_at')} as at, null as words, f.digest
from file f left join lateral (select ${columns} from matter_file h join matter m on m.agency_id = $1 and m.id = h.matter_id
    and m.procedure in ('problem', 'measure', 'similarSweep', 'report')
  where h.agency_id = $1 and h.digest = f.digest and ${mine} and not exists (
    select 1 from event g where g.agency_id = $1 and g.stream_id = m.id and g.action = 'erase' and g.seq >= h.seq)
  order by h.matter_id limit 1) m on true
where f.agency_id = $1 and f.uploaded_at >= $5::timestamptz and f.uploaded_at < $6::timestamptz
  and ($8::timestamptz is null or (f.uploaded_at, f.digest) > ($8, $9::text))
order by f.uploaded_at, f.digest limit $10`,
);
