/** Waits for the work, but no longer than so many milliseconds; true when it ended in time. Its failure is passed on. */
export const within = async (work: Promise<unknown> | unknown, milliseconds: number): Promise<boolean> => {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(late.resolve, milliseconds, false);
  try {
    return await Promise.race([Promise.resolve(work).then(() => true), late.promise]);
  } finally {
    clearTimeout(timer);
  }
};
