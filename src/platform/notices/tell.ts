import { idAt, type NoticeKind } from '../command/notices.ts';
import { type Runner, run, statement } from '../database/statement.ts';

/** What is told without an event of the matter; it stands beside the newest one, and by whom is said where it comes from. */
export const besideEvents: readonly NoticeKind[] = ['paper'];

const tell = statement(
  'notice.tell',
  `insert into notice (agency_id, id, person_id, matter_id, seq, kind, at)
select $1::uuid, n.id, n.person_id, m.id, m.seq, $3, $4
from json_to_recordset($2::json) as n(id uuid, person_id uuid, matter_id uuid)
join matter m on m.agency_id = $1 and m.id = n.matter_id`,
);

const answering = statement<{ matter_id: string; person_id: string }>(
  'notice.answering',
  `select m.id as matter_id, p.person_id from matter m, unnest(array[m.owner_id, m.leader_id]) as p(person_id)
where m.agency_id = $1 and m.id = any($2::uuid[]) and p.person_id is not null and p.person_id <> $3 group by 1, 2`,
);

export type Telling = { matters: readonly string[]; kind: NoticeKind; actor: string; at: Date; newId: () => string };

/** Tells whoever answers for these matters, and the leader in charge, of what came to pass about them; never whoever did it. */
export const tellAnswering = async (
  runner: Runner,
  agency: string,
  { matters, kind, actor, at, newId }: Telling,
): Promise<void> => {
  const people = await run(runner, answering, agency, matters, actor);
  const rows = people.map((each) => ({ ...each, id: idAt(at.toISOString(), newId()) }));
  if (rows.length > 0) await run(runner, tell, agency, JSON.stringify(rows), kind, at);
};
