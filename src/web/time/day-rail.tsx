import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { lastShown } from '../../kernel/calendar/rail-ends.ts';
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
  // Where the end is drawn, what is not drawn are days that went by since, before the newest ones.
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
    after > 0 && t(isOver ? 'rail.since' : 'rail.after', { count: isOver ? after + lastShown : after }),
  ]
    .filter(Boolean)
    .join('，');
  return (
    <div className="day-rail" role="img" aria-label={sentence}>
      {before > 0 && <span className="day-rail-more">+{before}</span>}
      <ol className={isLow ? 'rail thin' : 'rail'} aria-hidden="true">
        {cells.map((cell, index) => (
          <Fragment key={cell.date}>
            {isOver && index === cells.length - lastShown && <li className="gap">…</li>}
            <li className={classOf(cell)} title={cell.date}>
              {!isLow && (cell.paused ? t('rail.stop') : cell.n)}
            </li>
          </Fragment>
        ))}
      </ol>
      {after > 0 && !isOver && <span className="day-rail-more">+{after}</span>}
    </div>
  );
};
