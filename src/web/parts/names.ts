import { useMemo } from 'react';
import type { DirectoryView } from '../../kernel/view/view.ts';
import { useDirectory } from '../api/queries.ts';

export type Names = {
  directory: DirectoryView | null;
  person: (id: string) => string | null;
  post: (id: string) => string | null;
  unit: (id: string) => string | null;
  postsOf: (person: string) => { id: string; name: string; unit: string }[];
};

const namesIn = (directory: DirectoryView | null): Names => {
  const people = new Map(directory?.people.map((each) => [each.id, each]));
  const posts = new Map(directory?.posts.map((each) => [each.id, each]));
  const units = new Map(directory?.units.map((each) => [each.id, each]));
  return {
    directory,
    person: (id) => people.get(id)?.name ?? null,
    post: (id) => posts.get(id)?.name ?? null,
    unit: (id) => units.get(id)?.name ?? null,
    postsOf: (person) =>
      (people.get(person)?.posts ?? []).flatMap((id) => {
        const post = posts.get(id);
        return post ? [{ id, name: post.name, unit: post.unit }] : [];
      }),
  };
};

/** Names of people, posts and units for the ids that events and forms hold. */
export const useNames = (): Names => {
  const { data } = useDirectory();
  return useMemo(() => namesIn(data ?? null), [data]);
};
