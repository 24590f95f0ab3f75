import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { Errors } from '../form/errors.tsx';
import type { FieldErrors } from '../form/values.ts';
import { freshName, type LimitDraft } from './overlay-draft.ts';
import { limitInWords } from './words.ts';

const units = ['wd', 'wh', 'wm', 'd', 'd+roll'];

type Props = {
  builtIn: Procedure;
  limits: readonly LimitDraft[];
  errors: FieldErrors;
  onChange: (limits: LimitDraft[]) => void;
};

/** How long each promise is; new ones for the whole way or for one state. */
export const EditLimits = ({ builtIn, limits, errors, onChange }: Props) => {
  const { t } = useTranslation();
  const { code } = builtIn;
  const put = (index: number, part: Partial<LimitDraft>) =>
    onChange(limits.map((each, at) => (at === index ? { ...each, ...part } : each)));
  const add = () => {
    const taken = [...limits.map(({ name }) => name), ...Object.keys(builtIn.limits ?? {})];
    const name = freshName(code, taken);
    onChange([...limits, { name, count: '', unit: 'wd', isNew: true, title: '', state: '' }]);
  };
  const errorsOf = (name: string) =>
    errors.filter(({ path }) => path.startsWith(`limits.${name}`) || path === `titles.limit.${code}.${name}`);
  const own = Object.entries(builtIn.states).filter(([, { final, clock }]) => !final && clock === 'runs');
  return (
    <section>
      <h2>{t('editor.limits')}</h2>
      {limits.map((limit, index) => {
        const title = limit.isNew ? limit.title : t(`limit.${code}.${limit.name}`);
        const id = `limit-${limit.name}`;
        const wrong = errorsOf(limit.name);
        return (
          <fieldset key={limit.name}>
            <legend>{title || t('editor.newLimit')}</legend>
            <div className="edit-row">
              {limit.isNew && (
                <div className="fld">
                  <label htmlFor={`${id}-title`}>{t('editor.limitTitle')}</label>
                  <input
                    id={`${id}-title`}
                    className="input"
                    value={limit.title}
                    onChange={(event) => put(index, { title: event.target.value })}
                  />
                </div>
              )}
              <div className="fld">
                <label htmlFor={`${id}-count`}>{t('procedure.length')}</label>
                <input
                  id={`${id}-count`}
                  className="input"
                  inputMode="numeric"
                  value={limit.count}
                  aria-invalid={wrong.length > 0 || undefined}
                  aria-describedby={wrong.length > 0 ? `${id}-error` : undefined}
                  onChange={(event) => put(index, { count: event.target.value })}
                />
              </div>
              <div className="fld">
                <label htmlFor={`${id}-unit`}>{t('editor.unit')}</label>
                <select
                  id={`${id}-unit`}
                  className="input"
                  value={limit.unit}
                  onChange={(event) => put(index, { unit: event.target.value })}
                >
                  {units.map((unit) => (
                    <option key={unit} value={unit}>
                      {t(`unitName.${unit}`)}
                    </option>
                  ))}
                </select>
              </div>
              {limit.isNew && (
                <div className="fld">
                  <label htmlFor={`${id}-state`}>{t('procedure.when')}</label>
                  <select
                    id={`${id}-state`}
                    className="input"
                    value={limit.state}
                    onChange={(event) => put(index, { state: event.target.value })}
                  >
                    <option value="">{t('procedure.wholeWay')}</option>
                    {own.map(([state]) => (
                      <option key={state} value={state}>
                        {t(`state.${code}.${state}`)}
                      </option>
                    ))}
                  </select>
                </div>
              )}
              {limit.isNew ? (
                <button
                  type="button"
                  className="btn btn--text"
                  onClick={() => onChange(limits.filter((_, at) => at !== index))}
                  aria-label={t('form.takeOut', { what: title })}
                >
                  {t('form.remove')}
                </button>
              ) : (
                <span className="m3">
                  {t('editor.born', { limit: limitInWords(builtIn.limits?.[limit.name]?.limit) })}
                </span>
              )}
            </div>
            <Errors errors={wrong} id={`${id}-error`} />
          </fieldset>
        );
      })}
      <button type="button" className="btn" onClick={add}>
        {t('editor.addLimit')}
      </button>
    </section>
  );
};
