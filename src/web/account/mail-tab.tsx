import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountMailView } from '../../kernel/view/mail.ts';
import { call } from '../api/client.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { MailAddress } from './mail-address.tsx';
import { MailChoice } from './mail-choice.tsx';
import '../mail/mail.css';

/** How one is reached outside the desk: where to, when, what about. */
export const MailTab = () => {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ['account', 'mail'],
    queryFn: () => call<AccountMailView>('/account/mail'),
  });
  const again = () => void refetch();
  if (error && !data) return <FailureNote error={error} what={t('mail.failed')} onRetry={again} />;
  if (!data) return <Skeleton />;
  return (
    <>
      <section>
        <h2>{t('mail.address.title')}</h2>
        <p className="m2">{t('mail.address.why')}</p>
        {data.silence !== null && <p>{t(`mail.silence.${data.silence}`)}</p>}
        <MailAddress mail={data} onChanged={again} />
      </section>
      <section>
        <h2>{t('mail.choice.title')}</h2>
        <p className="m2">{t('mail.choice.why')}</p>
        <MailChoice key={JSON.stringify([data.choice, data.rule])} mail={data} onChanged={again} />
      </section>
    </>
  );
};
