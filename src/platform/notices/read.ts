import { viewerPlaces, visibleTo } from '../authorization/visible-to.ts';
import { statement } from '../database/statement.ts';

export type NoticeRow = {
  id: string;
  person_id: string;
  kind: string;
  at: Date;
  seen_at: Date | null;
  matter_id: string;
  number: string;
  procedure: string;
  state: string;
  title: string | null;
  confidential: boolean;
  action: string;
  actor_id: string | null;
};

const columns = `n.id, n.person_id, n.kind, n.at, n.seen_at, m.id as matter_id, m.number, m.procedure, m.state, m.title, m.confidential,
  e.action, e.actor_id`;

// What somebody was told while they might know of it is not told again once they may not: visibility is asked when shown.
const shown = (viewer: number): string => `join matter m on m.agency_id = $1 and m.id = n.matter_id
  join event e on e.agency_id = $1 and e.stream_id = n.matter_id and e.seq = n.seq
where n.agency_id = $1 and ${visibleTo('m', viewerPlaces(viewer))}`;

/** Newest first. $2 person, $3–$5 viewer, $6 older than this id, $7 how many. */
export const listNotices = statement<NoticeRow>(
  'notice.list',
  `select ${columns} from notice n ${shown(3)} and n.person_id = $2 and n.id < $6::uuid order by n.id desc limit $7`,
);

/** What came after an id, oldest first. $2 person, $3–$5 viewer, $6 newer than this id, $7 how many. */
export const newNotices = statement<NoticeRow>(
  'notice.new',
  `select ${columns} from notice n ${shown(3)} and n.person_id = $2 and n.id > $6::uuid order by n.id limit $7`,
);

/** How many are unseen; counting stops at a hundred. $2 person, $3–$5 viewer. */
export const countUnseen = statement<{ count: number }>(
  'notice.unseen',
  `select count(*)::int as count from (
  select 1 from notice n join matter m on m.agency_id = $1 and m.id = n.matter_id
  where n.agency_id = $1 and n.person_id = $2 and n.seen_at is null and ${visibleTo('m', viewerPlaces(3))} limit 100) x`,
);

/** Everything of a person up to an id is seen. $2 person, $3 id, $4 when. */
export const markSeen = statement(
  'notice.seen',
  'update notice set seen_at = $4 where agency_id = $1 and person_id = $2 and seen_at is null and id <= $3',
);

/** Which of these people were told something after these ids: one look for all who listen. $2 people, $3 ids. */
export const whoWasTold = statement<{ person_id: string }>(
  'notice.told',
  `select l.person_id from unnest($2::uuid[], $3::uuid[]) as l(person_id, id)
where exists (select 1 from notice n where n.agency_id = $1 and n.person_id = l.person_id and n.id > l.id)`,
);

/** Notices are kept half a year: what happened stands in the log. $2 before. */
export const dropNotices = statement('notice.drop', 'delete from notice where agency_id = $1 and at < $2');
