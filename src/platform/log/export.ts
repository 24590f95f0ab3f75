import { mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import {
  formatCheckpointLine,
  formatKeys,
  GONE_LINE,
  HASH_BYTES,
  type NoteKey,
  parseKey,
  withheldLine,
} from '../../kernel/proof/index.ts';
import { OperatorFault } from '../config/fault.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import type { LogAgency } from './agencies.ts';
import { checkpointsUpTo, lastCheckpoint, type StoredCheckpoint } from './checkpoints.ts';
import { sha256 } from './hashing.ts';
import { inSnapshot, readSealed, type SealedRow } from './read-log.ts';
import { sizeOf } from './tiles.ts';

/** Names of the three files of an export (DESIGN.md §5). */
export const exportFiles = { log: 'log.jsonl', checkpoints: 'checkpoints.jsonl', keys: 'keys.json' } as const;

export type ExportResult = {
  agency: string;
  folder: string;
  /** Lines of the log: up to its last checkpoint. */
  size: number;
  withheld: number;
  /** Positions whose event is gone from the database; their lines say `null` and the verifier names them. */
  missing: number;
  checkpoints: number;
  keys: number;
};

export type ExportOptions = {
  out: string;
  /** Bodies of confidential matters too: for the agency's own archive, on an auditor's word. */
  full: boolean;
};

const sealedKeys = statement<{ body: string }>(
  'log.sealedKeys',
  `select e.body from event e join sealed s on s.agency_id = $1 and s.stream_id = e.stream_id and s.seq = e.seq
   where e.agency_id = $1 and e.stream_id = $1 and e.action = 'useSigningKey' and s.position < $2 order by e.seq`,
);

/** Keys that the log took into use before `size`, oldest first. */
export const keysUpTo = async (runner: Runner, agency: LogAgency, size: number): Promise<NoteKey[]> =>
  (await run(runner, sealedKeys, agency.id, size)).flatMap(({ body }) => {
    const { data } = JSON.parse(body) as { data: { key?: unknown } };
    const key = parseKey(sha256, String(data.key));
    return key.ok ? [key.value] : [];
  });

/** The folder, made and empty: an export never mixes with another. */
const prepareFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new OperatorFault(`the folder ${folder} is not empty`);
};

const lineOf = (row: SealedRow | null, full: boolean): string => {
  if (row?.confidential && !full) return withheldLine(row.leaf);
  return row?.body ?? GONE_LINE;
};

/** Hands out the lines of checkpoints.jsonl as the log passes their sizes, each with the leaf hashes since the last. */
const checkpointLines = (checkpoints: readonly StoredCheckpoint[]) => {
  const lines: string[] = [];
  let leaves: Buffer[] = [];
  let seen = 0;
  const close = () => {
    for (let next = checkpoints[lines.length]; next && next.size <= seen; next = checkpoints[lines.length]) {
      const [note, madeAt] = [next.note, next.made_at.toISOString()];
      lines.push(formatCheckpointLine({ madeAt, note, leaves: Buffer.concat(leaves).toString('base64') }));
      leaves = [];
    }
  };
  return {
    add(leaf: Buffer): void {
      leaves.push(leaf);
      seen += 1;
      close();
    },
    /** Checkpoints beyond the last line come too: they show that the log was cut. */
    end(): string[] {
      seen = Number.MAX_SAFE_INTEGER;
      close();
      return lines;
    },
  };
};

/** The hash sealed at a position: by preference as its tile has it, which was written once and never again. */
const sealedLeaf = (row: SealedRow | null): Buffer => row?.tiled ?? row?.leaf ?? Buffer.alloc(HASH_BYTES);

const writeLog = async (
  runner: Runner,
  agency: LogAgency,
  { size, file, full }: { size: number; file: string; full: boolean },
  passed: (leaf: Buffer) => void,
): Promise<Pick<ExportResult, 'withheld' | 'missing'>> => {
  let withheld = 0;
  let missing = 0;
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const rows of readSealed(runner, agency.id, size)) {
      let text = '';
      for (const row of rows) {
        if (row?.confidential && !full) withheld += 1;
        else if (row?.body == null) missing += 1;
        text += `${lineOf(row, full)}\n`;
        passed(sealedLeaf(row));
      }
      await handle.writeFile(text);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { withheld, missing };
};

/**
 * Writes an agency's sealed log up to its last checkpoint into a folder of three files, as one snapshot and without
 * holding it in memory. @throws OperatorFault when the folder is not empty or nothing was sealed yet.
 */
export const exportLog = async (
  pool: pg.Pool,
  agency: LogAgency,
  { out, full }: ExportOptions,
): Promise<ExportResult> => {
  const folder = path.resolve(out);
  await prepareFolder(folder);
  return inSnapshot(pool, async (runner) => {
    const last = await lastCheckpoint(runner, agency.id);
    if (!last) throw new OperatorFault(`nothing was sealed yet for agency ${agency.code}`);
    // A sealed log shorter than its checkpoint was cut; the verifier sees it at the end, so no lines are made up.
    const size = Math.min(last.size, await sizeOf(runner, agency.id));
    const checkpoints = await checkpointsUpTo(runner, agency.id, last.size);
    const keys = await keysUpTo(runner, agency, size);
    const heads = checkpointLines(checkpoints);
    // The log gets its name last: a folder without it was cut short.
    const draft = path.join(folder, `${exportFiles.log}.part`);
    const counts = await writeLog(runner, agency, { size, file: draft, full }, heads.add);
    const lines = heads.end();
    const write = (name: string, text: string) =>
      writeFile(path.join(folder, name), text, { mode: 0o600, flag: 'wx', flush: true });
    await write(exportFiles.checkpoints, lines.map((line) => `${line}\n`).join(''));
    await write(exportFiles.keys, formatKeys({ origin: agency.origin, keys }));
    await rename(draft, path.join(folder, exportFiles.log));
    return { agency: agency.code, folder, size, ...counts, checkpoints: lines.length, keys: keys.length };
  });
};
