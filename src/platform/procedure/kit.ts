import type { Kit } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { House } from '../command/engine.ts';
import type { Published } from './versions.ts';

const keyOf = (code: string, version: number): string => `${code}/${version}`;

/**
 * An agency's tables: what it published stands before what the house is born with, version by version. New matters take the
 * newest; running ones stay with theirs, which is found as long as anything knows of it.
 */
export const kitOf = (
  house: House,
  { procedures: own }: Published,
): { kit: Kit; newest: readonly Procedure[]; every: readonly Procedure[] } => {
  const newest = new Map(house.procedures.map((procedure) => [procedure.code, procedure]));
  const versions = new Map(house.procedures.map((procedure) => [keyOf(procedure.code, procedure.version), procedure]));
  for (const procedure of own) {
    newest.set(procedure.code, procedure);
    versions.set(keyOf(procedure.code, procedure.version), procedure);
  }
  const older = [...versions.values()].filter((procedure) => newest.get(procedure.code) !== procedure);
  return {
    kit: {
      procedure: (code, version) => (version === undefined ? newest.get(code) : versions.get(keyOf(code, version))),
      rule: house.kit.rule,
    },
    newest: [...newest.values()],
    every: [...newest.values(), ...older],
  };
};
