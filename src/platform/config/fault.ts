/**
 * Something only the operator can mend: a setting, a folder, a database out of reach. Its message is the one line
 * they read; the command line prints it without a stack and ends with code 1. Bugs are other errors.
 */
export class OperatorFault extends Error {
  override name = 'OperatorFault';
}

/** The `code` that Node and PostgreSQL put on their errors. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** The words of an error on one line. An AggregateError (every address of a name refused) has none of its own. */
export const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
};
