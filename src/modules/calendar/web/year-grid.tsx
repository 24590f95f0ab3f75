import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '../../../kernel/calendar/calendar.ts';
import { addDays } from '../domain/differences.ts';
import { dayKind } from './draft.ts';

type Props = {
  calendar: Calendar;
  notes: Readonly<Record<string, string>>;
  year: number;
  today: string;
  /** Dates changed and not published. */
  changed: ReadonlySet<string>;
  /** Opens a date; absent for those who only read. */
  onOpen?: (date: string) => void;
};

const dateAt = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Twelve months: what is free, what is worked instead, what has hours of its own. One stop for the tab key, arrows within. */
export const YearGrid = ({ calendar, notes, year, today, changed, onOpen }: Props) => {
  const { t } = useTranslation();
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(today.startsWith(`${year}-`) ? today : `${year}-01-01`);
  const here = at.startsWith(`${year}-`) ? at : `${year}-01-01`;
  const move = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = addDays(here, by);
    if (!next.startsWith(`${year}-`)) return;
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
  };
  // What is seen comes first, so that speaking it finds the button.
  const words = (date: string, seen: string): string =>
    [seen, date, t(`calendar.kind.${dayKind(calendar, date)}`), notes[date]].filter(Boolean).join(' ');
  const cell = (date: string) => {
    const kind = dayKind(calendar, date);
    const mark =
      kind === 'holiday'
        ? t('calendar.off')
        : kind === 'makeUp'
          ? t('calendar.work')
          : kind === 'own'
            ? t('calendar.own')
            : '';
    const face = (
      <>
        {Number(date.slice(8))}
        {mark !== '' && <i>{mark}</i>}
      </>
    );
    const look = ['day', `day--${kind}`, date === today && 'day--today', changed.has(date) && 'day--changed']
      .filter(Boolean)
      .join(' ');
    if (!onOpen)
      return (
        <span className={look} title={notes[date]}>
          {face}
        </span>
      );
    return (
      <button
        type="button"
        className={look}
        data-date={date}
        tabIndex={date === here ? 0 : -1}
        aria-label={words(date, `${Number(date.slice(8))}${mark}`)}
        onFocus={() => setAt(date)}
        onClick={() => onOpen(date)}
      >
        {face}
      </button>
    );
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside
    <div className="year" ref={grid} onKeyDown={move}>
      {Array.from({ length: 12 }, (_, month) => {
        const first = dateAt(year, month, 1);
        const blank = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
        const count = Number(dateAt(year, month + 1, 0).slice(8));
        const cells = [
          ...Array.from({ length: blank }, () => null),
          ...Array.from({ length: count }, (_, day) => dateAt(year, month, day + 1)),
        ];
        const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
          cells.slice(week * 7, week * 7 + 7),
        );
        return (
          <table className="month" key={first}>
            <caption>{t('calendar.month', { month: month + 1 })}</caption>
            <thead>
              <tr>
                {(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((weekday) => (
                  <th key={weekday} scope="col">
                    {t(`weekday.${weekday}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week, nr) => (
                <tr key={week.find((date) => date !== null) ?? nr}>
                  {Array.from({ length: 7 }, (_, index) => {
                    const date = week[index] ?? null;
                    return <td key={date ?? `blank-${index}`}>{date !== null && cell(date)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </div>
  );
};
