import { createContext, useCallback, useState } from 'react';

/** Files of one control: how many are on their way, and how many did not arrive and still stand there. */
export type Uploads = { onTheWay: number; failed: number };

/** A control of files tells its form; a form never goes without a file that was given to it. */
export const TellUploads = createContext<(id: string, uploads: Uploads) => void>(() => undefined);

/** What all controls of a form told, together. */
export const useUploads = () => {
  const [told, setTold] = useState<Record<string, Uploads>>({});
  const tell = useCallback((id: string, uploads: Uploads) => setTold((all) => ({ ...all, [id]: uploads })), []);
  const sum = (kind: keyof Uploads) => Object.values(told).reduce((count, uploads) => count + uploads[kind], 0);
  return { tell, onTheWay: sum('onTheWay'), failed: sum('failed') };
};
