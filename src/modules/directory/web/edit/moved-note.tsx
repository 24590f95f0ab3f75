import { useTranslation } from 'react-i18next';
import type { OrganisationView } from '../../../../kernel/view/organisation.ts';
import type { Values } from '../../../../web/form/values.ts';
import { valueWords } from './specs.ts';

type Props = { view: OrganisationView; code: string; names: readonly string[]; before: Values; now: Values };

/** What somebody else changed while this was being filled in; what was typed here stays. */
export const MovedNote = ({ view, code, names, before, now }: Props) => {
  const { t } = useTranslation();
  return (
    <div className="moved" role="alert">
      <p>
        <b>{t('people.moved.title')}</b>
      </p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            {t('people.moved.field', {
              field: t(`form.${code}.${name}`),
              before: valueWords(view, before[name]),
              now: valueWords(view, now[name]),
            })}
          </li>
        ))}
      </ul>
      <p>{t('people.moved.kept')}</p>
    </div>
  );
};
