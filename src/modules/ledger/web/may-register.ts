import type { Procedure } from '../../../kernel/procedure/procedure.ts';
import type { MeView } from '../../../kernel/view/view.ts';

/** Does the table let somebody with these posts register such a matter? Only to show or hide a way in; the server decides. */
export const mayRegister = (procedures: readonly Procedure[], me: Pick<MeView, 'footings'>, code: string): boolean => {
  const table = procedures.filter((each) => each.code === code).sort((a, b) => b.version - a.version)[0];
  const entry = Object.values(table?.actions ?? {}).find(({ from }) => from === 'new');
  const roles = new Set(me.footings.flatMap((footing) => footing.roles));
  return entry?.who.some((who) => who === 'staff' || roles.has(who)) ?? false;
};
