import { Command } from 'commander';
import type { Vocabulary } from '../../kernel/form/cell.ts';
import { type Flag, flagsOf } from '../../kernel/form/flags.ts';
import { type Action, formOf, type Procedure } from '../../kernel/procedure/procedure.ts';

/** Flags that every command on a matter has; a field called like one of them gets `field-` before it. */
const reserved = new Set([
  'agency',
  'as',
  'json',
  'help',
  'version',
  'reason',
  'file',
  'post',
  'on-behalf-of',
  'occurred-at',
  'command-id',
  'seq',
]);

export type Given = {
  agency?: string;
  as?: string;
  reason?: string;
  file: string[];
  post?: string;
  onBehalfOf?: string;
  occurredAt?: string;
  commandId?: string;
  seq?: string;
};

const gather = (text: string, before: string[]): string[] => [...before, text];

const camel = (flag: string): string => flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const common = (name: string, description: string, helps: boolean): Command =>
  new Command(name)
    .description(description)
    .usage('[flags]')
    .helpOption(helps ? '--help' : false)
    .configureHelp({ sortOptions: false })
    .exitOverride()
    .option('--agency <code>', 'which agency, where there are several')
    .option('--as <login>', 'who does it; the password is asked for, or taken from XIAONENG_PASSWORD')
    .option('--post <id>', 'the post to act in, where there are several')
    .option('--on-behalf-of <id>', 'the person stood in for')
    .option('--occurred-at <moment>', 'when it happened, where that was earlier (ISO 8601 with Z)')
    .option('--command-id <uuid>', 'the same id again does nothing twice')
    .option('--seq <number>', 'the sequence that was seen; refused when the matter has moved since');

/** What is said before it is known which form is meant: only the flags that every command has. */
export const commonFlags = (args: readonly string[]): Given & { wantsHelp: boolean } => {
  const command = common('matter', '', false)
    .allowUnknownOption()
    .allowExcessArguments()
    .option('--file <path>', '', gather, []);
  command.parse([...args], { from: 'user' });
  return { ...command.opts<Given>(), wantsHelp: args.includes('--help') || args.includes('-h') };
};

export type Parsed = { common: Given; fields: Record<string, string[]>; flags: readonly Flag[] };

/** The command line of one action, with its help, made from its form. */
export const actionCommand = (
  name: string,
  procedure: Procedure,
  action: Action,
  title: string,
  say: Vocabulary['say'],
): { flags: readonly Flag[]; parse(args: readonly string[]): Parsed; help(): string } => {
  const form = formOf(procedure, action);
  const flags = form ? flagsOf(form, reserved, say) : [];
  const command = common(name, title, true);
  if (action.reason)
    command.option('--reason <text>', `${say('form.reason')}${action.reason === 'required' ? ' *' : ''}`);
  if (action.evidence)
    command.option('--file <path>', `${say('form.evidence')}${action.evidence === 'required' ? ' *' : ''}`, gather, []);
  for (const { flag, help, isRequired, repeats } of flags) {
    const text = `${help}${isRequired ? ' *' : ''}`;
    if (repeats) command.option(`--${flag} <value>`, text, gather, []);
    else command.option(`--${flag} <value>`, text);
  }
  return {
    flags,
    help: () => command.helpInformation(),
    parse: (args) => {
      command.parse([...args], { from: 'user' });
      const options = command.opts<Record<string, string | string[] | undefined>>();
      const fields = Object.fromEntries(
        flags.flatMap(({ flag, field }): [string, string[]][] => {
          const value = options[camel(flag)];
          if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
          return [[field.name, [value].flat()]];
        }),
      );
      return { common: { file: [], ...(options as Partial<Given>) }, fields, flags };
    },
  };
};
