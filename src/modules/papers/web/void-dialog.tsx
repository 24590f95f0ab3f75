import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api/client.ts';
import { Title } from '../../../web/form/title.tsx';
import { Dialog } from '../../../web/parts/dialog.tsx';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { type PaperView, voidReasons } from '../domain/views.ts';

type Props = { paper: PaperView; onVoided: (paper: PaperView) => Promise<void>; onClose: () => void };

/** Voiding asks for the reason; the number stays with the paper. */
export const VoidDialog = ({ paper, onVoided, onClose }: Props) => {
  const { t } = useTranslation();
  const [reason, setReason] = useState<string>(voidReasons[0]);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await onVoided(await call<PaperView>(`/papers/${paper.id}/void`, { method: 'POST', body: { reason } }));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('paperOne.voidTitle')} onClose={onClose}>
      <form
        className="cmd"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{t('paperOne.voidWords')}</p>
        <div className="fld">
          <Title title={t('paperOne.voidReason')} for="void-reason" isRequired />
          <select id="void-reason" className="input" value={reason} onChange={(event) => setReason(event.target.value)}>
            {voidReasons.map((each) => (
              <option key={each} value={each}>
                {t(`paper.voidReason.${each}`)}
              </option>
            ))}
          </select>
        </div>
        {failure !== null && <FailureNote error={failure} what={t('paperOne.voidFailed')} />}
        <div className="cmd-end">
          <button type="submit" className="btn btn--go" aria-disabled={isBusy || undefined}>
            {isBusy ? t('form.sending') : t('paperOne.void')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('form.notYet')}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
