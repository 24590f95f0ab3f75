import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import { call, refusalOf } from '../../../web/api/client.ts';
import { Dialog } from '../../../web/parts/dialog.tsx';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import type { PaperView } from '../domain/views.ts';
import { afterPaper } from './queries.ts';

type Props = {
  paper: PaperView;
  /** Of what stood on the page when it was opened. */
  fingerprint: string;
  onIssued: (paper: PaperView) => Promise<void>;
  onClose: () => void;
};

/** Says what an issue does before it is done; an answer that was lost is asked for again under the same name. */
export const IssueDialog = ({ paper, fingerprint, onIssued, onClose }: Props) => {
  const { t } = useTranslation();
  const command = useRef(uuidv7());
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const issue = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      const headers = { 'idempotency-key': command.current };
      await onIssued(
        await call<PaperView>(`/papers/${paper.id}/issue`, { method: 'POST', body: { fingerprint }, headers }),
      );
    } catch (error) {
      setFailure(error);
      // What has changed meanwhile is shown behind the dialog.
      if (refusalOf(error)?.code === 'stale') await afterPaper();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('paperOne.issue')} onClose={onClose}>
      <div className="cmd">
        <p>{t('paperOne.issueSure')}</p>
        {failure !== null && <FailureNote error={failure} what={t('paperOne.issueFailed')} />}
        <div className="cmd-end">
          <button
            type="button"
            className="btn btn--go"
            aria-disabled={isBusy || undefined}
            onClick={() => void issue()}
          >
            {t(isBusy ? 'paperOne.issuing' : 'paperOne.issueDo')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('form.notYet')}
          </button>
        </div>
      </div>
    </Dialog>
  );
};
