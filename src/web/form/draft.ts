import { useCallback, useEffect, useState } from 'react';

/**
 * What somebody types is kept in this tab until it is sent or thrown away: a lost connection, a refusal,
 * an ended session or a reload lose nothing. Names hold the person, so that nobody finds another's words.
 */
const prefix = 'xn-draft:';

const read = <T>(name: string): T | null => {
  try {
    const text = sessionStorage.getItem(prefix + name);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
};

export const writeDraft = (name: string, value: unknown) => {
  try {
    if (value === null) sessionStorage.removeItem(prefix + name);
    else sessionStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Storage refused or full: the words still stand in the page.
  }
};

export const hasDraft = (name: string): boolean => read(name) !== null;

/** Signing out by hand leaves nothing behind for the next person at this desk. */
export const dropDrafts = () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('xn-')) sessionStorage.removeItem(key);
};

export const useDraft = <T>(name: string, initial: () => T) => {
  const [draft, setDraft] = useState<T>(() => read<T>(name) ?? initial());
  const [touched, setTouched] = useState(() => hasDraft(name));
  useEffect(() => {
    if (touched) writeDraft(name, draft);
  }, [name, draft, touched]);
  const change = useCallback((next: T | ((before: T) => T)) => {
    setTouched(true);
    setDraft(next);
  }, []);
  const drop = useCallback(() => {
    setTouched(false);
    writeDraft(name, null);
  }, [name]);
  return { draft, change, drop, touched };
};
