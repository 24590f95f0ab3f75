import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { Errors } from '../form/errors.tsx';
import type { FieldErrors } from '../form/values.ts';
import type { OverlayDraft } from './overlay-draft.ts';
import { parameterInWords } from './words.ts';

type Props = {
  builtIn: Procedure;
  parameters: OverlayDraft['parameters'];
  errors: FieldErrors;
  onChange: (parameters: OverlayDraft['parameters']) => void;
};

/** Figures that rules look at: a number, or for which of a choice's values a rule holds. */
export const EditParameters = ({ builtIn, parameters, errors, onChange }: Props) => {
  const { t } = useTranslation();
  const { code } = builtIn;
  const entries = Object.entries(builtIn.parameters ?? {});
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>{t('editor.parameters')}</h2>
      {entries.map(([name, stands]) => {
        const id = `parameter-${name}`;
        const value = parameters[name] ?? '';
        const wrong = errors.filter(({ path }) => path.startsWith(`parameters.${name}`));
        const put = (next: string | readonly string[]) => onChange({ ...parameters, [name]: next });
        const born = <span className="m3">{t('editor.bornValue', { value: parameterInWords(stands) })}</span>;
        return (
          <fieldset key={name}>
            <legend>{t(`parameter.${code}.${name}`)}</legend>
            {stands.type === 'int' ? (
              <div className="edit-row">
                <input
                  id={id}
                  className="input"
                  inputMode="numeric"
                  aria-label={t(`parameter.${code}.${name}`)}
                  value={String(value)}
                  aria-invalid={wrong.length > 0 || undefined}
                  aria-describedby={wrong.length > 0 ? `${id}-error` : undefined}
                  onChange={(event) => put(event.target.value)}
                />
                {born}
              </div>
            ) : (
              <>
                {stands.of.map((each) => (
                  <label key={each} className="fld fld--yesNo">
                    <input
                      type="checkbox"
                      className="tick"
                      checked={value.includes(each)}
                      onChange={(event) =>
                        put(
                          stands.of.filter((other) => (other === each ? event.target.checked : value.includes(other))),
                        )
                      }
                    />
                    {t(`choice.${stands.words}.${each}`)}
                  </label>
                ))}
                {born}
              </>
            )}
            <Errors errors={wrong} id={`${id}-error`} />
          </fieldset>
        );
      })}
    </section>
  );
};
