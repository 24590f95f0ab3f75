const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';

/** Readable, of the four classes that the rule asks for, and without letters that look alike. Changed at the first sign-in. */
export const oneTimePassword = (): string => {
  const values = crypto.getRandomValues(new Uint32Array(12));
  const word = [...values.slice(0, 10)].map((value) => letters[value % letters.length]).join('');
  const number = 10 + ((values[10] ?? 0) % 90);
  return `Xn-${word}-${number}`;
};
