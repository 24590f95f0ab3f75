import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { extraTypes } from '../../kernel/procedure/overlay-parts.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { Errors } from '../form/errors.tsx';
import type { FieldErrors } from '../form/values.ts';
import { choicesOf, type ExtraDraft, type ExtraType, freshName } from './overlay-draft.ts';

type Props = {
  builtIn: Procedure;
  extras: readonly ExtraDraft[];
  errors: FieldErrors;
  onChange: (extras: ExtraDraft[]) => void;
};

/** Where in what was sent this field stands: its index among those of its form. */
const pathOf = (extras: readonly ExtraDraft[], extra: ExtraDraft): string =>
  `fields.${extra.form}.${extras.filter(({ form }) => form === extra.form).indexOf(extra)}`;

/** Fields that the agency adds to forms; each more is something somebody has to type, and the page says so. */
export const EditFields = ({ builtIn, extras, errors, onChange }: Props) => {
  const { t } = useTranslation();
  const { code } = builtIn;
  const put = (index: number, part: Partial<ExtraDraft>) =>
    onChange(extras.map((each, at) => (at === index ? { ...each, ...part } : each)));
  const formName = (form: string) =>
    Object.entries(builtIn.actions)
      .filter(([, action]) => action.form === form)
      .map(([name]) => t(`action.${code}.${name}`))
      .join(i18next.t('listed')) || form;
  const add = () => {
    const name = freshName(
      code,
      extras.map((each) => each.name),
    );
    const form = builtIn.forms[0]?.code ?? '';
    onChange([...extras, { form, name, type: 'text', title: '', required: false, choices: [] }]);
  };
  return (
    <section>
      <h2>{t('editor.fields')}</h2>
      <p className="m2">{t('editor.fieldsWhy')}</p>
      {extras.map((extra, index) => {
        const id = `extra-${extra.name}`;
        const at = pathOf(extras, extra);
        const wrong = errors.filter(
          ({ path }) =>
            path.startsWith(`${at}.`) ||
            path === `fields.${extra.form}` ||
            path === `titles.form.${extra.form}.${extra.name}` ||
            path.startsWith(`titles.choice.${extra.form}.${extra.name}.`),
        );
        return (
          <fieldset key={extra.name}>
            <legend>{extra.title || t('editor.newField')}</legend>
            <div className="edit-row">
              <div className="fld">
                <label htmlFor={`${id}-title`}>{t('editor.fieldTitle')}</label>
                <input
                  id={`${id}-title`}
                  className="input"
                  value={extra.title}
                  aria-invalid={wrong.length > 0 || undefined}
                  aria-describedby={wrong.length > 0 ? `${id}-error` : undefined}
                  onChange={(event) => put(index, { title: event.target.value })}
                />
              </div>
              <div className="fld">
                <label htmlFor={`${id}-form`}>{t('editor.form')}</label>
                <select
                  id={`${id}-form`}
                  className="input"
                  value={extra.form}
                  onChange={(event) => put(index, { form: event.target.value })}
                >
                  {builtIn.forms.map((form) => (
                    <option key={form.code} value={form.code}>
                      {formName(form.code)}
                    </option>
                  ))}
                </select>
              </div>
              <div className="fld">
                <label htmlFor={`${id}-type`}>{t('procedure.kind')}</label>
                <select
                  id={`${id}-type`}
                  className="input"
                  value={extra.type}
                  onChange={(event) => put(index, { type: event.target.value as ExtraType })}
                >
                  {extraTypes.map((type) => (
                    <option key={type} value={type}>
                      {t(`fieldType.${type}`)}
                    </option>
                  ))}
                </select>
              </div>
              {extra.type === 'choice' && (
                <div className="fld fld--wide">
                  <label htmlFor={`${id}-choices`}>{t('editor.choices')}</label>
                  <input
                    id={`${id}-choices`}
                    className="input"
                    defaultValue={extra.choices.map(({ word }) => word).join(i18next.t('listed'))}
                    onBlur={(event) => put(index, { choices: choicesOf(event.target.value, extra.choices) })}
                  />
                </div>
              )}
              <div className="fld fld--yesNo">
                <input
                  id={`${id}-required`}
                  type="checkbox"
                  className="tick"
                  checked={extra.required}
                  onChange={(event) => put(index, { required: event.target.checked })}
                />
                <label htmlFor={`${id}-required`}>{t('form.required')}</label>
              </div>
              <button
                type="button"
                className="btn btn--text"
                onClick={() => onChange(extras.filter((_, place) => place !== index))}
                aria-label={t('form.takeOut', { what: extra.title })}
              >
                {t('form.remove')}
              </button>
            </div>
            <Errors errors={wrong} id={`${id}-error`} />
          </fieldset>
        );
      })}
      <button type="button" className="btn" onClick={add}>
        {t('editor.addField')}
      </button>
    </section>
  );
};
