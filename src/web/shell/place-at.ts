/** `roles`: shown only to whoever holds one of them. `ofMatters`: not shown to those who have no part in any. */
export type Place = {
  key: string;
  to: string;
  under: readonly string[];
  roles?: readonly string[];
  ofMatters?: true;
};

/** The place the reader is in: the longest path that leads to where they are. */
export const placeAt = (path: string, all: readonly Place[]): Place | undefined => {
  const length = ({ under }: Place) =>
    Math.max(
      -1,
      ...under
        .filter((each) => path === each || (each !== '/' && path.startsWith(`${each}/`)))
        .map((each) => each.length),
    );
  const [best] = [...all].sort((a, b) => length(b) - length(a));
  return best && length(best) >= 0 ? best : undefined;
};
