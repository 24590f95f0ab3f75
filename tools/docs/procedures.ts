import { migrators } from '../../src/kernel/matter/migrate.ts';
import type { Action, Procedure } from '../../src/kernel/procedure/procedure.ts';
import { steps } from '../../src/platform/procedure/shape.ts';
import { svgOf } from './drawings.ts';

export type Say = (key: string) => string | undefined;

const leaves = (procedure: Procedure): { from: string; to: string; action: string }[] =>
  Object.entries(procedure.actions).flatMap(([action, { from, next }]) =>
    from === 'new'
      ? [{ from: '[*]', to: next ?? '[*]', action }]
      : from.map((state) => ({ from: state, to: next ?? state, action })),
  );

/** The states as a drawing: one arrow a pair of states, with every action that takes it. */
export const stateDiagram = (procedure: Procedure, say: Say): string => {
  const title = (kind: string, name: string) => say(`${kind}.${procedure.code}.${name}`) ?? name;
  const arrows = new Map<string, string[]>();
  for (const { from, to, action } of leaves(procedure)) {
    const arrow = `${from} --> ${to}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), title('action', action)]);
  }
  const states = Object.entries(procedure.states);
  return [
    'stateDiagram-v2',
    ...states.map(([name]) => `  state "${title('state', name)}" as ${name}`),
    ...[...arrows].map(([arrow, actions]) => `  ${arrow}: ${actions.join(' / ')}`),
    ...states.filter(([, state]) => state.final).map(([name]) => `  ${name} --> [*]`),
  ].join('\n');
};

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const listed = (names: readonly string[] | undefined): string => (names ?? []).map((name) => `\`${name}\``).join(', ');

/** Everybody an action of this procedure names, in the order they first appear. */
const peopleOf = (procedure: Procedure): string[] => [
  ...new Set(Object.values(procedure.actions).flatMap((action) => [...action.who] as string[])),
];

/** Who may do what: a row an action, a column for each kind of person, and what still stands in the way. */
export const permissionMatrix = (procedure: Procedure, say: Say): string => {
  const people = peopleOf(procedure);
  const row = ([name, action]: [string, Action]): string[] => [
    `${say(`action.${procedure.code}.${name}`) ?? ''} \`${name}\``.trim(),
    action.from === 'new' ? 'new' : listed(action.from),
    ...people.map((who) => ((action.who as readonly string[]).includes(who) ? '●' : '')),
    listed(action.notSameAs),
    listed(action.rules),
    [action.reason && `reason ${action.reason}`, action.evidence && `evidence ${action.evidence}`]
      .filter(Boolean)
      .join(', '),
  ];
  const heads = [
    'Action',
    'From',
    ...people.map((who) => `\`${who}\``),
    'Never the same human as',
    'Rules',
    'Asks for',
  ];
  return table(heads, Object.entries(procedure.actions).map(row));
};

const heading = (title: string): string =>
  `# ${title}\n\nWritten by \`node tools/docs.ts\` from the procedures' tables; \`npm run check\` fails when they differ.`;

const section = (procedure: Procedure, say: Say, body: string): string =>
  `## ${say(`procedure.${procedure.code}`) ?? ''} \`${procedure.code}\`, version ${procedure.version}\n\n${body}`;

const roleList = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** What no table of one procedure says: actions of every matter, and the way of a procedure's own versions. */
const everywhere = [
  '## Every matter, whatever its procedure\n',
  table(
    ['Action', 'Who', 'Besides'],
    [
      ['`statement`', '`registrar`, whoever ever answered for it', 'beside one event; nobody can forbid it'],
      ['`migrate`', roleList(migrators), 'running matters only, to the newest version, every state mapped'],
      ['`erase`', 'by its own route', 'personal words only; the event stays'],
      ['`handOver`', 'by its own route', 'when somebody leaves'],
    ],
  ),
  '\n## Versions of a procedure\n',
  table(
    ['Step', 'From', 'To', 'Who, over the whole agency', 'Never the same human as'],
    Object.entries(steps).map(([name, { from, to, who }]) => [
      `\`${name}\``,
      from.join(', '),
      to,
      roleList(who),
      name === 'publish' ? 'whoever wrote or submitted it, or stands in for one of them' : '',
    ]),
  ),
  '',
].join('\n');

/** The generated pages of docs/generated, by name. */
export const generatedPages = (procedures: readonly Procedure[], say: Say): Record<string, string> => {
  const page = (title: string, body: (procedure: Procedure) => string) =>
    `${[heading(title), ...procedures.map((each) => section(each, say, body(each)))].join('\n\n')}\n`;
  return {
    'permissions.md': `${page('Who may do what', (each) => permissionMatrix(each, say))}\n${everywhere}`,
    'states.md': page(
      'States and what moves them',
      (each) => `![](${each.code}.svg)\n\n\`\`\`mermaid\n${stateDiagram(each, say)}\n\`\`\``,
    ),
    ...Object.fromEntries(procedures.map((each) => [`${each.code}.svg`, svgOf(each, say)])),
  };
};
