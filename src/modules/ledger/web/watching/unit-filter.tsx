import { useTranslation } from 'react-i18next';
import { useNames } from '../../../../web/parts/names.ts';
import { FilterSelect } from '../filter-select.tsx';

type Props = { value: string | null; onChange: (unit: string | null) => void };

/** One unit with all below it, or the whole agency. */
export const UnitFilter = (props: Props) => {
  const { t } = useTranslation();
  const { directory } = useNames();
  return (
    <FilterSelect {...props} label={t('watch.unit')} all={t('watch.wholeAgency')} options={directory?.units ?? []} />
  );
};
