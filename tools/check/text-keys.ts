import { clockActions } from '../../src/kernel/clock/fold.ts';
import type { Field, Form } from '../../src/kernel/form/form.ts';
import { kernelForms } from '../../src/kernel/matter/kernel-actions.ts';
import { type Procedure, type Relation, type Role, roles, type Who } from '../../src/kernel/procedure/procedure.ts';
import { refusalStatus } from '../../src/kernel/refusal.ts';
import type { Room } from './rooms.ts';

const fieldKeys = (form: string, fields: readonly Field[]): string[] =>
  fields.flatMap((field) => [
    `form.${form}.${field.name}`,
    ...(field.choices ?? []).map((choice) => `choice.${form}.${field.name}.${choice}`),
    ...fieldKeys(form, field.columns ?? []),
  ]);

const formKeys = (forms: readonly Form[]): string[] => forms.flatMap((form) => fieldKeys(form.code, form.fields));

const procedureKeys = (procedure: Procedure): string[] => [
  `procedure.${procedure.code}`,
  ...Object.entries(procedure.states).flatMap(([state, { turn }]) => [
    `state.${procedure.code}.${state}`,
    `turn.${turn ?? 'nobody'}`,
  ]),
  ...Object.entries(procedure.actions).flatMap(([action, { who }]) => [
    `action.${procedure.code}.${action}`,
    `done.${procedure.code}.${action}`,
    ...who.map((each) => `role.${each}`),
  ]),
  ...Object.keys(procedure.parameters ?? {}).map((name) => `parameter.${procedure.code}.${name}`),
  ...formKeys(procedure.forms),
];

/** Keys that a module's tables need, whatever the code says. */
export const roomKeys = (room: Room): string[] => [
  ...new Set([
    ...room.procedures.flatMap(procedureKeys),
    ...room.rules.map((rule) => `rule.${rule}`),
    ...formKeys(room.forms ?? []),
  ]),
];

/** Keys that the kernel needs: what every matter can have done to it, and a word for each kind of refusal. */
export const kernelKeys: readonly string[] = [
  ...[...Object.keys(kernelForms), ...clockActions].map((action) => `done.${action}`),
  ...Object.keys(refusalStatus).map((code) => `rule.${code}`),
];

// Records, so that the compiler asks for a relation or a kind of person that is new.
const persons: Readonly<Record<Exclude<Who, Role>, true>> = {
  owner: true,
  parentOwner: true,
  registrar: true,
  named: true,
  staff: true,
  asker: true,
  taker: true,
  invited: true,
};
const relations: Readonly<Record<Relation, true>> = {
  owner: true,
  measureOwner: true,
  evidenceGiver: true,
  standIn: true,
  registrar: true,
  asker: true,
};

/** Keys that may have words: an agency's own table may name any person and relation, and any kernel action may be titled. */
export const welcomeKeys: readonly string[] = [
  ...[...Object.keys(persons), ...roles].flatMap((who) => [`role.${who}`, `turn.${who}`]),
  ...Object.keys(relations).flatMap((relation) => [`rule.notSameAs.${relation}`, `fact.notSameAs.${relation}`]),
  ...Object.keys(refusalStatus).map((code) => `fact.${code}`),
  ...Object.keys(kernelForms).map((action) => `action.${action}`),
  ...formKeys(Object.values(kernelForms)),
];
