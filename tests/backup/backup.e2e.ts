import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAccount } from '../../src/modules/directory/index.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { startSealer } from '../../src/platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../../src/platform/log/signing-key.ts';
import { eraseMatter, erasePerson } from '../../src/platform/personal/erase.ts';
import { type Bureau, carry, fileOf, openBureau, rowsOf, struckOff, workedOn } from '../builders/bureau.ts';
import { runCommandLine } from '../builders/command-line.ts';
import { countOf, until } from '../builders/log-database.ts';
import { type Office, openOffice, viewerFor } from '../builders/office.ts';
import { emptyDatabase, otherVersion, startOther, type Target } from './targets.ts';

let office: Office;
let bureau: Bureau;
let place: string;
let sealer: ReturnType<typeof startSealer>;
const targets: Target[] = [];

beforeAll(async () => {
  place = mkdtempSync(path.join(tmpdir(), 'xn-backup-'));
  office = await openOffice();
  bureau = await openBureau(office, 'first');
  const other = await openBureau(office, 'second');
  const { pools, dataFolder, now } = office;
  for (const { agency } of [bureau, other])
    await ensureSigningKey({ runner: pools.app, dataFolder, now, newId: uuidv7 }, agency);
  sealer = startSealer({ pool: pools.sealer, keys: signingKeys(dataFolder), rest: 20, retry: 20 });
  await workedOn(other);
});
afterAll(async () => {
  await sealer.stop();
  for (const target of targets) await target.drop();
  await office.stop();
  rmSync(place, { recursive: true, force: true });
});

const at = (name: string): string => path.join(place, name);
const fresh = (name: string): string => {
  const folder = at(`${name}-${uuidv7().slice(-6)}`);
  mkdirSync(folder);
  return folder;
};
const target = async (made: Promise<Target>): Promise<Target> => {
  targets.push(await made);
  return targets.at(-1) as Target;
};
const backup = (file: string, ...more: string[]) =>
  runCommandLine(['--json', 'backup', file, ...more], {
    ...{ DATABASE_URL: office.database.url('app'), DATABASE_ADMIN_URL: '', DATABASE_SEALER_URL: '' },
    XIAONENG_DATA: office.dataFolder,
  });
const here = { DATABASE_URL: '', DATABASE_ADMIN_URL: '', DATABASE_SEALER_URL: '' };
const xiaoneng = async (args: string[], folder: string, env: Record<string, string> = {}) =>
  runCommandLine(['--json', ...args], { ...here, ...env, XIAONENG_DATA: folder });
const answer = ({ code, stdout, stderr }: { code: number | null; stdout: string; stderr: string }) => {
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout.split('\n')[0] ?? '');
};
const allSealed = (): Promise<void> =>
  until(async () => (await countOf(office.database.owner, 'to_seal', bureau.agency.id)) === 0, 'everything is sealed');

const tablesOf = async (query: Target['query']): Promise<string[]> =>
  (
    await query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
    )
  ).map(({ name }) => name);

