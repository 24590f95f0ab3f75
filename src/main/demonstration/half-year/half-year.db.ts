import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../../tests/builders/command-line.ts';
import { until } from '../../../../tests/builders/log-database.ts';
import { type Office, openOffice } from '../../../../tests/builders/office.ts';
import { exportLog } from '../../../platform/log/export.ts';
import { startSealer } from '../../../platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../../../platform/log/signing-key.ts';
import { verifyFolder } from '../../../platform/log/verify-folder.ts';
import { rebuildMatters } from '../../../platform/matter/rebuild.ts';
import { makeDemonstration } from '../demonstration.ts';

let office: Office;
let seconds = 0;

const rows = async <T extends object>(text: string): Promise<T[]> =>
  (await office.database.owner.query(text)).rows as T[];
const one = async (text: string): Promise<number> => Number((await rows<{ n: string }>(text))[0]?.n);
const yunxi = `(select id from agency where code = 'yunxi')`;

beforeAll(async () => {
  office = await openOffice();
  const began = performance.now();
  await makeDemonstration(office, 'xiaoneng.example', 'whole');
  seconds = (performance.now() - began) / 1000;
}, 120_000);
afterAll(() => office.stop());

const tables = [
  'matter',
  'problem',
  'problem_source',
  'problem_progress',
  'milestone',
  'hazard',
  'measure',
  'sweep',
  'sweep_found',
  'case_study',
  'public_page',
  'party',
  'clock',
  'inbox',
  'matter_file',
];

