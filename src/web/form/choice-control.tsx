import { useTranslation } from 'react-i18next';
import type { ControlProps } from './control.ts';

/** The browser's own list and tick: nothing does it better on a phone. */
export const ChoiceControl = ({ form, field, id, values, onChange, invalid, describedBy }: ControlProps) => {
  const { t } = useTranslation();
  const marks = { 'aria-invalid': invalid || undefined, 'aria-describedby': describedBy };
  if (field.type === 'yesNo')
    return (
      <input
        id={id}
        type="checkbox"
        className="tick"
        checked={values[field.name] === true}
        onChange={(event) => onChange({ [field.name]: event.target.checked })}
        {...marks}
      />
    );
  return (
    <select
      id={id}
      className="input"
      value={String(values[field.name] ?? '')}
      aria-required={field.required === true || undefined}
      onChange={(event) => onChange({ [field.name]: event.target.value })}
      {...marks}
    >
      <option value="">{t('form.choose')}</option>
      {(field.choices ?? []).map((choice) => (
        <option key={choice} value={choice}>
          {t(`choice.${form}.${field.name}.${choice}`)}
        </option>
      ))}
    </select>
  );
};
