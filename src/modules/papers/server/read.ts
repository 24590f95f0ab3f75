import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { viewerValues } from '../../../platform/authorization/visible-to.ts';
import { dayOf } from '../../../platform/command/engine.ts';
import { run } from '../../../platform/database/statement.ts';
import type { OfficialPaper } from '../../../platform/documents/official.ts';
import { badCursor, decodeCursor, encodeCursor, recordAccess } from '../../../platform/matter/page.ts';
import { namedPerson } from '../../../platform/matter/render.ts';
import { openNumber, seriesOf } from '../domain/number.ts';
import { type PaperBrief, type PaperSheet, type PaperView, voidReasons } from '../domain/views.ts';
import { mayIssue, type PapersDeps, sayFor, settingOr } from './deps.ts';
import { wordsOf } from './draft-words.ts';
import { fingerprintOf, marksOf } from './draw.ts';
import { gather } from './facts.ts';
import { layoutOf } from './layout.ts';
import { allPapers, checkpointOf, onePaper, type PaperRow, papersAbout, papersIn, papersNumbered } from './rows.ts';
import { paperSetting } from './setting.ts';
import { templateInForce } from './templates.ts';
import { fullDay } from './words.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const briefOf = ({ directory }: Viewer, row: PaperRow): PaperBrief => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  number: row.number,
  by: namedPerson(directory, row.by_person_id),
  changedAt: row.changed_at.toISOString(),
  issuedAt: iso(row.issued_at),
  day: row.day,
  matters: (row.matters ?? []).slice(0, 3).map(({ id, number, title }) => ({ id, number, title })),
  matterCount: row.matter_count,
  confidential: row.confidential || (row.matters ?? []).some(({ confidential }) => confidential),
});

export const findPaper = async (
  { engine }: Pick<PapersDeps, 'engine'>,
  viewer: Viewer,
  id: string,
): Promise<PaperRow | null> => {
  const values = viewerValues(viewer);
  const [row] = await run(engine.runner, onePaper, viewer.agency.id, id, ...values, viewer.person, mayIssue(viewer));
  return row ?? null;
};

/** Reading a paper about a confidential matter is reading of that matter. */
export const noteReading = (
  deps: Pick<PapersDeps, 'engine'>,
  viewer: Viewer,
  way: string,
  row: PaperRow,
): Promise<void> => recordAccess(deps.engine, viewer, way, row.matters ?? []);

