import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { MatterBrief, MeView } from '../../kernel/view/view.ts';

export type Columns = { mine: MatterBrief[]; review: MatterBrief[]; waiting: MatterBrief[] };

/** Whose turn the table says it is in the state a matter stands in. */
const turnOf = (procedures: readonly Procedure[], matter: MatterBrief) =>
  procedures.find(({ code, version }) => code === matter.procedure && version === matter.version)?.states[matter.state]
    ?.turn ?? null;

/** Has this reader a part in deciding about it: a role that an action of this state asks for, and not its owner's. */
const mayCheck = (procedures: readonly Procedure[], matter: MatterBrief, me: MeView): boolean => {
  const roles = new Set<string>(me.footings.flatMap((footing) => footing.roles));
  const table = procedures.find(({ code, version }) => code === matter.procedure && version === matter.version);
  return (
    matter.owner.person.id !== me.person.id &&
    Object.values(table?.actions ?? {}).some(
      ({ from, who, notSameAs }) =>
        from !== 'new' &&
        from.includes(matter.state) &&
        (notSameAs?.length ?? 0) > 0 &&
        who.some((each) => roles.has(each)),
    )
  );
};

/** Three columns of attention: mine to do, mine to check, and mine but in somebody else's hands. */
export const columnsOf = (
  procedures: readonly Procedure[],
  me: MeView,
  mine: readonly MatterBrief[],
  toReview: readonly MatterBrief[],
): Columns => {
  const checked = toReview.filter((matter) => mayCheck(procedures, matter, me));
  const review = new Set(checked.map(({ id }) => id));
  const own = mine.filter(({ id, open }) => open && !review.has(id));
  return {
    mine: own.filter((matter) => turnOf(procedures, matter) === 'owner'),
    review: checked,
    waiting: own.filter((matter) => turnOf(procedures, matter) !== 'owner'),
  };
};
