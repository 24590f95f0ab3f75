import { useTranslation } from 'react-i18next';
import type { LedgerGroup } from '../domain/views.ts';
import { rateOf } from './grouping.ts';

/** The one rate at a group's edge: of a unit its whole year, whatever is filtered; of any other group itself. */
export const GroupRate = ({ group }: { group: LedgerGroup }) => {
  const { t } = useTranslation();
  const rate = group.year
    ? rateOf(group.year.struckOff, group.year.all)
    : rateOf(group.struckOff, group.count - group.dropped);
  return (
    <span className="end">
      {t(group.year ? 'ledger.rateOfYear' : 'ledger.rate')} <span className="rate">{rate ?? '–'}</span>
    </span>
  );
};
