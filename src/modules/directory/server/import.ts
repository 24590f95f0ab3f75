import { hash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { ImportedView, ImportPreviewView } from '../../../kernel/view/organisation.ts';
import { isOnTrial } from '../../../platform/agency/trial.ts';
import { dayOf } from '../../../platform/command/engine.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { addressOf, readSheet, type SheetDraft, writeWorkbook } from '../../../platform/documents/spreadsheet.ts';
import type { Vault } from '../../../platform/personal/vault.ts';
import { endingsOf } from '../domain/endings.ts';
import type { Fault } from '../domain/faults.ts';
import type { CellFault, ReadRow, SheetText } from '../domain/import-rows.ts';
import { exportOf, type Importing, importOf, layFaults } from '../domain/importing.ts';
import type { Change } from '../domain/organisation.ts';
import { zh } from '../texts/zh.ts';
import { allFaults, type ChangeDeps, type Changer, copyNow, makeChanges, openMatters, separation } from './change.ts';
import { mendOf } from './mends.ts';
import type { DirectoryCopy } from './snapshot.ts';

export const words = (key: string): string => zh[key] ?? key;

const putDraft = statement(
  'directory.putDraft',
  'insert into import_draft (agency_id, id, person_id, digest, cipher, made_at) values ($1, $2, $3, $4, $5, $6)',
);
const putKey = statement(
  'directory.putDraftKey',
  'insert into data_key (agency_id, subject_id, wrapped) values ($1, $2, $3)',
);
const findDraft = statement<{ id: string; cipher: Buffer; wrapped: Buffer }>(
  'directory.findDraft',
  `select d.id, d.cipher, k.wrapped from import_draft d join data_key k on k.agency_id = $1 and k.subject_id = d.id
where d.agency_id = $1 and d.person_id = $2 and d.digest = $3 and d.made_at >= $4`,
);
const dropKeys = statement(
  'directory.dropDraftKeys',
  `delete from data_key where agency_id = $1 and subject_id in (
  select d.id from import_draft d where d.agency_id = $1 and (d.person_id = $2 or d.made_at < $3))`,
);
const dropDrafts = statement(
  'directory.dropDrafts',
  'delete from import_draft where agency_id = $1 and (person_id = $2 or made_at < $3)',
);

/** A preview can be confirmed for this long. */
const draftMs = 3_600_000;

const nobody = '00000000-0000-0000-0000-000000000000';

/** Files between preview and confirmation hold names: gone with the person's next one, with confirmation, or by age. */
export const dropImportDrafts = async (runner: Runner, agency: string, now: Date, person = nobody): Promise<void> => {
  const before = new Date(now.getTime() - draftMs);
  await run(runner, dropKeys, agency, person, before);
  await run(runner, dropDrafts, agency, person, before);
};

const keepDraft = async (deps: ChangeDeps, agency: string, person: string, digest: string, bytes: Uint8Array) =>
  inTransaction(deps.pool, async (client) => {
    const { key, wrapped } = deps.vault.newKey();
    const id = uuidv7();
    const { cipher } = deps.vault.protect(key, Buffer.from(bytes).toString('base64'));
    await dropImportDrafts(client, agency, deps.now(), person);
    await run(client, putKey, agency, id, wrapped);
    await run(client, putDraft, agency, id, person, digest, cipher, deps.now());
  });

const draftOf = async (vault: Vault, runner: Runner, agency: string, person: string, digest: string, now: Date) => {
  const [row] = await run(runner, findDraft, agency, person, digest, new Date(now.getTime() - draftMs));
  if (!row) return null;
  const { value } = vault.reveal(vault.unwrap(row.wrapped), row.cipher);
  return Buffer.from(String(value), 'base64');
};

/** Somebody the changes end although they have open matters: at the cell that says the last day. */
const openFaults = async (
  runner: Runner,
  agency: string,
  copy: DirectoryCopy,
  changes: readonly Change[],
  today: string,
): Promise<Fault[]> => {
  const left = await openMatters(runner, agency, endingsOf(copy.organisation, changes, today).ended);
  return left.flatMap(({ person, post, count }) =>
    changes.flatMap((change): Fault[] => {
      const { kind, value } = change;
      const theirs = kind === 'appointment' && value.person === person && value.post === post && value.to !== null;
      return theirs ? [{ kind, id: value.id, path: 'to', rule: 'openMatters', limit: count }] : [];
    }),
  );
};

const separationFaults = (copy: DirectoryCopy, changes: readonly Change[], today: string, trial: boolean): Fault[] => {
  const refusal = separation(copy.organisation, changes, today, trial);
  if (!refusal) return [];
  const theirs = changes.flatMap(({ kind, value }): Fault[] =>
    kind === 'appointment' && value.person === refusal.facts.person
      ? [{ kind, id: value.id, path: 'post', rule: 'together' }]
      : [],
  );
  const posts = changes.flatMap(({ kind, value }): Fault[] =>
    kind === 'post' ? [{ kind, id: value.id, path: 'roles', rule: 'together' }] : [],
  );
  return theirs.length > 0 ? theirs : posts;
};

const judged = async (
  deps: ChangeDeps,
  agency: string,
  copy: DirectoryCopy,
  file: readonly SheetText[],
): Promise<Importing> => {
  const today = dayOf(deps.now());
  const trial = await isOnTrial(deps.pool, agency);
  const importing = importOf(copy.organisation, file, words, uuidv7, (changes) => [
    ...allFaults(copy.organisation, changes),
    ...separationFaults(copy, changes, today, trial),
  ]);
  const open = await openFaults(deps.pool, agency, copy, importing.changes, today);
  const rows = importing.sheets.flatMap((sheet) => sheet.rows);
  layFaults(rows, open, words);
  for (const row of rows)
    if (row.faults.length > 0 && row.outcome !== 'error') {
      importing.counts[row.outcome] -= 1;
      importing.counts.error += 1;
      row.outcome = 'error';
    }
  return importing;
};

const faultView = ({ row, column, header, rule, limit }: CellFault) => ({
  cell: addressOf(row, column),
  column: header,
  rule,
  mend: mendOf(rule),
  ...(limit !== undefined && { limit }),
});

const rowView = ({ row, outcome, changes, faults }: ReadRow) => ({
  row: row + 1,
  outcome,
  ...(changes.length > 0 && { changes }),
  ...(faults.length > 0 && { faults: faults.map(faultView) }),
});

type Read = { preview: ImportPreviewView; importing: Importing };

/** Reads a workbook and says what it would do, row by row, without doing any of it. */
export const readImport = async (deps: ChangeDeps, agency: string, bytes: Uint8Array): Promise<Outcome<Read>> => {
  const file = await readSheet(bytes);
  if (!file.ok) return file;
  const copy = await copyNow(deps, deps.pool, agency);
  const importing = await judged(deps, agency, copy, file.value.sheets);
  if (importing.sheets.length === 0)
    return refuse('invalid', 'import.noSheet', { found: importing.ignored.slice(0, 20) }, { mend: 'useExport' });
  const { counts } = importing;
  const preview = {
    digest: hash('sha256', bytes, 'hex'),
    version: copy.version,
    ready: counts.error === 0 && counts.new + counts.changed > 0,
    counts,
    sheets: importing.sheets.map(({ name, faults, rows }) => ({
      name,
      faults: faults.map(faultView),
      rows: rows.map(rowView),
    })),
    ignored: importing.ignored,
  };
  return granted({ preview, importing });
};

/** A preview somebody may confirm: the file is kept for a while, encrypted, under its digest. */
export const previewImport = async (
  deps: ChangeDeps,
  agency: string,
  person: string,
  bytes: Uint8Array,
): Promise<Outcome<ImportPreviewView>> => {
  const read = await readImport(deps, agency, bytes);
  if (!read.ok) return read;
  const { preview } = read.value;
  if (preview.ready) await keepDraft(deps, agency, person, preview.digest, bytes);
  return granted(preview);
};

/** Does everything the workbook says, or nothing: on exactly the version its preview was made on. */
export const carryOutImport = async (
  deps: ChangeDeps,
  by: Changer,
  bytes: Uint8Array,
  version: number,
): Promise<Outcome<ImportedView>> => {
  const read = await readImport(deps, by.agency.id, bytes);
  if (!read.ok) return read;
  const { preview, importing } = read.value;
  const { counts } = preview;
  if (preview.version !== version)
    return refuse(
      'stale',
      'directory.moved',
      { expected: version, version: preview.version },
      { mend: 'previewAgain' },
    );
  if (counts.error > 0) return refuse('invalid', 'import.faults', { count: counts.error }, { mend: 'previewAgain' });
  if (importing.changes.length === 0) return granted({ new: 0, changed: 0, version });
  const done = await makeChanges(deps, by, {
    expected: version,
    changes: () => granted(importing.changes),
    detail: { kind: 'import', digest: preview.digest, new: counts.new, changed: counts.changed },
  });
  return done.ok ? granted({ new: counts.new, changed: counts.changed, version: done.value.version }) : done;
};

/** Confirms one's own preview by the digest of its file. */
export const confirmImport = async (
  deps: ChangeDeps,
  by: Changer & { person: string },
  asked: { digest: string; version: number },
): Promise<Outcome<ImportedView>> => {
  const bytes = await draftOf(deps.vault, deps.pool, by.agency.id, by.person, asked.digest, deps.now());
  if (!bytes) return refuse('notFound', 'import.preview', {}, { mend: 'previewAgain' });
  const done = await carryOutImport(deps, by, bytes, asked.version);
  if (done.ok) await dropImportDrafts(deps.pool, by.agency.id, deps.now(), by.person);
  return done;
};

/** The whole organisation as a workbook; names that were erased are not in it. */
export const exportWorkbook = (copy: DirectoryCopy): Promise<Uint8Array> => {
  const sheets = exportOf(copy.organisation, words).map(({ name, headers, spec, rows }): SheetDraft => {
    const columns = spec.fields.flatMap((field) =>
      field.columns.map((_, at) => ({
        width: field.width ?? 16,
        choices: at === 0 ? field.choices?.(words) : undefined,
      })),
    );
    return {
      name,
      columns: headers.map((header, at) => ({
        header,
        width: columns[at]?.width ?? 38,
        ...(columns[at]?.choices && { choices: columns[at].choices }),
      })),
      rows,
    };
  });
  return writeWorkbook(sheets);
};
