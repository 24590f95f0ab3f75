import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { MatterBrief } from '../../kernel/view/view.ts';

export type Columns = { mine: MatterBrief[]; review: MatterBrief[]; waiting: MatterBrief[] };

/** Whose turn the table says it is in the state a matter stands in. */
const turnOf = (procedures: readonly Procedure[], matter: MatterBrief) =>
  procedures.find(({ code, version }) => code === matter.procedure && version === matter.version)?.states[matter.state]
    ?.turn ?? null;

/** Three columns of attention: mine to do, mine to check, and mine but in somebody else's hands. */
export const columnsOf = (
  procedures: readonly Procedure[],
  mine: readonly MatterBrief[],
  toReview: readonly MatterBrief[],
): Columns => {
  const review = new Set(toReview.map(({ id }) => id));
  const own = mine.filter(({ id, open }) => open && !review.has(id));
  return {
    mine: own.filter((matter) => turnOf(procedures, matter) === 'owner'),
    review: [...toReview],
    waiting: own.filter((matter) => turnOf(procedures, matter) !== 'owner'),
  };
};
