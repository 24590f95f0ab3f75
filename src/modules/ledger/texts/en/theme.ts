import { kinds, requestTexts } from './requests.ts';

/** Words of themes: their procedure and their pages. */
export const en: Readonly<Record<string, string>> = {
  'themes.sentence': 'Problems gathered by aspect, each theme led by one person.',
  'themes.failed': 'The themes could not be fetched',
  'themes.empty': 'No theme yet. Set one up and choose it when a problem is registered.',
  'themes.noAspect': 'No aspect',
  'themes.count': '{{count}} themes',
  'themes.done': 'Struck off {{done}} / {{all}}',
  'themes.units': '{{count}} units',
  'themes.gone': 'There is no such theme',
  'themes.toAll': 'All themes',
  'themes.toMatter': 'Progress and what can be done',
  'themes.problems': 'Problems of the theme',
  'themes.noProblems': 'No problem belongs to this theme yet. Choose it when one is registered or corrected.',
  'themes.flow': 'The flow, and how many stand where',
  'themes.all': 'Drawn flow and all problems',

  ...requestTexts('theme', { void: kinds.void }),

  'limit.theme.due': 'Theme',

  'procedure.theme': 'Theme',

  'state.theme.running': 'running',
  'state.theme.closed': 'closed',
  'state.theme.voided': 'void',

  'want.theme.running': 'Carry it on',

  'action.theme.register': 'Set up a theme',
  'action.theme.reportProgress': 'Report progress',
  'action.theme.close': 'Close the theme',
  'action.theme.reopen': 'Reopen',

  'done.theme.register': 'set up the theme',
  'done.theme.reportProgress': 'reported progress',
  'done.theme.close': 'closed the theme',
  'done.theme.reopen': 'reopened',

  'form.theme.title': 'Theme',
  'form.theme.aspect': 'Aspect',
  'form.theme.unit': 'Leading unit',
  'form.theme.owner': 'Owner',
  'form.theme.ownerPost': 'Post of the owner',
  'form.theme.dueOn': 'Due',
  'form.theme.aim': 'Aim',
};
