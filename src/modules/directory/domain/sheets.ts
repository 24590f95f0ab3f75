import { roles } from '../../../kernel/procedure/procedure.ts';
import type { Book, Found } from './book.ts';
import { bounds } from './bounds.ts';
import { choiceIn, dayIn, intIn, itemsIn, type Read, type SayCell, textIn } from './cells.ts';
import {
  appointmentKinds,
  type Duty,
  dutyKinds,
  type Kind,
  reaches,
  type Settings,
  type TeamKind,
  teamRoles,
} from './organisation.ts';

/** Words of the catalogue by key. */
export type Words = (key: string) => string;

/** A part of a setting and the one or two columns it stands in. */
export type SheetField<K extends Kind> = {
  field: keyof Settings[K] & string;
  columns: readonly string[];
  show: (value: Settings[K], book: Book, words: Words) => readonly string[];
  read: (cells: readonly string[], say: SayCell, book: Book, words: Words) => Read<unknown>;
  choices?: (words: Words) => readonly string[];
  width?: number;
};

/** A sheet of the workbook: one kind of setting, a row each. Titles come from the catalogue: `sheet.*`, `column.*`. */
export type SheetSpec<K extends Kind = Kind> = {
  code: string;
  kind: K;
  fields: readonly SheetField<K>[];
  /** What the sheet itself says of all its rows. */
  constant: Partial<Settings[K]>;
  /** Which of the settings belong to this sheet. */
  holds: (value: Settings[K], teamKind: (id: string) => TeamKind | undefined) => boolean;
};

const found = (result: Found, say: SayCell, at = 0): Read<string> => {
  if ('id' in result) return result.id;
  say(at, result.lost);
  return undefined;
};

type Named<F extends string, V> = { [P in F]: V };

const text = <F extends string>(field: F, column: string, max: number, width = 20) => ({
  field,
  columns: [column],
  width,
  show: (value: Named<F, string | null>) => [value[field] ?? ''],
  read: ([cell = '']: readonly string[], say: SayCell) => textIn(cell, max, say),
});

const optionalText = <F extends string>(field: F, column: string, max: number, width = 20) => ({
  ...text(field, column, max, width),
  read: ([cell = '']: readonly string[], say: SayCell) => (cell === '' ? null : textIn(cell, max, say)),
});

const from = {
  field: 'from' as const,
  columns: ['from'],
  width: 12,
  show: (value: { from: string }) => [value.from],
  read: ([cell = '']: readonly string[], say: SayCell) => dayIn(cell, say),
};
const optionalDay = <F extends string>(field: F) => ({
  field,
  columns: [field],
  width: 12,
  show: (value: Named<F, string | null>) => [value[field] ?? ''],
  read: ([cell = '']: readonly string[], say: SayCell) => (cell === '' ? null : dayIn(cell, say)),
});
const span = [from, optionalDay('to')] as const;

const unit = <F extends string>(field: F, column: string, required: boolean) => ({
  field,
  columns: [column],
  show: (value: Named<F, string | null>, book: Book) => [book.showUnit(value[field])],
  read: ([cell = '']: readonly string[], say: SayCell, book: Book): Read<string | null> => {
    if (cell !== '') return found(book.unit(cell), say);
    if (!required) return null;
    say(0, 'required');
    return undefined;
  },
});

const person = <F extends string>(field: F, column: string, required: boolean) => ({
  field,
  columns: [column],
  show: (value: Named<F, string | null>, book: Book) => [book.showPerson(value[field])],
  read: ([cell = '']: readonly string[], say: SayCell, book: Book): Read<string | null> => {
    if (cell !== '') return found(book.person(cell), say);
    if (!required) return null;
    say(0, 'required');
    return undefined;
  },
});

/** A post is told by its unit and its name, in two columns. */
const post = (unitColumn: string, column: string, unitOf: (post: string, book: Book) => string) => ({
  field: 'post' as const,
  columns: [unitColumn, column],
  show: (value: { post: string }, book: Book) => [unitOf(value.post, book), book.showPost(value.post)],
  read: ([at = '', name = '']: readonly string[], say: SayCell, book: Book): Read<string> => {
    if (at === '') say(0, 'required');
    if (name === '') say(1, 'required');
    if (at === '' || name === '') return undefined;
    const within = found(book.unit(at), say, 0);
    return within === undefined ? undefined : found(book.post(within, name), say, 1);
  },
});

const choice = <F extends string, C extends string>(field: F, column: string, codes: readonly C[], prefix: string) => ({
  field,
  columns: [column],
  width: 12,
  choices: (words: Words) => codes.map((code) => words(`${prefix}.${code}`)),
  show: (value: Named<F, C>, _book: Book, words: Words) => [words(`${prefix}.${value[field]}`)],
  read: ([cell = '']: readonly string[], say: SayCell, _book: Book, words: Words) =>
    choiceIn(cell, codes, (code) => words(`${prefix}.${code}`), say),
});

const roleList = {
  field: 'roles' as const,
  columns: ['roles'],
  show: (value: Settings['post'], _book: Book, words: Words) => [
    value.roles.map((role) => words(`word.role.${role}`)).join('、'),
  ],
  read: ([cell = '']: readonly string[], say: SayCell, _book: Book, words: Words) => {
    const read = itemsIn(cell, /[、,，;；/\s]+/).map((item) =>
      choiceIn(item, roles, (role) => words(`word.role.${role}`), say),
    );
    return read.includes(undefined) ? undefined : [...new Set(read)];
  },
};

