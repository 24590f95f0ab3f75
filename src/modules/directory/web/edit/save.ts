import type { OrganisationView, SettingView } from '../../../../kernel/view/organisation.ts';
import { statusOf } from '../../../../web/api/client.ts';
import type { Values } from '../../../../web/form/values.ts';
import { readOrganisation, saveSetting } from '../queries.ts';

/** What stands in the controls before anybody types, from the organisation as it was read. */
export type InitialFrom = (view: OrganisationView) => Values;

export const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Written, or not: somebody changed the very thing meanwhile, and this is how it stands now. */
export type Saved = { done: SettingView } | { moved: OrganisationView };

const attempts = 4;

/**
 * Saves on the version that was looked at. Where the organisation moved on but not in what this form is about, it is saved on
 * the newer version; where it did, nothing is written and the reader decides.
 */
export const save = async (
  path: string,
  body: object,
  seen: OrganisationView,
  initialFrom: InitialFrom,
): Promise<Saved> => {
  let view = seen;
  for (let attempt = 1; ; attempt += 1)
    try {
      return { done: await saveSetting(path, body, view.version) };
    } catch (error) {
      if (statusOf(error) !== 412 || attempt === attempts) throw error;
      const fresh = await readOrganisation();
      if (!alike(initialFrom(seen), initialFrom(fresh))) return { moved: fresh };
      view = fresh;
    }
};

/** What others changed is taken over wherever the reader has not typed something else. */
export const merged = (typed: Values, before: Values, now: Values): Values =>
  Object.fromEntries(
    [...new Set([...Object.keys(typed), ...Object.keys(now)])].map((name) => [
      name,
      alike(typed[name], before[name]) ? now[name] : typed[name],
    ]),
  );

/** Fields that are other than they were. */
export const movedFields = (before: Values, now: Values): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => !alike(before[name], now[name]));
