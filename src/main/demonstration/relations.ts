import { uuidv7 } from 'uuidv7';
import { type Change, writeChanges } from '../../modules/directory/index.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import type { StandingHouse } from '../engine.ts';
import type { Cast } from './people.ts';

/** What posts are there for, of the business and of the party 一岗双责. */
const duties: Readonly<Record<string, { business: readonly string[]; party: readonly string[] }>> = {
  fang: { business: ['统筹征管工作', '核定窗口排班'], party: ['抓好本股作风'] },
  deng: { business: ['预算和报销', '资产台账'], party: ['抓好本股作风'] },
  wei: { business: ['河西片区日常服务', '走访办事群众'], party: ['联系片区党员'] },
  lu: { business: ['分管征管、财务和河西所'], party: ['落实一岗双责', '讲党课'] },
  he: { business: ['督查立项和催办', '台账复核'], party: ['负责支部日常事务'] },
};

/** Who is in charge of which unit; of the short bureau only what it has. */
const charges = (unit: Cast['unit']): [leader: string, unit: string][] => {
  const has = (code: string): boolean => {
    try {
      return unit(code) !== '';
    } catch {
      return false;
    }
  };
  const all: [string, string[]][] = [
    ['lu', ['征管', '财务', '河西', '龙泉']],
    ['qian', ['城关', '东坪', '窗口', '法规', '信息']],
  ];
  return all.flatMap(([login, codes]) => codes.filter(has).map((code): [string, string] => [login, code]));
};

/** The bureau's leader in charge, branch, task force and paired contacts, told from the same day on as everything else. */
export const relate = async (standing: StandingHouse, { agency, unit, person }: Cast, start: Date): Promise<void> => {
  const from = start.toISOString().slice(0, 10);
  const span = { from, to: null };
  const who = (login: string) => person(login).person;
  const { organisation } = await standing.directories.of(agency.id, await standing.directoryVersion(agency.id));
  const [branch, force] = [uuidv7(), uuidv7()];
  const member = (team: string, login: string, role: 'lead' | 'committee' | 'member'): Change => ({
    kind: 'member',
    value: { id: uuidv7(), team, person: who(login), role, ...span },
  });
  const changes: Change[] = [
    ...Object.entries(duties).flatMap(([login, { business, party }]): Change[] => {
      const post = organisation.post.get(person(login).post);
      if (!post) return [];
      const { seq: _, ...value } = post;
      const list = [
        ...business.map((text) => ({ kind: 'business' as const, text })),
        ...party.map((text) => ({ kind: 'party' as const, text })),
      ];
      return [{ kind: 'post', value: { ...value, duties: list } }];
    }),
    ...charges(unit).map(([login, code]): Change => {
      const leader = person(login);
      return {
        kind: 'charge',
        value: { id: uuidv7(), person: leader.person, post: leader.post, unit: unit(code), ...span },
      };
    }),
    {
      kind: 'team',
      value: { id: branch, kind: 'branch', name: '机关党支部', task: null, unit: unit('县局'), term: null, ...span },
    },
    member(branch, 'he', 'lead'),
    member(branch, 'lu', 'committee'),
    member(branch, 'fang', 'member'),
    member(branch, 'wei', 'member'),
    {
      kind: 'team',
      value: {
        id: force,
        kind: 'taskForce',
        name: '窗口提速专班',
        task: '把办事等候时间压到二十分钟以内',
        unit: unit('征管'),
        term: new Date(start.getTime() + 180 * 86_400_000).toISOString().slice(0, 10),
        ...span,
      },
    },
    member(force, 'lu', 'lead'),
    member(force, 'fang', 'member'),
    member(force, 'li', 'member'),
    { kind: 'pairing', value: { id: uuidv7(), person: who('lu'), unit: null, with: unit('河西'), ...span } },
    { kind: 'pairing', value: { id: uuidv7(), person: null, unit: unit('财务'), with: unit('河西'), ...span } },
  ];
  const hand = { agency, actor: null, post: null, command: uuidv7(), now: start };
  await inTransaction(standing.pools.app, (client) => writeChanges(client, standing.vault, hand, changes));
};
