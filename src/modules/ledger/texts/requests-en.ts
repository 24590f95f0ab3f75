type Steps = readonly (readonly [step: string, action: string, done: string])[];

const steps = (what: string): Steps => [
  ['ask', `Request ${what}`, `requested ${what}`],
  ['grant', `Grant ${what}`, `granted ${what}`],
  ['refuse', `Refuse ${what}`, `refused ${what}`],
  ['withdraw', `Withdraw the request: ${what}`, `withdrew the request: ${what}`],
];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Words for the steps of each request a procedure's table names. */
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
