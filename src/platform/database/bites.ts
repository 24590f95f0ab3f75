/** Rows that one statement of the daily clearing takes away: few enough that nobody waits for its locks. */
export const bite = 200;

/** Repeats a clearing of at most `bite` rows until there is less to take. */
export const inBites = async (once: () => Promise<readonly unknown[]>): Promise<void> => {
  while ((await once()).length === bite);
};
