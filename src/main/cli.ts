import { Command } from 'commander';
import { messageOf, OperatorFault } from '../platform/config/fault.ts';
import type { Phase } from './phases.ts';

/** Ends the process after what was written has left; a pipe may be slower than we are. */
const end = (code: number): void => {
  process.exitCode = code;
};

const report = (error: unknown, json: boolean): void => {
  const known = error instanceof OperatorFault;
  const line = messageOf(error);
  process.stderr.write(json ? `${JSON.stringify({ error: line })}\n` : `xiaoneng: ${line}\n`);
  if (!known && error instanceof Error && error.stack) process.stderr.write(`${error.stack}\n`);
  end(1);
};

type Json = { json?: boolean };

const program = (phases: Phase[]): Command => {
  const cli = new Command('xiaoneng')
    .description('Xiaoneng 效能: an agency keeps its promises, and everybody can see whether it did')
    .option('--json', 'answer as JSON')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(xiaoneng --help says what there is)')
    .exitOverride();
  const json = (): Required<Json> => ({ json: cli.opts<Json>().json ?? false });

  const serve = cli
    .command('serve')
    .description('start the server: database, migrations, pages, work in the background')
    .option('--empty', 'without the demonstration agency')
    .option('--port <number>', 'instead of PORT (8800)')
    .option('--host <address>', 'instead of HOST (127.0.0.1)');
  serve.action(async (options: { empty?: boolean; port?: string; host?: string }) => {
    const { serveCommand } = await import('./commands/serve.ts');
    await serveCommand({ ...options, ...json() }, phases);
  });

  cli
    .command('migrate')
    .description("bring the database to this program's state")
    .action(async () => {
      const { migrateCommand } = await import('./commands/migrate.ts');
      await migrateCommand(json());
    });
  return cli;
};

/** Runs the command line; `phases` are what the launcher did before, with their times. */
export const runCli = async (args: string[], phases: Phase[] = []): Promise<void> => {
  const asJson = args.includes('--json');
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    await program(phases).parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has already written its own message, or the help that was asked for.
    if (error instanceof Error && 'exitCode' in error && error.name === 'CommanderError') end(Number(error.exitCode));
    else report(error, asJson);
  }
};
