import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api/client.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { stepFocus, useKeys } from '../../../web/parts/keys.ts';
import { useMedia } from '../../../web/parts/media.ts';
import { useAddress } from '../../../web/parts/navigate.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { officialColumns } from '../domain/official-columns.ts';
import type { Look } from '../domain/saved-view.ts';
import { grouped } from './grouping.ts';
import { LedgerHead } from './ledger-head.tsx';
import { LedgerRows } from './ledger-rows.tsx';
import { LedgerTable } from './ledger-table.tsx';
import { LedgerTabs } from './ledger-tabs.tsx';
import { LedgerTools } from './ledger-tools.tsx';
import { MoreRows } from './more-rows.tsx';
import { SelectBar } from './select-bar.tsx';
import { askedBy, useGroups, useLedgerRows, useLedgerTabs, useSavedViews } from './use-ledger.ts';
import { useSelection } from './use-selection.ts';
import './ledger.css';

/** The rectification ledger 整改台账. View, filters and grouping stand in the address, so that a link shows what its sender saw. */
export const LedgerPage = () => {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const scroller = useRef<HTMLDivElement>(null);
  const isWide = useMedia('(min-width: 901px)');
  const asked = useMemo(() => askedBy(search), [search]);
  const groups = useGroups(asked);
  const list = useLedgerRows(asked, groups.data?.groups);
  const tabs = useLedgerTabs();
  const { data: views } = useSavedViews();
  const shown = useMemo(
    () => grouped(groups.data?.groups ?? [], list.data?.pages.flatMap(({ parts }) => parts) ?? []),
    [groups.data, list.data],
  );
  const rows = useMemo(() => shown.flatMap((group) => group.rows), [shown]);
  const selecting = useSelection(rows, async () => {
    let found = list.data?.pages ?? [];
    for (let count = rows.length; count < 200; ) {
      const next = await list.fetchNextPage();
      found = next.data?.pages ?? found;
      const now = found.flatMap(({ parts }) => parts).reduce((sum, part) => sum + part.rows.length, 0);
      if (!next.hasNextPage || now === count) break;
      count = now;
    }
    return grouped(
      groups.data?.groups ?? [],
      found.flatMap(({ parts }) => parts),
    ).flatMap((group) => group.rows);
  });
  const key = asked.saved ?? asked.view;
  const [held, setHeld] = useState<Readonly<Record<string, Look>>>({});
  const look: Look = held[key] ??
    views?.looks.find(({ view }) => view === key) ?? {
      view: key as Look['view'],
      columns: [...officialColumns],
      lines: 2,
    };
  const keepLook = (next: Look) => {
    setHeld((before) => ({ ...before, [next.view]: next }));
    void call('/ledger/looks', { method: 'POST', body: next });
  };
  useEffect(() => {
    document.title = t('ledger.title');
  }, [t]);
  // What is ticked belongs to the list it was ticked in.
  useEffect(() => selecting.clear(), [asked.query, asked.group]);
  const links = () =>
    [...(scroller.current?.querySelectorAll<HTMLElement>('a.row-link') ?? [])].filter(
      (link) => link.offsetParent !== null,
    );
  const tick = () => {
    const row = document.activeElement?.closest('tr, li');
    const box = row?.querySelector<HTMLInputElement>('input[type="checkbox"]');
    box?.click();
  };
  useKeys({ j: () => stepFocus(links(), 1), k: () => stepFocus(links(), -1), x: tick });
  const failed = groups.error ?? list.error;
  const total = groups.data?.total;
  const isLoading = !groups.data || (groups.data.groups.length > 0 && !list.data);
  return (
    <div className="ledger">
      <LedgerHead figures={groups.data} search={search} query={asked.query} />
      <LedgerTabs view={asked.view} saved={asked.saved} search={search} counts={tabs.data} views={views} />
      <LedgerTools
        search={search}
        group={asked.group}
        isWide={isWide}
        look={look}
        onLook={keepLook}
        onChange={change}
      />
      <SelectBar selecting={selecting} rows={rows} />
      {/* biome-ignore lint/a11y/useSemanticElements: a region that scrolls both ways, reached and scrolled by key */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
      <div className="ledger-body" ref={scroller} role="region" tabIndex={0} aria-label={t('ledger.table')}>
        {failed && !list.data ? (
          <FailureNote
            error={failed}
            what={t('ledger.failed')}
            onRetry={() => void Promise.all([groups.refetch(), list.refetch()])}
          />
        ) : isLoading ? (
          <Skeleton rows={10} />
        ) : rows.length === 0 ? (
          <p className="empty">{t(`ledger.empty.${asked.view}`)}</p>
        ) : isWide ? (
          <LedgerTable
            groups={shown}
            by={asked.group}
            chosen={look.columns}
            lines={look.lines}
            selecting={selecting}
            scroller={scroller}
          />
        ) : (
          <LedgerRows groups={shown} by={asked.group} selecting={selecting} />
        )}
        {list.hasNextPage && (
          <MoreRows isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} scroller={scroller} />
        )}
      </div>
      <footer className="foot">
        <span>
          {t(total?.more ? 'ledger.footMore' : asked.group === 'unit' ? 'ledger.foot' : 'ledger.count', {
            count: total?.count ?? rows.length,
            units: groups.data?.groups.length ?? 0,
          })}
        </span>
        {list.hasNextPage && <span className="m2">{t('ledger.footShown', { count: rows.length })}</span>}
        <span className="foot-hint">
          <kbd>j</kbd> <kbd>k</kbd> {t('keys.upDown')}　<kbd>x</kbd> {t('ledger.keySelect')}　<kbd>Enter</kbd>{' '}
          {t('keys.open')}
        </span>
        <span className="foot-hint end">{t('ledger.footColumns')}</span>
      </footer>
    </div>
  );
};
