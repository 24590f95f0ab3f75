import { readFileSync } from 'node:fs';

/** Milliseconds a process has spent on a core, user and system; 0 where the system does not tell. */
const spent = (pid: number): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
    // Counted in hundredths of a second (USER_HZ), fields 14 and 15 of proc(5).
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
};

/** What contenders' processes cost over the rounds, in milliseconds a request. */
export const createMeter = () => {
  const sums = new Map<string, { ms: number; requests: number }>();
  return {
    async around<T>(name: string, pid: number, requests: number, work: () => Promise<T>): Promise<T> {
      const before = spent(pid);
      const result = await work();
      const sum = sums.get(name) ?? { ms: 0, requests: 0 };
      sums.set(name, { ms: sum.ms + spent(pid) - before, requests: sum.requests + requests });
      return result;
    },
    reset: () => sums.clear(),
    perRequest: () =>
      Object.fromEntries([...sums].map(([name, { ms, requests }]) => [name, Number((ms / requests).toFixed(3))])),
  };
};