/** One line of the cell is one duty. */
const duties = {
  field: 'duties' as const,
  columns: ['businessDuties', 'partyDuties'],
  width: 40,
  show: (value: Settings['post']) =>
    dutyKinds.map((kind) => value.duties.flatMap((each) => (each.kind === kind ? [each.text] : [])).join('\n')),
  read: (cells: readonly string[], say: SayCell): Read<Duty[]> => {
    let sound = true;
    const list = dutyKinds.flatMap((kind, at) => {
      const items = itemsIn(cells[at] ?? '', /[\r\n]+/);
      if (items.length > bounds.duties) say(at, 'maxItems', bounds.duties);
      sound &&= items.length <= bounds.duties;
      return items.flatMap((item): Duty[] => {
        const read = textIn(item, bounds.duty, say, at);
        sound &&= read !== undefined;
        return read === undefined ? [] : [{ kind, text: read }];
      });
    });
    return sound ? list : undefined;
  },
};

const ordinal = {
  field: 'ordinal' as const,
  columns: ['ordinal'],
  width: 8,
  show: (value: Settings['unit']) => [String(value.ordinal)],
  read: ([cell = '']: readonly string[], say: SayCell) => (cell === '' ? 0 : intIn(cell, bounds.ordinal, say)),
};

const teamOf = (kind: TeamKind) => ({
  field: 'team' as const,
  columns: ['team'],
  show: (value: Settings['member'], book: Book) => [book.showTeam(value.team)],
  read: ([cell = '']: readonly string[], say: SayCell, book: Book): Read<string> => {
    if (cell !== '') return found(book.team(kind, cell), say);
    say(0, 'required');
    return undefined;
  },
});

const members = (kind: TeamKind, code: string): SheetSpec<'member'> => ({
  code,
  kind: 'member',
  constant: {},
  holds: ({ team }, kindOf) => kindOf(team) === kind,
  fields: [
    teamOf(kind),
    person('person', 'person', true),
    choice(
      'role',
      'role',
      kind === 'branch' ? teamRoles : teamRoles.filter((role) => role !== 'committee'),
      `word.${kind}`,
    ),
    ...span,
  ],
});

/** The unit's code of a post, as the sheets show it beside the post. */
export type UnitOfPost = (post: string) => string | null;

/** The sheets in the order in which they lean on each other: units first, relations last. */
export const sheetsOf = (unitOfPost: UnitOfPost): readonly SheetSpec[] => {
  const unitOf = (id: string, book: Book): string => book.showUnit(unitOfPost(id));
  const sheets = [
    {
      code: 'unit',
      kind: 'unit',
      constant: {},
      holds: () => true,
      fields: [
        text('code', 'code', bounds.code, 12),
        text('name', 'name', bounds.name, 28),
        unit('parent', 'parent', false),
        ordinal,
        ...span,
      ],
    } satisfies SheetSpec<'unit'>,
    {
      code: 'post',
      kind: 'post',
      constant: {},
      holds: () => true,
      fields: [
        unit('unit', 'unit', true),
        text('name', 'name', bounds.name, 24),
        roleList,
        choice('reach', 'reach', reaches, 'word.reach'),
        duties,
        ...span,
      ],
    } satisfies SheetSpec<'post'>,
    {
      code: 'person',
      kind: 'person',
      constant: {},
      // Whose name was erased is no longer on any list.
      holds: ({ name }: Settings['person']) => name !== null,
      fields: [text('name', 'name', bounds.person, 14), optionalText('number', 'number', bounds.number, 14)],
    } satisfies SheetSpec<'person'>,
    {
      code: 'appointment',
      kind: 'appointment',
      constant: {},
      holds: () => true,
      fields: [
        person('person', 'person', true),
        post('unit', 'post', unitOf),
        choice('kind', 'kind', appointmentKinds, 'word.appointment'),
        person('forPerson', 'forPerson', false),
        ...span,
      ],
    } satisfies SheetSpec<'appointment'>,
    {
      code: 'charge',
      kind: 'charge',
      constant: {},
      holds: () => true,
      fields: [person('person', 'person', true), post('postUnit', 'post', unitOf), unit('unit', 'unit', true), ...span],
    } satisfies SheetSpec<'charge'>,
    {
      code: 'branch',
      kind: 'team',
      constant: { kind: 'branch', task: null, term: null },
      holds: ({ kind }: Settings['team']) => kind === 'branch',
      fields: [text('name', 'name', bounds.name, 28), unit('unit', 'unit', false), ...span],
    } satisfies SheetSpec<'team'>,
    members('branch', 'branchMember'),
    {
      code: 'taskForce',
      kind: 'team',
      constant: { kind: 'taskForce' },
      holds: ({ kind }: Settings['team']) => kind === 'taskForce',
      fields: [
        text('name', 'name', bounds.name, 28),
        optionalText('task', 'task', bounds.task, 40),
        unit('unit', 'unit', false),
        optionalDay('term'),
        ...span,
      ],
    } satisfies SheetSpec<'team'>,
    members('taskForce', 'taskForceMember'),
    {
      code: 'pairing',
      kind: 'pairing',
      constant: {},
      holds: () => true,
      fields: [person('person', 'person', false), unit('unit', 'unit', false), unit('with', 'with', true), ...span],
    } satisfies SheetSpec<'pairing'>,
  ];
  return sheets as unknown as readonly SheetSpec[];
};

/** Headers of a sheet, the id last. */
export const headersOf = (sheet: SheetSpec, words: Words): string[] => [
  ...sheet.fields.flatMap((field) => field.columns.map((column) => words(`column.${sheet.code}.${column}`))),
  words('column.id'),
];
