import { OperatorFault } from '../../platform/config/fault.ts';
import type { StandingHouse } from '../engine.ts';

type Agency = Awaited<ReturnType<StandingHouse['agencies']['all']>>[number];

/** The agency a command was told, or the only first one. */
export const agencyNamed = async (standing: StandingHouse, code: string | undefined): Promise<Agency> => {
  const agencies = await standing.agencies.all();
  const found = code === undefined ? agencies[0] : agencies.find((each) => each.code === code);
  if (!found) throw new OperatorFault(code === undefined ? 'there is no agency yet' : `there is no agency ${code}`);
  return found;
};
