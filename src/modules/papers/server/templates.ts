import type { Pool } from 'pg';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { readTemplate } from '../../../platform/documents/official-template.ts';
import { recordFile } from '../../../platform/files/rows.ts';
import type { FileStore } from '../../../platform/files/store.ts';
import { appendSetting, type Hand } from '../../../platform/log/setting.ts';
import { namedPerson } from '../../../platform/matter/render.ts';
import type { PaperKind } from '../domain/kinds.ts';
import { strangersIn } from '../domain/template.ts';
import type { TemplateView } from '../domain/views.ts';

type Row = {
  kind: PaperKind;
  version: number;
  stream_id: string;
  digest: string | null;
  name: string | null;
  by_person_id: string;
  at: Date;
};

const columns = 'kind, version, stream_id, digest, name, by_person_id, at';
const ofKind = statement<Row>(
  'papers.templates',
  `select ${columns} from paper_template where agency_id = $1 and kind = $2 order by version desc limit 50`,
);
const inForce = statement<Row>(
  'papers.templatesInForce',
  `select distinct on (kind) ${columns} from paper_template where agency_id = $1 order by kind, version desc`,
);
const put = statement(
  'papers.putTemplate',
  `insert into paper_template (agency_id, kind, version, stream_id, digest, name, by_person_id, at)
values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

export type Template = Row & { digest: string };

/** An agency's own template of a kind; null where the house's is in force. */
export const templateInForce = async (runner: Runner, agency: string, kind: PaperKind): Promise<Template | null> => {
  const [row] = await run(runner, ofKind, agency, kind);
  return row && row.digest !== null ? { ...row, digest: row.digest } : null;
};

export const templatesInForce = async (runner: Runner, agency: string): Promise<Map<PaperKind, Row>> =>
  new Map((await run(runner, inForce, agency)).filter(({ digest }) => digest !== null).map((row) => [row.kind, row]));

export const templateVersions = (runner: Runner, agency: string, kind: PaperKind): Promise<Row[]> =>
  run(runner, ofKind, agency, kind);

export const templateView = ({ directory }: Viewer, row: Row): TemplateView => ({
  version: row.version,
  name: row.name,
  by: namedPerson(directory, row.by_person_id),
  at: row.at.toISOString(),
});

export const bytesOf = async (files: Pick<FileStore, 'read'>, agency: string, digest: string): Promise<Uint8Array> => {
  const found = await files.read(agency, digest);
  if (!found) throw new Error(`file ${digest} is missing from the store`);
  return Buffer.concat(await found.stream.toArray());
};

/** A template is a page or two of words; more is no template. */
export const largestTemplate = 2 * 1024 * 1024;

/** What is wrong with a template, all of it, each with its paragraph and the nearest name that is known. */
export const templateFaults = (kind: PaperKind, bytes: Uint8Array): Outcome<null> => {
  const read = readTemplate(bytes);
  if (!read.ok)
    return read.fault === 'broken'
      ? refuse('unsupportedFile', 'papers.templateBroken', {}, { mend: 'papers.saveAsDocx' })
      : refuse('invalid', 'papers.templateSyntax', {
          tag: read.tag.slice(0, 40),
          paragraph: read.paragraph,
          why: read.why,
        });
  const { unknown, missing } = strangersIn(kind, read.tags);
  if (unknown.length > 0)
    return refuse(
      'invalid',
      'papers.templateUnknown',
      {
        names: unknown.map(({ name }) => name.slice(0, 40)),
        paragraphs: unknown.map(({ paragraph }) => String(paragraph)),
        nearest: unknown.map((each) => each.nearest),
      },
      { mend: 'papers.useKnownNames' },
    );
  if (missing.length > 0)
    return refuse('invalid', 'papers.templateMissing', { names: missing }, { mend: 'papers.addNames' });
  return granted(null);
};

type Kept = { digest: string; name: string } | null;

/** Writes the next version of a kind's template; null brings back the house's. */
const nextVersion = (
  deps: { pool: Pool; newId: () => string },
  hand: Hand & { actor: string },
  kind: PaperKind,
  kept: Kept,
): Promise<Outcome<Row>> =>
  inTransaction(
    deps.pool,
    async (client): Promise<Outcome<Row>> => {
      const [stands] = await run(client, ofKind, hand.agency.id, kind);
      const stream = stands?.stream_id ?? deps.newId();
      const version = (stands?.version ?? 0) + 1;
      // A file's name is somebody's words: it stays out of the log.
      const data = { kind, version, digest: kept?.digest ?? null };
      const written = await appendSetting(client, hand, { kind: 'paperTemplate', id: stream, data });
      if (!written.ok || written.appended.seq !== version) return refuse('stale', 'papers.templateMoved', { version });
      const row = { kind, version, stream_id: stream, digest: data.digest, name: kept?.name ?? null };
      await run(client, put, hand.agency.id, kind, version, stream, row.digest, row.name, hand.actor, hand.now);
      return granted({ ...row, by_person_id: hand.actor, at: hand.now });
    },
    (outcome) => outcome.ok,
  );

export type TemplateDeps = { pool: Pool; newId: () => string; files: Pick<FileStore, 'put'> };

export const setTemplate = async (
  deps: TemplateDeps,
  hand: Hand & { actor: string },
  kind: PaperKind,
  bytes: Uint8Array,
  name: string,
): Promise<Outcome<Row>> => {
  const source = (async function* () {
    yield Buffer.from(bytes);
  })();
  const kept = await deps.files.put(hand.agency.id, source, { name, most: largestTemplate });
  if (!kept.ok) return kept;
  const faults = templateFaults(kind, bytes);
  if (!faults.ok) return faults;
  await recordFile(deps.pool, hand.agency.id, kept.value, hand.actor, hand.now);
  return nextVersion(deps, hand, kind, { digest: kept.value.digest, name });
};

export const dropTemplate = async (
  deps: TemplateDeps,
  hand: Hand & { actor: string },
  kind: PaperKind,
): Promise<Outcome<Row>> => {
  if (!(await templateInForce(deps.pool, hand.agency.id, kind)))
    return refuse('conflict', 'papers.templateIsHouse', { kind });
  return nextVersion(deps, hand, kind, null);
};
