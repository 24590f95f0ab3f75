import type { ComponentType } from 'react';
import type { MatterView } from '../../kernel/view/view.ts';
import { modules } from '../modules.ts';

type Section = ComponentType<{ matter: MatterView }>;

const all = modules.flatMap(({ matterSections = [] }) => matterSections);
const brought = new Map<(typeof all)[number], Section>();

/** Fetches what modules add to the pages of matters; the page waits for it, so that none of it can fail when somebody is writing. */
export const bringSections = async (): Promise<void> => {
  await Promise.all(all.map(async (each) => brought.set(each, await each.load())));
};

/** What modules add to the page of a matter of this procedure. */
export const sectionsOf = (procedure: string): Section[] =>
  all.filter((each) => each.procedure === procedure).flatMap((each) => brought.get(each) ?? []);
