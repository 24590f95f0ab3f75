import { z } from 'zod';
import { isPlainText } from '../../../kernel/form/compile.ts';
import { roles } from '../../../kernel/procedure/procedure.ts';
import { bounds } from '../domain/bounds.ts';
import { appointmentKinds, dutyKinds, reaches, teamKinds, teamRoles } from '../domain/organisation.ts';

/** What may be entered for each kind of setting; the import from a workbook keeps to the same bounds. */
const id = z.uuid();
const day = z.iso.date();
const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(isPlainText, 'characters')
    .refine((text) => !/[\r\n]/.test(text), 'oneLine');
const span = { from: day, to: day.nullable() };

export const UnitBody = z.strictObject({
  id,
  parent: id.nullable(),
  code: words(bounds.code),
  name: words(bounds.name),
  ordinal: z.int().min(0).max(bounds.ordinal),
  ...span,
});
export const PostBody = z.strictObject({
  id,
  unit: id,
  name: words(bounds.name),
  roles: z.array(z.enum(roles)).max(9),
  reach: z.enum(reaches),
  /** Left out = as they stand. */
  duties: z
    .array(z.strictObject({ kind: z.enum(dutyKinds), text: words(bounds.duty) }))
    .max(bounds.duties)
    .optional(),
  ...span,
});
export const PersonBody = z.strictObject({
  id,
  name: words(bounds.person),
  number: words(bounds.number).nullable().optional(),
  login: z.string().max(64).optional(),
  password: z.string().max(200).optional(),
});
export const PersonChangeBody = z.strictObject({
  name: words(bounds.person),
  number: words(bounds.number).nullable(),
});
export const AppointmentBody = z.strictObject({
  id,
  person: id,
  post: id,
  kind: z.enum(appointmentKinds),
  forPerson: id.nullable(),
  ...span,
});
export const ChargeBody = z.strictObject({ id, person: id, post: id, unit: id, ...span });
export const TeamBody = z.strictObject({
  id,
  kind: z.enum(teamKinds),
  name: words(bounds.name),
  task: words(bounds.task).nullable(),
  unit: id.nullable(),
  term: day.nullable(),
  ...span,
});
export const MemberBody = z.strictObject({ id, team: id, person: id, role: z.enum(teamRoles), ...span });
export const PairingBody = z.strictObject({ id, person: id.nullable(), unit: id.nullable(), with: id, ...span });
