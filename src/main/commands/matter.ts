import { hash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { valuesOfFlags } from '../../kernel/form/flags.ts';
import { type Action, formOf, type Procedure, registering } from '../../kernel/procedure/procedure.ts';
import { type FieldError, type Outcome, type Refusal, refusalStatus, refuse } from '../../kernel/refusal.ts';
import type { Viewer } from '../../platform/authorization/directory.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../../platform/authorization/visible-to.ts';
import { type CommandReply, dayOf, type Target } from '../../platform/command/engine.ts';
import { execute } from '../../platform/command/execute.ts';
import { OperatorFault } from '../../platform/config/fault.ts';
import { run, statement } from '../../platform/database/statement.ts';
import { takeIn } from '../../platform/files/attachments.ts';
import { vocabularyOf } from '../../platform/procedure/vocabulary.ts';
import { createHouse, type StandingHouse } from '../engine.ts';
import { rosterAt } from '../roster.ts';
import { textOf } from '../texts.ts';
import { agencyNamed } from './agency-of.ts';
import { actionCommand, commonFlags, type Given, type Parsed } from './matter-flags.ts';
import { withDatabase } from './setting.ts';
import { signInAs } from './sign-in-as.ts';

type Numbered = { id: string; number: string; procedure: string; version: number };

/** A number is one matter's within its procedure, and is found there by its key. */
const byNumber = statement<Numbered>(
  'matter.byNumber',
  `select m.id, m.number, m.procedure, m.version from matter m
where m.agency_id = $1 and m.procedure = any($2::text[]) and m.number = any($3::text[]) and ${visibleTo('m', viewerPlaces(4))}
limit 100`,
);

const mattersBy = (standing: StandingHouse, viewer: Viewer, numbers: readonly string[]): Promise<Numbered[]> =>
  run(
    standing.pools.app,
    byNumber,
    viewer.agency.id,
    viewer.settings.procedures.map(({ code }) => code),
    numbers,
    ...viewerValues(viewer),
  );

const sayFor =
  (viewer: Pick<Viewer, 'settings'>) =>
  (key: string): string =>
    viewer.settings.titles[key] ?? textOf(key) ?? key;

/** What the command line is asked to do, once it is known which table says how. */
type Task = { target: Target; procedure: Procedure; name: string; action: Action };

const refusedFields = (fields: FieldError[]): Outcome<never> => refuse('invalid', 'form', {}, { fields });

const filesOf = async (standing: StandingHouse, viewer: Viewer, paths: readonly string[]) => {
  const files: { digest: string; name: string; size: number; type: string }[] = [];
  for (const file of paths) {
    if (!existsSync(file)) throw new OperatorFault(`there is no file ${file}`);
    const name = path.basename(file);
    const kept = await takeIn({ engine: standing.engine, files: standing.files }, viewer, createReadStream(file), name);
    if (!kept.ok) throw new OperatorFault(`${file} is not taken (${kept.refusal.rule})`);
    files.push({ digest: kept.value.digest, name, size: 0, type: '' });
  }
  return files;
};

/** Carries out what was typed: the same command, guarded alike, as over HTTP. */
export const carryOut = async (
  standing: StandingHouse,
  viewer: Viewer,
  { target, procedure, name, action }: Task,
  { common, fields }: Parsed,
): Promise<Outcome<CommandReply>> => {
  const form = formOf(procedure, action);
  const linked = (form?.fields ?? [])
    .filter(({ type }) => type === 'matter')
    .flatMap((field) => fields[field.name] ?? []);
  const known = await mattersBy(standing, viewer, linked);
  const numbers = new Map(known.map(({ number, id }) => [number, id]));
  const vocabulary = vocabularyOf(rosterAt(standing.now)(viewer), sayFor(viewer), numbers);
  const read = form ? valuesOfFlags(form, fields, vocabulary) : { data: {}, faults: [] };
  if (read.faults.length > 0) return refusedFields(read.faults);
  const data = completed(form, read.data, viewer, dayOf(standing.now()));
  const seq = common.seq === undefined ? undefined : Number(common.seq);
  if (seq !== undefined && !Number.isSafeInteger(seq)) return refusedFields([{ path: 'seq', rule: 'format.int' }]);
  const files = await filesOf(standing, viewer, common.file);
  const command = {
    action: name,
    data,
    files,
    ...(common.reason !== undefined && { reason: common.reason }),
    ...(common.occurredAt !== undefined && { occurredAt: common.occurredAt }),
    ...(common.post !== undefined && { post: common.post }),
    ...(common.onBehalfOf !== undefined && { onBehalfOf: common.onBehalfOf }),
  };
  return execute(standing.engine, viewer, {
    ...target,
    command,
    commandId: common.commandId ?? uuidv7(),
    digest: hash('sha256', JSON.stringify([target, command]), 'hex'),
    expected: seq,
  });
};

/** Whoever is named with one post today need not have it typed as well. */
const completed = (
  form: ReturnType<typeof formOf>,
  data: Record<string, unknown>,
  { directory }: Viewer,
  today: string,
): Record<string, unknown> => {
  const made = { ...data };
  for (const { name, type } of form?.fields ?? []) {
    const person = made[name];
    const post = `${name}Post`;
    if (type !== 'person' || typeof person !== 'string' || made[post] !== undefined) continue;
    if (!form?.fields.some((field) => field.name === post)) continue;
    const own = directory.capacities(person, today).filter(({ onBehalfOf }) => onBehalfOf === null);
    if (own.length === 1 && own[0]) made[post] = own[0].post;
  }
  return made;
};

const fieldLine = (say: (key: string) => string, parsed: Parsed, { path: at, rule, limit }: FieldError): string => {
  const [name = '', ...rest] = at.split('.');
  const flag = parsed.flags.find(({ field }) => field.name === name);
  const known = textOf(`field.${rule}`) ? `field.${rule}` : 'field.wrong';
  return `  --${flag?.flag ?? name}${rest.length > 0 ? ` (${rest.join('.')})` : ''}: ${say(known).replace('{{limit}}', String(limit ?? ''))}`;
};

const ruleWords = (refusal: Refusal): string =>
  textOf(`rule.${refusal.rule}`)?.replaceAll(/\{\{\w+\}\}/g, '…') ?? textOf(`rule.${refusal.code}`) ?? refusal.rule;

/** Exit codes: 0 done, 2 refused. */
const tell = (viewer: Viewer, parsed: Parsed, outcome: Outcome<CommandReply>, json: boolean): number => {
  const say = sayFor(viewer);
  if (outcome.ok) {
    const { actions, ...reply } = outcome.value;
    const words = `${reply.number}  ${say(`state.${reply.procedure}.${reply.state}`)}${reply.repeated ? '  (done before)' : ''}`;
    const open = actions.filter(({ refusal }) => refusal === null).map(({ action }) => action);
    process.stdout.write(json ? `${JSON.stringify({ ...reply, actions: open })}\n` : `${words}\n`);
    return 0;
  }
  const { refusal } = outcome;
  const lines = [
    `xiaoneng: ${ruleWords(refusal)} (${refusal.rule})`,
    ...(refusal.fields ?? []).map((field) => fieldLine(say, parsed, field)),
  ];
  const problem = { status: refusalStatus[refusal.code], ...refusal };
  process.stderr.write(json ? `${JSON.stringify(problem)}\n` : `${lines.join('\n')}\n`);
  process.exitCode = 2;
  return 2;
};

type Entry = { standing: StandingHouse; viewer: Viewer };

const enter = async (standing: StandingHouse, given: Given): Promise<Entry> => {
  if (given.as === undefined) throw new OperatorFault('who does it: --as <login>');
  const agency = await agencyNamed(standing, given.agency);
  return { standing, viewer: await signInAs(standing, agency, given.as, process.env.XIAONENG_PASSWORD) };
};

/** Help needs no password: what a form asks is no secret of any matter. */
const helpFor = async (
  standing: StandingHouse,
  given: Given,
  code: string,
  name: string | null,
): Promise<string | null> => {
  const agency = await agencyNamed(standing, given.agency);
  const settings = await standing.settings.of(agency.id, await standing.directoryVersion(agency.id));
  const procedure = settings.kit.procedure(code);
  if (!procedure) return null;
  const action = name ?? registering(procedure);
  const row = procedure.actions[action];
  if (!row) throw new OperatorFault(`${code} has no action ${action}: ${Object.keys(procedure.actions).join(', ')}`);
  const say = sayFor({ settings });
  const usage = name === null ? `xiaoneng matter register ${code}` : `xiaoneng matter act <number> ${name}`;
  return actionCommand(usage, procedure, row, say(`action.${code}.${action}`), say).help();
};

const unknown = (code: string, viewer: Viewer): OperatorFault =>
  new OperatorFault(`there is no procedure ${code}: ${viewer.settings.procedures.map((each) => each.code).join(', ')}`);

/** `xiaoneng matter register <procedure> --title …`: the first action of a procedure, its fields as flags. */
export const matterRegisterCommand = (code: string, args: readonly string[], json: boolean): Promise<number> =>
  withDatabase('matter register', async ({ pools, dataFolder }) => {
    const standing = createHouse(pools, dataFolder);
    const given = commonFlags(args);
    if (given.wantsHelp) {
      const help = await helpFor(standing, given, code, null);
      if (help === null) throw new OperatorFault(`there is no procedure ${code}`);
      process.stdout.write(help);
      return 0;
    }
    const { viewer } = await enter(standing, given);
    const procedure = viewer.settings.kit.procedure(code);
    if (!procedure) throw unknown(code, viewer);
    const name = registering(procedure);
    const action = procedure.actions[name] as Action;
    const say = sayFor(viewer);
    const line = actionCommand(
      `xiaoneng matter register ${code}`,
      procedure,
      action,
      say(`action.${code}.${name}`),
      say,
    );
    const parsed = line.parse(args);
    const outcome = await carryOut(standing, viewer, { target: { procedure: code }, procedure, name, action }, parsed);
    return tell(viewer, parsed, outcome, json);
  });

/** `xiaoneng matter act <number> <action> --…`: any action on a matter, by its number; with a procedure's code and --help, what it asks. */
export const matterActCommand = (
  number: string,
  name: string,
  args: readonly string[],
  json: boolean,
): Promise<number> =>
  withDatabase('matter act', async ({ pools, dataFolder }) => {
    const standing = createHouse(pools, dataFolder);
    const given = commonFlags(args);
    const help = given.wantsHelp ? await helpFor(standing, given, number, name) : null;
    if (help !== null) {
      process.stdout.write(help);
      return 0;
    }
    const { viewer } = await enter(standing, given);
    const [found, other] = await mattersBy(standing, viewer, [number]);
    if (other) throw new OperatorFault(`${number} is the number of several matters; act on it at the desk`);
    const procedure = found && viewer.settings.kit.procedure(found.procedure, found.version);
    if (!found || !procedure)
      return tell(viewer, { common: given, fields: {}, flags: [] }, refuse('notFound', 'matter'), json);
    const action = Object.hasOwn(procedure.actions, name) ? procedure.actions[name] : undefined;
    if (!action)
      throw new OperatorFault(`${found.procedure} has no action ${name}: ${Object.keys(procedure.actions).join(', ')}`);
    const say = sayFor(viewer);
    const title = say(`action.${found.procedure}.${name}`);
    const line = actionCommand(`xiaoneng matter act ${number} ${name}`, procedure, action, title, say);
    if (given.wantsHelp) {
      process.stdout.write(line.help());
      return 0;
    }
    const parsed = line.parse(args);
    const outcome = await carryOut(standing, viewer, { target: { matter: found.id }, procedure, name, action }, parsed);
    return tell(viewer, parsed, outcome, json);
  });
