import type { Failure } from '../api/client.ts';
import { failureWords } from './failure-words.ts';

/** Why it did not work, in one line and told as it comes; nothing is to be seen while there is nothing to say. */
export const FailureLine = ({ failure }: { failure: Failure | null }) => (
  <p className="fld-error" role="alert">
    {failureWords(failure)}
  </p>
);
