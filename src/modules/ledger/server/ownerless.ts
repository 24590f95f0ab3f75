import type { Viewer } from '../../../platform/authorization/directory.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { recordAccess } from '../../../platform/matter/page.ts';
import { type BriefRow, briefColumns } from '../../../platform/matter/read.ts';
import { brief } from '../../../platform/matter/render.ts';
import type { OwnerlessRow } from '../domain/watch-views.ts';

type Seat = { owner_id: string; owner_post_id: string; unit_id: string };

/**
 * Every different seat that answers for an open matter: one descent of an index a seat, however many matters there are. Commands
 * keep each of them filled (the histories of `kernel/matter` show it); what is found here ran out on its day, or was damaged.
 */
const listSeats = statement<Seat>(
  'ledger.seats',
  `with recursive seat as (
  (select m.owner_id, m.owner_post_id, m.unit_id from matter m where m.agency_id = $1 and m.open
    order by m.owner_id, m.owner_post_id, m.unit_id limit 1)
  union all
  select n.owner_id, n.owner_post_id, n.unit_id from seat s cross join lateral (
    select m.owner_id, m.owner_post_id, m.unit_id from matter m where m.agency_id = $1 and m.open
      and (m.owner_id, m.owner_post_id, m.unit_id) > (s.owner_id, s.owner_post_id, s.unit_id)
    order by m.owner_id, m.owner_post_id, m.unit_id limit 1) n
) select owner_id, owner_post_id, unit_id from seat`,
);

/** $2–$4 viewer, $5–$7 owners, posts and units of the seats, $8 how many. */
const ofSeats = statement<BriefRow>(
  'ledger.ownerless',
  `select ${briefColumns('m')} from unnest($5::uuid[], $6::uuid[], $7::uuid[]) as s(owner_id, post_id, unit_id)
cross join lateral (select x.* from matter x where x.agency_id = $1 and x.open and x.owner_id = s.owner_id
  and x.owner_post_id = s.post_id and x.unit_id = s.unit_id order by x.id limit $8) m
where ${visibleTo('m', viewerPlaces(2))} limit $8`,
);

/**
 * Seats with a matter the viewer may know of, among the first few of each: told beside the list, so that it gives away nothing
 * the list keeps to itself. $2–$4 viewer, $5–$7 as above.
 */
const knownSeats = statement<{ n: number }>(
  'ledger.knownSeats',
  `select count(*)::int as n from unnest($5::uuid[], $6::uuid[], $7::uuid[]) as s(owner_id, post_id, unit_id)
where ($3::uuid[] is null or s.unit_id = any($3) or s.owner_id = any($2::uuid[])) and exists (
  select 1 from (select x.* from matter x where x.agency_id = $1 and x.open and x.owner_id = s.owner_id
    and x.owner_post_id = s.post_id and x.unit_id = s.unit_id limit 40) m where ${visibleTo('m', viewerPlaces(2))})`,
);

const seatValues = (seats: readonly Seat[]): string[][] => [
  seats.map(({ owner_id }) => owner_id),
  seats.map(({ owner_post_id }) => owner_post_id),
  seats.map(({ unit_id }) => unit_id),
];

const whyNot = (
  { directory }: Viewer,
  seat: Seat,
  units: ReadonlySet<string>,
  day: string,
): OwnerlessRow['why'] | null => {
  if (!directory.hasPerson(seat.owner_id)) return 'person';
  if (directory.takes({ person: seat.owner_id, post: seat.owner_post_id }, day)) return 'appointment';
  return units.has(seat.unit_id) ? null : 'unit';
};

const mostCounted = 1000;

export type Ownerless = { items: OwnerlessRow[]; count: number; more: boolean; seats: number };

/** Open matters nobody answers for any more: the appointment has ended, the person is unknown, or the unit is closed. */
export const ownerless = async (engine: Engine, viewer: Viewer, shown = 200): Promise<Ownerless> => {
  const now = engine.now();
  const day = dayOf(now);
  const seats = await run(engine.runner, listSeats, viewer.agency.id);
  const standing = new Set(viewer.directory.unitsAround('', day).map(({ id }) => id));
  const lost = seats.flatMap((seat) => {
    const why = whyNot(viewer, seat, standing, day);
    return why ? [{ seat, why }] : [];
  });
  const [known] = await run(engine.runner, knownSeats, viewer.agency.id, ...viewerValues(viewer), ...seatValues(seats));
  const told = known?.n ?? 0;
  if (lost.length === 0) return { items: [], count: 0, more: false, seats: told };
  const rows = await run(
    engine.runner,
    ofSeats,
    viewer.agency.id,
    ...viewerValues(viewer),
    ...seatValues(lost.map(({ seat }) => seat)),
    mostCounted + 1,
  );
  const why = new Map(lost.map(({ seat, why: because }) => [Object.values(seat).join(), because]));
  const items = rows.slice(0, shown).map((row) => {
    const { owner_id, owner_post_id, unit_id } = row;
    return { ...brief(viewer, row, now), why: why.get([owner_id, owner_post_id, unit_id].join()) ?? 'appointment' };
  });
  await recordAccess(engine, viewer, 'list', items);
  return { items, count: Math.min(rows.length, mostCounted), more: rows.length > mostCounted, seats: told };
};
