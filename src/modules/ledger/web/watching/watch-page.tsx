import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Skeleton } from '../../../../web/parts/skeleton.tsx';
import { WatchNav } from './watch-nav.tsx';

type Props = {
  title: string;
  sentence: ReactNode;
  end?: ReactNode;
  children: ReactNode;
};

/** Head, the other pages of this kind, and what is on this one. */
export const WatchPage = ({ title, sentence, end, children }: Props) => {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className="watch">
      <header className="head">
        <h1>{title}</h1>
        <p>{sentence}</p>
        {end && <span className="end">{end}</span>}
      </header>
      <WatchNav />
      {children}
    </div>
  );
};

type Pages<T> = {
  data?: { pages: { items: T[] }[] } | undefined;
  error: unknown;
  hasNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
};

type ListProps<T> = {
  pages: Pages<T>;
  failed: string;
  empty: ReactNode;
  children: (items: T[]) => ReactNode;
};

/** A list as it loads, fails, is empty or goes on. */
export const WatchList = <T,>({ pages, failed, empty, children }: ListProps<T>) => {
  const { t } = useTranslation();
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  if (pages.error && !pages.data)
    return <FailureNote error={pages.error} what={failed} onRetry={() => void pages.refetch()} />;
  if (!pages.data) return <Skeleton rows={6} />;
  return (
    <>
      {items.length === 0 && !pages.hasNextPage ? <div className="empty">{empty}</div> : children(items)}
      {pages.hasNextPage && (
        <p className="watch-more">
          <button type="button" className="btn" onClick={() => void pages.fetchNextPage()}>
            {t('showMore')}
          </button>
        </p>
      )}
    </>
  );
};
