import type { Field, Form } from '../../../kernel/form/form.ts';
import { bounds } from './bounds.ts';
import { appointmentKinds, reaches, teamRoles } from './organisation.ts';

const req = { required: true } as const;
const from: Field = { name: 'from', type: 'date', ...req };
const to: Field = { name: 'to', type: 'date' };
const span = [from, to];
const line = (name: string, max: number): Field => ({ name, type: 'text', max });
const must = (name: string, max: number): Field => ({ ...line(name, max), ...req });
const person: Field = { name: 'person', type: 'person', ...req };
const unit: Field = { name: 'unit', type: 'unit' };
const role = (choices: readonly string[]): Field => ({ name: 'role', type: 'choice', choices, ...req });
const form = (code: string, ...fields: Field[]): Form => ({ code, version: 1, fields });

/** The forms in which the register is kept by page. What may not change about a thing that stands is left out there. */
export const forms: readonly Form[] = [
  form(
    'dirUnit',
    must('name', bounds.name),
    must('code', bounds.code),
    { name: 'parent', type: 'unit' },
    { name: 'ordinal', type: 'int' },
    ...span,
  ),
  form(
    'dirPost',
    must('name', bounds.name),
    { ...unit, ...req },
    { name: 'reach', type: 'choice', choices: reaches, ...req },
    { name: 'businessDuties', type: 'longText' },
    { name: 'partyDuties', type: 'longText' },
    ...span,
  ),
  form('dirPerson', must('name', bounds.person), line('number', bounds.number), line('login', 64)),
  form(
    'dirAppointment',
    person,
    { name: 'post', type: 'post', ...req },
    { name: 'kind', type: 'choice', choices: appointmentKinds.filter((kind) => kind !== 'substitute'), ...req },
    ...span,
  ),
  form('dirSubstitute', person, from, { ...to, ...req }),
  form('dirCharge', person, { name: 'personPost', type: 'post', ...req }, ...span),
  form('dirBranch', must('name', bounds.name), unit, ...span),
  form(
    'dirForce',
    must('name', bounds.name),
    must('task', bounds.task),
    unit,
    from,
    { name: 'term', type: 'date' },
    to,
  ),
  form('dirBranchMember', person, role(teamRoles), ...span),
  form('dirForceMember', person, role(teamRoles.filter((each) => each !== 'committee')), ...span),
  form('dirPairing', { name: 'with', type: 'unit', ...req }, { name: 'person', type: 'person' }, unit, ...span),
];

/** Fields of a form, but for these. */
export const fieldsOf = (code: string, without: readonly string[] = []): readonly Field[] =>
  forms.find((each) => each.code === code)?.fields.filter(({ name }) => !without.includes(name)) ?? [];
