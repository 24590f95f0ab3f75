import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../web/api/queries.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { Skeleton } from '../../../../web/parts/skeleton.tsx';
import { StateWord } from '../../../../web/parts/state-word.tsx';
import { usePublicPages } from './use-satisfaction.ts';
import './satisfaction.css';

const asking = ['handler', 'leader'];

/** Pages units opened to the public, asked to open, or closed; each leads to its record and, while open, to itself. */
export const PublicPagesPage = () => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const { data, error, refetch } = usePublicPages();
  useEffect(() => {
    document.title = t('publicPages.title');
  }, [t]);
  const mayAsk = me?.footings.some(({ roles }) => roles.some((role) => asking.includes(role))) === true;
  if (error && !data)
    return <FailureNote error={error} what={t('publicPages.failed')} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  return (
    <div className="public-pages">
      <header className="head">
        <h1>{t('publicPages.title')}</h1>
        <p>{t('publicPages.sentence')}</p>
        {mayAsk && (
          <Link className="btn btn--go" to="/new/publicPage">
            {t('publicPages.ask')}
          </Link>
        )}
      </header>
      {data.items.length === 0 ? (
        <p className="empty">{t('publicPages.none')}</p>
      ) : (
        <ul className="page-list">
          {data.items.map((page) => (
            <li key={page.id}>
              <Link to={`/matter/${page.id}`}>
                <b>{page.unit.name}</b> {page.title}
              </Link>
              <StateWord procedure="publicPage" state={page.state} open={!page.open && page.state !== 'closed'} />
              <span className="m2">{page.parts.map((part) => t(`form.publicPage.${part}`)).join(t('listed'))}</span>
              {page.path !== null && <a href={page.path}>{t('publicPages.look')}</a>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
