import { uuidv7 } from 'uuidv7';
import type { CommandReplyView } from '../../kernel/view/view.ts';
import { call, failureOf } from './client.ts';

/**
 * Keys of commands whose fate is unknown: the same words sent again go under the same key, so that they count once.
 * They outlive a reload; a definite answer of any kind ends them.
 */
const prefix = 'xn-command:';

const memory = new Map<string, string>();
const storage = (): Storage | null => {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
};

const recall = (name: string): string | null => storage()?.getItem(name) ?? memory.get(name) ?? null;
const keep = (name: string, key: string) => {
  memory.set(name, key);
  storage()?.setItem(name, key);
};
const forget = (name: string) => {
  memory.delete(name);
  storage()?.removeItem(name);
};

// FNV-1a twice with different seeds: a name for the words, not a safeguard; the server compares the body itself.
const nameOf = (text: string): string => {
  const hash = (seed: number) => {
    let value = seed;
    for (let index = 0; index < text.length; index += 1)
      value = Math.imul(value ^ text.charCodeAt(index), 16777619) >>> 0;
    return value.toString(36);
  };
  return `${prefix}${hash(2166136261)}${hash(40503)}.${text.length}`;
};

/** Sends a command once, however often it is tried. `expected` is the sequence the words were written against. */
export const command = async (
  path: string,
  body: Record<string, unknown>,
  expected?: number,
): Promise<CommandReplyView> => {
  const name = nameOf(JSON.stringify([path, body, expected ?? null]));
  const key = recall(name) ?? uuidv7();
  keep(name, key);
  try {
    const reply = await call<CommandReplyView>(path, {
      method: 'POST',
      body,
      headers: { 'idempotency-key': key, ...(expected === undefined ? {} : { 'if-match': `"${expected}"` }) },
    });
    forget(name);
    return reply;
  } catch (error) {
    const failure = failureOf(error);
    // 429 and 5xx say nothing about the command itself: it is tried again as the same one.
    if (failure?.kind === 'refused' && failure.status < 500 && failure.status !== 429 && failure.status !== 401)
      forget(name);
    throw error;
  }
};
