import type { Viewer } from '../authorization/directory.ts';
import type { Engine } from '../command/engine.ts';
import { recordAccess } from './page.ts';

/** A page that follows what happens asks again and again: within this time it is still the same reading. */
const onceMs = 10 * 60_000;
/** Above this many the memory is looked through for what is past. */
const most = 10_000;

/**
 * Records readings of confidential matters by pages that refresh themselves: the first look at each leaves its record, looks
 * within ten minutes of it do not. A server remembers its own; another one records once more, which says nothing false.
 */
export const createReadings = (engine: Pick<Engine, 'runner' | 'now'>) => {
  const last = new Map<string, number>();
  return async (viewer: Viewer, way: string, rows: readonly { id: string; confidential: boolean }[]): Promise<void> => {
    const now = engine.now().getTime();
    if (last.size > most) for (const [key, at] of last) if (at < now - onceMs) last.delete(key);
    const keyOf = (id: string) => `${viewer.agency.id} ${viewer.person} ${way} ${id}`;
    const fresh = rows.filter(({ id, confidential }) => confidential && (last.get(keyOf(id)) ?? 0) < now - onceMs);
    await recordAccess(engine, viewer, way, fresh);
    for (const { id } of fresh) last.set(keyOf(id), now);
  };
};

export type Readings = ReturnType<typeof createReadings>;
