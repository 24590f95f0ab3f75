import { useTranslation } from 'react-i18next';
import type { NoticeView } from '../../kernel/view/desk.ts';
import { placeOf } from '../modules.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Link } from '../parts/link.tsx';
import { inShort } from '../parts/moment.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { useNotices } from './use-notices.ts';
import { noticeWords } from './words.ts';
import './notices.css';

const Notice = ({ notice, isNew }: { notice: NoticeView; isNew: boolean }) => {
  const { t } = useTranslation();
  return (
    <li className={isNew ? 'notice notice--new' : 'notice'}>
      <Link to={placeOf(notice.matter)}>
        <span>
          {isNew && <span className="vh">{t('notices.unseen')}</span>}
          {noticeWords(notice)}
        </span>
        <span className="m3">
          <time dateTime={notice.at}>{inShort(notice.at)}</time>
          <span>{notice.matter.number}</span>
        </span>
      </Link>
    </li>
  );
};

type Props = {
  /** Only the newest; all pages without. */
  most?: number;
  /** Ids that stay marked as new although they count as seen by now. */
  fresh?: ReadonlySet<string>;
};

/** What I was told, newest first. */
export const NoticeList = ({ most, fresh }: Props) => {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useNotices();
  if (error && !data) return <FailureNote error={error} what={t('notices.failed')} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={4} />;
  const items = data.pages.flatMap((page) => page.items).slice(0, most);
  if (items.length === 0) return <p className="m2">{t('notices.none')}</p>;
  return (
    <>
      <ul className="notices">
        {items.map((notice) => (
          <Notice key={notice.id} notice={notice} isNew={!notice.seen || fresh?.has(notice.id) === true} />
        ))}
      </ul>
      {most === undefined && hasNextPage && (
        <button type="button" className="btn notices-more" onClick={() => void fetchNextPage()}>
          {t('showMore')}
        </button>
      )}
    </>
  );
};
