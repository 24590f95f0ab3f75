import type { createDirectories } from '../modules/directory/index.ts';
import type { Viewer } from '../platform/authorization/directory.ts';
import { dayOf } from '../platform/command/engine.ts';
import type { Roster } from '../platform/procedure/vocabulary.ts';

type DirectoryCopy = Awaited<ReturnType<ReturnType<typeof createDirectories>['of']>>;

/** The directory's names for forms: who there is today, and in which unit. */
export const rosterAt =
  (now: () => Date) =>
  (viewer: Pick<Viewer, 'directory'>): Roster => {
    const directory = viewer.directory as DirectoryCopy;
    const today = dayOf(now());
    return {
      people: directory.people,
      units: directory.units,
      posts: directory.posts,
      unitsOf: (person) =>
        directory
          .capacities(person, today)
          .filter(({ onBehalfOf }) => onBehalfOf === null)
          .map(({ unit }) => unit),
    };
  };
