import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAccount, setPerson } from '../../src/modules/directory/index.ts';
import type { Agency } from '../../src/platform/authorization/directory.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { recordFile } from '../../src/platform/files/rows.ts';
import { exportLog } from '../../src/platform/log/export.ts';
import { startSealer } from '../../src/platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../../src/platform/log/signing-key.ts';
import { verifyFolder } from '../../src/platform/log/verify-folder.ts';
import { verifyLive } from '../../src/platform/log/verify-live.ts';
import { beginAddress, takeCode } from '../../src/platform/mail/pending.ts';
import { keepAddress, recipients } from '../../src/platform/mail/person.ts';
import { eraseMatter, erasePerson } from '../../src/platform/personal/erase.ts';
import { countOf, until } from '../builders/log-database.ts';
import {
  act,
  type Clerk,
  employ,
  type Office,
  openOffice,
  openTestAgency,
  openUnit,
  viewerFor,
} from '../builders/office.ts';

let office: Office;
let agency: Agency;
let owner: Clerk;
let keeper: Clerk;

beforeAll(async () => {
  office = await openOffice();
  agency = await openTestAgency(office, 'erasing');
  const unit = await openUnit(office, agency, '综合');
  owner = await employ(office, agency, unit, '方志成', ['handler', 'reviewer']);
  keeper = await employ(office, agency, unit, '苏航', ['securityAdmin'], 'agency');
  const { pools, dataFolder, now } = office;
  await ensureSigningKey({ runner: pools.app, dataFolder, now, newId: uuidv7 }, agency);
});
afterAll(async () => {
  await office.stop();
});

const seal = async (): Promise<void> => {
  const sealer = startSealer({ pool: office.pools.sealer, keys: signingKeys(office.dataFolder), rest: 10, retry: 20 });
  await until(async () => (await countOf(office.database.owner, 'to_seal', agency.id)) === 0, 'everything is sealed');
  await until(async () => {
    const { rows } = await office.database.owner.query<{ behind: number }>(
      `select (select count(*) from sealed where agency_id = $1) - (select coalesce(max(size), 0) from checkpoint where agency_id = $1) as behind`,
      [agency.id],
    );
    return rows[0]!.behind === 0;
  }, 'a checkpoint covers everything');
  await sealer.stop();
};

/** Every row of every table as text; bytes stand there in hexadecimal. */
const dump = async (): Promise<string> => {
  const { owner: db } = office.database;
  const tables = await db.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await db.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
};

/** Every byte under a folder, database files and their journal among them. */
const bytesUnder = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name))),
  );

const databaseFolders = async (): Promise<string[]> => {
  const client = new pg.Client({ connectionString: office.database.url('admin') });
  await client.connect();
  try {
    await client.query('checkpoint');
    const { rows } = await client.query<{ data: string; oid: number }>(
      `select current_setting('data_directory') as data, oid from pg_database where datname = current_database()`,
    );
    const { data, oid } = rows[0]!;
    return [path.join(data, 'base', String(oid)), path.join(data, 'pg_wal')];
  } finally {
    await client.end();
  }
};

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

/** Which of the texts can be found, and where. */
const found = async (texts: readonly string[]): Promise<string[]> => {
  const places = new Map([
    ['dump', Buffer.from(await dump())],
    ['data folder', bytesUnder(office.dataFolder)],
  ]);
  for (const folder of await databaseFolders()) places.set(path.basename(path.dirname(folder)), bytesUnder(folder));
  return texts.flatMap((text) =>
    [...places].flatMap(([place, bytes]) =>
      spellings(text).some((spelling) => bytes.includes(spelling)) ? [`${text} in ${place}`] : [],
    ),
  );
};

const verifyBoth = async () => {
  const out = mkdtempSync(path.join(office.dataFolder, 'export-'));
  await exportLog(office.pools.app, agency, { out, full: false });
  const live = await verifyLive(agency, { pool: office.pools.app, vault: office.vault, files: office.files });
  return { live, folder: await verifyFolder(out) };
};

