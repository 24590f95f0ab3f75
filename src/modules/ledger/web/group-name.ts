import type { TFunction } from 'i18next';
import { type Grouping, none } from '../domain/filters.ts';
import type { LedgerGroup } from '../domain/views.ts';

/** What a group is called: a unit's, a leader's or a theme's name, a word of the catalogue, or that nothing was said. */
export const groupName = (t: TFunction, by: Grouping, { key, name }: Pick<LedgerGroup, 'key' | 'name'>): string => {
  if (by === 'none') return t('ledger.title');
  if (by === 'light') return t(key === none ? 'ledger.noLight' : `light.${key}`);
  if (key === none) return t(`ledger.none.${by}`);
  if (by === 'category') return t(`choice.problem.category.${key}`);
  return name ?? t(by === 'leader' ? 'erasedByLaw' : 'ledger.hiddenName');
};
