/**
 * Waits for work whose end may be all that is left to wait for. A process ends by itself, and well, when nothing holds it any more;
 * if the work is not done by then its answer is lost, and `onLost` says so instead of a silent success.
 */
export const toTheEnd = async (work: Promise<void>, onLost: (error: Error) => void): Promise<void> => {
  const lost = (): void => onLost(new Error('ended before it was done'));
  process.once('beforeExit', lost);
  try {
    await work;
  } finally {
    process.removeListener('beforeExit', lost);
  }
};
