import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusalView } from '../../../kernel/view/view.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { FileButton } from '../../../web/parts/file-button.tsx';
import { RefusalNote } from '../../../web/parts/refusal-note.tsx';
import type { ReportReading } from '../domain/reading-views.ts';
import { acceptedFiles, filesOf, readFile } from './file-reading.ts';

type Props = {
  unread: NonNullable<ReportReading['unread']>;
  mayDecide: boolean;
  onAdd: (files: { digest: string; name: string }[]) => Promise<void>;
};

/** A report without words, as a scan is: it stays deposited, and its text can be handed in after it. */
export const AddText = ({ unread, mayDecide, onAdd }: Props) => {
  const { t } = useTranslation();
  const [failed, setFailed] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const refusal = {
    code: 'unsupportedFile',
    rule: unread.rule,
    facts: unread.facts,
    ...(unread.mend === null ? {} : { mend: unread.mend }),
  } as RefusalView;
  const take = async (file: File | undefined) => {
    if (!file || isBusy) return;
    setIsBusy(true);
    setFailed(null);
    try {
      const read = await readFile(file);
      await onAdd(filesOf(read));
    } catch (error) {
      setFailed(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <section className="unread">
      <h2>{t('reading.unread')}</h2>
      <RefusalNote refusal={refusal} />
      <p className="m2">{t('reading.unreadKept')}</p>
      {mayDecide && (
        <FileButton accept={acceptedFiles} disabled={isBusy} onFiles={([file]) => void take(file)}>
          {t('reading.addText')}
        </FileButton>
      )}
      {failed !== null && <FailureNote error={failed} what={t('reports.notRead')} />}
    </section>
  );
};
