import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { officialWord } from '../../../platform/documents/official-word.ts';
import { type PaperKind, ruleOf } from '../domain/kinds.ts';
import { allWords, placeholderWords } from '../domain/template.ts';
import { type PapersDeps, sayFor, settingOr } from './deps.ts';
import { marksOf } from './draw.ts';
import { layoutOf } from './layout.ts';
import { draftNow, findPaper, noteReading } from './read.ts';
import { paperSetting } from './setting.ts';
import { bytesOf, templateInForce } from './templates.ts';

export type Format = 'docx' | 'pdf';
export type HandedPaper = { name: string; bytes: Uint8Array; isDraft: boolean; confidential: boolean };

/** A paper as a file: a draft drawn now, an issued one as it left. */
export const handOutPaper = async (
  deps: PapersDeps,
  viewer: Viewer,
  id: string,
  format: Format,
): Promise<Outcome<HandedPaper>> => {
  const row = await findPaper(deps, viewer, id);
  if (!row) return refuse('notFound', 'paper');
  if (row.withheld) return refuse('conflict', 'papers.withheld');
  const { id: agency } = viewer.agency;
  const say = sayFor(deps, viewer);
  const title = say(`paper.kind.${row.kind}`);
  const confidential = row.confidential || (row.matters ?? []).some((matter) => matter.confidential);
  await noteReading(deps, viewer, 'paper', row);
  const digest = format === 'docx' ? row.word_digest : row.pdf_digest;
  if (row.state !== 'draft' && digest !== null) {
    const bytes = await bytesOf(deps.files, agency, digest);
    return granted({ name: `${row.number} ${title}.${format}`, bytes, isDraft: false, confidential });
  }
  const draft = await draftNow(deps, viewer, row);
  if (!draft.ok) return draft;
  const { words, dress } = draft.value;
  const template = format === 'docx' ? await templateInForce(deps.engine.runner, agency, row.kind) : null;
  const filled = template ? await bytesOf(deps.files, agency, template.digest) : null;
  const drawn =
    format === 'pdf'
      ? await deps.drawer.pdf(say, row.kind, words, dress)
      : await deps.drawer.word(say, row.kind, filled ? allWords(row.kind, words) : words, dress, filled);
  return granted({ name: `${title} ${say('paper.state.draft')}.${format}`, bytes: drawn, isDraft: true, confidential });
};

/** The template in force of a kind, or the house's own: with names where words come, to be changed in Word and sent back. */
export const handOutTemplate = async (
  deps: PapersDeps,
  viewer: Viewer,
  kind: PaperKind,
  isHouse: boolean,
): Promise<{ name: string; bytes: Uint8Array }> => {
  const { id: agency, name: agencyName } = viewer.agency;
  const say = sayFor(deps, viewer);
  const title = say(`paper.kind.${kind}`);
  const template = isHouse ? null : await templateInForce(deps.engine.runner, agency, kind);
  if (template)
    return {
      name: template.name ?? `${title}.docx`,
      bytes: await bytesOf(deps.files, agency, template.digest),
    };
  const setting = settingOr(say, agencyName, await paperSetting(deps.engine.runner, agency));
  const words = placeholderWords(ruleOf(kind).words);
  const dress = { agency: agencyName, number: '', day: '2000-01-01', mark: setting.mark, query: null, head: null };
  const layout = layoutOf(say, kind, words, { ...dress, marks: await marksOf(say, dress) });
  // Unit and day are names here too; they stand where the signature stands.
  const bytes = await officialWord({ ...layout, dayWords: '{day}' });
  return { name: `${title}.docx`, bytes };
};
