import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolmentView, RecoveryCodesView } from '../../kernel/view/account.ts';
import { call } from '../api/client.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { CodeForm } from './code-form.tsx';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** `JBSW Y3DP …`: four letters at a time are copied without getting lost. */
const inFours = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

type Props = { onDone: () => void; onCancel?: () => void };

/** Puts the secret into a device by camera or by hand, proves it by a first code, and hands out recovery codes. */
export const Enrol = ({ onDone, onCancel }: Props) => {
  const { t } = useTranslation();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['enrolment'],
    queryFn: () => call<EnrolmentView>('/account/second-factor', { method: 'POST', body: {} }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  if (error) return <FailureNote error={error} what={t('account.enrol.failed')} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={4} />;
  const confirm = async (code: string) => {
    const path = '/account/second-factor/confirm';
    setCodes((await call<RecoveryCodesView>(path, { method: 'POST', body: { code } })).recoveryCodes);
  };
  return (
    <div className="account-enrol">
      <ol>
        <li>{t('account.enrol.app')}</li>
        <li>
          {t('account.enrol.scan')}
          <QrCode text={data.uri} label={t('account.enrol.qr')} />
          <p className="m2">{t('account.enrol.byHand')}</p>
          <code className="account-secret">{inFours(data.secret)}</code>
        </li>
        <li>
          <CodeForm
            label={t('account.enrol.code')}
            button={t('account.enrol.do')}
            onCode={confirm}
            {...(onCancel && { onCancel })}
          />
        </li>
      </ol>
    </div>
  );
};
