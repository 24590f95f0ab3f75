import type { Field } from '../../kernel/form/form.ts';
import type { FieldErrors, Values } from './values.ts';

/** What every control is given: its field, its place in the form, what stands in it, and what stands beside it. */
export type ControlProps = {
  form: string;
  field: Field;
  fields: readonly Field[];
  path: string;
  prefix: string;
  id: string;
  /** All values of the same level: a person is chosen with a post and within a unit. */
  values: Values;
  /** Changes several values of this level at once. */
  onChange: (values: Values) => void;
  errors: FieldErrors;
  invalid: boolean;
  describedBy: string | undefined;
};
