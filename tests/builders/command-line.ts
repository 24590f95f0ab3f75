import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '../..');
const cli = pathToFileURL(path.join(root, 'src/main/cli.ts')).href;

/** Arguments for Node that run the command line as it is installed, without the launcher's preparations. */
export const cliArguments = (args: readonly string[]): string[] => [
  '-e',
  `import(${JSON.stringify(cli)}).then((cli) => cli.runCli(process.argv.slice(1)))`,
  '--',
  ...args,
];

/** Runs one command to its end as a process of its own. */
export const runCommandLine = (
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, cliArguments(args), {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '', ...env },
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      texts.stdout += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      texts.stderr += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...texts }));
  });
