import { zh as forms } from './zh/forms.ts';
import { zh as pages } from './zh/pages.ts';
import { zh as paper } from './zh/paper.ts';

/** Words of official papers: what stands on them, and on the pages where they are made. */
export const zh: Readonly<Record<string, string>> = {
  ...paper,
  ...forms,
  ...pages,
};
