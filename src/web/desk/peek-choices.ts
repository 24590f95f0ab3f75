import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { Want } from '../../kernel/view/desk.ts';
import type { ActionView, MatterView } from '../../kernel/view/view.ts';
import { primaryOf } from '../matter/steps.ts';

export type Choices = { first: ActionView | null; others: ActionView[] };

const beside = 2;

/**
 * What is offered beside the list: the answer to a request where one is wanted, else the step that leads on; then a few more. All
 * others stand on the page.
 */
export const choicesOf = (
  procedure: Procedure,
  matter: Pick<MatterView, 'state' | 'actions'>,
  wants: readonly Want[],
): Choices => {
  const granted = matter.actions.filter(({ refusal }) => refusal === null);
  const stepOf = ({ action }: ActionView) => procedure.actions[action]?.request;
  const asked = wants.find(({ kind }) => kind === 'request')?.request;
  const answer = granted.find((each) => stepOf(each)?.kind === asked && stepOf(each)?.step === 'grant');
  const primary = primaryOf(procedure, matter);
  const first = (asked && answer) || granted.find(({ action }) => action === primary) || null;
  const rank = (each: ActionView): number => {
    const step = stepOf(each);
    if (step?.kind === asked && step?.step === 'refuse') return 0;
    if (each.action === primary) return 1;
    // What waits for others is moved on by urging them.
    if (procedure.actions[each.action]?.tells === 'urged') return 1;
    // What stands beside the way is seldom wanted: it waits on the page.
    if (procedure.actions[each.action]?.aside) return 5;
    if (!step) return 2;
    return step.step === 'ask' ? 4 : 3;
  };
  const others = granted.filter((each) => each !== first).sort((a, b) => rank(a) - rank(b));
  return { first, others: others.slice(0, beside) };
};
