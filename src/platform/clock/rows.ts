import type { Matter } from '../../kernel/matter/matter.ts';
import { statement } from '../database/statement.ts';
import { liveRows } from '../log/append.ts';

/** Due clocks looked at for one claim: enough that a row others hold does not hide those behind it. */
const inSight = 1000;

/** When something next changes by itself, agency by agency: one probe of an index each, never a row more. */
export const earliest = statement<{ id: string; code: string; at: Date }>(
  'clock.earliest',
  `select a.id, a.code, n.next_change_at as at from agency a cross join lateral (
  select c.next_change_at from clock c where c.agency_id = a.id and c.next_change_at is not null order by c.next_change_at limit 1
) n order by n.next_change_at`,
  { acrossAgencies: true },
);

/**
 * Takes the streams of matters with a due clock, oldest first, and passes over those somebody holds: a command locks its
 * stream before anything else too, so neither waits for the other while it holds what the other wants. $2 now, $3 how many.
 */
export const claim = statement<{ id: string }>(
  'clock.claim',
  `select taken.id from (
  select c.matter_id, c.next_change_at from clock c where c.agency_id = $1 and c.next_change_at <= $2 order by c.next_change_at limit ${inSight}
) due cross join lateral (
  select s.id from stream s where s.agency_id = $1 and s.id = due.matter_id for no key update skip locked
) taken order by due.next_change_at limit $3`,
);

export type Claimed = {
  fold: Matter;
  number: string;
  registered_at: Date;
  head: string;
  recorded_at: Date;
  version: number;
};

/** Those taken, as they stand now that nobody can move them; a second statement, since the first saw them before it held them. */
export const claimed = statement<Claimed>(
  'clock.claimed',
  `select m.fold, m.number, m.registered_at, s.head, s.recorded_at,
  coalesce((select v.version from directory_version v where v.agency_id = $1), 0) as version
from matter m join stream s on s.agency_id = $1 and s.id = m.id
where m.agency_id = $1 and m.id = any($2::uuid[]) and exists (
  select 1 from clock c where c.agency_id = $1 and c.matter_id = m.id and c.next_change_at <= $3
) order by m.id`,
);

/** Clock rows by themselves, where nothing happened that the log would tell of. */
export const correct = statement('clock.correct', `with whole as (select true as ok), ${liveRows(2)} select 1`);

/** Looks at these again later: something about them cannot be reckoned, and they must not hold up the others. */
export const putOff = statement(
  'clock.putOff',
  'update clock set next_change_at = $3 where agency_id = $1 and matter_id = any($2::uuid[]) and next_change_at < $3',
);
