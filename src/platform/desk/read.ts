import type { Matter, Relative } from '../../kernel/matter/matter.ts';
import { viewerPlaces, visibleTo } from '../authorization/visible-to.ts';
import { relativeRow } from '../command/context.ts';
import { statement } from '../database/statement.ts';
import { type BriefRow, briefColumns } from '../matter/read.ts';

/** How many seats are looked at in one go. Stands in the text as a figure: the planner must know that it is small. */
export const seatsLooked = 121;

type OtherSeat = { seat: string; kind: 'turn' | 'request'; person: string | null; role: string | null; unit: string };

/** A seat and its matter; a matter the viewer may not know of is null. */
export type SeatRow = {
  matter_id: string;
  seat: string;
  kind: 'turn' | 'request' | 'waiting';
  /** Of a seat for whoever answers for the matter above: that person. */
  person_id: string | null;
  role: string | null;
  unit_id: string;
  since: Date;
  /** As the inbox has it: the order of the desk. */
  ends: Date | null;
} & { [column in keyof BriefRow]: BriefRow[column] | null } & {
  requests: Matter['requests'] | null;
  /** What is asked of a role is compared with who has had a part in the matter. */
  fold: Matter | null;
  children: Relative[] | null;
  others: OtherSeat[] | null;
};

const seat = 'i.matter_id, i.seat, i.kind, i.person_id, i.role, i.unit_id, i.since, i.due_at as ends';
const order = `order by i.due_at, i.matter_id limit ${seatsLooked}`;

/**
 * One way in: the seats of one person or role of one kind, nearest end first, from the cursor ($2 end, $3 id, $4 id among those
 * without an end). Each is one descent of an index, however many seats others have.
 */
const lane = (whose: string): string => `(
    (select ${seat} from inbox i where i.agency_id = $1 and ${whose} and i.kind = k.kind
      and (i.due_at, i.matter_id) > ($2::timestamptz, $3::uuid) ${order})
    union all
    (select ${seat} from inbox i where i.agency_id = $1 and ${whose} and i.kind = k.kind
      and i.due_at is null and i.matter_id > $4::uuid ${order})) x`;

const persons = `select x.* from unnest($5::uuid[]) p(id) cross join kinds k cross join lateral ${lane('i.person_id = p.id')}`;

const roles = `
    union all
    select x.* from unnest($9::text[]) r(role) cross join kinds k cross join lateral ${lane('i.role = r.role')}
    union all
    select x.* from unnest($10::text[], $11::uuid[]) r(role, unit) cross join kinds k
      cross join lateral ${lane('i.role = r.role and i.unit_id = r.unit')}`;

const above = `
    union all
    select i.matter_id, i.seat, i.kind, above.owner_id, i.role, i.unit_id, i.since, i.due_at from matter above
      join matter part on part.agency_id = $1 and part.parent_id = above.id
      join inbox i on i.agency_id = $1 and i.matter_id = part.id and i.role = 'parentOwner'
      where above.agency_id = $1 and above.owner_id = any($5) and above.open and i.kind <> 'waiting'
        and ((i.due_at, i.matter_id) > ($2, $3) or i.due_at is null and i.matter_id > $4)`;

/** Seats a matter has besides: who waits is not shown a matter twice where they themselves are asked. */
const others = `left join lateral (
    select json_agg(json_build_object('seat', e.seat, 'kind', e.kind, 'role', e.role, 'unit', e.unit_id,
      'person', case when e.role = 'parentOwner' then (select above.owner_id from matter above
        where above.agency_id = $1 and above.id = m.parent_id) else e.person_id end)) as others
    from inbox e where e.agency_id = $1 and e.matter_id = s.matter_id and e.kind <> 'waiting'
  ) o on true`;

type Lanes = { kinds: readonly string[]; lanes: string; isWaiting: boolean };

/**
 * The next seats of a desk with their matters. $5 persons (the reader and those stood in for), $6–$8 the viewer, $9 roles that
 * reach the whole agency, $10 and $11 roles with the units they reach. Three texts of it, since most people carry no role that is
 * asked and nobody waits as a role: what is not needed is not planned either.
 */
const seats = (name: string, { kinds, lanes, isWaiting }: Lanes) => {
  const isAsked = isWaiting ? 'o.others is not null' : 's.role is not null';
  return statement<SeatRow>(
    name,
    `with kinds(kind) as (values ${kinds.map((kind) => `('${kind}')`).join(', ')}), seats as materialized (
  select s.* from (
    ${lanes}
  ) s order by s.ends, s.matter_id, s.seat limit ${seatsLooked}
)
select s.*, v.* from seats s left join lateral (
  select ${briefColumns('m')}, m.fold -> 'requests' as requests, ${isWaiting ? 'o.others' : 'null::json as others'},
    case when ${isAsked} then m.fold end as fold,
    case when ${isAsked} then (select json_agg(${relativeRow('c')})) from matter c
      where c.agency_id = $1 and c.parent_id = m.id) end as children
  from matter m ${isWaiting ? others : ''}
  where m.agency_id = $1 and m.id = s.matter_id and ${visibleTo('m', viewerPlaces(6))}
) v on true
order by s.ends, s.matter_id, s.seat`,
  );
};

const doing = ['turn', 'request'];

export const readOwn = seats('desk.own', { kinds: doing, lanes: persons + above, isWaiting: false });
export const readAsked = seats('desk.asked', { kinds: doing, lanes: persons + roles + above, isWaiting: false });
export const readWaiting = seats('desk.waiting', { kinds: ['waiting'], lanes: persons, isWaiting: true });
