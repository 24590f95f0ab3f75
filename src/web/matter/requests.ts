import i18next from 'i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { MatterView } from '../../kernel/view/view.ts';

/** Who answers a request, in words: a taker by name where one is named; of a confidential matter only roles that may read it. */
export const decidersOf = (
  procedure: Procedure,
  matter: Pick<MatterView, 'confidential'>,
  kind: string,
  taker: string | null,
): string => {
  const closed: readonly string[] = procedure.confidentialRoles ?? [];
  const grants = (procedure.requests?.[kind]?.grants ?? []).filter(
    (who) => !matter.confidential || closed.includes(who) || who === 'parentOwner',
  );
  const words = grants.map((who) => (who === 'taker' && taker !== null ? taker : i18next.t(`role.${who}`)));
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(i18next.t('listed'))}${i18next.t('orListed')}${last}`;
};
