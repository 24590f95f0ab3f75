/** Words for the steps of each request a procedure's table names; the same four steps read alike everywhere. */
const steps = (what: string): readonly (readonly [step: string, action: string, done: string])[] => [
  ['ask', `申请${what}`, `申请了${what}`],
  ['grant', `同意${what}`, `同意了${what}`],
  ['refuse', `不同意${what}`, `没有同意${what}`],
  ['withdraw', `撤回${what}申请`, `撤回了${what}申请`],
];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const requestTexts = (procedure: string, kinds: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, what]) => [
      [`request.${procedure}.${kind}`, what],
      ...steps(what).flatMap(([step, action, done]) => [
        [`action.${procedure}.${step}${capital(kind)}`, action],
        [`done.${procedure}.${step}${capital(kind)}`, done],
      ]),
    ]),
  );
