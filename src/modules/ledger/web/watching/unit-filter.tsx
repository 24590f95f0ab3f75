import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../../../web/parts/names.ts';

type Props = { value: string | null; onChange: (unit: string | null) => void };

/** One unit with all below it, or the whole agency. */
export const UnitFilter = ({ value, onChange }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const { directory } = useNames();
  return (
    <span className={value ? 'f on' : 'f'}>
      <label htmlFor={id}>{t('watch.unit')}</label>
      <select id={id} value={value ?? ''} onChange={({ target }) => onChange(target.value || null)}>
        <option value="">{t('watch.wholeAgency')}</option>
        {(directory?.units ?? []).map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </span>
  );
};
