import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Skeleton } from '../parts/skeleton.tsx';

/** A list that goes on where it stopped; filters are part of its name. */
export const useList = <T,>(name: string, path: string, search: Record<string, string>) => {
  const pages = usePages<T>(['security', name, search], (cursor) => {
    const wanted = new URLSearchParams(search);
    if (cursor) wanted.set('cursor', cursor);
    return `${path}?${wanted}`;
  });
  return { ...pages, items: pages.data?.pages.flatMap(({ items }) => items) };
};

type Column<T> = { key: string; className?: string; cell: (row: T) => ReactNode };
type Props<T> = {
  list: ReturnType<typeof useList<T>>;
  caption: string;
  empty: string;
  /** Words of the head stand under `security.column.<key>`. */
  columns: readonly Column<T>[];
  idOf: (row: T) => string;
};

/** A plain table; on a phone each row is a block whose cells carry their column's word. */
export const ListTable = <T,>({ list, caption, empty, columns, idOf }: Props<T>) => {
  const { t } = useTranslation();
  const { items, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  if (error && !items) return <FailureNote error={error} what={t('security.failed')} onRetry={() => void refetch()} />;
  if (!items) return <Skeleton rows={8} />;
  if (items.length === 0) return <p className="empty">{empty}</p>;
  return (
    <>
      <table className="tbl sec-table">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, className }) => (
              <th key={key} scope="col" className={className}>
                {t(`security.column.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={idOf(row)}>
              {columns.map(({ key, className, cell }) => (
                <td key={key} className={className} data-label={t(`security.column.${key}`)}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <p className="sec-more">
          <button type="button" className="btn" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('showMore')}
          </button>
        </p>
      )}
    </>
  );
};
