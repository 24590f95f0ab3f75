import type { NamedKind, Vocabulary } from '../../kernel/form/cell.ts';

/** Who and what the directory knows by name. */
export type Roster = {
  people: readonly { id: string; name: string | null }[];
  units: readonly { id: string; name: string }[];
  posts: readonly { id: string; unit: string; name: string }[];
  /** Posts a person holds today, each with its unit. */
  unitsOf: (person: string) => readonly string[];
};

type Names = Vocabulary & { namesOf: (kind: NamedKind) => readonly string[] };

type Entry = { id: string; short: string; long: string };

const entriesOf = (roster: Roster): Partial<Record<NamedKind, Entry[]>> => {
  const units = new Map(roster.units.map(({ id, name }) => [id, name]));
  const behind = (name: string, places: readonly string[]) => {
    const known = places.flatMap((id) => units.get(id) ?? []);
    return known.length > 0 ? `${name}（${[...new Set(known)].join('，')}）` : name;
  };
  return {
    person: roster.people.flatMap(({ id, name }) =>
      name === null ? [] : [{ id, short: name, long: behind(name, roster.unitsOf(id).slice(0, 1)) }],
    ),
    unit: roster.units.map(({ id, name }) => ({ id, short: name, long: name })),
    post: roster.posts.map(({ id, unit, name }) => ({ id, short: name, long: behind(name, [unit]) })),
  };
};

/** People write what they know: the name alone where it is one person's, else with the unit behind it. */
const plain = (written: string): string => written.normalize('NFKC').replaceAll(/\s+/g, '');

/** Words and names of an agency, for sheets, documents and the command line. `numbers` are matters by their number. */
export const vocabularyOf = (
  roster: Roster,
  say: Vocabulary['say'],
  numbers: ReadonlyMap<string, string> = new Map(),
): Names => {
  const entries = entriesOf(roster);
  const byId = new Map(Object.values(entries).flatMap((list) => list.map((entry) => [entry.id, entry] as const)));
  const index = new Map<string, Set<string>>();
  for (const [kind, list] of Object.entries(entries))
    for (const { id, short, long } of list)
      for (const written of [short, long]) {
        const key = `${kind} ${plain(written)}`;
        index.set(key, (index.get(key) ?? new Set()).add(id));
      }
  const numberOf = new Map([...numbers].map(([number, id]) => [id, number]));
  return {
    say,
    nameOf: (kind, id) => (kind === 'matter' ? (numberOf.get(id) ?? null) : (byId.get(id)?.long ?? null)),
    idsOf: (kind, written) => {
      if (kind !== 'matter') return [...(index.get(`${kind} ${plain(written)}`) ?? [])];
      const found = numbers.get(written);
      return found ? [found] : [];
    },
    namesOf: (kind) => (entries[kind] ?? []).map(({ long }) => long),
  };
};
