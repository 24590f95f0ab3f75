import type { Viewer } from '../../../platform/authorization/directory.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';

type Holder = { person: string; post: string };

/** Who answers for open problems, person by person and post by post: from one to the next along the index, however many problems each has. */
const answering = statement<Holder>(
  'ledger.answering',
  `with recursive held as (
  (select m.owner_id as person, m.owner_post_id as post from matter m where m.agency_id = $1 and m.procedure = 'problem' and m.open
    order by m.owner_id, m.owner_post_id limit 1)
  union all
  select n.person, n.post from held h cross join lateral (
    select m.owner_id as person, m.owner_post_id as post from matter m where m.agency_id = $1 and m.procedure = 'problem' and m.open
      and (m.owner_id, m.owner_post_id) > (h.person, h.post) order by m.owner_id, m.owner_post_id limit 1) n
) select person, post from held`,
);

/** Those among them who do not hold that post today: what they answer for has nobody 缺责任人. */
export const holders = async (engine: Pick<Engine, 'runner' | 'now'>, viewer: Viewer): Promise<Holder[]> => {
  const today = dayOf(engine.now());
  const found = await run(engine.runner, answering, viewer.agency.id);
  return found.filter((owner) => viewer.directory.takes(owner, today) !== null);
};
