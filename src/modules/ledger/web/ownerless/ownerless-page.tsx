import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../../../web/api/client.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Skeleton } from '../../../../web/parts/skeleton.tsx';
import type { OwnerlessRow } from '../../domain/watch-views.ts';
import { MatterLine } from '../watching/matter-line.tsx';
import { WatchPage } from '../watching/watch-page.tsx';

type Ownerless = { items: OwnerlessRow[]; count: number; more: boolean; seats: number };

/** Open matters nobody answers for. Empty as long as nothing went past the commands; what stands here was damaged. */
export const OwnerlessPage = () => {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ['ledger', 'ownerless'],
    queryFn: () => call<Ownerless>('/ledger/ownerless'),
  });
  return (
    <WatchPage
      title={t('watch.ownerless')}
      sentence={
        data &&
        (data.count === 0
          ? t('ownerless.none', { seats: data.seats })
          : t('ownerless.some', { count: data.more ? `${data.count}+` : data.count, seats: data.seats }))
      }
    >
      <div className="watch-body">
        {error && !data ? (
          <FailureNote error={error} what={t('ownerless.failed')} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton rows={4} />
        ) : (
          <>
            <p className="m2">{t('ownerless.how')}</p>
            <ul>
              {data.items.map((row) => (
                <MatterLine key={row.id} matter={row} said={t(`ownerless.why.${row.why}`)} />
              ))}
            </ul>
          </>
        )}
      </div>
    </WatchPage>
  );
};
