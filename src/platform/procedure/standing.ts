import type { Viewer } from '../authorization/directory.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../authorization/visible-to.ts';
import { type Runner, run, statement } from '../database/statement.ts';

/** So many matters of a state are looked at, oldest first; beyond them a number only says “more”. */
const most = 1000;

/** How many open matters the viewer may know of stand in a state, and since when the oldest does. */
export type Standing = { version: number; state: string; count: number; more: boolean; oldest: string | null };

/**
 * One short walk along the index for each state, never through all matters: at most `most` of each are looked at, and of those
 * only the ones the viewer may know of are counted; a state in which there is nothing else is not told of.
 */
const standing = statement<{ version: number; state: string; seen: number; visible: number; oldest: string | null }>(
  'procedure.standing',
  `select p.version, p.state, c.seen, c.visible, c.oldest
from unnest($3::bigint[], $4::text[]) as p(version, state)
cross join lateral (
  select count(*)::int as seen, count(*) filter (where x.known)::int as visible, min(x.since) filter (where x.known) as oldest
  from (
    select ${visibleTo('m', viewerPlaces(5))} as known, m.fold ->> 'since' as since from matter m
    where m.agency_id = $1 and m.procedure = $2 and m.version = p.version and m.state = p.state and m.open
    order by m.fold ->> 'since' limit ${most}
  ) x
) c
where c.visible > 0`,
);

export const standingOf = async (
  runner: Runner,
  viewer: Viewer,
  code: string,
  places: readonly { version: number; state: string }[],
): Promise<Standing[]> => {
  const rows = await run(
    runner,
    standing,
    viewer.agency.id,
    code,
    places.map(({ version }) => version),
    places.map(({ state }) => state),
    ...viewerValues(viewer),
  );
  return rows.map(({ version, state, seen, visible, oldest }) => ({
    version,
    state,
    count: visible,
    more: seen >= most,
    oldest,
  }));
};

export type RunningRow = {
  id: string;
  number: string;
  title: string | null;
  state: string;
  seq: number;
  since: string | null;
  confidential: boolean;
};

const running = statement<RunningRow>(
  'procedure.running',
  `select x.id, x.number, x.title, x.state, x.seq, x.since, x.confidential from (
  select m.id, m.number, m.title, m.state, m.seq, m.confidential, m.fold ->> 'since' as since, ${visibleTo('m', viewerPlaces(4))} as known
  from matter m where m.agency_id = $1 and m.procedure = $2 and m.version = $3 and m.open
  order by m.state, m.fold ->> 'since' limit ${most}
) x where x.known limit 100`,
);

/** Matters that still run under an older version, oldest in each state first; what migration is offered for. */
export const runningOn = (runner: Runner, viewer: Viewer, code: string, version: number): Promise<RunningRow[]> =>
  run(runner, running, viewer.agency.id, code, version, ...viewerValues(viewer));
