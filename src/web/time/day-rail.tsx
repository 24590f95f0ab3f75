import { useTranslation } from 'react-i18next';
import type { RailView } from '../../kernel/view/view.ts';
import './time.css';

type Props = {
  rail: RailView;
  /** What it is the rail of, for screen readers: 承诺, 法定… */
  label: string;
  /** A low one for second deadlines, without figures. */
  thin?: boolean;
};

type Cell = RailView['cells'][number];

const classOf = ({ used, paused, today, due }: Cell): string =>
  [paused ? 'stop' : used && 'used', today && 'now', due && 'due'].filter(Boolean).join(' ');

/**
 * The days of a deadline: grey used up, hatched stopped, black frame today, thick right edge the last. Ink only: colour belongs to
 * the lights. Said as one sentence to whoever does not see it.
 */
export const DayRail = ({ rail, label, thin = false }: Props) => {
  const { t } = useTranslation();
  const { before, cells, after } = rail;
  // Days are drawn behind the last one only of what is over.
  const isOver = after > 0 && cells.some((cell) => cell.due);
  // Three figures do not fit a cell.
  const isLow = thin || cells.some(({ n }) => (n ?? 0) > 99);
  const count = (is: (cell: Cell) => boolean) => cells.filter(is).length;
  const today = cells.find((cell) => cell.today);
  const stopped = count(({ paused }) => paused);
  const sentence = [
    label,
    before > 0 && t('rail.before', { count: before }),
    t('rail.used', { count: count(({ used }) => used) }),
    stopped > 0 && t('rail.stopped', { count: stopped }),
    today && today.n !== null && t('rail.today', { count: today.n }),
    after > 0 && t(isOver ? 'rail.since' : 'rail.after', { count: after }),
  ]
    .filter(Boolean)
    .join('，');
  return (
    <div className="day-rail" role="img" aria-label={sentence}>
      {before > 0 && <span className="day-rail-more">+{before}</span>}
      <ol className={isLow ? 'rail thin' : 'rail'} aria-hidden="true">
        {cells.map((cell) => (
          <li key={cell.date} className={classOf(cell)} title={cell.date}>
            {!isLow && (cell.paused ? t('rail.stop') : cell.n)}
          </li>
        ))}
      </ol>
      {after > 0 && <span className="day-rail-more">+{after}</span>}
    </div>
  );
};
