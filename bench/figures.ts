export const median = (list: readonly number[]): number => {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
};

export const percentile = (list: readonly number[], share: number): number => {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Medians of what the contenders reached, and of their ratios pair by pair. */
export const compare = <Name extends string>(rounds: readonly Record<Name, number>[]) => ({
  rate: (name: Name): number => Math.round(median(rounds.map((round) => round[name]))),
  ratio: (one: Name, other: Name): number => rounded(median(rounds.map((round) => round[one] / round[other]))),
});

export type Condition = { name: string; value: number; atLeast?: number; atMost?: number };

export const isMet = ({ value, atLeast, atMost }: Condition): boolean =>
  (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);

const missed: string[] = [];

/** One JSON line on stdout; a condition that is not met is named in it and on stderr, and makes the bench fail. */
export const printMeasure = (
  measure: string,
  facts: object,
  conditions: readonly Condition[],
  judged: boolean,
): void => {
  const failed = judged ? conditions.filter((condition) => !isMet(condition)) : [];
  const line = {
    measure,
    ...facts,
    conditions: conditions.map((condition) => ({ ...condition, ...(judged && { met: isMet(condition) }) })),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  for (const { name, value, atLeast, atMost } of failed) {
    missed.push(`${measure}: ${name} is ${value}, must be ${atLeast !== undefined ? `≥ ${atLeast}` : `≤ ${atMost}`}`);
  }
};

export const missedConditions = (): readonly string[] => missed;
