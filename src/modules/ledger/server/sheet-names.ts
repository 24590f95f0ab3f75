import type { Form } from '../../../kernel/form/form.ts';
import type { Kit } from '../../../kernel/matter/matter.ts';
import { formOf } from '../../../kernel/procedure/procedure.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { dayOf } from '../../../platform/command/engine.ts';
import { type Roster, vocabularyOf } from '../../../platform/procedure/vocabulary.ts';
import { procedureOf } from '../../../platform/settings/settings.ts';
import type { Forms } from '../domain/sheet-edits.ts';
import type { Names } from '../domain/sheet-standing.ts';

export type SheetWords = {
  rosterOf: (viewer: Pick<Viewer, 'directory'>) => Roster;
  text: (key: string) => string | undefined;
};

const most = 5;

/** Names that share their family name and length, or hold one another: what a slip of the hand most often meant. */
const nearest = (written: string, names: readonly string[]): string[] => {
  const plain = written.normalize('NFKC').replaceAll(/\s+/g, '');
  if (plain === '') return [];
  const signs = new Set(plain);
  const scored = names.flatMap((name) => {
    const shared = [...new Set(name)].filter((sign) => signs.has(sign)).length;
    const likeness =
      name.includes(plain) || plain.includes(name) ? 1 : shared / Math.max(signs.size, new Set(name).size);
    return likeness >= 0.5 ? [{ name, likeness }] : [];
  });
  return scored
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ name }) => name);
};

/** Names and words of an agency as its sheets say them. `numbers` are matters that a cell may name. */
export const namesFor = (
  viewer: Viewer,
  { rosterOf, text }: SheetWords,
  now: Date,
  numbers: ReadonlyMap<string, string> = new Map(),
): Names => {
  const roster = rosterOf(viewer);
  const { directory, settings } = viewer;
  const vocabulary = vocabularyOf(roster, (key) => settings.titles[key] ?? text(key) ?? key, numbers);
  const today = dayOf(now);
  const people = roster.people.flatMap(({ name }) => name ?? []);
  const units = roster.units.map(({ name }) => name);
  return {
    vocabulary,
    personName: directory.personName,
    unitName: directory.unitName,
    postName: directory.postName,
    today,
    // The agency's wall clock, as everywhere a day is meant.
    startOf: (day) => new Date(Date.parse(`${day}T00:00:00Z`) - 8 * 3_600_000).toISOString(),
    postsOf: (person) =>
      directory
        .capacities(person, today)
        .filter(({ onBehalfOf }) => onBehalfOf === null)
        .map(({ post, unit }) => ({ post, unit })),
    near: (kind, written) => nearest(written, kind === 'person' ? people : units),
  };
};

/** The forms of a problem as the agency has them now, fields of its own among them. */
export const problemForms = (kit: Kit): Forms => {
  const procedure = procedureOf(kit, 'problem');
  const form = (action: string): Form => {
    const row = procedure.actions[action];
    const found = row && formOf(procedure, row);
    if (!found) throw new Error(`problem.${action} has no form`);
    return found;
  };
  return { problem: form('register'), correction: form('askCorrection') };
};
