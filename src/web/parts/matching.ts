export type Option = { value: string; label: string; detail?: string; search?: string };

/** Options that hold every typed word, those that begin with it first. */
export const matching = (options: readonly Option[], typed: string): readonly Option[] => {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  const found = options.filter((option) => {
    const text = `${option.label} ${option.detail ?? ''} ${option.search ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const first = words[0] ?? '';
  const begins = (option: Option) => Number(!option.label.toLowerCase().startsWith(first));
  return [...found].sort((a, b) => begins(a) - begins(b));
};
