import type { Language } from '../kernel/view/display.ts';
import { en as ledgerEn, zh as ledgerZh } from '../modules/ledger/index.ts';
import { en } from './texts/en.ts';
import { type Words, zh } from './texts/zh.ts';

type Texts = Readonly<Record<string, string>>;

/** What a page says in one language: its own sentences, and the names of what the ledger opens. */
export type Tongue = { words: Words; ledger: Texts };

const made = new Map<Language, Promise<Tongue>>();

const make = async (language: Language): Promise<Tongue> => {
  if (language === 'en') return { words: en, ledger: ledgerEn };
  if (language === 'zh') return { words: zh, ledger: ledgerZh };
  // The dictionary is large and few ask for it: it is read when the first one does.
  const { traditionalWords } = await import('../kernel/view/traditional.ts');
  return { words: traditionalWords<Words>(zh), ledger: traditionalWords(ledgerZh) };
};

/** The words of a language, put together once. */
export const tongueOf = (language: Language): Promise<Tongue> => {
  const known = made.get(language) ?? make(language);
  made.set(language, known);
  return known;
};
