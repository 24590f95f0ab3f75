import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMatters, useMe, useProcedures } from '../../../web/api/queries.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { inShort } from '../../../web/parts/moment.ts';
import { nameOf } from '../../../web/parts/name-of.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { StateWord } from '../../../web/parts/state-word.tsx';
import { Deposit } from './deposit.tsx';
import { mayRegister } from './may-register.ts';
import './reports.css';

/** Hand in a report, or go on with one. */
export const ReportsPage = () => {
  const { t } = useTranslation();
  const reports = useMatters({ procedure: 'report' });
  const { data: me } = useMe();
  const { data: procedures } = useProcedures();
  useEffect(() => {
    document.title = t('reports.title');
  }, [t]);
  const items = reports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="reports">
      <h1>{t('reading.title')}</h1>
      <p className="m2">{t('reports.sentence')}</p>
      {me && procedures && mayRegister(procedures, me, 'report') && <Deposit me={me} />}
      <h2>{t('reports.list')}</h2>
      {reports.error && !reports.data ? (
        <FailureNote error={reports.error} what={t('reports.failed')} onRetry={() => void reports.refetch()} />
      ) : !reports.data ? (
        <Skeleton rows={3} />
      ) : items.length === 0 ? (
        <p className="m2">{t('reports.none')}</p>
      ) : (
        <ul className="report-list">
          {items.map((report) => (
            <li key={report.id}>
              <Link className="it" to={`/ledger/reports/${report.id}`}>
                <span className="t">{report.title ?? t('erasedByLaw')}</span>
                <span className="m">
                  <StateWord procedure="report" state={report.state} open={report.open} />
                  <span>
                    {report.number}　{report.unit.name}，{nameOf(report.owner.person)}　{inShort(report.registeredAt)}
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {reports.hasNextPage && (
        <button type="button" className="btn" onClick={() => void reports.fetchNextPage()}>
          {t('showMore')}
        </button>
      )}
    </div>
  );
};
