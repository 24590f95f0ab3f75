import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatterBrief } from '../../kernel/view/view.ts';
import { useMatters, useMe, usePages, useProcedures } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { stepFocus, useKeys } from '../parts/keys.ts';
import { inWords } from '../parts/moment.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { DeskColumn } from './desk-column.tsx';
import { columnsOf } from './desk-columns.ts';
import './desk.css';

/** What wants me today, as a sentence first: what I do, what I check, what I wait for. */
export const DeskPage = () => {
  const { t } = useTranslation();
  const board = useRef<HTMLDivElement>(null);
  const mine = useMatters({ mine: 'yes', open: 'yes' });
  const review = usePages<MatterBrief>(
    ['ledger', 'toReview'],
    (cursor) => `/ledger/problems?view=toReview${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
  );
  const { data: procedures } = useProcedures();
  const { data: me } = useMe();
  useEffect(() => {
    document.title = t('desk.title');
  }, [t]);

  const items = (column?: Element | null) => [
    ...((column ?? board.current)?.querySelectorAll<HTMLElement>('a.it') ?? []),
  ];
  const sideways = (by: 1 | -1) => {
    const columns = [...(board.current?.querySelectorAll('.col') ?? [])].filter((column) => items(column).length > 0);
    const now = columns.findIndex((column) => column.contains(document.activeElement));
    items(columns[Math.min(columns.length - 1, Math.max(0, now + by))])[0]?.focus();
  };
  useKeys({
    j: () => stepFocus(items(), 1),
    k: () => stepFocus(items(), -1),
    h: () => sideways(-1),
    l: () => sideways(1),
  });

  const error = mine.error ?? review.error;
  if (error && (!mine.data || !review.data))
    return (
      <FailureNote
        error={error}
        what={t('desk.failed')}
        onRetry={() => {
          void mine.refetch();
          void review.refetch();
        }}
      />
    );
  if (!mine.data || !review.data || !procedures || !me) return <Skeleton rows={8} />;
  const columns = columnsOf(
    procedures,
    me,
    mine.data.pages.flatMap(({ items: page }) => page),
    review.data.pages.flatMap(({ items: page }) => page),
  );
  const count = (list: readonly unknown[], hasMore: boolean) => `${list.length}${hasMore ? '+' : ''}`;
  const counts = {
    mine: count(columns.mine, mine.hasNextPage),
    review: count(columns.review, review.hasNextPage),
    waiting: count(columns.waiting, mine.hasNextPage),
  };
  const isEmpty = columns.mine.length + columns.review.length + columns.waiting.length === 0;
  return (
    <div className="desk">
      <header className="head">
        <h1>{t('desk.title')}</h1>
        <p>
          {isEmpty
            ? t('desk.nothing')
            : t('desk.sentence', { mine: counts.mine, review: counts.review, waiting: counts.waiting })}
        </p>
        <span className="end m2 nw">{inWords(new Date().toISOString())}</span>
      </header>
      <nav className="tabs" aria-label={t('desk.tabs')}>
        <a href="#desk-mine">{t('desk.mineTab', { count: counts.mine })}</a>
        <a href="#desk-review">{t('desk.reviewTab', { count: counts.review })}</a>
        <a href="#desk-waiting">{t('desk.waitingTab', { count: counts.waiting })}</a>
      </nav>
      <div className="board" ref={board}>
        <DeskColumn
          id="desk-mine"
          title={t('desk.mine')}
          count={counts.mine}
          matters={columns.mine}
          empty={t('desk.noMine')}
        />
        <DeskColumn
          id="desk-review"
          title={t('desk.review')}
          count={counts.review}
          matters={columns.review}
          empty={t('desk.noReview')}
        />
        <DeskColumn
          id="desk-waiting"
          title={t('desk.waiting')}
          count={counts.waiting}
          matters={columns.waiting}
          empty={t('desk.noWaiting')}
          isOthers
        />
      </div>
      {(mine.hasNextPage || review.hasNextPage) && (
        <p className="desk-more">
          <button
            type="button"
            className="btn"
            onClick={() => {
              if (mine.hasNextPage) void mine.fetchNextPage();
              if (review.hasNextPage) void review.fetchNextPage();
            }}
          >
            {t('showMore')}
          </button>
        </p>
      )}
      <footer className="keys">
        <span>
          <kbd>j</kbd> <kbd>k</kbd> {t('keys.upDown')}
        </span>
        <span>
          <kbd>h</kbd> <kbd>l</kbd> {t('keys.columns')}
        </span>
        <span>
          <kbd>Enter</kbd> {t('keys.open')}
        </span>
        <span>
          <kbd>e</kbd> {t('keys.act')}
        </span>
      </footer>
    </div>
  );
};
