import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../../web/parts/names.ts';

type Props = { unit: string | null; isGrouped: boolean; onChange: (values: Record<string, string | null>) => void };

/** Grouping and filters; what is set stands in the address. */
export const LedgerTools = ({ unit, isGrouped, onChange }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const { directory } = useNames();
  return (
    <div className="tools">
      <span className={isGrouped ? 'f on' : 'f'}>
        <label htmlFor={`${id}-group`}>{t('ledger.groupFilter')}</label>
        <select
          id={`${id}-group`}
          value={isGrouped ? 'unit' : 'none'}
          onChange={({ target }) => onChange({ group: target.value === 'none' ? 'none' : null })}
        >
          <option value="unit">{t('ledger.byUnit')}</option>
          <option value="none">{t('ledger.noGroup')}</option>
        </select>
      </span>
      <span className={unit ? 'f on' : 'f'}>
        <label htmlFor={`${id}-unit`}>{t('ledger.unitFilter')}</label>
        <select
          id={`${id}-unit`}
          value={unit ?? ''}
          onChange={({ target }) => onChange({ unit: target.value || null })}
        >
          <option value="">{t('ledger.allUnits')}</option>
          {(directory?.units ?? []).map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      </span>
      {unit && (
        <button type="button" className="btn btn--text" onClick={() => onChange({ unit: null })}>
          {t('ledger.clear')}
        </button>
      )}
    </div>
  );
};
