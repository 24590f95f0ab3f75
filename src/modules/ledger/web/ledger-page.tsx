import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, usePages, useProcedures } from '../../../web/api/queries.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { stepFocus, useKeys } from '../../../web/parts/keys.ts';
import { Link } from '../../../web/parts/link.tsx';
import { useAddress } from '../../../web/parts/navigate.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import type { LedgerRow } from '../domain/views.ts';
import { type Group, groupByUnit } from './grouping.ts';
import { LedgerRows } from './ledger-rows.tsx';
import { LedgerTable } from './ledger-table.tsx';
import { LedgerTools } from './ledger-tools.tsx';
import { mayRegister } from './may-register.ts';
import './ledger.css';

const views = ['all', 'open', 'toReview', 'struckOff', 'mine'] as const;
const pageSize = 100;

/** The rectification ledger 整改台账. View, unit and grouping stand in the address, so that a link shows what its sender saw. */
export const LedgerPage = () => {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const body = useRef<HTMLDivElement>(null);
  const view = views.find((each) => each === search.get('view')) ?? 'all';
  const unit = search.get('unit');
  const isGrouped = search.get('group') !== 'none';
  const { data: me } = useMe();
  const { data: procedures } = useProcedures();
  const pages = usePages<LedgerRow>(['ledger', view, unit], (cursor) => {
    const wanted = new URLSearchParams({ view, limit: String(pageSize) });
    if (unit) wanted.set('unit', unit);
    if (cursor) wanted.set('cursor', cursor);
    return `/ledger/problems?${wanted}`;
  });
  useEffect(() => {
    document.title = t('ledger.title');
  }, [t]);
  const links = () =>
    [...(body.current?.querySelectorAll<HTMLElement>('a.row-link') ?? [])].filter((link) => link.offsetParent !== null);
  useKeys({ j: () => stepFocus(links(), 1), k: () => stepFocus(links(), -1) });

  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  const over = rows.filter(({ light }) => light === 'over').length;
  const groups: Group[] = isGrouped
    ? groupByUnit(rows)
    : [{ id: '', name: null, rows: rows.map((row, index) => ({ ...row, nr: index + 1 })), struckOff: 0 }];
  return (
    <div className="ledger">
      <header className="head">
        <h1>{t('ledger.title')}</h1>
        {pages.data && (
          <p>
            {t(pages.hasNextPage ? 'ledger.sentenceSome' : 'ledger.sentence', {
              all: rows.length,
              struckOff: count('struckOff'),
              toReview: count('strikeOffRequested'),
            })}
            {over > 0 && (
              <>
                ，<b>{t('ledger.over', { count: over })}</b>
              </>
            )}
          </p>
        )}
        {me && procedures && mayRegister(procedures, me, 'problem') && (
          <span className="end">
            <Link className="btn" to="/ledger/reports">
              {t('ledger.fromReport')}
            </Link>
            <Link className="btn btn--go" to="/new/problem">
              {t('ledger.register')}
            </Link>
          </span>
        )}
      </header>
      <nav className="views" aria-label={t('ledger.views')}>
        {views.map((each) => {
          const words = new URLSearchParams(search);
          words.set('view', each);
          return (
            <Link key={each} to={`/ledger?${words}`} aria-current={each === view ? 'true' : undefined}>
              {t(`ledger.view.${each}`)}
            </Link>
          );
        })}
      </nav>
      <LedgerTools unit={unit} isGrouped={isGrouped} onChange={change} />
      <div className="ledger-body" ref={body}>
        {pages.error && !pages.data ? (
          <FailureNote error={pages.error} what={t('ledger.failed')} onRetry={() => void pages.refetch()} />
        ) : !pages.data ? (
          <Skeleton rows={10} />
        ) : rows.length === 0 ? (
          <p className="empty">{t(`ledger.empty.${view}`)}</p>
        ) : (
          <>
            <LedgerTable groups={groups} isGrouped={isGrouped} />
            <LedgerRows groups={groups} isGrouped={isGrouped} />
          </>
        )}
      </div>
      <footer className="foot">
        <span>{t('ledger.foot', { count: rows.length, units: new Set(rows.map((row) => row.unit.id)).size })}</span>
        {pages.hasNextPage && (
          <button type="button" className="btn" onClick={() => void pages.fetchNextPage()}>
            {t('showMore')}
          </button>
        )}
        <span className="foot-hint">
          <kbd>j</kbd> <kbd>k</kbd> {t('keys.upDown')}　<kbd>Enter</kbd> {t('keys.open')}
        </span>
        <span className="foot-hint end">{t('ledger.footColumns')}</span>
      </footer>
    </div>
  );
};
