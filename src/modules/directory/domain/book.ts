import type { Organisation, TeamKind } from './organisation.ts';

/** Why a name in a cell leads nowhere: nobody bears it, or several do. */
export type Lost = 'unknownName' | 'ambiguous';
export type Found = { id: string } | { lost: Lost };

const lost = (why: Lost): Found => ({ lost: why });
const only = (ids: readonly string[] | undefined): Found =>
  ids === undefined || ids.length === 0
    ? lost('unknownName')
    : ids.length === 1
      ? { id: ids[0] as string }
      : lost('ambiguous');

/** `王伟（A017）` → name and what tells the bearer apart: a staff number or the id. */
const told = /^(.*?)[（(]([^（）()]+)[）)]$/s;

class Register {
  readonly byName = new Map<string, string[]>();
  readonly byMark = new Map<string, string>();

  add(name: string, id: string, mark: string | null = null): void {
    const ids = this.byName.get(name);
    if (ids === undefined) this.byName.set(name, [id]);
    else if (!ids.includes(id)) ids.push(id);
    this.byMark.set(id, id);
    if (mark !== null) this.byMark.set(mark, id);
  }

  find(text: string): Found {
    const named = this.byName.get(text);
    if (named) return only(named);
    const marked = this.byMark.get(text.toLowerCase()) ?? this.byMark.get(text);
    if (marked !== undefined) return { id: marked };
    const [, name = '', mark = ''] = told.exec(text) ?? [];
    const id = this.byMark.get(mark.toLowerCase()) ?? this.byMark.get(mark);
    if (id === undefined) return lost('unknownName');
    return name === '' || (this.byName.get(name) ?? []).includes(id) ? { id } : lost('unknownName');
  }

  /** The name alone where it says who is meant, else with the mark behind it. */
  show(name: string, id: string, mark: string | null = null): string {
    return this.byName.get(name)?.length === 1 ? name : `${name}（${mark ?? id}）`;
  }
}

/** Names as they stand in the cells of a workbook, and what they lead to. New rows add theirs. */
export type Book = {
  unit(text: string): Found;
  post(unit: string, text: string): Found;
  person(text: string): Found;
  team(kind: TeamKind, text: string): Found;
  addUnit(id: string, code: string, name: string): void;
  addPost(id: string, unit: string, name: string): void;
  addPerson(id: string, name: string, number: string | null): void;
  addTeam(id: string, kind: TeamKind, name: string): void;
  showUnit(id: string | null): string;
  showPost(id: string): string;
  showPerson(id: string | null): string;
  showTeam(id: string): string;
};

export const bookOf = (organisation: Organisation): Book => {
  const codes = new Register();
  const unitNames = new Register();
  const people = new Register();
  const posts = new Map<string, Register>();
  const teams: Record<TeamKind, Register> = { branch: new Register(), taskForce: new Register() };
  const postsIn = (unit: string): Register => {
    const known = posts.get(unit);
    if (known) return known;
    const made = new Register();
    posts.set(unit, made);
    return made;
  };
  const book: Book = {
    unit: (text) => {
      const byCode = codes.find(text);
      return 'id' in byCode ? byCode : unitNames.find(text);
    },
    post: (unit, text) => postsIn(unit).find(text),
    person: (text) => people.find(text),
    team: (kind, text) => teams[kind].find(text),
    addUnit: (id, code, name) => {
      codes.add(code, id);
      unitNames.add(name, id);
    },
    addPost: (id, unit, name) => postsIn(unit).add(name, id),
    addPerson: (id, name, number) => people.add(name, id, number),
    addTeam: (id, kind, name) => teams[kind].add(name, id),
    showUnit: (id) => (id === null ? '' : (organisation.unit.get(id)?.code ?? '')),
    showPost: (id) => {
      const post = organisation.post.get(id);
      return post ? postsIn(post.unit).show(post.name, id) : '';
    },
    showPerson: (id) => {
      const person = id === null ? undefined : organisation.person.get(id);
      return person ? people.show(person.name ?? '', person.id, person.number) : '';
    },
    showTeam: (id) => {
      const team = organisation.team.get(id);
      return team ? teams[team.kind].show(team.name, id) : '';
    },
  };
  for (const { id, code, name } of organisation.unit.values()) book.addUnit(id, code, name);
  for (const { id, unit, name } of organisation.post.values()) book.addPost(id, unit, name);
  for (const { id, name, number } of organisation.person.values()) book.addPerson(id, name ?? '', number);
  for (const { id, kind, name } of organisation.team.values()) book.addTeam(id, kind, name);
  return book;
};
