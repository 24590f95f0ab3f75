import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, messageOf } from '../config/fault.ts';
import type { Runner } from '../database/statement.ts';
import { type LogAgency, logAgencies } from './agencies.ts';
import { lastCheckpoint, recordHandout } from './checkpoints.ts';

/** A signed head as it is handed out. */
export type HandedOut = { size: number; note: string; madeAt: Date };

/**
 * The newest checkpoint of an agency, noted as handed out in this `way` (http, receipt, mail …) so that it is kept for
 * ever; null while nothing is sealed.
 */
export const latestCheckpoint = async (
  runner: Runner,
  agency: Pick<LogAgency, 'id'>,
  way: string,
  now: Date = new Date(),
): Promise<HandedOut | null> => {
  const last = await lastCheckpoint(runner, agency.id);
  if (!last) return null;
  // Noted before it leaves: what somebody holds must never be pruned.
  await recordHandout(runner, agency.id, { size: last.size, at: now, way });
  return { size: last.size, note: last.note, madeAt: last.made_at };
};

/** Writes the newest checkpoint to `<folder>/<agency>/<size>.note` and answers its path; null while nothing is sealed. */
export const writeCheckpointFile = async (
  runner: Runner,
  agency: LogAgency,
  folder: string,
  now: Date = new Date(),
): Promise<string | null> => {
  const checkpoint = await latestCheckpoint(runner, agency, 'file', now);
  if (!checkpoint) return null;
  const place = path.join(folder, agency.code);
  await mkdir(place, { recursive: true });
  const file = path.join(place, `${String(checkpoint.size).padStart(12, '0')}.note`);
  try {
    // Never written over: a witness that forgets what it saw is none.
    await writeFile(file, checkpoint.note, { flag: 'wx', flush: true });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  return file;
};

const DAY = 24 * 3_600_000;

/** Writes every agency's checkpoint into a folder now and once a day; on by default (DESIGN.md §5). */
export const startFileWitness = (options: {
  runner: Runner;
  folder: string;
  every?: number;
  onTrouble?: (line: string) => void;
}): { stop: () => void; ask: () => Promise<string[]> } => {
  const { runner, folder, every = DAY, onTrouble = () => {} } = options;
  const ask = async (): Promise<string[]> => {
    const files: string[] = [];
    for (const agency of await logAgencies(runner)) {
      const file = await writeCheckpointFile(runner, agency, folder);
      if (file) files.push(file);
    }
    return files;
  };
  const quietly = () => {
    ask().catch((error: unknown) => onTrouble(`checkpoints could not be written to ${folder}: ${messageOf(error)}`));
  };
  quietly();
  const timer = setInterval(quietly, every);
  timer.unref();
  return { stop: () => clearInterval(timer), ask };
};
