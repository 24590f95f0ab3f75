import { useTranslation } from 'react-i18next';
import { failureOf } from '../api/client.ts';
import { RefusalNote } from './refusal-note.tsx';

type Props = { error: unknown; what: string; kept?: string; onRetry?: () => void };

/** An error says what failed, what is kept, and a way on. */
export const FailureNote = ({ error, what, kept, onRetry }: Props) => {
  const { t } = useTranslation();
  const failure = failureOf(error);
  const retry = onRetry && (
    <button type="button" className="btn" onClick={onRetry}>
      {t('failure.again')}
    </button>
  );
  return (
    <div className="failure" role="alert">
      <p>
        <b>{what}</b>
      </p>
      {failure?.kind === 'refused' ? (
        <RefusalNote refusal={failure.refusal} />
      ) : (
        <p>{t(failure ? 'failure.unreachable' : 'failure.bug')}</p>
      )}
      {kept && <p className="m2">{kept}</p>}
      {retry}
    </div>
  );
};
