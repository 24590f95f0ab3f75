import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { SetupView } from '../../kernel/view/setup.ts';
import { publicMost } from '../../kernel/view/setup-steps.ts';
import { ProblemDocument } from '../../kernel/view/view.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { agencyOf } from '../http/request.ts';

type Row = {
  units: number;
  posts: number;
  people: number;
  accounts: number;
  calendar_version: number | null;
  announced_to: string | null;
  published: number;
  waiting: number;
  rule_from: string | null;
  own_mail: boolean;
  problems: boolean;
  public: number;
};

// Posts of administrators come with the agency and see no matters: they say nothing of how far it is.
const setup = statement<Row>(
  'agency.setup',
  `with working as (
    select p.id from post p where p.agency_id = $1 and not p.roles && array['systemAdmin', 'securityAdmin', 'auditor']),
  holders as (
    select distinct a.person_id from appointment a where a.agency_id = $1 and a.post_id in (select id from working))
select (select count(*)::int from unit u where u.agency_id = $1 and u.to_on is null) as units,
  (select count(*)::int from working) as posts,
  (select count(*)::int from holders) as people,
  (select count(*)::int from account c where c.agency_id = $1 and c.person_id in (select person_id from holders)) as accounts,
  newest.seq as calendar_version, newest.calendar ->> 'publishedThrough' as announced_to,
  (select count(*)::int from procedure_version v where v.agency_id = $1 and v.state = 'published') as published,
  (select count(*)::int from procedure_version v where v.agency_id = $1 and v.state = 'submitted') as waiting,
  (select max(r.from_on) from sign_in_rule r where r.agency_id = $1) as rule_from,
  exists (select 1 from mail_server s where s.agency_id = $1 and s.enabled) as own_mail,
  exists (select 1 from matter m where m.agency_id = $1 and m.procedure = 'problem') as problems,
  (select count(*)::int from (select 1 from problem o where o.agency_id = $1 and o.opened_at is not null limit ${publicMost + 1}) as shown) as public
from agency g left join lateral (
  select v.seq, v.calendar from calendar_version v where v.agency_id = $1 order by v.seq desc limit 1) as newest on true
where g.id = $1`,
);

type Deps = {
  runner: Runner /** Does the installation itself send mail for agencies that set no server? */;
  sendsMail: boolean;
};

const setupOf = async ({ runner, sendsMail }: Deps, agency: string): Promise<SetupView> => {
  const [row] = await run(runner, setup, agency);
  if (!row) throw new Error(`agency ${agency} is gone`);
  return {
    units: row.units,
    posts: row.posts,
    people: row.people,
    accounts: row.accounts,
    calendar: row.calendar_version === null ? null : { version: row.calendar_version, announcedTo: row.announced_to },
    procedures: { published: row.published, waiting: row.waiting },
    signInRuleFrom: row.rule_from,
    mail: row.own_mail ? 'own' : sendsMail ? 'installation' : 'none',
    problems: row.problems,
    public: row.public,
  };
};

export const setupRoutes = (instance: FastifyInstance, deps: Deps): void => {
  instance.withTypeProvider<ZodTypeProvider>().get(
    '/api/agency/setup',
    {
      config: { access: { roles: ['systemAdmin', 'securityAdmin', 'auditor', 'office'] } },
      schema: {
        summary: '本单位设置到哪一步',
        response: { 200: SetupView, 401: ProblemDocument, 403: ProblemDocument },
      },
    },
    async (request) => setupOf(deps, agencyOf(request).id),
  );
};
