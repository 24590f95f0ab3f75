import { useTranslation } from 'react-i18next';
import type { ActionView } from '../../kernel/view/view.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import type { Acting } from './use-acting.ts';

type Props = { view: ActionView; acting: Acting; isPrimary?: boolean };

/** One action that may be taken now; what went wrong with it stands below. */
export const ActionButton = ({ view, acting: { start, failed, title }, isPrimary = false }: Props) => {
  const { t } = useTranslation();
  return (
    <>
      <button type="button" className={isPrimary ? 'btn btn--go' : 'btn'} onClick={() => void start(view)}>
        {title(view.action)}
        {isPrimary && (
          <span className="key" aria-hidden="true">
            e
          </span>
        )}
      </button>
      {failed?.action === view.action && <FailureNote error={failed.error} what={t('form.notSent')} />}
    </>
  );
};
