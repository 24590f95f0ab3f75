import { useTranslation } from 'react-i18next';
import { roles } from '../../../../kernel/procedure/procedure.ts';
import { Errors } from '../../../../web/form/errors.tsx';
import type { FieldErrors } from '../../../../web/form/values.ts';

type Props = { id: string; chosen: readonly string[]; onChange: (roles: string[]) => void; errors: FieldErrors };

/** What a post may do; several at once, and none is an answer. */
export const RoleTicks = ({ id, chosen, onChange, errors }: Props) => {
  const { t } = useTranslation();
  return (
    <fieldset className="ppl-ticks" aria-describedby={errors.length > 0 ? `${id}-error` : undefined}>
      <legend>{t('form.dirPost.roles')}</legend>
      {roles.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            className="tick"
            checked={chosen.includes(role)}
            aria-invalid={errors.length > 0 || undefined}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, role] : chosen.filter((each) => each !== role))
            }
          />
          {t(`word.role.${role}`)}
        </label>
      ))}
      <Errors errors={errors} id={`${id}-error`} />
    </fieldset>
  );
};
