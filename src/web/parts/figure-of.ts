/** Digits → number; anything else goes as it is, so that the server says what is wrong with it. */
export const figureOf = (text: string): number | string => (/^\d+$/.test(text.trim()) ? Number(text) : text);
