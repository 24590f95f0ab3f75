import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useProceduresView } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Link } from '../parts/link.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import './procedure.css';

/** All procedures of the agency: by which version they run, and what is being changed. */
export const ProceduresPage = () => {
  const { t } = useTranslation();
  const { data, error, refetch } = useProceduresView();
  useEffect(() => {
    document.title = t('procedure.all');
  }, [t]);
  if (error && !data) return <FailureNote error={error} what={t('procedure.failed')} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const newest = data.procedures.filter(
    (each, index, all) => all.findIndex(({ code }) => code === each.code) === index,
  );
  const drafted = data.drafts.filter(({ code }) => !newest.some((each) => each.code === code));
  return (
    <>
      <div className="head">
        <h1>{t('procedure.all')}</h1>
        <p>{t('procedure.allWhy')}</p>
      </div>
      <ul className="procedure-list">
        {newest.map(({ code, version, setting, states, forms }) => {
          const draft = data.drafts.find((each) => each.code === code);
          return (
            <li key={code}>
              <Link className="it" to={`/procedures/${code}`}>
                <span className="t">{t(`procedure.${code}`)}</span>
                <span className="m">
                  <span>
                    {t(setting ? 'procedure.ownVersion' : 'procedure.bornVersion', { version })}，
                    {t('procedure.sizes', { states: Object.keys(states).length, forms: forms.length })}
                  </span>
                  <span>{draft ? t(`versionState.${draft.state}`) : ''}</span>
                </span>
              </Link>
            </li>
          );
        })}
        {drafted.map(({ code, state, title }) => (
          <li key={code}>
            <Link className="it" to={`/procedures/${code}`}>
              <span className="t">{title ?? code}</span>
              <span className="m">
                <span>{t('procedure.notYet')}</span>
                <span>{t(`versionState.${state}`)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
};
