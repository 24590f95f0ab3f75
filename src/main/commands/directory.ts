import { readFileSync, writeFileSync } from 'node:fs';
import type { Outcome } from '../../kernel/refusal.ts';
import type { ImportPreviewView } from '../../kernel/view/organisation.ts';
import { carryOutImport, exportWorkbook, readImport, words } from '../../modules/directory/index.ts';
import { codeOf, OperatorFault } from '../../platform/config/fault.ts';
import { createHouse, type StandingHouse } from '../engine.ts';
import { withDatabase } from './setting.ts';

type Options = { agency?: string; json?: boolean };

const agencyNamed = async (standing: StandingHouse, code: string | undefined) => {
  const all = await standing.agencies.all();
  const found = code === undefined && all.length === 1 ? all[0] : all.find((each) => each.code === code);
  if (found) return found;
  throw new OperatorFault(
    code === undefined ? 'there are several agencies or none: say which by --agency' : `there is no agency ${code}`,
  );
};

const granted = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  const { rule, facts, mend } = outcome.refusal;
  const said = words(`rule.${rule}`).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name] ?? ''));
  throw new OperatorFault(`${said}${mend ? `：${words(`mend.${mend}`)}` : ''}`);
};

const readBytes = (file: string): Uint8Array => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new OperatorFault(`${file} cannot be read: ${codeOf(error)}`);
  }
};

/** Every fault of a preview in a line: sheet and cell, what is wrong, what would mend it. */
const faultLines = ({ sheets }: ImportPreviewView): string[] =>
  sheets.flatMap((sheet) =>
    [...sheet.faults, ...sheet.rows.flatMap((row) => row.faults ?? [])].map(({ cell, column, rule, limit, mend }) => {
      const wrong = words(`cell.${rule}`).replace('{{limit}}', String(limit ?? ''));
      return `${sheet.name} ${cell} ${column}: ${wrong}；${words(`cellMend.${mend}`)}`;
    }),
  );

const tell = (preview: ImportPreviewView, json: boolean): void => {
  const { counts, ignored } = preview;
  if (json) {
    process.stdout.write(`${JSON.stringify(preview)}\n`);
    return;
  }
  for (const line of faultLines(preview)) process.stdout.write(`${line}\n`);
  for (const each of ignored) process.stdout.write(`not read: ${each}\n`);
  process.stdout.write(`new ${counts.new}, changed ${counts.changed}, same ${counts.same}, wrong ${counts.error}\n`);
};

/** `xiaoneng directory import`: what the page does in two steps, previewed alone or done at once; all or nothing. */
export const directoryImportCommand = async (
  file: string,
  { agency: code, preview: only = false, json = false }: Options & { preview?: boolean },
): Promise<void> => {
  const bytes = readBytes(file);
  await withDatabase('directory import', async ({ pools, dataFolder }) => {
    const standing = createHouse(pools, dataFolder);
    const agency = await agencyNamed(standing, code);
    const { vault, now, directories } = standing;
    const deps = { pool: pools.app, vault, now, directories };
    const { preview } = granted(await readImport(deps, agency.id, bytes));
    if (only || preview.counts.error > 0) {
      tell(preview, json);
      if (preview.counts.error > 0) process.exitCode = 1;
      return;
    }
    const done = granted(await carryOutImport(deps, { agency, person: null, post: null }, bytes, preview.version));
    process.stdout.write(json ? `${JSON.stringify(done)}\n` : `new ${done.new}, changed ${done.changed}\n`);
  });
};

/** `xiaoneng directory export`: the organisation as the workbook that an import reads. */
export const directoryExportCommand = async (file: string, { agency: code, json }: Options): Promise<void> =>
  withDatabase('directory export', async ({ pools, dataFolder }) => {
    const standing = createHouse(pools, dataFolder);
    const agency = await agencyNamed(standing, code);
    const directory = await standing.directories.of(agency.id, await standing.directoryVersion(agency.id));
    try {
      writeFileSync(file, await exportWorkbook(directory), { flag: 'wx' });
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      throw new OperatorFault(`${file} cannot be written: ${codeOf(error)}`);
    }
    const people = directory.people.length;
    process.stdout.write(json ? `${JSON.stringify({ file, people })}\n` : `${file}: ${people} people\n`);
  });
