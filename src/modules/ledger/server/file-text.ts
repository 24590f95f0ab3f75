import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { takeIn } from '../../../platform/files/attachments.ts';
import type { FileStore } from '../../../platform/files/store.ts';
import type { FileText } from '../domain/reading-views.ts';
import { sourceOf, textOfFile } from './reading-source.ts';

/** Knowing a digest is not having the file: one must have sent it. */
const ownUpload = statement<{ type: string }>(
  'ledger.ownUpload',
  `select f.type from file_upload u join file f on f.agency_id = $1 and f.digest = u.digest
where u.agency_id = $1 and u.digest = $2 and u.person_id = $3`,
);

/** The first line with words, without marks of Markdown. */
const firstLine = (text: string): string =>
  (
    text
      .split(/\r\n|\r|\n/)
      .map((line) => line.replace(/^[#>*\s　]+/, '').trim())
      .find((line) => line !== '' && !line.startsWith('〔表 ')) ?? ''
  ).slice(0, 200);

const bare = (name: string): string => name.replace(/\.[^.]{1,10}$/, '').slice(0, 180);

type Deps = { engine: Engine; files: FileStore };

/** Reads a file that the viewer has sent and keeps its text as a file beside it, so that places stay what they are. */
export const fileText = async (
  { engine, files }: Deps,
  viewer: Viewer,
  { digest, name }: { digest: string; name: string },
): Promise<Outcome<FileText>> => {
  const [sent] = await run(engine.runner, ownUpload, viewer.agency.id, digest, viewer.person);
  const found = sent && (await files.read(viewer.agency.id, digest));
  if (!found) return refuse('notFound', 'file');
  const read = await textOfFile(Buffer.concat(await found.stream.toArray()));
  if (!read.ok) return read;
  const { text, skipped } = read.value;
  const { outline } = sourceOf(text);
  const isText = sent.type.startsWith('text/');
  const isList = text.startsWith('〔表 ');
  const words = async function* () {
    yield Buffer.from(text, 'utf8');
  };
  const beside = isText ? null : await takeIn({ files, engine }, viewer, words(), `${bare(name)}.txt`);
  return granted({
    title: isList ? bare(name) : (outline.title?.text.slice(0, 200) ?? firstLine(text)),
    characters: text.replace(/\s/g, '').length,
    problems: outline.problems.length,
    skipped: [...skipped],
    // A text that looks like a page or a program is not kept as one; the report is then read from its own file.
    text: beside?.ok ? { digest: beside.value.digest, name: `${bare(name)}.txt` } : null,
  });
};
