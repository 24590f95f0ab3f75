/** How many of the newest days are drawn of one long over. */
export const lastShown = 2;
