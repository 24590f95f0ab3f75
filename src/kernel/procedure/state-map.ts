import type { FieldError } from '../refusal.ts';
import { isFinal, type Procedure } from './procedure.ts';

/** Old state → new state; a state of the same name maps to itself where nothing is said. */
export type StateMap = Readonly<Record<string, string>>;

export const mapped = (map: StateMap, state: string): string => map[state] ?? state;

/** Every state of the old version must lead to one of the new that is final where it was final; else a matter could end, or wake, by moving. */
export const stateMapFaults = (from: Procedure, to: Procedure, map: StateMap): FieldError[] => [
  ...Object.keys(map)
    .filter((state) => !Object.hasOwn(from.states, state))
    .map((state) => ({ path: `map.${state}`, rule: 'unknownState', limit: state })),
  ...Object.keys(from.states).flatMap((state) => {
    const next = mapped(map, state);
    if (!Object.hasOwn(to.states, next)) return [{ path: `map.${state}`, rule: 'unknownState', limit: next }];
    return isFinal(from, state) === isFinal(to, next) ? [] : [{ path: `map.${state}`, rule: 'otherFinality' }];
  }),
];
