import { execFile } from 'node:child_process';
import path from 'node:path';

/** One check: what it is called and what it finds wrong under a folder, a line each. Nothing found is `[]`. */
export type Check = { name: string; run(root: string): Promise<string[]> };

export const projectRoot = path.resolve(import.meta.dirname, '../..');

export type Ended = { code: number; stdout: string; stderr: string };

/** Runs a Node program out of the project's packages in `cwd`; a folder under test needs no packages of its own. */
export const runPackage = (script: string, args: readonly string[], cwd: string): Promise<Ended> =>
  new Promise((resolve) => {
    const command = [path.join(projectRoot, 'node_modules', script), ...args];
    const options = { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } };
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, stdout, stderr });
    });
  });

/**
 * A program that failed and named nothing we understood must not pass for clean: its own words are the finding then.
 */
export const orWords = (findings: string[], ended: Ended, name: string): string[] => {
  if (findings.length > 0 || ended.code === 0) return findings;
  const words = `${ended.stdout}\n${ended.stderr}`.trim().split('\n').slice(0, 12).join('\n    ');
  return [`${name} ended with code ${ended.code}: ${words}`];
};
