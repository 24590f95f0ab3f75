import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenWords, type FilterField } from './filter-fields.ts';

type Props = { field: FilterField; value: string; isNew: boolean; onChange: (value: string | null) => void };

/** Longer lists than this can be narrowed by typing. */
const short = 12;

/** One filter: its name and what is chosen; pressed, what can be chosen. A chosen one can be taken away beside it. */
export const FilterChip = ({ field, value, isNew, onChange }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const details = useRef<HTMLDetailsElement>(null);
  const [typed, setTyped] = useState('');
  const { name, way, choices } = field;
  const chosen = value === '' ? [] : value.split(',');
  useEffect(() => {
    if (isNew && details.current) details.current.open = true;
  }, [isNew]);
  useEffect(() => {
    const away = (event: Event) => {
      if (details.current?.open && !details.current.contains(event.target as Node)) details.current.open = false;
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
    };
  }, []);
  const close = () => {
    if (!details.current) return;
    details.current.open = false;
    details.current.querySelector('summary')?.focus();
  };
  const toggle = (each: string) => {
    if (way === 'one') {
      onChange(chosen[0] === each ? null : each);
      return close();
    }
    const next = chosen.includes(each) ? chosen.filter((one) => one !== each) : [...chosen, each];
    onChange(next.length === 0 ? null : next.join(','));
  };
  const shown = typed === '' ? choices : choices.filter(({ label }) => label.includes(typed));
  const title = t(`ledger.filter.${name}`);
  return (
    <span className={value === '' ? 'f' : 'f on'}>
      <details
        ref={details}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
      >
        <summary>
          <span className="f-name">{title}</span>{' '}
          {value === '' ? t('ledger.anything') : way === 'words' ? value : chosenWords(field, value)}
        </summary>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own box around what is one panel */}
        <div className="f-panel" role="group" aria-label={title}>
          {way === 'words' ? (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                onChange(typed.trim() || null);
                close();
              }}
            >
              <label htmlFor={`${id}-q`} className="vh">
                {title}
              </label>
              <input
                id={`${id}-q`}
                className="input"
                maxLength={120}
                placeholder={t('ledger.filterWords')}
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
              />
              <button type="submit" className="btn">
                {t('ledger.find')}
              </button>
            </form>
          ) : (
            <>
              {choices.length > short && (
                <>
                  <label htmlFor={`${id}-narrow`} className="vh">
                    {t('ledger.narrow', { what: title })}
                  </label>
                  <input
                    id={`${id}-narrow`}
                    className="input"
                    placeholder={t('ledger.narrowWords')}
                    value={typed}
                    onChange={({ target }) => setTyped(target.value)}
                  />
                </>
              )}
              <ul>
                {shown.slice(0, 60).map((choice) => (
                  <li key={choice.value}>
                    <label>
                      <input
                        type={way === 'one' ? 'radio' : 'checkbox'}
                        name={`${id}-choice`}
                        checked={chosen.includes(choice.value)}
                        onChange={() => toggle(choice.value)}
                      />
                      {choice.label}
                    </label>
                  </li>
                ))}
                {shown.length === 0 && <li className="m2">{t('ledger.nothingSo')}</li>}
              </ul>
            </>
          )}
        </div>
      </details>
      {value !== '' && (
        <button
          type="button"
          className="f-off"
          aria-label={t('ledger.filterOff', { what: title })}
          onClick={() => onChange(null)}
        >
          ×
        </button>
      )}
    </span>
  );
};
