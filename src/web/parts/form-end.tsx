import { useTranslation } from 'react-i18next';
import type { Failure } from '../api/client.ts';
import { FailureLine } from './failure-line.tsx';

type Props = {
  failure: Failure | null;
  isBusy: boolean;
  /** What the button does. */
  words: string;
  onCancel?: (() => void) | undefined;
};

/** How a small form ends: what went wrong, the button that sends it, and a way out where there is one. */
export const FormEnd = ({ failure, isBusy, words, onCancel }: Props) => {
  const { t } = useTranslation();
  return (
    <>
      <FailureLine failure={failure} />
      <p className="buttons">
        <button type="submit" className="btn btn--go">
          {isBusy ? t('account.busy') : words}
        </button>
        {onCancel && (
          <button type="button" className="btn" onClick={onCancel}>
            {t('account.notNow')}
          </button>
        )}
      </p>
    </>
  );
};