/** Every row of the given tables as text. */
const picture = async (query: Target['query'], tables: readonly string[]): Promise<Record<string, string[]>> => {
  const all: Record<string, string[]> = {};
  for (const name of tables)
    all[name] = (await query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t order by 1`)).map(
      ({ row }) => row,
    );
  return all;
};
const source = async (text: string, values: unknown[] = []) => (await office.database.owner.query(text, values)).rows;
const readModels = ['matter', 'party', 'matter_file', 'problem', 'clock', 'inbox'];

/** A text as it may lie about: plain, in hexadecimal, in base 64 whatever stands before it. */
const spellings = (text: string): string[] => [
  text,
  Buffer.from(text).toString('hex'),
  ...[0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(4, -4),
  ),
];
const foundIn = (bytes: Buffer, words: readonly string[]): string[] =>
  words.filter((word) => spellings(word).some((spelling) => bytes.includes(spelling)));
const bytesUnder = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name))),
  );

describe('a backup while people work', () => {
  test('is one moment: it comes back whole into an empty folder, and a rebuild changes nothing', async () => {
    let stop = false;
    let finished = 0;
    const begun = Promise.withResolvers<void>();
    const work = async (n: number): Promise<number> => {
      let done = 0;
      for (; !stop; done++) {
        await (n % 2 ? struckOff(bureau) : workedOn(bureau));
        finished += 1;
        if (finished === 12) begun.resolve();
      }
      return done;
    };
    const crowd = [0, 1, 2].map(work);
    // The moment that is kept has something in it, however quickly the backup begins.
    await begun.promise;
    const ran = await backup(at('load.tar.gz'));
    stop = true;
    const done = await Promise.all(crowd);
    const made = answer(ran) as { rows: number; sha256: string; keys: { keys: number } };
    expect(done.every((n) => n > 0)).toBe(true);
    expect(made.sha256).toBe(
      createHash('sha256')
        .update(readFileSync(at('load.tar.gz')))
        .digest('hex'),
    );
    expect(statSync(at('load.tar.gz')).mode & 0o777).toBe(0o600);
    expect(statSync(at('xiaoneng.keys/keys.jsonl')).mode & 0o777).toBe(0o600);

    const folder = fresh('embedded');
    const restored = answer(await xiaoneng(['restore', at('load.tar.gz')], folder));
    expect(restored).toMatchObject({ whole: true, erased: 0, lost: 0, closed: 0, rows: made.rows });
    const [first] = restored.agencies as { agency: string; size: number; personal: { checked: number } }[];
    expect(first).toMatchObject({ agency: 'first' });
    expect(first?.personal.checked).toBeGreaterThan(20);
    expect(answer(await xiaoneng(['verify', '--live'], folder))).toMatchObject({ whole: true });
    // The folder serves: its own keys seal on.
    expect(answer(await xiaoneng(['rebuild', '--agency', 'first'], folder)).matters).toBeGreaterThan(5);
    expect(answer(await xiaoneng(['verify', '--live'], folder))).toMatchObject({ whole: true });
    const again = await xiaoneng(['restore', at('load.tar.gz')], folder);
    expect([again.code, again.stderr]).toEqual([2, expect.stringMatching(/is not empty .*nothing was written/)]);
  });

  test('a name that is taken stays as it is, unless told', async () => {
    const before = readFileSync(at('load.tar.gz'));
    const refused = await backup(at('load.tar.gz'));
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--force')]);
    expect(readFileSync(at('load.tar.gz')).equals(before)).toBe(true);
    expect(answer(await backup(at('load.tar.gz'), '--force')).file).toBe(at('load.tar.gz'));
    expect(readdirSync(place).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  test('keys of another installation are not written over', async () => {
    const keys = fresh('foreign');
    const text = readFileSync(at('xiaoneng.keys/keys.jsonl'), 'utf8').replace(/"check":"[^"]+"/, '"check":"other"');
    writeFileSync(path.join(keys, 'keys.jsonl'), text);
    const refused = await backup(at('foreign.tar.gz'), '--keys', keys);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('another installation')]);
    expect(readdirSync(place)).not.toContain('foreign.tar.gz');
  });
});

describe('a place that is not what it seems', () => {
  test('keys of another data folder make no backup', async () => {
    const folder = fresh('elsewhere');
    const env = { DATABASE_URL: office.database.url('app') };
    const without = await xiaoneng(['backup', at('wrong.tar.gz'), '--keys', folder], folder, env);
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('there is no personal.key')]);
    writeFileSync(path.join(folder, 'personal.key'), Buffer.alloc(32, 7).toString('base64'));
    const wrong = await xiaoneng(['backup', at('wrong.tar.gz'), '--keys', fresh('none')], folder, env);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('not the key of this database')]);
    expect(readdirSync(place)).not.toContain('wrong.tar.gz');
  });

  test('a restore that was cut short is never taken for whole', async () => {
    const folder = fresh('half');
    writeFileSync(path.join(folder, 'restoring'), '');
    const refused = await xiaoneng(['migrate'], folder);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('was cut short')]);
    expect(readdirSync(folder)).toEqual(['restoring']);
  });
});

describe('every row comes back', () => {
  const passing = ['session', 'file', 'file_upload', 'migration'];
  const grown = ['event', 'stream', 'to_seal', 'security_event'];
  const compare = async (there: Target): Promise<void> => {
    await allSealed();
    await sealer.stop();
    try {
      // Sent, and not yet held by anything.
      await fileOf(bureau, bureau.people.owner, '还没有附上');
      answer(await backup(at('rows.tar.gz'), '--force'));
      const tables = (await tablesOf(source)).filter((name) => !passing.includes(name));
      const before = await picture(source, tables);
      const folder = fresh('rows');
      const restored = answer(await xiaoneng(['restore', at('rows.tar.gz')], folder, there.env));
      expect(restored).toMatchObject({ whole: true });
      const after = await picture(there.query, tables);
      for (const name of tables) {
        const more = grown.includes(name) ? 2 : 0;
        const made = before[name] as string[];
        // The restore is an event and a record of each of the two agencies; the backup itself was recorded after it.
        if (name === 'security_event') continue;
        if (more === 0) expect(after[name], name).toEqual(made);
        else expect((after[name]?.length ?? 0) - made.length, name).toBe(name === 'stream' ? 0 : more);
      }
      const [{ n }] = (await there.query<{ n: number }>(
        `select count(*)::int as n from file_upload u where not exists (select from matter_file m where m.digest = u.digest)`,
      )) as [{ n: number }];
      expect(n).toBe(0);
      answer(
        await xiaoneng(['rebuild', '--agency', 'first'], folder, {
          ...there.env,
          DATABASE_ADMIN_URL: there.env.DATABASE_ADMIN_URL || (there.env.DATABASE_URL as string),
        }),
      );
      expect(await picture(there.query, readModels)).toEqual(
        Object.fromEntries(readModels.map((name) => [name, before[name]])),
      );
    } finally {
      sealer = startSealer({ pool: office.pools.sealer, keys: signingKeys(office.dataFolder), rest: 20, retry: 20 });
    }
  };

  test('into an empty database, under the names of three roles', async () =>
    compare(await target(emptyDatabase(office))));

  const other = otherVersion();
  test.runIf(other)('into a server of another version, with one login for everything', async () => {
    if (other) await compare(await target(startOther(other)));
  });

  test('a database that holds something is left alone', async () => {
    const there = await target(emptyDatabase(office));
    await there.query('create table somebody (name text)');
    const folder = fresh('taken');
    const refused = await xiaoneng(['restore', at('rows.tar.gz')], folder, there.env);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('table somebody')]);
    expect(await tablesOf(there.query)).toEqual(['somebody']);
    expect(readdirSync(folder).filter((name) => !name.startsWith('lock'))).toEqual([]);
  });
});

describe('what was erased', () => {
  test('stays erased, also when an old backup comes back', async () => {
    const { owner, measureOwner, securityAdmin } = bureau.people;
    const words = {
      description: 'Zebra-description-5711',
      progress: 'Zebra-progress-5712',
      fileName: 'Zebra-filename-5713',
      content: 'Zebra-content-5714 in the evidence',
    };
    const kept = 'Giraffe-content-5715 in what stays';
    const { problem, measure } = await workedOn(bureau, { description: words.description });
    const evidence = await fileOf(bureau, owner, words.content, `${words.fileName}.txt`);
    await carry(
      bureau,
      owner,
      { matter: problem },
      { action: 'reportProgress', data: { progress: words.progress }, files: [evidence] },
    );
    const stays = await fileOf(bureau, measureOwner, kept);
    await carry(
      bureau,
      measureOwner,
      { matter: measure },
      { action: 'complete', data: { outcome: '完' }, files: [stays] },
    );
    const account = { person: measureOwner.person, login: 'zebra', password: 'Correct horse battery 9' };
    await inTransaction(office.pools.app, (client) =>
      openAccount(client, office.vault, bureau.agency.id, account, office.now()),
    );
    await allSealed();
    const old = at('old.tar.gz');
    answer(await backup(old));
    // Nobody reads it out of the archive, keys or no keys; the search itself finds what stands in the open.
    expect(
      foundIn(gunzipSync(readFileSync(old)), [...Object.values(words), kept, 'measureOwner某', '排队太久']),
    ).toEqual(['排队太久']);

    const security = await viewerFor(office, bureau.agency, securityAdmin.person);
    const deps = { engine: office.engine, pool: office.pools.app, files: office.files };
    const command = { id: uuidv7(), digest: 'e' };
    expect(await eraseMatter(deps, security, problem, 'personAsked', command)).toMatchObject({ ok: true });
    expect(await erasePerson(deps, security, measureOwner.person, 'personAsked', uuidv7())).toMatchObject({ ok: true });
    await carry(bureau, owner, { matter: problem }, { action: 'reportProgress', data: { progress: '之后又写' } });
    answer(await backup(at('new.tar.gz')));

    const there = await target(emptyDatabase(office));
    const folder = fresh('erased');
    const restored = answer(await xiaoneng(['restore', old], folder, there.env));
    expect(restored).toMatchObject({ whole: true, erased: 2, lost: 0, closed: 1 });
    const [first] = restored.agencies as { agency: string; personal: { erased: number }; files: { erased: number } }[];
    expect(first?.personal.erased).toBeGreaterThanOrEqual(4);
    expect(first?.files.erased).toBe(1);
    const dump = Buffer.from(JSON.stringify(await picture(there.query, await tablesOf(there.query))));
    const found = foundIn(Buffer.concat([dump, bytesUnder(folder)]), [...Object.values(words), kept]);
    expect(found).toEqual([kept]);
    const subjects = [problem, measureOwner.person];
    expect(await there.query('select field from personal where subject_id = any($1)', [subjects])).toEqual([]);
    expect(await there.query('select closed from account where person_id = $1', [measureOwner.person])).toEqual([
      { closed: true },
    ]);

    // And the newest one as well, with the matter that was written to again.
    const newest = await target(emptyDatabase(office));
    const after = answer(await xiaoneng(['restore', at('new.tar.gz')], fresh('newest'), newest.env));
    expect(after).toMatchObject({ whole: true, erased: 0, lost: 0 });
    expect(await newest.query('select field from personal where subject_id = $1', [problem])).toHaveLength(1);
  });

  test('is not confused with keys that are simply not there', async () => {
    const keys = fresh('fewer');
    const lines = readFileSync(at('xiaoneng.keys/keys.jsonl'), 'utf8').trim().split('\n').slice(0, -1);
    const gone = lines.findIndex((line) => line.includes('"k"'));
    const rest = lines.filter((_line, index) => index !== gone);
    const digest = createHash('sha256')
      .update(rest.map((line) => `${line}\n`).join(''))
      .digest('hex');
    const count = (field: string) =>
      rest.filter((line) => line.includes(`"${field}":"`) && line.startsWith('{"a"')).length;
    const end = JSON.stringify({ end: true, keys: count('k'), erased: count('e'), sha256: digest });
    writeFileSync(path.join(keys, 'keys.jsonl'), [...rest, end, ''].join('\n'));
    const there = await target(emptyDatabase(office));
    const folder = fresh('lost');
    const refused = await xiaoneng(['restore', at('new.tar.gz'), '--keys', keys], folder, there.env);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/neither a key nor an erasure.*nothing was written/),
    ]);
    expect(await tablesOf(there.query)).toEqual([]);
    expect(readdirSync(folder).filter((name) => !name.startsWith('lock'))).toEqual([]);
    const told = await xiaoneng(['restore', at('new.tar.gz'), '--keys', keys, '--accept-lost'], folder, there.env);
    expect([told.code, JSON.parse(told.stdout)]).toMatchObject([1, { whole: false, lost: 1 }]);
  });
});

