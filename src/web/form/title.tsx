import { useTranslation } from 'react-i18next';

type Props = { title: string; for?: string; isRequired: boolean };

/** A field's title; that it must be filled stands beside, not inside, so that the name read out is the title alone. */
export const Title = ({ title, for: control, isRequired }: Props) => {
  const { t } = useTranslation();
  return (
    <div className="fld-title">
      {control ? <label htmlFor={control}>{title}</label> : <span>{title}</span>}
      {isRequired && (
        <span className="must" aria-hidden="true">
          {t('form.required')}
        </span>
      )}
    </div>
  );
};
