/**
 * Where a generated file and what would be generated now part: the first differing lines, and how to mend it.
 * Enough to see what happened, not a whole diff.
 */
export const differences = (file: string, stands: string, wanted: string, command: string): string[] => {
  if (stands === wanted) return [];
  if (stands === '') return [`${file}:1 is not there; write it with ${command}`];
  const old = stands.split('\n');
  const fresh = wanted.split('\n');
  const gone = old.filter((line) => !fresh.includes(line));
  const come = fresh.filter((line) => !old.includes(line));
  const first = fresh.findIndex((line, index) => line !== old[index]) + 1;
  const shown = [...gone.map((line) => `- ${line.trim()}`), ...come.map((line) => `+ ${line.trim()}`)].slice(0, 6);
  return [`${file}:${first} is not what the tables say now (${command}): ${shown.join(' | ') || 'order'}`];
};
