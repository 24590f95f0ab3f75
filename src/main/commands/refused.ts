import { codeOf, OperatorFault } from '../../platform/config/fault.ts';

/** Exit code of a command that was asked for something impossible; 1 is for findings. */
const REFUSED = 2;

const lineOf = (error: unknown): string | null => {
  if (error instanceof OperatorFault) return error.message;
  // A table that is not there: nothing was ever migrated here.
  return codeOf(error) === '42P01' ? 'the database holds nothing yet; start the server or run migrate' : null;
};

/** Tells the operator in one line why a command did nothing, and answers its exit code. Bugs go on as they are. */
export const refused = (error: unknown, json: boolean): number => {
  const line = lineOf(error);
  if (line === null) throw error;
  process.stderr.write(json ? `${JSON.stringify({ error: line })}\n` : `xiaoneng: ${line}\n`);
  process.exitCode = REFUSED;
  return REFUSED;
};
