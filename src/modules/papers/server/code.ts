import { randomInt } from 'node:crypto';

/** Figures and letters that are not mistaken for each other, read aloud or typed. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten signs, 50 bits: too many to try one after the other. */
export const newPaperCode = (): string => Array.from({ length: 10 }, () => signs[randomInt(signs.length)]).join('');
