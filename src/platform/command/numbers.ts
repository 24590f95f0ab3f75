import { type Runner, run, statement } from '../database/statement.ts';

const take = statement<{ next: number }>(
  'command.takeNumbers',
  `insert into number_block (agency_id, series, next) values ($1, $2, $3::bigint + 1)
on conflict (agency_id, series) do update set next = number_block.next + $3::bigint returning next`,
);

type Block = { next: number; end: number; size: number; at: number };

/**
 * Numbers per series, taken in blocks outside the command's transaction so that no command waits for another's commit; gaps are
 * allowed (DESIGN §6). The block grows only while numbers run out within a second, so a quiet office sees none.
 */
export const createNumbers = (runner: Runner, now: () => number) => {
  const blocks = new Map<string, Block>();
  const waiting = new Map<string, Promise<Block>>();
  const refill = async (agency: string, series: string, size: number): Promise<Block> => {
    const [row] = await run(runner, take, agency, series, size);
    const end = (row as { next: number }).next;
    return { next: end - size, end, size, at: now() };
  };
  return async (agency: string, series: string): Promise<number> => {
    const key = `${agency}/${series}`;
    for (;;) {
      const block = blocks.get(key);
      if (block && block.next < block.end) return block.next++;
      const pending = waiting.get(key);
      if (pending) {
        await pending;
        continue;
      }
      const hurried = block !== undefined && now() - block.at < 1000;
      const size = hurried ? Math.min(block.size * 2, 256) : 1;
      const asked = refill(agency, series, size).then((fresh) => {
        blocks.set(key, fresh);
        return fresh;
      });
      waiting.set(key, asked);
      try {
        await asked;
      } finally {
        waiting.delete(key);
      }
    }
  };
};

export type Numbers = ReturnType<typeof createNumbers>;
