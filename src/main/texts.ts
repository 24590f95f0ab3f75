import { zh as ledger } from '../modules/ledger/texts/zh.ts';
import { zh as papers } from '../modules/papers/texts/zh.ts';
import { zh as shell } from '../web/texts/zh.ts';

/** The words of the house, for what the server writes itself: sheets, documents, help of the command line. */
const texts: Readonly<Record<string, string>> = { ...shell, ...ledger, ...papers };

export const textOf = (key: string): string | undefined => texts[key];
export const hasText = (key: string): boolean => Object.hasOwn(texts, key);