it('an erased value is found nowhere, and the log stays whole', async () => {
  const words = {
    description: 'Zebra-description-4711',
    progress: 'Zebra-progress-4712',
    fileName: 'Zebra-filename-4713',
    content: 'Zebra-content-4714 in the evidence',
    name: 'Zebra-name-4715',
    login: 'zebra-login-4716',
    mail: 'zebra-mail-4719@example.cn',
    pending: 'zebra-pending-4720@example.cn',
  };
  const title = 'Zebra-title-in-the-open-4717';
  const data = { title, description: words.description, unit: owner.unit, owner: owner.person, ownerPost: owner.post };
  const problem = await act(office, agency, owner, { procedure: 'problem' }, { action: 'register', data });
  const stays = await act(
    office,
    agency,
    owner,
    { procedure: 'problem' },
    { action: 'register', data: { ...data, description: 'stays' } },
  );
  const kept = await office.files.put(agency.id, Readable.from([Buffer.from(words.content)]), { name: 'evidence.txt' });
  if (!kept.ok) throw new Error('the file was refused');
  await recordFile(office.pools.app, agency.id, kept.value, owner.person, office.now());
  const { digest, size, type } = kept.value;
  const measures = [{ title: 'measure', unit: owner.unit, owner: owner.person, ownerPost: owner.post }];
  await act(office, agency, owner, { matter: problem.id }, { action: 'plan', data: { measures } });
  await act(
    office,
    agency,
    owner,
    { matter: problem.id },
    {
      action: 'reportProgress',
      data: { progress: words.progress },
      files: [{ digest, size, type, name: `${words.fileName}.txt` }],
    },
  );
  const person = uuidv7();
  const hand = { agency, actor: null, post: null, command: uuidv7(), now: office.now() };
  await inTransaction(office.pools.app, async (client) => {
    await setPerson(client, office.vault, hand, { id: person, name: words.name });
    const account = { person, login: words.login, password: 'Correct horse battery 9' };
    await openAccount(client, office.vault, agency.id, account, office.now());
  });
  // An address that was confirmed, and another one that waits for its code.
  const { pools, vault, now } = office;
  const begun = await beginAddress(pools.app, vault, agency.id, person, words.mail, now());
  if (!begun.ok) throw new Error('the address was refused');
  const taken = await takeCode(pools.app, vault, agency.id, person, begun.value.code, now());
  if (!taken.ok) throw new Error('the code was refused');
  await keepAddress(pools.app, agency.id, person, taken.value, now());
  await beginAddress(pools.app, vault, agency.id, person, words.pending, now());
  const known = await recipients(pools.app, vault, agency.id, [person]);
  expect(known.get(person)?.address).toBe(words.mail);
  await seal();

  // What is meant to be found is found: the search itself can fail.
  expect(await found([title, words.content])).toEqual(
    expect.arrayContaining([`${title} in dump`, `${words.content} in data folder`]),
  );
  expect((await verifyBoth()).live).toMatchObject({ findings: [], personal: { erased: 0 } });

  const security = await viewerFor(office, agency, keeper.person);
  const deps = { engine: office.engine, pool: office.pools.app, files: office.files };
  const command = { id: uuidv7(), digest: createHash('sha256').update('erase').digest('hex') };
  expect(await eraseMatter(deps, security, problem.id, 'retentionEnded', command)).toMatchObject({ ok: true });
  expect(await erasePerson(deps, security, person, 'personAsked', uuidv7())).toMatchObject({ ok: true });

  expect(await found(Object.values(words))).toEqual([]);
  expect(await recipients(pools.app, vault, agency.id, [person])).toEqual(new Map());
  const waiting = await verifyBoth();
  expect([waiting.live.findings, waiting.folder.findings]).toEqual([[], []]);
  await seal();
  const { live, folder } = await verifyBoth();
  expect(folder.findings).toEqual([]);
  expect(live).toMatchObject({ findings: [], unsealed: 0, files: { erased: 1 } });
  expect(live.personal.erased).toBeGreaterThanOrEqual(3);

  // And what was not erased must still be there.
  await office.database.owner.query('delete from personal where agency_id = $1 and subject_id = $2', [
    agency.id,
    stays.id,
  ]);
  expect((await verifyBoth()).live.findings).toMatchObject([{ code: 'personalGone', stream: { id: stays.id } }]);
});
