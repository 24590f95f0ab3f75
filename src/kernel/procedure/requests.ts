import { type Action, isFinal, type Procedure, type RequestRule } from './procedure.ts';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Name of the action a step of a request goes by: `askExtension`, `grantExtension`, …; undoing a merge is `undoMerge`. */
export const requestAction = (step: 'ask' | 'grant' | 'refuse' | 'withdraw' | 'undo', kind: string): string =>
  `${step}${capital(kind)}`;

/** While a matter is under way, what was asked can be taken back or refused even where it cannot be granted: no request without an end. */
const untilItsEnd = (procedure: Procedure, { from }: RequestRule): string[] =>
  Object.keys(procedure.states).filter((state) => from.includes(state) || !isFinal(procedure, state));

const actionsOf = (procedure: Procedure, kind: string, rule: RequestRule): [string, Action][] => {
  const { from, form, reason, evidence, next } = rule;
  const ends = untilItsEnd(procedure, rule);
  const rules = rule.rules ? { rules: rule.rules } : {};
  const steps: [string, Action][] = [
    [
      requestAction('ask', kind),
      {
        from,
        who: rule.asks,
        ...(form !== undefined && { form }),
        ...(reason && { reason }),
        ...(evidence && { evidence }),
        ...rules,
        request: { kind, step: 'ask' },
      },
    ],
    [
      requestAction('grant', kind),
      {
        from,
        who: rule.grants,
        reason: 'optional',
        notSameAs: ['asker', ...(rule.notSameAs ?? [])],
        ...(next !== undefined && { next, confirm: true }),
        ...rules,
        request: { kind, step: 'grant' },
      },
    ],
    [
      requestAction('refuse', kind),
      {
        from: ends,
        who: rule.grants,
        reason: 'required',
        notSameAs: ['asker', ...(rule.notSameAs ?? [])],
        request: { kind, step: 'refuse' },
      },
    ],
    [requestAction('withdraw', kind), { from: ends, who: ['asker'], request: { kind, step: 'withdraw' } }],
  ];
  // Only a merge leaves everything in place, so only it can be undone by those who granted it.
  if (rule.effect === 'merge' && next !== undefined)
    steps.push([
      requestAction('undo', kind),
      {
        from: [next],
        who: rule.grants.filter((who) => who !== 'taker'),
        reason: 'required',
        request: { kind, step: 'undo' },
      },
    ]);
  return steps;
};

/**
 * The procedure with an action for each step of each request: ask, grant, refuse, withdraw. From there on a request is guarded,
 * offered and recorded like any other action; nothing asks twice.
 */
export const withRequests = (procedure: Procedure): Procedure => ({
  ...procedure,
  actions: {
    ...procedure.actions,
    ...Object.fromEntries(
      Object.entries(procedure.requests ?? {}).flatMap(([kind, rule]) => actionsOf(procedure, kind, rule)),
    ),
  },
});
