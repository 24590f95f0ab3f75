/**
 * Ids of notices rise with time (UUIDv7), but two that are made at once may be written in the other order: whoever looks for
 * what is new looks back a little and knows what was told already.
 */
export const lookBackMs = 30_000;

const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

/** The least id of a moment. */
export const leastAt = (ms: number): string => {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0').slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

/** An id far enough before this one that nothing written meanwhile is missed. */
export const before = (id: string): string => leastAt(timeOf(id) - lookBackMs);

/** Ids told lately; forgets those that lie further back than anybody looks. */
export class Told {
  #ids = new Set<string>();
  newest: string;

  constructor(from: string) {
    this.newest = from;
  }

  /** True where this one was not told yet. */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (id > this.newest) this.newest = id;
    const past = before(this.newest);
    for (const old of this.#ids) if (old < past) this.#ids.delete(old);
    return true;
  }
}
