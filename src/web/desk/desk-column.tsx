import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskColumn as Column, DeskItem } from '../../kernel/view/desk.ts';
import { DeskRow } from './desk-row.tsx';
import { countWords } from './wants.ts';

export type Group = { title: string; items: readonly DeskItem[] };

type Props = {
  id: string;
  title: string;
  column: Column;
  /** Beside the title: what is in it, or how it is ordered. */
  note: ReactNode;
  empty: string;
  /** Rows under headings of their own; without, one list. */
  groups?: readonly Group[];
  isWaiting?: boolean;
  peeked: string | null;
  onPeek: ((id: string) => void) | undefined;
  onMore: () => void;
};

export const DeskColumn = ({ id, title, column, note, empty, groups, isWaiting = false, ...rest }: Props) => {
  const { t } = useTranslation();
  const { peeked, onPeek, onMore } = rest;
  const rows = (items: readonly DeskItem[]) =>
    items.map((item) => (
      <DeskRow key={item.id} item={item} isWaiting={isWaiting} isPeeked={item.id === peeked} onPeek={onPeek} />
    ));
  const shown = (groups ?? []).filter(({ items }) => items.length > 0);
  return (
    <section className="col" id={id} aria-labelledby={`${id}-h`}>
      <h2 id={`${id}-h`}>
        {title} <small>{countWords(column)}</small>
        <small className="col-note">{note}</small>
      </h2>
      {column.items.length === 0 && <p className="col-empty">{empty}</p>}
      {shown.length > 1 ? (
        shown.map((group) => (
          <div key={group.title}>
            <h3 className="col-group">
              {group.title}
              <span>{group.items.length}</span>
            </h3>
            <ul>{rows(group.items)}</ul>
          </div>
        ))
      ) : (
        <ul>{rows(column.items)}</ul>
      )}
      {column.next !== null && (
        <button type="button" className="btn btn--text col-more" onClick={onMore}>
          {t(column.count > column.items.length && column.count < 100 ? 'desk.moreCount' : 'desk.more', {
            count: column.count - column.items.length,
          })}
        </button>
      )}
    </section>
  );
};
