const online = (): Promise<void> =>
  navigator.onLine
    ? Promise.resolve()
    : new Promise((resolve) => addEventListener('online', () => resolve(), { once: true }));

/**
 * Fetches a file of the pages when there is a line. A browser that failed to fetch one never asks for it again, so it is not asked
 * for while the line is down, and one that broke off is told only when loading the page anew can help.
 */
export const whenOnline = async <T>(load: () => Promise<T>): Promise<T> => {
  await online();
  try {
    return await load();
  } catch (error) {
    await online();
    throw error;
  }
};
