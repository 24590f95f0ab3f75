import type { SweepProposal } from '../../domain/watch-views.ts';

/** A unit that could look at itself, and who would answer for that. */
export type Pick = {
  unit: string;
  name: string;
  beside: boolean;
  asked: boolean;
  isChosen: boolean;
  owner: string | null;
  post: string | null;
};

/** Units beside the problem's own come first and stand chosen, but for those asked already and those nobody leads. */
export const picksOf = ({ units }: Units): Pick[] =>
  units
    .map(({ unit, beside, asked, answerable }) => ({
      unit: unit.id,
      name: unit.name ?? '',
      beside,
      asked,
      isChosen: beside && !asked && answerable !== null,
      owner: answerable?.person.id ?? null,
      post: answerable?.post.id ?? null,
    }))
    .sort((a, b) => Number(b.beside) - Number(a.beside));

type Units = { units: SweepProposal['units'] };

/** Rows of the command's table, one a unit. */
export const rowsOf = (
  picks: readonly Pick[],
  { title, look, dueOn }: { title: string; look: string; dueOn: string },
): Record<string, unknown>[] =>
  picks.map(({ unit, owner, post }) => ({
    title: title.slice(0, 160),
    ...(look.trim() && { look: look.trim() }),
    unit,
    owner,
    ownerPost: post,
    dueOn,
  }));
