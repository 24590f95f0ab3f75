/** `2026-11-22 14:30`, on the wall clock of China. */
export const momentOf = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
