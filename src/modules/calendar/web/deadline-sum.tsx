import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { spanInWords } from '../../../web/time/words.ts';
import type { DeadlineView } from '../domain/views.ts';
import { countsOf, type SumLine, sumsOf } from './sums.ts';

const short = (date: string): string => date.slice(5);

/** How long a list of single dates may be before it is told as a span. */
const datesShown = 6;

/** The days added up, line by line, to the limit. */
export const DeadlineSum = ({ view }: { view: DeadlineView }) => {
  const { t } = useTranslation();
  const counts = countsOf(view);
  const dates = (list: readonly string[]): string =>
    list.length > datesShown
      ? t('deadline.fromTo', { from: short(list[0] ?? ''), to: short(list.at(-1) ?? '') })
      : list.map(short).join(i18next.t('listed'));
  const words = (line: SumLine): [string, string] => {
    switch (line.kind) {
      case 'span':
        return [
          t('deadline.span', { from: short(line.from), to: short(line.to), count: line.count }),
          String(line.count),
        ];
      case 'free': {
        const parts = [
          ...line.holidays.map(({ name, count }) =>
            t('deadline.holidayDays', { name: name ?? t('calendar.holiday'), count }),
          ),
          ...(line.weekend > 0 ? [t('deadline.weekendDays', { count: line.weekend })] : []),
        ];
        return [t('deadline.freeDays', { parts: parts.join(i18next.t('listed')) }), `− ${line.count}`];
      }
      case 'makeUp':
        return [t('deadline.makeUpDays', { dates: dates(line.dates) }), t('deadline.included')];
      case 'paused':
        return [t('deadline.pausedDays', { dates: dates(line.dates) }), `− ${line.count}`];
      case 'outside':
        return [t('deadline.outsideDays', { dates: dates(line.dates) }), `− ${line.count}`];
      case 'rollOver':
        return [t('deadline.rolled', { dates: dates(line.dates) }), t('deadline.included')];
      case 'total':
        return line.minutes === null
          ? [t(counts === 'days' ? 'deadline.totalDays' : 'deadline.totalWorking'), String(line.count)]
          : [t('deadline.totalTime'), spanInWords({ minutes: line.minutes, dayMinutes: Number.MAX_SAFE_INTEGER })];
    }
  };
  return (
    <dl className="why-sum">
      {sumsOf(view).map((line) => {
        const [what, figure] = words(line);
        const isTotal = line.kind === 'total' ? 't' : undefined;
        return (
          <div key={line.kind} className={isTotal}>
            <dt>{what}</dt>
            <dd>{figure}</dd>
          </div>
        );
      })}
    </dl>
  );
};
