import i18next from 'i18next';
import type { Field } from '../../../../kernel/form/form.ts';
import { roles } from '../../../../kernel/procedure/procedure.ts';
import type { OrganisationView } from '../../../../kernel/view/organisation.ts';
import type { Values } from '../../../../web/form/values.ts';
import { fieldsOf } from '../../domain/forms.ts';
import { today } from '../chart.ts';
import type { Editing } from './editing.ts';
import type { InitialFrom } from './save.ts';

/** A form of the register: its fields, what stands in them, what is sent and where to. */
export type Spec = {
  /** Of the texts: `form.<code>.<field>`. */
  code: string;
  fields: readonly Field[];
  /** Roles stand as ticks of their own below the fields. */
  ticks?: 'roles';
  path: string;
  /** Name of the draft: the thing itself, or within what something new is made. */
  about: string;
  initialFrom: InitialFrom;
  body: (values: Values, id: string) => object;
  /** Where on the page a fault of this path belongs. */
  place?: (path: string, body: Values) => string;
};

const filled = (values: Values, name: string): unknown => {
  const value = values[name];
  return value === undefined || value === '' ? null : typeof value === 'string' ? value.trim() || null : value;
};
const days = (values: Values) => ({ from: filled(values, 'from') ?? undefined, to: filled(values, 'to') });
const must = (values: Values, name: string) => filled(values, name) ?? undefined;
const lines = (values: Values, name: string): string[] =>
  String(values[name] ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
const dutiesOf = (values: Values) =>
  (['business', 'party'] as const).flatMap((kind) =>
    lines(values, `${kind}Duties`).map((each) => ({ kind, text: each })),
  );

const shown = (values: object): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? undefined]));
const begun = () => ({ from: today(), to: undefined });

const unitSpec = ({ stands, parent }: Extract<Editing, { form: 'unit' }>): Spec => ({
  code: 'dirUnit',
  path: 'units',
  about: stands?.id ?? `in-${parent ?? 'top'}`,
  fields: fieldsOf('dirUnit'),
  initialFrom: (view) => {
    const unit = view.units.find(({ id }) => id === stands?.id);
    if (!unit) return { parent: parent ?? undefined, ...begun() };
    const { id: _, ordinal, ...values } = unit;
    return { ...shown(values), ordinal: String(ordinal) };
  },
  body: (values, id) => {
    const typed = filled(values, 'ordinal');
    const ordinal = typed === null ? 0 : /^\d+$/.test(String(typed)) ? Number(typed) : typed;
    const { name, code } = values;
    return { id, name, code, parent: filled(values, 'parent'), ordinal, ...days(values) };
  },
});

const postSpec = ({ stands, unit }: Extract<Editing, { form: 'post' }>): Spec => ({
  code: 'dirPost',
  path: 'posts',
  about: stands?.id ?? `in-${unit}`,
  ticks: 'roles',
  fields: fieldsOf('dirPost'),
  initialFrom: (view) => {
    const post = view.posts.find(({ id }) => id === stands?.id);
    if (!post) return { unit, roles: [], reach: 'unit', ...begun() };
    const { id: _, duties, ...values } = post;
    const of = (kind: string) =>
      duties.flatMap((each) => (each.kind === kind ? [each.text] : [])).join('\n') || undefined;
    return { ...shown(values), businessDuties: of('business'), partyDuties: of('party') };
  },
  body: (values, id) => ({
    id,
    unit: must(values, 'unit'),
    name: values.name,
    roles: roles.filter((role) => (values.roles as string[] | undefined)?.includes(role)),
    reach: must(values, 'reach'),
    duties: dutiesOf(values),
    ...days(values),
  }),
  place: (path, values) => {
    const [head, index] = path.split('.');
    if (head !== 'duties') return path;
    return Number(index ?? 0) < lines(values, 'businessDuties').length ? 'businessDuties' : 'partyDuties';
  },
});

const personSpec = ({ stands }: Extract<Editing, { form: 'person' }>): Spec => ({
  code: 'dirPerson',
  path: stands ? `people/${stands.id}` : 'people',
  about: stands?.id ?? 'new',
  fields: fieldsOf('dirPerson', stands ? ['login'] : []),
  initialFrom: (view) => {
    const person = view.people.find(({ id }) => id === stands?.id);
    return person ? shown({ name: person.name, number: person.number }) : {};
  },
  body: (values, id) => ({
    ...(stands ? {} : { id }),
    name: values.name,
    number: filled(values, 'number'),
    ...(filled(values, 'login') !== null && { login: filled(values, 'login') }),
  }),
});

const appointmentSpec = ({ post, person }: Extract<Editing, { form: 'appointment' }>): Spec => ({
  code: 'dirAppointment',
  path: 'appointments',
  about: `on-${post ?? person}`,
  fields: fieldsOf('dirAppointment'),
  initialFrom: () => ({ post, person, kind: 'holder', ...begun() }),
  body: (values, id) => ({
    id,
    person: must(values, 'person'),
    post: must(values, 'post'),
    kind: must(values, 'kind'),
    forPerson: null,
    ...days(values),
  }),
});

