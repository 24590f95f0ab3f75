import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { Combobox } from '../parts/combobox.tsx';
import { useNames } from '../parts/names.ts';
import type { ControlProps } from './control.ts';

/** Several people or units: those taken stand as words with a way to take them out, the field below adds one. */
export const ManyControl = ({ field, id, values, onChange, invalid, describedBy }: ControlProps) => {
  const { t } = useTranslation();
  const names = useNames();
  const taken = (values[field.name] as string[] | undefined) ?? [];
  const all =
    field.type === 'units'
      ? (names.directory?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name, search: unit.code }))
      : (names.directory?.people ?? []).map((person) => ({
          value: person.id,
          label: person.name ?? t('erased'),
          detail: names
            .postsOf(person.id)
            .map(({ name }) => name)
            .join(i18next.t('listed')),
        }));
  const word = (each: string) => all.find(({ value }) => value === each)?.label ?? each;
  return (
    <div className="many">
      {taken.length > 0 && (
        <ul>
          {taken.map((each) => (
            <li key={each}>
              {word(each)}
              <button
                type="button"
                className="btn btn--text"
                aria-label={t('form.takeOut', { what: word(each) })}
                onClick={() => onChange({ [field.name]: taken.filter((other) => other !== each) })}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <Combobox
        id={id}
        options={all.filter(({ value }) => !taken.includes(value))}
        value={null}
        onChange={(value) => value && onChange({ [field.name]: [...taken, value] })}
        invalid={invalid}
        describedBy={describedBy}
        placeholder={t(taken.length > 0 ? 'form.addMore' : 'combobox.placeholder')}
      />
    </div>
  );
};
