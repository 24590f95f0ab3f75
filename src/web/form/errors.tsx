import { useTranslation } from 'react-i18next';
import { firstText } from '../texts/i18n.ts';
import type { FieldErrors } from './values.ts';

/** What is wrong with one field, next to it. */
export const Errors = ({ errors, id }: { errors: FieldErrors; id: string }) => {
  const { t } = useTranslation();
  if (errors.length === 0) return null;
  return (
    <p className="fld-error" id={id}>
      {errors.map((error) => (
        <span key={`${error.path} ${error.rule}`}>
          {t(firstText(`field.${error.rule}`, 'field.wrong'), { limit: error.limit })}
        </span>
      ))}
    </p>
  );
};