describe('a backup that is not whole', () => {
  const tried = async (bytes: Buffer, keys = at('xiaoneng.keys')): Promise<[number | null, string]> => {
    writeFileSync(at('broken.tar.gz'), bytes);
    const folder = fresh('broken');
    const { code, stderr } = await xiaoneng(['restore', at('broken.tar.gz'), '--keys', keys], folder);
    expect(readdirSync(folder)).toEqual([]);
    return [code, stderr];
  };

  test('is refused, and nothing is written', async () => {
    const whole = readFileSync(at('new.tar.gz'));
    expect(await tried(whole.subarray(0, whole.length - 700))).toEqual([2, expect.stringContaining('no whole backup')]);
    const flipped = Buffer.from(whole);
    flipped[Math.floor(whole.length / 2)]! ^= 4;
    expect(await tried(flipped)).toEqual([2, expect.stringContaining('no whole backup')]);
    expect(await tried(Buffer.from('not an archive'))).toEqual([2, expect.stringContaining('no whole backup')]);
    expect(await tried(whole, at('nowhere'))).toEqual([2, expect.stringContaining('there is no such file')]);
    const [{ n }] = (await rowsOf<{ n: number }>(bureau, 'select count(*)::int as n from event')) as [{ n: number }];
    expect(n).toBeGreaterThan(50);
  });

  test('keys that are older than it are refused', async () => {
    const keys = fresh('older');
    const text = readFileSync(at('xiaoneng.keys/keys.jsonl'), 'utf8');
    writeFileSync(path.join(keys, 'keys.jsonl'), text);
    answer(await backup(at('later.tar.gz')));
    const folder = fresh('older-target');
    const refused = await xiaoneng(['restore', at('later.tar.gz'), '--keys', keys], folder);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('older than the backup')]);
    writeFileSync(path.join(keys, 'keys.jsonl'), text.replace('"w":"A', '"w":"B').replace(/("w":")(.)/, '$1x'));
    const altered = await xiaoneng(['restore', at('new.tar.gz'), '--keys', keys], folder);
    expect([altered.code, altered.stderr]).toEqual([2, expect.stringContaining('not as they were written')]);
  });
});
