import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../../kernel/refusal.ts';
import {
  beginPreview,
  carryOutImport,
  confirmImport,
  exportLedger,
  type ImportRow,
  type ImportView,
  importRows,
  importView,
  LedgerAddress,
  takeInWorkbook,
} from '../../modules/ledger/index.ts';
import type { Viewer } from '../../platform/authorization/directory.ts';
import { codeOf, OperatorFault } from '../../platform/config/fault.ts';
import { createHouse } from '../engine.ts';
import { sheetsOf } from '../sheets.ts';
import { textOf } from '../texts.ts';
import { agencyNamed } from './agency-of.ts';
import { say as tellOperator, withDatabase } from './setting.ts';
import { signInAs } from './sign-in-as.ts';

type Options = { agency?: string; as?: string; json?: boolean };

const filled = (words: string, facts: Record<string, unknown>): string =>
  words.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name] ?? ''));

const firstOf = (...keys: string[]): string => {
  for (const key of keys) {
    const words = textOf(key);
    if (words !== undefined) return words;
  }
  return keys[0] ?? '';
};

const granted = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  const { code, rule, facts, fields = [] } = outcome.refusal;
  const where = fields.map((field) => ` ${field.path}: ${field.rule}`).join(';');
  throw new OperatorFault(`${filled(firstOf(`rule.${rule}`, `rule.${code}`), facts)} (${rule})${where}`);
};

const withViewer = <T>(
  task: string,
  { agency: code, as }: Options,
  work: (deps: ReturnType<typeof sheetsOf> & { wake: () => void }, viewer: Viewer) => Promise<T>,
): Promise<T> =>
  withDatabase(task, async ({ pools, dataFolder }) => {
    if (as === undefined) throw new OperatorFault('who does it: --as <login>');
    const standing = createHouse(pools, dataFolder);
    const agency = await agencyNamed(standing, code);
    const viewer = await signInAs(standing, agency, as, process.env.XIAONENG_PASSWORD);
    return work({ ...sheetsOf(standing), wake: () => {} }, viewer);
  });

/** `xiaoneng ledger export`: what somebody sees of the ledger, as the workbook that an import reads. */
export const ledgerExportCommand = (file: string, filters: readonly string[], options: Options): Promise<void> =>
  withViewer('ledger export', options, async (deps, viewer) => {
    const asked = Object.fromEntries(filters.map((each) => each.split(/=(.*)/s).slice(0, 2)));
    const address = LedgerAddress.safeParse(asked);
    if (!address.success)
      throw new OperatorFault(`no such filter: ${address.error.issues.map(({ path: at }) => at.join('.')).join(', ')}`);
    const { bytes, problems } = granted(await exportLedger(deps, viewer, { address: address.data }));
    try {
      writeFileSync(file, bytes, { flag: 'wx' });
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      throw new OperatorFault(`${file} cannot be written: ${codeOf(error)}`);
    }
    process.stdout.write(options.json ? `${JSON.stringify({ file, problems })}\n` : `${file}: ${problems} problems\n`);
  });

const faultLine = ({ cell, column, rule, limit, candidates, refusal }: ImportRow['faults'][number]): string => {
  const words = refusal
    ? filled(firstOf(`fact.${refusal.rule}`, `rule.${refusal.rule}`, `rule.${refusal.code}`), refusal.facts)
    : filled(firstOf(`ledgerSheet.fault.${rule}`, `field.${rule}`, 'field.wrong'), { limit });
  const mend = refusal ? textOf(`mend.${refusal.mend}`) : textOf(`ledgerSheet.mend.${rule}`);
  return `${cell} ${column}: ${words}${mend ? `；${mend}` : ''}${candidates ? ` (${candidates.join('、')})` : ''}`;
};

/** Goes on until nothing is under way, whoever carries it out: a server on the same database may be quicker. */
const untilDone = async (deps: ReturnType<typeof sheetsOf>, viewer: Viewer, id: string): Promise<ImportView> => {
  for (;;) {
    await carryOutImport({ ...deps, onTrouble: tellOperator }, viewer.agency, id);
    const view = granted(await importView(deps, viewer, id));
    if (view.state !== 'previewing' && view.state !== 'writing') return view;
    await sleep(200);
  }
};

const told = async (
  deps: ReturnType<typeof sheetsOf>,
  viewer: Viewer,
  view: ImportView,
  json: boolean,
): Promise<void> => {
  const { items } = granted(
    await importRows(deps, viewer, view.id, {
      outcome: json ? null : 'error',
      from: 0,
      limit: Number.MAX_SAFE_INTEGER,
    }),
  );
  if (json)
    process.stdout.write(
      `${JSON.stringify({ state: view.state, counts: view.counts, written: view.written, rows: items })}\n`,
    );
  else for (const line of items.flatMap(({ faults }) => faults.map(faultLine))) process.stdout.write(`${line}\n`);
};

/** `xiaoneng ledger import`: columns by their headers, every row looked at, then all of it or nothing. */
export const ledgerImportCommand = (
  file: string,
  { preview: only = false, reason, json = false, ...options }: Options & { preview?: boolean; reason?: string },
): Promise<void> =>
  withViewer('ledger import', options, async (deps, viewer) => {
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      throw new OperatorFault(`${file} cannot be read: ${codeOf(error)}`);
    }
    const taken = granted(await takeInWorkbook(deps, viewer, bytes, path.basename(file)));
    const { columns, headers } = taken.setup;
    const left = headers.filter((header, at) => header !== '' && columns[at] === null);
    if (!json && left.length > 0) process.stdout.write(`not read: ${left.join('、')}\n`);
    granted(await beginPreview(deps, viewer, taken.id, { columns, reason: reason ?? taken.setup.reason }));
    let view = await untilDone(deps, viewer, taken.id);
    const isReady = view.state === 'previewed' && view.counts?.error === 0 && view.total > 0;
    if (!only && isReady) {
      granted(await confirmImport(deps, viewer, taken.id));
      view = await untilDone(deps, viewer, taken.id);
    }
    await told(deps, viewer, view, json);
    const { counts, written } = view;
    if (!json && counts)
      process.stdout.write(
        `new ${counts.new}, measures added ${counts.add}, requests ${counts.ask}, progress ${counts.report}, same ${counts.same}, wrong ${counts.error}\n`,
      );
    if (!json && written)
      process.stdout.write(
        `written: ${written.problems} problems, ${written.measures} measures, ${written.asked} requests, ${written.reported} reports of progress\n`,
      );
    if (view.state !== 'done' && (counts?.error ?? 1) > 0) process.exitCode = 1;
  });
