import { Command } from 'commander';
import { messageOf, OperatorFault } from '../platform/config/fault.ts';
import type { Phase } from './phases.ts';
import { toTheEnd } from './to-the-end.ts';

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

const program = (phases: Phase[]): Command => {
  const cli = new Command('xiaoneng')
    .description('Xiaoneng 效能: an agency keeps its promises, and everybody can see whether it did')
    .option('--json', 'answer as JSON')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(xiaoneng --help says what there is)')
    .exitOverride();
  const json = () => ({ json: cli.opts<{ json?: boolean }>().json ?? false });

  // Each command is loaded when it is asked for: reading a report must not wait for a database driver.
  cli
    .command('serve')
    .description('start the server: database, migrations, pages, work in the background')
    .option('--empty', 'without the demonstration agency')
    .option('--port <number>', 'instead of PORT (8800)')
    .option('--host <address>', 'instead of HOST (127.0.0.1)')
    .action(async (options: { empty?: boolean; port?: string; host?: string }) => {
      const { serveCommand } = await import('./commands/serve.ts');
      await serveCommand({ ...options, ...json() }, phases);
    });
  cli
    .command('worker')
    .description('only the work in the background, beside servers on the same database')
    .action(async () => {
      const { workerCommand } = await import('./commands/worker.ts');
      await workerCommand(json());
    });
  cli
    .command('migrate')
    .description("bring the database to this program's state")
    .action(async () => {
      const { migrateCommand } = await import('./commands/migrate.ts');
      await migrateCommand(json());
    });
  cli
    .command('outline')
    .description('read a Chinese report: problems, causes, measures, figures, each with its place; needs no database')
    .argument('<file>', 'text of the report (.txt, .md)')
    .action(async (file: string) => {
      const { outlineCommand } = await import('./commands/outline.ts');
      await outlineCommand(file, json());
    });
  const log = cli.command('log').description('the record of events');
  log
    .command('rotate-key')
    .description('sign with a new key from now on; the change is an event of the log')
    .requiredOption('--agency <code>', 'whose key')
    .action(async (options: { agency: string }) => {
      const { logRotateKeyCommand } = await import('./commands/log-rotate-key.ts');
      await logRotateKeyCommand({ ...options, ...json() });
    });
  log
    .command('export')
    .description('write the sealed log into a folder that anyone can check')
    .requiredOption('--out <folder>', 'a new or empty folder')
    .option('--agency <code>', 'which agency, where there are several')
    .option('--full', "with the bodies of confidential matters, for the agency's archive; asks an auditor's word")
    .option('--login <login>', 'with --full: the auditor, whose password is asked for')
    .action(async (options: { out: string; agency?: string; full?: boolean; login?: string }) => {
      const { logExportCommand } = await import('./commands/log-export.ts');
      await logExportCommand({ ...options, ...json() });
    });
  log
    .command('replay')
    .description(
      'put a full export into a database that does not have this agency, and compute from it what pages read',
    )
    .argument('<folder>', 'what `log export --full` wrote')
    .action(async (folder: string) => {
      const { logReplayCommand } = await import('./commands/log-replay.ts');
      await logReplayCommand(folder, json());
    });
  cli
    .command('verify')
    .description('check an exported log (offline), or with --live the database itself')
    .argument('[folder]', 'what `log export` wrote')
    .option('--checkpoint <file>', 'a signed note that was kept outside; without it a new start of the log goes unseen')
    .option('--live', 'the database of this server instead of a folder')
    .option('--agency <code>', 'with --live: this agency only')
    .action(async (folder: string | undefined, options: { checkpoint?: string; live?: boolean; agency?: string }) => {
      const { verifyCommand } = await import('./commands/verify.ts');
      await verifyCommand(folder, { ...options, ...json() });
    });
  const calendar = cli
    .command('calendar')
    .description('working time from a calendar file, without a database; or the calendar an agency goes by');
  const pause = ['--pause <from/to...>', 'stopped time; may be given more than once'] as const;
  const shared = ['--calendar <file>', 'zone, week, days, publishedThrough as JSON'] as const;
  const batch = ['--batch <file>', 'one question a line as JSON, one answer a line'] as const;
  calendar
    .command('explain')
    .description('when a limit ends, and why, day by day')
    .option(...shared)
    .option('--start <moment>', 'ISO 8601 with offset')
    .option('--limit <limit>', '240wm, 8wh, 5wd, 3d, 3d+roll')
    .option(...pause)
    .option(...batch)
    .action(async (options: object) => {
      const { calendarExplainCommand } = await import('./commands/calendar.ts');
      await calendarExplainCommand({ ...options, ...json() });
    });
  calendar
    .command('elapsed')
    .description('working minutes between two moments')
    .option(...shared)
    .option('--from <moment>', 'ISO 8601 with offset')
    .option('--to <moment>', 'ISO 8601 with offset')
    .option(...pause)
    .option(...batch)
    .action(async (options: object) => {
      const { calendarElapsedCommand } = await import('./commands/calendar.ts');
      await calendarElapsedCommand({ ...options, ...json() });
    });
  calendar
    .command('china')
    .description("China's holidays and make-up days as a calendar file to start from")
    .action(async () => {
      const { calendarChinaCommand } = await import('./commands/calendar.ts');
      calendarChinaCommand();
    });
  calendar
    .command('show')
    .description('the calendar an agency goes by now, as such a file')
    .option('--agency <code>', 'which agency, where there are several')
    .action(async (options: { agency?: string }) => {
      const { calendarShowCommand } = await import('./commands/calendar-agency.ts');
      await calendarShowCommand({ ...options, ...json() });
    });
  calendar
    .command('import')
    .description("a year's holiday notice as text: read, checked and published as the agency's next version")
    .argument('<file>', 'the text as it was published (UTF-8)')
    .option('--agency <code>', 'which agency, where there are several')
    .option('--year <year>', 'where the text names none')
    .option('--source <words>', 'name and number of the notice')
    .option('--from <date>', 'days before it stay as they were; today')
    .option('--accept', 'take its dates although it contradicts itself; somebody has compared them')
    .option('--preview', 'only say what would be read')
    .action(async (file: string, options: object) => {
      const { calendarImportCommand } = await import('./commands/calendar-agency.ts');
      await calendarImportCommand(file, { ...options, ...json() });
    });
  const matter = cli.command('matter').description('matters from the command line, guarded and refused as at the desk');
  matter
    .command('register')
    .description("register a matter: the procedure's first form as flags; --help behind a procedure lists them")
    .argument('<procedure>')
    .argument('[flags...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (procedure: string, flags: string[]) => {
      const { matterRegisterCommand } = await import('./commands/matter.ts');
      await matterRegisterCommand(procedure, flags, json().json);
    });
  matter
    .command('act')
    .description("any action on a matter; with a procedure's code instead of a number --help says what it asks")
    .argument('<number>')
    .argument('<action>')
    .argument('[flags...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (number: string, action: string, flags: string[]) => {
      const { matterActCommand } = await import('./commands/matter.ts');
      await matterActCommand(number, action, flags, json().json);
    });
  const ledger = cli.command('ledger').description('the rectification ledger as a workbook, out and in');
  ledger
    .command('export')
    .description('what somebody sees of the ledger, one row a measure; filters as in the address: view=open year=2026')
    .argument('<file>', 'a new file (.xlsx)')
    .argument('[filters...]')
    .option('--agency <code>', 'which agency, where there are several')
    .option('--as <login>', 'who does it; the password is asked for, or taken from XIAONENG_PASSWORD')
    .action(async (file: string, filters: string[], options: object) => {
      const { ledgerExportCommand } = await import('./commands/ledger.ts');
      await ledgerExportCommand(file, filters, { ...options, ...json() });
    });
  ledger
    .command('import')
    .description('bring a workbook into the ledger: every row looked at first, all of it written or nothing')
    .argument('<file>', 'an .xlsx; its columns are known by their headers')
    .option('--agency <code>', 'which agency, where there are several')
    .option('--as <login>', 'who does it; the password is asked for, or taken from XIAONENG_PASSWORD')
    .option('--reason <text>', 'why, in every request that changes what stands')
    .option('--preview', 'only say what it would do, with every error at its cell')
    .action(async (file: string, options: object) => {
      const { ledgerImportCommand } = await import('./commands/ledger.ts');
      await ledgerImportCommand(file, { ...options, ...json() });
    });
  cli
    .command('agency')
    .description('agencies of this installation')
    .command('add')
    .description('open an agency with its first unit and the posts of its three administrators')
    .requiredOption('--code <code>', 'stands in its address /a/<code>/ and in its checkpoints, for ever')
    .requiredOption('--name <name>', 'as people know it')
    .option('--host <name>', 'host name that leads to it')
    .option('--trial', 'one person may hold all three administrators, which every page says')
    .action(async (options: { code: string; name: string; host?: string; trial?: boolean }) => {
      const { agencyAddCommand } = await import('./commands/agency-add.ts');
      await agencyAddCommand({ ...options, ...json() });
    });
  const directory = cli.command('directory').description('units, posts, people and their relations');
  directory
    .command('import')
    .description('bring the organisation in from a workbook (.xlsx): all of it or nothing')
    .argument('<file>', 'as `directory export` writes it, with rows changed and added')
    .option('--agency <code>', 'which agency, where there are several')
    .option('--preview', 'only say what it would do, row by row')
    .action(async (file: string, options: { agency?: string; preview?: boolean }) => {
      const { directoryImportCommand } = await import('./commands/directory.ts');
      await directoryImportCommand(file, { ...options, ...json() });
    });
  directory
    .command('export')
    .description('write the organisation into a workbook (.xlsx)')
    .argument('<file>', 'a new file')
    .option('--agency <code>', 'which agency, where there are several')
    .action(async (file: string, options: { agency?: string }) => {
      const { directoryExportCommand } = await import('./commands/directory.ts');
      await directoryExportCommand(file, { ...options, ...json() });
    });
  cli
    .command('rebuild')
    .description('drop what pages read of matters and compute it again from the log; commands wait meanwhile')
    .option('--agency <code>', 'only this agency')
    .action(async (options: { agency?: string }) => {
      const { rebuildCommand } = await import('./commands/rebuild.ts');
      await rebuildCommand({ ...options, ...json() });
    });
  cli
    .command('backup')
    .description('everything into one file, while the server runs; the newest keys into a folder apart')
    .argument('<file>', 'such as /backup/2026-11-22.tar.gz')
    .option('--keys <folder>', 'where the keys go; without it xiaoneng.keys beside the file. Newest only: written over')
    .option('--force', 'write over a file of that name')
    .action(async (file: string, options: { keys?: string; force?: boolean }) => {
      const { backupCommand } = await import('./commands/backup.ts');
      await backupCommand(file, { ...options, ...json() });
    });
  cli
    .command('restore')
    .description('put a backup into an empty data folder or an empty database, and verify it')
    .argument('<file>', 'what `backup` wrote')
    .option('--keys <folder>', 'the newest keys; without it xiaoneng.keys beside the file')
    .option('--accept-lost', 'go on although some keys are missing; what they opened stays unreadable')
    .action(async (file: string, options: { keys?: string; acceptLost?: boolean }) => {
      const { restoreCommand } = await import('./commands/restore.ts');
      await restoreCommand(file, { ...options, ...json() });
    });
  const user = cli.command('user').description('people who sign in');
  user
    .command('add')
    .description('add a person with a login; the password is made and shown once')
    .requiredOption('--login <login>', 'unique in the agency')
    .requiredOption('--name <name>', 'as colleagues know them')
    .option('--agency <code>', 'which agency, where there are several')
    .option('--post <name...>', 'the posts the person holds from today')
    .action(async (options: { login: string; name: string; agency?: string; post?: string[] }) => {
      const { userAddCommand } = await import('./commands/user-add.ts');
      await userAddCommand({ ...options, ...json() });
    });
  user
    .command('reset')
    .description('a new one-time password, shown once; unlocks and ends every session')
    .requiredOption('--login <login>', 'who cannot get in')
    .option('--agency <code>', 'which agency, where there are several')
    .option('--second-factor', 'also take away the second factor')
    .action(async (options: { login: string; agency?: string; secondFactor?: boolean }) => {
      const { userResetCommand } = await import('./commands/user-reset.ts');
      await userResetCommand({ ...options, ...json() });
    });
  cli
    .command('sign-on')
    .description('single sign-on by the provider of the organisation')
    .command('secret')
    .description("keep the client's secret in a file of its own; asked for, or read from standard input")
    .option('--agency <code>', 'which agency, where there are several')
    .action(async (options: { agency?: string }) => {
      const { signOnSecretCommand } = await import('./commands/sign-on-secret.ts');
      await signOnSecretCommand({ ...options, ...json() });
    });
  cli
    .command('mail')
    .description('letters to staff')
    .command('test')
    .description("send one letter and show the mail server's answer")
    .requiredOption('--to <address>', 'where to')
    .option('--agency <code>', 'which agency, where there are several')
    .action(async (options: { to: string; agency?: string }) => {
      const { mailTestCommand } = await import('./commands/mail-test.ts');
      await mailTestCommand({ ...options, ...json() });
    });
  return cli;
};

/** Runs the command line; `phases` are what the launcher did before, with their times. */
export const runCli = async (args: string[], phases: Phase[] = []): Promise<void> => {
  const asJson = args.includes('--json');
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    const work = program(phases).parseAsync(args, { from: 'user' });
    await toTheEnd(
      work.then(() => undefined),
      (error) => report(error, asJson),
    );
  } catch (error) {
    // Commander has already written its own message, or the help that was asked for.
    if (error instanceof Error && 'exitCode' in error && error.name === 'CommanderError') end(Number(error.exitCode));
    else report(error, asJson);
  }
};
