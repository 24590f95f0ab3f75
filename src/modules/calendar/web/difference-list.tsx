import { useTranslation } from 'react-i18next';
import { dayInWords } from '../../../web/parts/moment.ts';
import type { Intervals } from '../domain/differences.ts';
import type { DifferencesView } from '../domain/views.ts';
import { hoursInWords } from './draft.ts';

const daysShown = 60;

/** What a version changes: weekdays' hours, single dates, how far holidays are announced. */
export const DifferenceList = ({ differences }: { differences: DifferencesView }) => {
  const { t } = useTranslation();
  const { week, days, publishedThrough } = differences;
  const hours = (list: Intervals) => (list.length === 0 ? t('calendar.off') : hoursInWords(list));
  if (week.length + days.length === 0 && !publishedThrough) return <p className="m2">{t('calendar.noDifference')}</p>;
  return (
    <ul className="differences">
      {week.map(({ weekday, before, after }) => (
        <li key={weekday}>
          <span>{t(`calendar.weekday.${weekday}`)}</span>
          <span>
            <s>{hours(before)}</s> {hours(after)}
          </span>
        </li>
      ))}
      {days.slice(0, daysShown).map(({ date, before, after, note }) => (
        <li key={date}>
          <span>
            {dayInWords(date)} {note}
          </span>
          <span>
            <s>{hours(before)}</s> {hours(after)}
          </span>
        </li>
      ))}
      {days.length > daysShown && <li className="m3">{t('calendar.moreDays', { count: days.length - daysShown })}</li>}
      {publishedThrough && (
        <li>
          <span>{t('calendar.announced')}</span>
          <span>
            <s>{publishedThrough.before}</s> {publishedThrough.after}
          </span>
        </li>
      )}
    </ul>
  );
};
