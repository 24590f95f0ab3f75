import { placeholdersOf } from '../../../kernel/form/placeholders.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { paperKinds, ruleOf } from '../domain/kinds.ts';
import type { KindsView } from '../domain/views.ts';
import { mayIssue, type PapersDeps, sayFor } from './deps.ts';
import { paperSetting } from './setting.ts';
import { templatesInForce, templateView } from './templates.ts';

/** Titles of labels on paper are spaced to a width; in a list of fields they are plain. */
const plain = (title: string): string => title.replaceAll(/[\s　]/g, '');

/** What can be made here, what is asked for it, and what a template of it may name. */
export const kindsView = async (deps: PapersDeps, viewer: Viewer): Promise<KindsView> => {
  const say = sayFor(deps, viewer);
  const { runner } = deps.engine;
  const { id: agency } = viewer.agency;
  const [stored, inForce] = await Promise.all([paperSetting(runner, agency), templatesInForce(runner, agency)]);
  const setting = stored && {
    seq: stored.seq,
    codeWord: stored.codeWord,
    mark: stored.mark,
    printer: stored.printer,
    site: stored.site,
  };
  return {
    kinds: paperKinds.map((kind) => {
      const { about, numbering, input, words } = ruleOf(kind);
      const template = inForce.get(kind);
      return {
        kind,
        about,
        numbering,
        input: input.fields.map(({ name, type, required, max, choices }) => ({
          name,
          type,
          required: required === true,
          max: max ?? null,
          choices: [...(choices ?? [])],
        })),
        fields: placeholdersOf(words, say).map(({ name, title, isRequired, rows }) => ({
          name,
          title: plain(title),
          isRequired,
          rows: rows.map((row) => ({ name: row.name, title: plain(row.title), isRequired: row.isRequired })),
        })),
        template: template ? templateView(viewer, template) : null,
      };
    }),
    setting,
    mayIssue: mayIssue(viewer),
    maySet: viewer.capacities.some(({ roles }) => roles.includes('office')),
  };
};
