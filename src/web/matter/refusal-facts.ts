import i18next from 'i18next';
import type { MatterView, RefusalView } from '../../kernel/view/view.ts';
import { nameOf } from '../parts/name-of.ts';
import { firstText } from '../texts/i18n.ts';

/** A refusal's facts hold codes and ids; of a matter that is read, they can be said in words. */
export const factsOf = (refusal: RefusalView, matter: MatterView): Record<string, unknown> => {
  const state = String(refusal.facts.state ?? matter.state);
  const above = matter.above?.procedure ?? matter.procedure;
  // A rule about the matter above speaks of its states.
  const key = firstText(`state.${matter.procedure}.${state}`, `state.${above}.${state}`);
  return { state: i18next.t(key), owner: nameOf(matter.owner.person) };
};
