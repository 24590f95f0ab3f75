/** One part of the start and how long it took. */
export type Phase = { name: string; ms: number };

export type Stopwatch = {
  phase<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** `install 27.1 s · database 0.9 s · …`; installing stands apart, since it depends on the network. */
  line(): string;
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Measures the parts of a start, after those that the launcher measured before. */
export const startStopwatch = (before: readonly Phase[]): Stopwatch => {
  const phases: Phase[] = [...before];
  return {
    phase: async (name, work) => {
      const from = performance.now();
      try {
        return await work();
      } finally {
        phases.push({ name, ms: performance.now() - from });
      }
    },
    line: () => {
      const apart = phases.filter(({ name }) => name === 'install' || name === 'node');
      const rest = phases.filter((phase) => !apart.includes(phase));
      const sum = (part: readonly Phase[]) => part.reduce((total, { ms }) => total + ms, 0);
      const words = rest.map(({ name, ms }) => `${name} ${seconds(ms)}`).join(' · ');
      const installed = apart.map(({ name, ms }) => `${name} ${seconds(ms)}`).join(' · ');
      return `${words} = ${seconds(sum(rest))}${installed ? ` (apart from these: ${installed})` : ''}`;
    },
  };
};
