import { useTranslation } from 'react-i18next';
import type { DeadlineView } from '../domain/views.ts';
import { countsOf, shortName, weeksOf } from './sums.ts';

type Day = DeadlineView['days'][number];

const classOf = (day: Day, { today, due }: { today: string; due: string | null }, isOpen: boolean): string =>
  [
    day.why === 'paused'
      ? 'stop'
      : day.counted
        ? day.date < today || !isOpen
          ? 'used'
          : ''
        : day.why === 'receipt'
          ? 'zero'
          : 'off',
    day.date === today && isOpen && 'now',
    day.date === due && 'due',
  ]
    .filter(Boolean)
    .join(' ');

/** The days of a deadline as weeks: what counted with its number, what did not with its reason. */
export const DeadlineDays = ({ view }: { view: DeadlineView }) => {
  const { t } = useTranslation();
  const counts = countsOf(view);
  const isOpen = view.clock.endedAt === null;
  const last = view.due === null ? null : (view.days.at(-1)?.date ?? null);
  let n = 0;
  const label = (day: Day): string => {
    if (day.why === 'paused') return t('deadline.stop');
    if (day.counted) {
      n += 1;
      const own = counts === 'time' ? t('deadline.dayMinutes', { count: day.minutes ?? 0 }) : String(n);
      return day.why === 'makeUp' ? `${own} ${t('calendar.work')}` : own;
    }
    if (day.why === 'receipt') return t('deadline.receipt');
    if (day.why === 'holiday') return shortName(day.note) ?? t('calendar.off');
    return t(day.why === 'free' ? 'calendar.off' : 'deadline.notCounted');
  };
  return (
    <table className="why-days">
      <caption className="vh">{t('deadline.days')}</caption>
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
        {weeksOf(view.days).map((week) => (
          <tr key={typeof week[0] === 'string' ? week[0] : week[0]?.date}>
            {week.map((day) =>
              typeof day === 'string' ? (
                <td key={day} className="after">
                  <span>{day.slice(5)}</span>
                </td>
              ) : (
                <td key={day.date} className={classOf(day, { today: view.today, due: last }, isOpen)}>
                  <span>{day.date.slice(5)}</span>
                  <b>
                    {label(day)}
                    {day.date === view.today && isOpen && <i> {t('deadline.today')}</i>}
                    {day.date === last && <i> {t('deadline.last')}</i>}
                  </b>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
