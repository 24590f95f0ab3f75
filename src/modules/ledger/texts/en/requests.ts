import { requestTextsOf } from '../from-tables.ts';

/** The four steps of a request in English. */
export const requestTexts = requestTextsOf((what) => [
  ['ask', `Request ${what}`, `requested ${what}`],
  ['grant', `Grant ${what}`, `granted ${what}`],
  ['refuse', `Refuse ${what}`, `refused ${what}`],
  ['withdraw', `Withdraw the request: ${what}`, `withdrew the request: ${what}`],
]);

/** The requests that most matters know, as they stand in a sentence. */
export const kinds = {
  extension: 'an extension',
  transfer: 'a transfer',
  merge: 'a merge',
  correction: 'a correction',
  void: 'voiding',
};
