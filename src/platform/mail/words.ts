/** Words of the catalogue with values put in; a key without words is a fault of ours and shows as itself. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export const wordsFrom =
  (text: (key: string) => string | undefined): Words =>
  (key, values = {}) =>
    (text(key) ?? key).replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
