import pg from 'pg';
import type { Filters, Grouping, LedgerView } from '../src/modules/ledger/domain/filters.ts';
import { ledgerViews } from '../src/modules/ledger/domain/filters.ts';
import { categories, causes, kinds, urgencies } from '../src/modules/ledger/procedure/choices.ts';
import { ledgerFigures } from '../src/modules/ledger/server/figures.ts';
import { ledgerGroups, ledgerTabs } from '../src/modules/ledger/server/groups.ts';
import { ledgerPage } from '../src/modules/ledger/server/ledger.ts';
import type { Engine } from '../src/platform/command/engine.ts';
import { openDesk } from '../tests/builders/desk-client.ts';
import { until } from '../tests/builders/log-database.ts';
import type { RunningServer } from '../tests/builders/running-server.ts';
import { ledgerRows, sealedAll } from './arena.ts';
import { printMeasure, rounded } from './figures.ts';
import { fillProblems } from './fill.ts';
import { fillerOf, looked, type Reader, readersOf, type Sight } from './growth.ts';
import type { BesideServer } from './house.ts';
import { type Call, recording } from './rehearsal.ts';

export type LedgerSizes = { entries: number; others: number; judged: boolean };

const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

const groupings: readonly Grouping[] = ['unit', 'leader', 'category', 'light'];
/** Filters that no index carries together; the last two find next to nothing and look at as many keys as may be. */
const free: readonly [string, Filters][] = [
  ['category and urgency', { category: 'service,risk', urgency: 'urgent' }],
  ['cause and kind', { cause: 'style', kind: 'suggestion' }],
  ['rare words', { q: '第 19 件' }],
  ['nothing', { q: '没有这样的字', urgency: 'urgent' }],
];

const sightsOf = async (beside: BesideServer, readers: readonly Reader[]): Promise<Sight[]> => {
  const sights: Sight[] = [];
  for (const { login, viewer } of readers) {
    const see = async (name: string, path: string, work: (engine: Engine) => Promise<unknown>) => {
      const calls: Call[] = [];
      await work({ ...beside.house.engine, runner: recording(beside.house.engine.runner, calls) });
      sights.push({ name: `${name} ${login}`, path, login, calls });
    };
    const list = (view: LedgerView, filters: Filters) => {
      const words = new URLSearchParams({ view, limit: String(ledgerRows), ...filters } as Record<string, string>);
      return [
        `/api/ledger/problems?${words}`,
        (engine: Engine) => ledgerPage(engine, viewer, { view, limit: ledgerRows, ...filters }),
      ] as const;
    };
    for (const view of ledgerViews) await see(`view ${view}`, ...list(view, {}));
    for (const [name, filters] of free) await see(`filter ${name}`, ...list('all', filters));
    for (const group of groupings)
      await see(`groups ${group}`, `/api/ledger/groups?group=${group}`, (engine) =>
        ledgerGroups(engine, viewer, 'all', {}, group),
      );
    for (const [name, filters] of free)
      await see(
        `count ${name}`,
        `/api/ledger/groups?${new URLSearchParams(filters as Record<string, string>)}`,
        (engine) => ledgerGroups(engine, viewer, 'all', filters, 'unit'),
      );
    await see('tabs', '/api/ledger/tabs', (engine) => ledgerTabs(engine, viewer));
    await see('figures', '/api/ledger/figures', (engine) => ledgerFigures(engine, viewer, { year: null, unit: null }));
  }
  return sights;
};

/** The ledger of a county among everything else an agency has: its views, figures and free filters. */
export const measureLedger = async (
  server: RunningServer,
  beside: BesideServer,
  { entries, others, judged }: LedgerSizes,
): Promise<void> => {
  const readers = await readersOf(server, beside);
  const gu = server.accounts.find(({ login }) => login === 'gu');
  if (!gu) throw new Error('nobody registers');
  const office = await openDesk(server.port, gu);
  office.close();
  const registrar = await beside.viewer('yunxi', office.user.person);
  const filler = fillerOf(readers, registrar, entries + others);
  const owner = new pg.Client(beside.connections.owner);
  await owner.connect();
  const leaders = readers.map(({ viewer }) => viewer.person);
  // Entries lie scattered among the others, as they do in life.
  const share = Math.max(1, Math.floor(others / entries));
  await fillProblems(
    beside.house.engine,
    {
      ...filler,
      at: (n) => filler.at(n * (share + 1)),
      data: (n) => ({
        ...filler.data(n),
        category: at(categories, n),
        ...(n % 4 === 0 ? { kind: at(kinds.slice(3), n), urgency: at(urgencies, n >> 2) } : {}),
        ...(n % 3 === 0 ? { cause: at(causes, n) } : {}),
        ...(n % 2 === 0 ? { leader: at(leaders, n >> 1) } : {}),
      }),
    },
    0,
    entries,
  );
  const themeData = (n: number) => {
    const { title, unit, owner: person, ownerPost } = filler.data(n + 1000) as Record<string, unknown>;
    return { title, unit, owner: person, ownerPost };
  };
  await fillProblems(beside.house.engine, { ...filler, procedure: 'theme', data: themeData }, 0, others);
  const filled = performance.now();
  await sealedAll(beside, registrar.agency.id);
  const sealed = performance.now();
  const behind = `select 1 from sealed s join ledger_follower f on f.agency_id = s.agency_id where s.agency_id = $1 and s.position >= f.position limit 1`;
  await until(
    async () => (await owner.query(behind, [registrar.agency.id])).rows.length === 0,
    'the counters have followed',
    600_000,
  );
  const followed = performance.now();
  await owner.query('vacuum (analyze)');
  const found = await looked(server, beside, await sightsOf(beside, readers));
  await owner.end();
  printMeasure(
    'ledger20kFollower',
    {
      what: `counters behind the sealer after ${entries + others} matters registered in bulk`,
      secondsSealing: rounded((sealed - filled) / 1000),
      secondsBehindTheSealer: rounded((followed - sealed) / 1000),
      growsWith: 'events; not with what is counted already',
    },
    [],
    judged,
  );
  for (const [name, { buffers, ms }] of Object.entries(found)) {
    const most = /^(filter|count)/.test(name) ? 300 : 100;
    printMeasure(
      'ledger20k',
      {
        what: `${name}: ${entries} entries among ${entries + others} matters`,
        buffers,
        ms,
        growsWith: /^(filter|count)/.test(name)
          ? 'keys looked at, at most 5,000'
          : 'rows of the page, groups and facets',
      },
      [{ name: `${name} ms`, value: ms, atMost: most }],
      judged,
    );
  }
};
