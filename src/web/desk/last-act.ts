import { useSyncExternalStore } from 'react';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { requestAction } from '../../kernel/procedure/requests.ts';
import type { ActionView, CommandReplyView, MatterBrief } from '../../kernel/view/view.ts';

/** What was done last at this desk, and the action that takes it back where there is one. */
export type LastAct = {
  person: string;
  matter: Pick<MatterBrief, 'id' | 'number' | 'title' | 'procedure'>;
  action: string;
  at: string;
  seq: number;
  undo: ActionView | null;
};

/** Asked is taken back by withdrawing, a merge by undoing it; what was decided otherwise stands, and so has no way back. */
export const undoOf = (procedure: Procedure, action: string, allowed: readonly ActionView[]): ActionView | null => {
  const step = procedure.actions[action]?.request;
  if (!step || (step.step !== 'ask' && step.step !== 'grant')) return null;
  const name = requestAction(step.step === 'ask' ? 'withdraw' : 'undo', step.kind);
  return allowed.find((each) => each.action === name && each.refusal === null) ?? null;
};

let last: LastAct | null = null;
const listeners = new Set<() => void>();

export const keepLastAct = (act: LastAct | null): void => {
  last = act;
  for (const tell of listeners) tell();
};

export const actOf = (
  person: string,
  procedure: Procedure,
  matter: LastAct['matter'],
  action: string,
  reply: CommandReplyView,
): LastAct => ({
  person,
  matter: { id: matter.id, number: matter.number, title: matter.title, procedure: matter.procedure },
  action,
  at: new Date().toISOString(),
  seq: reply.seq,
  undo: undoOf(procedure, action, reply.actions),
});

/** Of this person only: whoever signs in next begins with nothing. */
export const useLastAct = (person: string): LastAct | null => {
  const act = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => last,
  );
  return act?.person === person ? act : null;
};