const snapshot = async (database: Office['database']) => {
  const found: Record<string, string> = {};
  for (const table of tables) {
    const { rows: kept } = await database.owner.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${table} t where agency_id = ${yunxi} order by 1`,
    );
    found[table] = kept.map(({ row }) => row).join('\n');
  }
  return found;
};

describe('the half year of the bureau', () => {
  it('is about six hundred matters of sixty people in twelve units on three levels', async () => {
    const matters = await one(`select count(*) as n from matter where agency_id = ${yunxi}`);
    expect(matters).toBeGreaterThan(550);
    expect(matters).toBeLessThan(750);
    expect(await one(`select count(*) as n from unit where agency_id = ${yunxi}`)).toBe(12);
    expect(await one(`select count(*) as n from person where agency_id = ${yunxi}`)).toBe(60);
    const [levels] = await rows<{ deepest: number }>(
      `with recursive t as (select id, 1 as level from unit where agency_id = ${yunxi} and parent_id is null
        union all select u.id, t.level + 1 from unit u join t on u.parent_id = t.id where u.agency_id = ${yunxi})
       select max(level)::int as deepest from t`,
    );
    expect(levels?.deepest).toBe(3);
    expect(seconds).toBeLessThan(60);
  });

  it('spans half a year up to today, by working hours, and leaves nothing for tomorrow', async () => {
    const [span] = await rows<{ first: Date; last: Date }>(
      `select min(recorded_at) as first, max(recorded_at) as last from event where agency_id = ${yunxi}`,
    );
    const days = ((span?.last.getTime() ?? 0) - (span?.first.getTime() ?? 0)) / 86_400_000;
    expect(days).toBeGreaterThan(175);
    expect(span?.last.getTime()).toBeLessThanOrEqual(Date.now());
    const acted = await rows<{ day: string; hour: number }>(
      `select extract(isodow from e.recorded_at at time zone 'Asia/Shanghai')::text as day,
        extract(hour from e.recorded_at at time zone 'Asia/Shanghai')::int as hour
       from event e join matter m on m.agency_id = e.agency_id and m.id = e.stream_id
       where e.agency_id = ${yunxi} and e.actor_id is not null and e.recorded_at < now() - interval '2 days'`,
    );
    expect(acted.filter(({ hour }) => hour < 8 || hour > 18)).toEqual([]);
  });

  it('has owners who are good, late and overloaded, and a hall that is late because another is', async () => {
    const late = async (post: string) =>
      (
        await rows<{ late: number; all: number }>(
          `select (count(*) filter (where m.light in ('doneLate', 'over')))::int as late, count(*)::int as all
           from matter m join post p on p.agency_id = m.agency_id and p.id = m.owner_post_id
           where m.agency_id = ${yunxi} and m.procedure = 'measure' and p.name = '${post}'`,
        )
      )[0] as { late: number; all: number };
    const share = ({ late, all }: { late: number; all: number }) => late / all;
    expect(share(await late('法规股科员（审核）'))).toBeGreaterThan(0.5);
    expect(share(await late('信息中心系统管理员'))).toBeGreaterThan(0.3);
    expect(share(await late('法规股科员（制度）'))).toBeLessThan(0.2);
    // The hall keeps its own measures; its problems end late where a measure of the information centre did.
    const hall = await rows<{ theirs: number; own: number }>(
      `select (count(*) filter (where c.light in ('doneLate', 'over') and d.code = '信息'))::int as theirs,
        (count(*) filter (where c.light in ('doneLate', 'over') and d.code = '窗口'))::int as own
       from matter m join unit u on u.agency_id = m.agency_id and u.id = m.unit_id and u.code = '窗口'
       join matter c on c.agency_id = m.agency_id and c.parent_id = m.id
       join unit d on d.agency_id = c.agency_id and d.id = c.unit_id
       where m.agency_id = ${yunxi} and m.light in ('doneLate', 'over')`,
    );
    expect(hall[0]?.theirs).toBeGreaterThan(hall[0]?.own as number);
  });

  it('shows today what an office shows: some over, some near, most in time', async () => {
    const lights = new Map(
      (
        await rows<{ light: string; n: number }>(
          `select light, count(*)::int as n from matter where agency_id = ${yunxi} and open group by light`,
        )
      ).map(({ light, n }) => [light, n]),
    );
    expect(lights.get('over')).toBeGreaterThan(5);
    expect(lights.get('near')).toBeGreaterThan(2);
    expect(lights.get('ok')).toBeGreaterThan(lights.get('over') as number);
  });

  it('is made by commands alone: the generator writes no row itself', () => {
    const folder = path.resolve(import.meta.dirname, '..');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !/\.(db|unit)\.ts$/.test(name),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const name of files)
      expect(readFileSync(path.join(folder, name), 'utf8')).not.toMatch(/\b(insert into|\.query\(|statement\()/i);
  });

  it('is sealed whole', async () => {
    const { pools, dataFolder, now } = office;
    for (const agency of await office.agencies.all())
      await ensureSigningKey({ runner: pools.app, dataFolder, now, newId: uuidv7 }, agency);
    const sealer = startSealer({ pool: pools.sealer, keys: signingKeys(dataFolder), rest: 20, retry: 20 });
    try {
      await until(async () => (await one('select count(*) as n from to_seal')) === 0, 'everything is sealed', 30_000);
    } finally {
      await sealer.stop();
    }
    expect(await one(`select count(*) as n from to_seal`)).toBe(0);
    expect(await one(`select count(*) as n from sealed`)).toBe(await one(`select count(*) as n from event`));
  });

  it('is verified whole, and its exported log alone gives the same read models in an empty database', async () => {
    const before = await snapshot(office.database);
    const folder = mkdtempSync(path.join(tmpdir(), 'xn-replay-'));
    const empty = await openOffice();
    try {
      const agency = (await office.agencies.all()).find(({ code }) => code === 'yunxi');
      if (!agency) throw new Error('no agency');
      const exported = await exportLog(office.database.owner, agency, { out: path.join(folder, 'log'), full: true });
      expect(exported).toMatchObject({ withheld: 0, missing: 0 });
      expect(await verifyFolder(exported.folder)).toMatchObject({ findings: [], events: exported.size });
      const replayed = await runCommandLine(['--json', 'log', 'replay', exported.folder], {
        DATABASE_URL: empty.database.url('app'),
        DATABASE_ADMIN_URL: empty.database.url('admin'),
        DATABASE_SEALER_URL: '',
        XIAONENG_DATA: empty.dataFolder,
      });
      expect(JSON.parse(replayed.stdout || '{}'), replayed.stderr).toMatchObject({
        agency: 'yunxi',
        events: exported.size,
      });
      const after = await snapshot(empty.database);
      for (const table of tables) expect(after[table], table).toBe(before[table]);
      // Folded again where it came from, it is the same, too.
      const own = await office.settings.of(agency.id, await office.directoryVersion(agency.id));
      await rebuildMatters(office.database.owner, agency.id, office.engine.house, own);
      const again = await snapshot(office.database);
      for (const table of tables) expect(again[table], table).toBe(before[table]);
    } finally {
      await empty.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
