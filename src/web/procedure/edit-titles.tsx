import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { Errors } from '../form/errors.tsx';
import type { FieldErrors } from '../form/values.ts';
import { bornWord } from '../texts/i18n.ts';

type Props = {
  builtIn: Procedure;
  titles: Readonly<Record<string, string>>;
  errors: FieldErrors;
  onChange: (titles: Record<string, string>) => void;
};

const keysOf = ({ code, states, actions, forms }: Procedure): { group: string; keys: string[] }[] => [
  { group: 'editor.stateWords', keys: Object.keys(states).map((state) => `state.${code}.${state}`) },
  {
    group: 'editor.actionWords',
    keys: Object.entries(actions)
      .filter(([, { request }]) => !request)
      .map(([action]) => `action.${code}.${action}`),
  },
  {
    group: 'editor.fieldWords',
    keys: forms.flatMap((form) =>
      form.fields.filter(({ type }) => type !== 'span').map(({ name }) => `form.${form.code}.${name}`),
    ),
  },
];

/** Words the agency calls things by; an empty one leaves the house's own, which stands in the field as a hint. */
export const EditTitles = ({ builtIn, titles, errors, onChange }: Props) => {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('editor.titles')}</h2>
      {keysOf(builtIn).map(({ group, keys }) => (
        <details className="fold" key={group}>
          <summary>{t(group, { count: keys.filter((key) => titles[key]).length })}</summary>
          <div className="edit-words">
            {keys.map((key) => {
              const wrong = errors.filter(({ path }) => path === `titles.${key}`);
              const id = `word-${key.replaceAll('.', '-')}`;
              return (
                <div className="fld" key={key}>
                  <label htmlFor={id}>{bornWord(key)}</label>
                  <input
                    id={id}
                    className="input"
                    value={titles[key] ?? ''}
                    placeholder={bornWord(key)}
                    aria-invalid={wrong.length > 0 || undefined}
                    aria-describedby={wrong.length > 0 ? `${id}-error` : undefined}
                    onChange={(event) => onChange({ ...titles, [key]: event.target.value })}
                  />
                  <Errors errors={wrong} id={`${id}-error`} />
                </div>
              );
            })}
          </div>
        </details>
      ))}
    </section>
  );
};
