import { hash } from 'node:crypto';
import type { Owner } from '../../../kernel/matter/matter.ts';
import { roles } from '../../../kernel/procedure/procedure.ts';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { HandOverView } from '../../../kernel/view/organisation.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { selvesOf } from '../../../platform/authorization/visible-to.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { execute } from '../../../platform/command/execute.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { recordSecurity } from '../../../platform/security/record.ts';

/** So many a call: an answer comes within seconds, and the page shows how far it is. */
const atOnce = 50;

const openIds = statement<{ id: string }>(
  'directory.handOverIds',
  `select m.id from matter m where m.agency_id = $1 and m.owner_id = $2 and m.owner_post_id = $3 and m.open
  and ($4::uuid[] is null or m.id = any($4::uuid[])) and m.id > $5 order by m.id limit $6`,
);

const countOpen = statement<{ count: number }>(
  'directory.handOverCount',
  `select count(*)::int as count from matter m where m.agency_id = $1 and m.owner_id = $2 and m.owner_post_id = $3 and m.open
  and ($4::uuid[] is null or m.id = any($4::uuid[]))`,
);

const openHere = statement<{ post: string; count: number }>(
  'directory.openHere',
  `select m.owner_post_id as post, count(*)::int as count from matter m
where m.agency_id = $1 and m.owner_id = $2 and m.open and not exists (
  select 1 from party barred where barred.agency_id = $1 and barred.matter_id in (m.id, m.parent_id, m.root_id)
  and barred.person_id = any($3::uuid[]) and barred.to_at is null and barred.role in ('accused', 'recused'))
group by m.owner_post_id order by m.owner_post_id`,
);

export type HandOver = { from: Owner; to: Owner; matters?: readonly string[] | undefined; reason: string };

/**
 * Whoever arranges a hand-over need not see the matters, and some may see none: a footing over all of them, for this command
 * alone. What the person is accused in or recused from stays out of reach even so.
 */
const overAll = (viewer: Viewer): Viewer => ({
  ...viewer,
  capacities: viewer.capacities.map((each) => ({ ...each, scope: 'agency', roles: [...roles] })),
});

/** The same matter in the same hand-over has the same command id, so that a retry finds what was done. */
const commandId = (handOver: string, matter: string): string => {
  const digest = hash('sha256', `${handOver} ${matter}`, 'hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-9${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
};

/** The administrator of the organisation arranges any; leaders and supervisors those of a post they reach. */
const mayArrange = (viewer: Viewer, unit: string): boolean =>
  viewer.capacities.some(
    (each) =>
      each.roles.includes('systemAdmin') ||
      (each.roles.some((role) => role === 'leader' || role === 'supervisor') &&
        (each.scope === 'agency' || each.scope.has(unit))),
  );

/**
 * How many matters somebody has open in each post, for those who may arrange the hand-over and for oneself. What the asker is
 * accused in or recused from is not counted: a figure tells of it as well as a list.
 */
export const openIn = async (
  runner: Engine['runner'],
  viewer: Viewer,
  person: string,
  unitOf: (post: string) => string | null,
): Promise<{ post: string; count: number }[]> => {
  const rows = await run(runner, openHere, viewer.agency.id, person, selvesOf(viewer));
  return rows.filter(({ post }) => person === viewer.person || mayArrange(viewer, unitOf(post) ?? ''));
};

const refusalOf = (engine: Engine, viewer: Viewer, { from, to }: HandOver, unit: string | null): Outcome<null> => {
  const { directory } = viewer;
  const unknown = [
    ...(unit === null ? [{ path: 'from.post', rule: 'unknownId' }] : []),
    ...(directory.hasPerson(from.person) ? [] : [{ path: 'from.person', rule: 'unknownId' }]),
  ];
  const same = from.person === to.person && from.post === to.post;
  const takes = directory.takes(to, dayOf(engine.now()));
  const fields = [
    ...unknown,
    ...(same ? [{ path: 'to.person', rule: 'sameOwner' }] : takes ? [{ path: 'to.person', rule: takes.rule }] : []),
  ];
  if (fields.length > 0) return refuse('invalid', 'form', {}, { fields });
  return mayArrange(viewer, unit ?? '')
    ? granted(null)
    : refuse('notAllowed', 'handOver.reach', {}, { mend: 'otherPerson' });
};

/**
 * Gives open matters of somebody who leaves to a taker, each by an event of its own, some at a time: asked again it goes on
 * where it stopped, and a matter that has its taker is not touched twice. What refuses is counted by its rule and left.
 */
export const handOver = async (
  engine: Engine,
  viewer: Viewer,
  asked: HandOver,
  id: string,
  unitOf: (post: string) => string | null,
): Promise<Outcome<HandOverView>> => {
  const agency = viewer.agency.id;
  const may = refusalOf(engine, viewer, asked, unitOf(asked.from.post));
  if (!may.ok) return may;
  const { from, to, reason } = asked;
  const chosen = asked.matters ?? null;
  const refused = new Map<string, number>();
  const arranger = overAll(viewer);
  let handed = 0;
  // What refuses stays with its owner: the list goes on behind it, or nothing after it would ever be reached.
  for (let after = '00000000-0000-0000-0000-000000000000'; handed < atOnce; ) {
    const rows = await run(engine.runner, openIds, agency, from.person, from.post, chosen, after, atOnce - handed);
    if (rows.length === 0) break;
    for (const { id: matter } of rows) {
      after = matter;
      const done = await execute(engine, arranger, {
        matter,
        commandId: commandId(id, matter),
        digest: hash('sha256', JSON.stringify([from, to, reason]), 'hex'),
        command: { action: 'handOver', data: { owner: to.person, ownerPost: to.post, reason }, files: [] },
      });
      if (done.ok) handed += 1;
      else {
        const rule = done.refusal.fields?.[0]?.rule ?? done.refusal.rule;
        refused.set(rule, (refused.get(rule) ?? 0) + 1);
      }
    }
  }
  const [left] = await run(engine.runner, countOpen, agency, from.person, from.post, chosen);
  if (handed > 0)
    await recordSecurity(engine.runner, agency, {
      at: engine.now(),
      kind: 'settingChanged',
      person: viewer.person,
      detail: { kind: 'handOver', from: from.person, to: to.person, matters: handed },
    });
  return granted({
    handed,
    left: left?.count ?? 0,
    refused: [...refused].map(([rule, count]) => ({ rule, count })),
  });
};