const substituteSpec = ({ post, forPerson }: Extract<Editing, { form: 'substitute' }>): Spec => ({
  code: 'dirSubstitute',
  path: 'appointments',
  about: `for-${forPerson}-${post}`,
  fields: fieldsOf('dirSubstitute'),
  initialFrom: () => ({ from: today() }),
  body: (values, id) => ({
    id,
    person: must(values, 'person'),
    post,
    kind: 'substitute',
    forPerson,
    ...days(values),
  }),
  // Whom and which post are not typed here: what is wrong with them is said where the days or the person are.
  place: (path) => (path === 'forPerson' || path === 'post' ? 'person' : path),
});

const chargeSpec = ({ unit }: Extract<Editing, { form: 'charge' }>): Spec => ({
  code: 'dirCharge',
  path: 'charges',
  about: `over-${unit}`,
  fields: fieldsOf('dirCharge'),
  initialFrom: () => ({ ...begun() }),
  body: (values, id) => ({
    id,
    person: must(values, 'person'),
    post: must(values, 'personPost') ?? must(values, 'person'),
    unit,
    ...days(values),
  }),
  place: (path) => (path === 'post' ? 'personPost' : path === 'unit' ? 'from' : path),
});

const teamSpec = ({ stands, kind }: Extract<Editing, { form: 'team' }>): Spec => ({
  code: kind === 'branch' ? 'dirBranch' : 'dirForce',
  path: 'teams',
  about: stands?.id ?? kind,
  fields: fieldsOf(kind === 'branch' ? 'dirBranch' : 'dirForce'),
  initialFrom: (view) => {
    const team = view.teams.find(({ id }) => id === stands?.id);
    if (!team) return { ...begun() };
    const { name, task, unit, term, from: begins, to: ends } = team;
    return shown({ name, task, unit, term, from: begins, to: ends });
  },
  body: (values, id) => ({
    id,
    kind,
    name: values.name,
    task: filled(values, 'task'),
    unit: filled(values, 'unit'),
    term: filled(values, 'term'),
    ...days(values),
  }),
});

const memberSpec = ({ team, stands }: Extract<Editing, { form: 'member' }>): Spec => ({
  code: team.kind === 'branch' ? 'dirBranchMember' : 'dirForceMember',
  path: 'members',
  about: stands?.id ?? `in-${team.id}`,
  fields: fieldsOf(team.kind === 'branch' ? 'dirBranchMember' : 'dirForceMember', stands ? ['person', 'from'] : []),
  initialFrom: (view) => {
    const now = view.teams.flatMap(({ members }) => members).find(({ id }) => id === stands?.id);
    return now ? shown({ role: now.role, to: now.to }) : { role: 'member', ...begun() };
  },
  body: (values, id) => ({
    id,
    team: team.id,
    person: stands?.person ?? must(values, 'person'),
    role: must(values, 'role'),
    from: stands?.from ?? must(values, 'from'),
    to: filled(values, 'to'),
  }),
});

const pairingSpec = (): Spec => ({
  code: 'dirPairing',
  path: 'pairings',
  about: 'new',
  fields: fieldsOf('dirPairing'),
  initialFrom: () => ({ ...begun() }),
  body: (values, id) => ({
    id,
    with: must(values, 'with'),
    person: filled(values, 'person'),
    unit: filled(values, 'unit'),
    ...days(values),
  }),
});

/** Forms that one spec draws whole; endings and hand-overs have pages of their own. */
export type Plain = Exclude<Editing, { form: 'ending' } | { form: 'handOver' }>;

export const specOf = (editing: Plain): Spec => {
  switch (editing.form) {
    case 'unit':
      return unitSpec(editing);
    case 'post':
      return postSpec(editing);
    case 'person':
      return personSpec(editing);
    case 'appointment':
      return appointmentSpec(editing);
    case 'substitute':
      return substituteSpec(editing);
    case 'charge':
      return chargeSpec(editing);
    case 'team':
      return teamSpec(editing);
    case 'member':
      return memberSpec(editing);
    case 'pairing':
      return pairingSpec();
  }
};

/** The id of what stands; `null` where something new is made. */
export const standsOf = (editing: Plain): string | null =>
  'stands' in editing && editing.stands ? editing.stands.id : null;

/** A value of a field in words, for what somebody else changed meanwhile. */
export const valueWords = (view: OrganisationView, value: unknown): string => {
  if (value === undefined || value === null || value === '') return '–';
  if (Array.isArray(value)) return value.join(i18next.t('listed')) || '–';
  const id = String(value);
  return (
    view.units.find((each) => each.id === id)?.name ??
    view.posts.find((each) => each.id === id)?.name ??
    view.people.find((each) => each.id === id)?.name ??
    id
  );
};
