import { createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatKey, type NoteKey, noteKey, parseKey, SIGNING_KEY_ACTION, type Sign } from '../../kernel/proof/index.ts';
import { codeOf, OperatorFault } from '../config/fault.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import type { LogAgency } from './agencies.ts';
import { sha256 } from './hashing.ts';
import { appendSetting } from './setting.ts';

/** A key that signs an agency's checkpoints. */
export type SigningKey = { key: NoteKey; sign: Sign };

/** What the file holds: the key in use and, while it is being changed, the one to come. */
type Stored = { key: string; private: string };
type KeyFile = { v: 1; current: Stored | null; next: Stored | null };

/** Who changes the key and with which means. */
export type KeyDeps = { runner: Runner; dataFolder: string; now: () => Date; newId: () => string };

const fileOf = (dataFolder: string, agency: LogAgency): string =>
  path.join(dataFolder, 'signing', `${agency.code}.json`);

const generate = (agency: LogAgency): Stored => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return {
    key: formatKey(noteKey(sha256, agency.origin, bytes)),
    private: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  };
};

const draftOf = (file: string, content: KeyFile): string => {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}.tmp`;
  writeFileSync(draft, `${JSON.stringify(content)}\n`, { mode: 0o600, flush: true });
  chmodSync(draft, 0o600);
  return draft;
};

const readFile = (file: string): KeyFile | null => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as KeyFile;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new OperatorFault(`the signing key ${file} cannot be read`);
  }
};

/** The file, made when there is none; of two processes that make it at once, one wins and both read the same. */
const readOrMake = (file: string, agency: LogAgency): KeyFile => {
  const found = readFile(file);
  if (found) return found;
  const draft = draftOf(file, { v: 1, current: null, next: generate(agency) });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  const made = readFile(file);
  if (!made) throw new OperatorFault(`the signing key ${file} vanished while it was made`);
  return made;
};

const replaceFile = (file: string, content: KeyFile): void => renameSync(draftOf(file, content), file);

const open = (agency: LogAgency, { key: text, private: secret }: Stored): SigningKey => {
  const key = parseKey(sha256, text);
  if (!key.ok || key.value.name !== agency.origin) {
    throw new OperatorFault(`the signing key of ${agency.code} is not one for ${agency.origin}`);
  }
  const privateKey = createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' });
  return { key: key.value, sign: (message) => sign(null, message, privateKey) };
};

const bodies = statement<{ body: string }>(
  'log.keyEvents',
  `select body from event where agency_id = $1 and stream_id = $1 and action = '${SIGNING_KEY_ACTION}' order by seq`,
);
/** The texts of all keys the log ever took into use, oldest first. */
export const keysInLog = async (runner: Runner, agency: LogAgency): Promise<string[]> =>
  (await run(runner, bodies, agency.id)).map(({ body }) => (JSON.parse(body) as { data: { key: string } }).data.key);

/** Records that a key is taken into use, on the agency's own stream (its id is the agency's). */
const record = async (
  { runner, now, newId }: KeyDeps,
  agency: LogAgency,
  key: string,
  by: { actor: string | null; post: string | null },
): Promise<void> => {
  const change = { kind: 'agency', id: agency.id, action: SIGNING_KEY_ACTION, data: { key } };
  for (let attempt = 0; attempt < 10; attempt++) {
    if ((await keysInLog(runner, agency)).at(-1) === key) return;
    const done = await appendSetting(runner, { agency, ...by, command: newId(), now: now() }, change);
    if (done.ok) return;
  }
  throw new Error(`the stream of agency ${agency.code} moves on faster than a key can be recorded`);
};

/** First the event, then the file: no checkpoint is ever signed with a key the log does not name. */
const settle = async (
  deps: KeyDeps,
  agency: LogAgency,
  content: KeyFile,
  by: { actor: string | null; post: string | null },
): Promise<void> => {
  const inUse = content.next ?? content.current;
  if (!inUse) throw new OperatorFault(`the signing key ${fileOf(deps.dataFolder, agency)} is empty`);
  open(agency, inUse);
  await record(deps, agency, inUse.key, by);
  if (content.next) replaceFile(fileOf(deps.dataFolder, agency), { v: 1, current: content.next, next: null });
};

/**
 * Makes the agency's signing key when there is none (`signing/<code>.json`, mode 0600, never in the database), ends a
 * change that was cut short, and sees to it that the log names the key in use. Run at agency creation and at each start.
 */
export const ensureSigningKey = async (deps: KeyDeps, agency: LogAgency): Promise<void> =>
  settle(deps, agency, readOrMake(fileOf(deps.dataFolder, agency), agency), { actor: null, post: null });

/** Takes a new key into use; the old one stays known to the log, so that what it signed can still be checked. */
export const rotateSigningKey = async (
  deps: KeyDeps,
  agency: LogAgency,
  by: { actor: string | null; post: string | null },
): Promise<void> => {
  await ensureSigningKey(deps, agency);
  const file = fileOf(deps.dataFolder, agency);
  const changing: KeyFile = { v: 1, current: readOrMake(file, agency).current, next: generate(agency) };
  replaceFile(file, changing);
  await settle(deps, agency, changing, by);
};

/** Hands out signing keys to the sealer and notices when a file was replaced. */
export const signingKeys = (dataFolder: string): ((agency: LogAgency) => SigningKey) => {
  const opened = new Map<string, { stamp: string; key: SigningKey }>();
  return (agency) => {
    const file = fileOf(dataFolder, agency);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) throw new OperatorFault(`the signing key ${file} is missing`);
    const stamp = `${stat.ino} ${stat.mtimeMs}`;
    const known = opened.get(agency.id);
    if (known?.stamp === stamp) return known.key;
    const current = readFile(file)?.current;
    if (!current) throw new OperatorFault(`the signing key ${file} is not in use yet`);
    const key = open(agency, current);
    opened.set(agency.id, { stamp, key });
    return key;
  };
};
