/**
 * A refusal is a value, not an exception: it names the rule, the facts of this case and what would mend it.
 * Officers and applicants read it; exceptions are left for bugs.
 */
export type Refusal = {
  code: RefusalCode;
  /** Name of the rule that refused, e.g. `strikeOff.notSameAs.owner`; the text catalogue has words for it. */
  rule: string;
  /** Facts of this case; ids, counts and codes only, never free text of people. */
  facts: Record<string, string | number | boolean | null | string[]>;
  /** What would mend it: an action code or a text key. */
  mend?: string;
  /** For `invalid`: every field that is wrong, all at once. Also where a rule waits for a field that forms may fold away. */
  fields?: FieldError[];
};

export type FieldError = { path: string; rule: string; limit?: number | string };

/** Code → HTTP status. The one table; edges never choose a status of their own (STYLE: 409 conflict, 412 stale, 403 not allowed). */
export const refusalStatus = {
  invalid: 422,
  notSignedIn: 401,
  notAllowed: 403,
  sameHuman: 403,
  notFound: 404,
  wrongState: 409,
  ruleBroken: 409,
  conflict: 409,
  commandReused: 409,
  stale: 412,
  tooLarge: 413,
  unsupportedFile: 415,
  preconditionMissing: 428,
  tooMany: 429,
  locked: 423,
} as const;

export type RefusalCode = keyof typeof refusalStatus;

export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const granted = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refuse = (
  code: RefusalCode,
  rule: string,
  facts: Refusal['facts'] = {},
  more: Pick<Refusal, 'mend' | 'fields'> = {},
): { ok: false; refusal: Refusal } => ({ ok: false, refusal: { code, rule, facts, ...more } });
