import { requestTextsOf } from '../from-tables.ts';

/** The four steps of a request in Chinese. */
export const requestTexts = requestTextsOf((what) => [
  ['ask', `申请${what}`, `申请了${what}`],
  ['grant', `同意${what}`, `同意了${what}`],
  ['refuse', `不同意${what}`, `没有同意${what}`],
  ['withdraw', `撤回${what}申请`, `撤回了${what}申请`],
]);
