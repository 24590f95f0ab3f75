import { useState } from 'react';
import { type Failure, failureOf } from '../api/client.ts';

/** One thing sent at a time, with what became of it; a fault of ours goes on to the boundary. */
export const useSending = () => {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const send = async (work: () => Promise<void>): Promise<boolean> => {
    if (isBusy) return false;
    setIsBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      const failed = failureOf(error);
      if (!failed) throw error;
      setFailure(failed);
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { failure, setFailure, isBusy, send };
};
