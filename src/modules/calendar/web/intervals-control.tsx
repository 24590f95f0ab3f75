import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Intervals } from '../domain/differences.ts';
import { clockOf, intervalFaults } from './draft.ts';

type Props = { label: string; value: Intervals; onChange: (value: [string, string][]) => void };

// The browser's own time control speaks the browser's language and knows no 24:00.
const clockInput = {
  type: 'text',
  inputMode: 'numeric',
  maxLength: 5,
  placeholder: '09:00',
  autoComplete: 'off',
} as const;

/** Hours of a day, one line an interval; several a day, none for a free one. */
export const IntervalsControl = ({ label, value, onChange }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const list = value.map(([from, to]): [string, string] => [from, to]);
  const fault = intervalFaults(list);
  const set = (index: number, at: 0 | 1, time: string) =>
    onChange(list.map((each, nr) => (nr === index ? (at === 0 ? [time, each[1]] : [each[0], time]) : each)));
  return (
    <fieldset className="hours" aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{label}</legend>
      {list.length === 0 && <span className="m3">{t('calendar.noHours')}</span>}
      {list.map(([from, to], index) => (
        // An interval is known by its place alone.
        <span className="hours-line" key={index}>
          <input
            className="input"
            {...clockInput}
            value={from}
            aria-label={t('calendar.from', { what: label, nr: index + 1 })}
            onChange={(event) => set(index, 0, event.target.value)}
            onBlur={() => set(index, 0, clockOf(from))}
          />
          <span aria-hidden="true">—</span>
          <input
            className="input"
            {...clockInput}
            value={to}
            aria-label={t('calendar.to', { what: label, nr: index + 1 })}
            onChange={(event) => set(index, 1, event.target.value)}
            onBlur={() => set(index, 1, clockOf(to))}
          />
          <button
            type="button"
            className="btn btn--text"
            aria-label={t('calendar.dropHours', { what: label, nr: index + 1 })}
            onClick={() => onChange(list.filter((_, nr) => nr !== index))}
          >
            {t('calendar.drop')}
          </button>
        </span>
      ))}
      <button
        type="button"
        className="btn btn--text"
        aria-label={t('calendar.addHours', { what: label })}
        onClick={() => onChange([...list, ['', '']])}
      >
        {t('calendar.addInterval')}
      </button>
      {fault && (
        <p className="fld-error" id={`${id}-fault`}>
          <span>{t(`calendar.fault.${fault}`)}</span>
        </p>
      )}
    </fieldset>
  );
};
