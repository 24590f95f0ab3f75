/**
 * Form = data. A closed vocabulary of field types; an agency's own forms are rows of the same shape and never carry code.
 * Titles are not written here: the text catalogue has them under `form.<form>.<field>`, so one form serves every language.
 */
export const fieldTypes = [
  'text',
  'longText',
  'int',
  'decimal',
  'money',
  'date',
  'choice',
  'yesNo',
  'person',
  'people',
  'post',
  'unit',
  'units',
  'place',
  'files',
  'table',
  'matter',
  'span',
] as const;

export type FieldType = (typeof fieldTypes)[number];

/** Which hot column of the matter a field feeds when its event is folded. */
export type Slot =
  | 'title'
  | 'owner'
  | 'unit'
  | 'leader'
  | 'dueWords'
  | 'dueOn'
  | 'confidential'
  | 'accused'
  | 'recused'
  /** Another matter this one tells of: whoever is kept from that one is kept from this. */
  | 'about';

export type Field = {
  name: string;
  type: FieldType;
  required?: true | { when: { field: string; is: string | boolean } };
  /** Stands outside the event under a key that can be destroyed. `longText` always does, whoever wrote it (DESIGN §5). */
  personal?: true;
  /** Shown only to parties of a confidential matter. */
  confidential?: true;
  /** May appear on a public page once an opening action was taken. Nothing is public without it. */
  public?: true;
  min?: number;
  /** Characters for text, rows for tables, value for numbers. */
  max?: number;
  choices?: readonly string[];
  columns?: readonly Field[];
  /** For `matter`: the procedure the other matter must follow. */
  procedure?: string;
  sets?: Slot;
  /** Seldom filled in: pages keep it folded away until it is asked for, so that a form stays short. */
  aside?: true;
};

export type Form = { code: string; version: number; fields: readonly Field[]; rules?: readonly string[] };

export const isProtected = (field: Field): boolean => field.personal === true || field.type === 'longText';

/** Where a protected value stood: its commitment and the subject whose key covers it. */
export type Commitment = { commit: string; of: string };

export const isCommitment = (value: unknown): value is Commitment =>
  typeof value === 'object' && value !== null && 'commit' in value && 'of' in value;

type Data = Record<string, unknown>;

const mapField = (field: Field, value: unknown, make: (field: Field, value: unknown) => unknown): unknown => {
  if (value === undefined || value === null) return value;
  if (field.type === 'table' && Array.isArray(value))
    return value.map((row) => mapProtected(field.columns ?? [], row as Data, make));
  return isProtected(field) ? make(field, value) : value;
};

/**
 * Replaces every protected value of `data` by what `make` returns; the rest is kept as it is.
 * Used twice: value → commitment before an event is written, commitment → value when it is shown.
 */
export const mapProtected = (
  fields: readonly Field[],
  data: Data,
  make: (field: Field, value: unknown) => unknown,
): Data => {
  const known = new Map(fields.map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const field = known.get(name);
      return [name, field ? mapField(field, value, make) : value];
    }),
  );
};

/** Only the fields marked `public`; what a public page may show. Protected values stay out even when marked, until opened by hand. */
export const publicPart = (fields: readonly Field[], data: Data): Data =>
  Object.fromEntries(
    fields
      .filter((field) => field.public && !isProtected(field) && data[field.name] !== undefined)
      .map((field) => [field.name, data[field.name]]),
  );
