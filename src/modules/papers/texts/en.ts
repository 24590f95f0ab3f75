import { en as forms } from './en/forms.ts';
import { en as pages } from './en/pages.ts';
import { en as paper } from './en/paper.ts';

/** Words of official papers in English; papers themselves are made in the agency's language. */
export const en: Readonly<Record<string, string>> = {
  ...paper,
  ...forms,
  ...pages,
};
