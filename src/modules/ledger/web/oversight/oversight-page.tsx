import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../../web/api/client.ts';
import { BurdenTable } from '../../../../web/oversight/burden-table.tsx';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { Skeleton } from '../../../../web/parts/skeleton.tsx';
import type { LedgerGroups } from '../../domain/views.ts';
import { countOf, UnitLights } from './unit-lights.tsx';
import './oversight.css';

/** Oversight 督查台, as far as the ledger goes: which unit is late with what, and what the product itself costs those who use it. */
export const OversightPage = () => {
  const { t } = useTranslation();
  const groups = useQuery({
    queryKey: ['ledger', 'oversight'],
    queryFn: () => call<LedgerGroups>('/ledger/groups?view=all&group=unit'),
  });
  useEffect(() => {
    document.title = t('oversight.title');
  }, [t]);
  const inAll = (light: string) => groups.data?.groups.reduce((sum, group) => sum + countOf(group, light), 0) ?? 0;
  const open = groups.data ? groups.data.total.count - groups.data.struckOff : 0;
  return (
    <div className="oversight">
      <header className="head">
        <h1>{t('oversight.title')}</h1>
        {groups.data && (
          <p>
            {t('oversight.sentence', { open })}
            <Link to="/ledger?view=open&light=over">{t('oversight.over', { count: inAll('over') })}</Link>
            {t('listed')}
            <Link to="/ledger?view=open&light=near">{t('oversight.near', { count: inAll('near') })}</Link>
          </p>
        )}
      </header>
      <section>
        <h2>{t('oversight.units')}</h2>
        <p className="m2">{t('oversight.unitsHow')}</p>
        {groups.error && !groups.data ? (
          <FailureNote error={groups.error} what={t('ledger.failed')} onRetry={() => void groups.refetch()} />
        ) : groups.data ? (
          <UnitLights groups={groups.data.groups} />
        ) : (
          <Skeleton rows={6} />
        )}
      </section>
      <section aria-labelledby="oversight-burden">
        <h2 id="oversight-burden">{t('burden.title')}</h2>
        <p className="m2">{t('burden.how')}</p>
        <BurdenTable />
      </section>
    </div>
  );
};
