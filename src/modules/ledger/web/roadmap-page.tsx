import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { useMedia } from '../../../web/parts/media.ts';
import { useAddress } from '../../../web/parts/navigate.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { groupName } from './group-name.ts';
import { grouped } from './grouping.ts';
import { MoreRows } from './more-rows.tsx';
import { laneOf } from './roadmap.ts';
import { RoadmapChart } from './roadmap-chart.tsx';
import { RoadmapMonths } from './roadmap-months.tsx';
import { today } from './today.ts';
import { askedBy, useGroups, useLedgerRows } from './use-ledger.ts';
import './ledger.css';
import './roadmap.css';

const noScroller = { current: null };

/** 路线图: what each problem's measures and milestones take, over months. The same filters as the ledger's, from the address. */
export const RoadmapPage = () => {
  const { t } = useTranslation();
  const { search } = useAddress();
  const isWide = useMedia('(min-width: 901px)');
  const asked = useMemo(() => askedBy(search), [search]);
  const groups = useGroups(asked);
  const list = useLedgerRows(asked, groups.data?.groups);
  const shown = useMemo(
    () => grouped(groups.data?.groups ?? [], list.data?.pages.flatMap(({ parts }) => parts) ?? []),
    [groups.data, list.data],
  );
  const lanes = shown.map((group) => ({
    name: groupName(t, asked.group, group),
    key: group.key,
    lanes: group.rows.map(laneOf),
  }));
  const isEmpty = lanes.every((group) => group.lanes.length === 0);
  useEffect(() => {
    document.title = t('nav.roadmap');
  }, [t]);
  const words = new URLSearchParams(search);
  return (
    <div className="roadmap">
      <header className="head">
        <h1>{t('nav.roadmap')}</h1>
        {groups.data && <p>{t('roadmap.sentence', { count: groups.data.total.count })}</p>}
        <span className="end">
          <Link className="btn" to={`/ledger${words.size > 0 ? `?${words}` : ''}`}>
            {t('ledgerFigures.back')}
          </Link>
        </span>
      </header>
      {groups.error && !groups.data ? (
        <FailureNote error={groups.error} what={t('ledger.failed')} onRetry={() => void groups.refetch()} />
      ) : !groups.data || (groups.data.groups.length > 0 && !list.data) ? (
        <Skeleton rows={8} />
      ) : isEmpty ? (
        <p className="empty">{t('roadmap.empty')}</p>
      ) : isWide ? (
        <RoadmapChart groups={lanes} today={today()} />
      ) : (
        <RoadmapMonths lanes={lanes.flatMap((group) => group.lanes)} today={today()} />
      )}
      {list.hasNextPage && (
        <MoreRows isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} scroller={noScroller} />
      )}
    </div>
  );
};