export type PaperQuery = {
  state?: PaperRow['state'] | undefined;
  matter?: string | undefined;
  number?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** Behind every text that begins with another. */
const beyond = '\u{10ffff}';

export const paperPage = async (
  deps: Pick<PapersDeps, 'engine'>,
  viewer: Viewer,
  query: PaperQuery,
): Promise<Outcome<{ items: PaperBrief[]; next: string | null }>> => {
  const cursor = decodeCursor(query.cursor);
  if (!cursor) return badCursor();
  const { runner } = deps.engine;
  const who = [...viewerValues(viewer), viewer.person, mayIssue(viewer)] as const;
  const { id: agency } = viewer.agency;
  const most = query.limit + 1;
  const number = query.number?.trim();
  const rows = number
    ? await run(runner, papersNumbered, agency, ...who, number, `${number}${beyond}`, most)
    : query.matter
      ? await run(runner, papersAbout, agency, ...who, cursor.at, cursor.id, most, query.matter)
      : query.state
        ? await run(runner, papersIn, agency, ...who, cursor.at, cursor.id, most, query.state)
        : await run(runner, allPapers, agency, ...who, cursor.at, cursor.id, most);
  const shown = rows.slice(0, query.limit);
  await recordAccess(
    deps.engine,
    viewer,
    'list',
    shown.flatMap(({ matters }) => matters ?? []),
  );
  const last = shown.at(-1);
  const next =
    rows.length > query.limit && last && !number ? encodeCursor(last.changed_at.toISOString(), last.id) : null;
  return granted({ items: shown.map((row) => briefOf(viewer, row)), next });
};

const sheetOf = (paper: OfficialPaper): PaperSheet => ({
  sheet: paper.sheet,
  head: paper.head,
  number: paper.number,
  title: paper.title,
  subtitle: paper.subtitle,
  to: paper.to,
  body: paper.body.map((block) => {
    switch (block.kind) {
      case 'grid':
        return {
          kind: block.kind,
          columns: block.grid.columns.map(({ title, width }) => ({ title, width })),
          rows: block.grid.rows.map((row) => [...row]),
        };
      case 'form':
        return {
          kind: block.kind,
          columns: [...block.form.columns],
          rows: block.form.rows.map(({ cells }) =>
            cells.map(({ text, span, label, foot }) => ({
              text,
              span: span ?? 1,
              label: label === true,
              foot: foot ?? null,
            })),
          ),
        };
      default:
        return block;
    }
  }),
  signed: paper.signed && { unit: paper.signed.unit, day: fullDay(paper.signed.day) },
  contact: paper.contact,
  imprint: paper.imprint,
});

/** A draft as it would leave now: its words, how the house sets them, and what they come to. */
export const draftNow = async (deps: PapersDeps, viewer: Viewer, row: PaperRow) => {
  const { engine } = deps;
  const say = sayFor(deps, viewer);
  const { id: agency, name } = viewer.agency;
  const stored = await paperSetting(engine.runner, agency);
  const setting = settingOr(say, name, stored);
  const gathered = await gather(engine, viewer, say, {
    kind: row.kind,
    matters: (row.matters ?? []).map(({ id }) => id),
    input: wordsOf(engine.vault, row) ?? {},
    printer: setting.printer,
  });
  if (!gathered.ok) return gathered;
  const day = dayOf(engine.now());
  const number = openNumber(
    row.kind,
    seriesOf(row.kind, setting.codeWord ?? say('paper.noCodeWord')),
    Number(day.slice(0, 4)),
  );
  const dress = { agency: name, number, day, mark: setting.mark, query: null, head: null };
  const words = { ...gathered.value.words, number };
  const paper = layoutOf(say, row.kind, words, { ...dress, marks: await marksOf(say, dress) });
  return granted({ ...gathered.value, words, dress, paper, setting, fingerprint: fingerprintOf(gathered.value.words) });
};

const viewOf = async (deps: PapersDeps, viewer: Viewer, row: PaperRow): Promise<Outcome<PaperView>> => {
  const { directory, person } = viewer;
  const isDraft = row.state === 'draft';
  const draft = isDraft ? await draftNow(deps, viewer, row) : null;
  if (draft && !draft.ok) return draft;
  const template = isDraft ? await templateInForce(deps.engine.runner, viewer.agency.id, row.kind) : null;
  const issuer = mayIssue(viewer);
  return granted({
    ...briefOf(viewer, row),
    ...(draft && { confidential: draft.value.confidential }),
    input: isDraft ? (wordsOf(deps.engine.vault, row) ?? {}) : null,
    revision: row.revision,
    sheet: draft ? sheetOf(draft.value.paper) : null,
    fingerprint: draft ? draft.value.fingerprint : null,
    template: template?.version ?? null,
    mayIssue: isDraft && issuer,
    mayChange: isDraft && (issuer || row.by_person_id === person),
    mayVoid: row.state === 'issued' && issuer,
    issuedBy: row.issued_by ? namedPerson(directory, row.issued_by) : null,
    proof:
      row.code && row.word_digest && row.pdf_digest
        ? {
            code: row.code,
            word: row.word_digest,
            pdf: row.pdf_digest,
            checkpoint: checkpointOf(row),
          }
        : null,
    voided:
      row.voided_by && row.voided_at
        ? {
            by: namedPerson(directory, row.voided_by),
            at: row.voided_at.toISOString(),
            reason: voidReasons.find((reason) => reason === row.void_reason) ?? 'superseded',
          }
        : null,
    withheld: row.withheld,
  });
};

export const paperView = async (deps: PapersDeps, viewer: Viewer, id: string): Promise<Outcome<PaperView>> => {
  const row = await findPaper(deps, viewer, id);
  if (!row) return refuse('notFound', 'paper');
  await noteReading(deps, viewer, 'paper', row);
  return viewOf(deps, viewer, row);
};
