type Words = Readonly<Record<string, string>>;

/** Words for the choices of a form, by field and value. */
export const choiceTexts = (form: string, choices: Readonly<Record<string, Words>>): Words =>
  Object.fromEntries(
    Object.entries(choices).flatMap(([field, words]) =>
      Object.entries(words).map(([value, word]) => [`choice.${form}.${field}.${value}`, word]),
    ),
  );

type Steps = (what: string) => readonly (readonly [step: string, action: string, done: string])[];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Words for each request a procedure's table names and for its steps, which read alike everywhere in one language. */
export const requestTextsOf =
  (steps: Steps) =>
  (procedure: string, kinds: Words): Words =>
    Object.fromEntries(
      Object.entries(kinds).flatMap(([kind, what]) => [
        [`request.${procedure}.${kind}`, what],
        ...steps(what).flatMap(([step, action, done]) => [
          [`action.${procedure}.${step}${capital(kind)}`, action],
          [`done.${procedure}.${step}${capital(kind)}`, done],
        ]),
      ]),
    );
