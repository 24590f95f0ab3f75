import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/**
 * When the process with this number began, as text to compare, or undefined when there is none. A number alone is not
 * enough: numbers are used again, and after a restart of the machine every number may mean something else.
 */
export const bornAt = (pid: number): string | undefined => {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (process.platform !== 'linux') {
    const text = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim();
    return text || undefined;
  }
  // The program's name stands in brackets and may itself hold spaces and brackets, so fields count from the last one.
  const fields = textOf(`/proc/${pid}/stat`).split(') ').pop()?.split(' ') ?? [];
  const [state, started] = [fields[0], fields[19]];
  // A zombie is dead; its parent has not looked yet.
  if (started === undefined || state === 'Z' || state === 'X') return undefined;
  return `${textOf('/proc/sys/kernel/random/boot_id').trim()}/${started}`;
};

/** Is that very process, not another one with its number, still running? */
export const isRunning = (process: { pid: number; born: string }): boolean => bornAt(process.pid) === process.born;

/** The command line of a process, its words parted by spaces; empty when it is gone or hidden from us. */
export const commandLineOf = (pid: number): string =>
  process.platform === 'linux'
    ? textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
    : (spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '');
