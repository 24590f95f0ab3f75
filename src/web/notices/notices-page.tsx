import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NoticeList } from './notice-list.tsx';
import { seen, useNotices } from './use-notices.ts';

/** All notices; whoever opens the page has seen what stands on it, but new ones stay marked until they leave. */
export const NoticesPage = () => {
  const { t } = useTranslation();
  const { data } = useNotices();
  const fresh = useRef(new Set<string>());
  const told = useRef('');
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  for (const notice of items) if (!notice.seen) fresh.current.add(notice.id);
  const newest = items[0];
  const isUnseen = items.some((notice) => !notice.seen);
  useEffect(() => {
    document.title = t('notices.title');
  }, [t]);
  useEffect(() => {
    if (!newest || !isUnseen || told.current === newest.id) return;
    told.current = newest.id;
    // Not told in time they are still unseen the next time: nothing is lost.
    seen(newest.id).catch(() => undefined);
  }, [newest, isUnseen]);
  return (
    <div className="notices-page">
      <header className="head">
        <h1>{t('notices.title')}</h1>
        <p>{t('notices.kept')}</p>
      </header>
      <NoticeList fresh={fresh.current} />
    </div>
  );
};
