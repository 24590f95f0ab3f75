import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call, refusalOf } from '../../../../web/api/client.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { inWords } from '../../../../web/parts/moment.ts';
import { useParam } from '../../../../web/parts/navigate.ts';
import { Skeleton } from '../../../../web/parts/skeleton.tsx';
import type { CaseView } from '../../domain/watch-views.ts';
import '../watching/watching.css';

const parts = ['story', 'taken', 'lesson'] as const;

/** One case of the library, to be read. */
export const CasePage = () => {
  const { t } = useTranslation();
  const id = useParam('id');
  const { data, error, refetch } = useQuery({
    queryKey: ['ledger', 'case', id],
    queryFn: () => call<CaseView>(`/ledger/cases/${id}`),
  });
  useEffect(() => {
    if (data?.title) document.title = data.title;
  }, [data]);
  if (refusalOf(error)?.code === 'notFound')
    return (
      <div className="page-note">
        <h1>{t('cases.gone')}</h1>
        <Link to="/ledger/cases">{t('cases.toAll')}</Link>
      </div>
    );
  if (error && !data) return <FailureNote error={error} what={t('cases.failed')} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={8} />;
  return (
    <article>
      <p className="procedure-crumb case-crumb">
        <Link to="/ledger/cases">{t('cases.toAll')}</Link>
      </p>
      <header className="head">
        <h1>{data.title ?? t('erasedByLaw')}</h1>
      </header>
      <div className="case-text">
        <dl className="dl">
          <div>
            <dt>{t('form.caseStudy.kind')}</dt>
            <dd>{t(`choice.caseStudy.kind.${data.kind}`)}</dd>
          </div>
          <div>
            <dt>{t('form.caseStudy.cause')}</dt>
            <dd>{t(`choice.caseStudy.cause.${data.cause}`)}</dd>
          </div>
          <div>
            <dt>{t('cases.from')}</dt>
            <dd>
              {data.unit.name} {data.number}
            </dd>
          </div>
          <div>
            <dt>{t('cases.approved')}</dt>
            <dd>{inWords(data.approvedAt)}</dd>
          </div>
          {data.problem && (
            <div>
              <dt>{t('cases.about')}</dt>
              <dd>
                <Link to={`/matter/${data.problem.id}`}>
                  {data.problem.number} {data.problem.title}
                </Link>
              </dd>
            </div>
          )}
          {data.publicSummary && (
            <div>
              <dt>{t('cases.publicWords')}</dt>
              <dd>{data.publicSummary}</dd>
            </div>
          )}
        </dl>
        {parts.map((part) =>
          data[part] === null ? null : (
            <section key={part}>
              <h2>{t(`form.caseStudy.${part}`)}</h2>
              <p className="pre">{typeof data[part] === 'string' ? data[part] : t('erasedByLaw')}</p>
            </section>
          ),
        )}
        {data.mine && (
          <p>
            <Link to={`/matter/${data.id}`}>{t('cases.toMatter')}</Link>
          </p>
        )}
      </div>
    </article>
  );
};
