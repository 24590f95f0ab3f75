import { messageOf } from '../config/fault.ts';
import type { Runner } from '../database/statement.ts';
import { knownDigests } from './rows.ts';
import type { FileStore } from './store.ts';

const day = 24 * 3_600_000;

/** Once a day, and some minutes after the start, takes away what uploads that were cut off or refused have left on disk. */
export const startFileSweep = (options: {
  runner: Runner;
  files: Pick<FileStore, 'sweep'>;
  agencies: () => Promise<readonly { id: string }[]>;
  first?: number;
  every?: number;
  onTrouble?: (line: string) => void;
}): { ask: () => Promise<number>; stop: () => void } => {
  const { runner, files, agencies, first = 600_000, every = day, onTrouble = () => {} } = options;
  const ask = async (): Promise<number> => {
    let gone = 0;
    for (const { id } of await agencies()) gone += await files.sweep(id, await knownDigests(runner, id));
    return gone;
  };
  const quietly = () => {
    ask().catch((error: unknown) => onTrouble(`what uploads left could not be swept: ${messageOf(error)}`));
  };
  const begin = setTimeout(quietly, first);
  const timer = setInterval(quietly, every);
  begin.unref();
  timer.unref();
  return {
    ask,
    stop: () => {
      clearTimeout(begin);
      clearInterval(timer);
    },
  };
};
