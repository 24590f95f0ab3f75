import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportedView, ImportPreviewView } from '../../../../kernel/view/organisation.ts';
import { useSending } from '../../../../web/account/use-sending.ts';
import { href } from '../../../../web/address.ts';
import { call } from '../../../../web/api/client.ts';
import { sendFile, workbooks } from '../../../../web/api/upload.ts';
import { FileButton } from '../../../../web/parts/file-button.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { useGo } from '../../../../web/parts/navigate.ts';
import { RefusalNote } from '../../../../web/parts/refusal-note.tsx';
import { useSay } from '../../../../web/parts/say.tsx';
import { afterChange, useIsKeeper } from '../queries.ts';
import { PreviewTable } from './preview-table.tsx';
import '../people.css';

/** A workbook comes in by two steps: looked at row by row, then confirmed as one change, or not at all. */
export const ImportPage = () => {
  const { t } = useTranslation();
  const id = useId();
  const go = useGo();
  const say = useSay();
  const isKeeper = useIsKeeper(null);
  const [file, setFile] = useState<File | null>(null);
  const [part, setPart] = useState(0);
  const [preview, setPreview] = useState<ImportPreviewView | null>(null);
  const { failure, isBusy, send } = useSending();
  const answer = useRef<HTMLHeadingElement>(null);
  const refusal = failure?.kind === 'refused' ? failure.refusal : null;
  useEffect(() => {
    document.title = t('people.import.title');
  }, [t]);
  useEffect(() => {
    if (preview) answer.current?.focus();
  }, [preview]);

  const look = (chosen: File | null) => {
    if (!chosen) return;
    setFile(chosen);
    setPreview(null);
    setPart(0);
    void send(async () => setPreview(await sendFile<ImportPreviewView>('/directory/import/preview', chosen, setPart)));
  };
  const confirm = async () => {
    if (!preview) return;
    await send(async () => {
      const { digest, version } = preview;
      const done = await call<ImportedView>('/directory/import', { method: 'POST', body: { digest, version } });
      await afterChange();
      say(t('people.import.done', { added: done.new, changed: done.changed }));
      go('/people');
    });
  };

  if (!isKeeper)
    return (
      <div className="page-note">
        <h1>{t('people.import.notYours')}</h1>
        <Link to="/people">{t('people.toAll')}</Link>
      </div>
    );
  return (
    <div className="people import">
      <p className="ppl-up">
        <Link to="/people">{t('people.title')}</Link>
      </p>
      <header className="head ppl-head">
        <h1>{t('people.import.title')}</h1>
        <p>{t('people.import.how')}</p>
      </header>
      <div className="imp-choose">
        <a className="btn" href={href('/api/directory/export.xlsx')} download>
          {t('people.import.export')}
        </a>
        <FileButton
          isMain={!preview?.ready}
          accept={workbooks}
          disabled={isBusy}
          onFiles={([chosen]) => look(chosen ?? null)}
        >
          {t(file ? 'people.import.other' : 'people.import.choose')}
        </FileButton>
        {file && <span className="m2 imp-name">{file.name}</span>}
      </div>
      {isBusy && !preview && (
        <div className="ppl-way imp-way" role="status">
          <label htmlFor={`${id}-way`}>
            {part < 1 ? t('people.import.sending', { part: Math.round(part * 100) }) : t('people.import.reading')}
          </label>
          <progress id={`${id}-way`} {...(part < 1 && { value: part, max: 1 })} />
        </div>
      )}
      <div role="alert" className="imp-refused">
        {failure?.kind === 'unreachable' && <p className="lost">{t('failure.unreachable')}</p>}
        {refusal && <RefusalNote refusal={refusal} />}
        {failure && file && (
          <button type="button" className="btn" onClick={() => look(file)}>
            {t('people.import.again')}
          </button>
        )}
      </div>
      {preview && (
        <section aria-labelledby={`${id}-answer`}>
          <h2 id={`${id}-answer`} tabIndex={-1} ref={answer} className="imp-answer">
            {preview.counts.error > 0 || preview.sheets.some(({ faults }) => faults.length > 0)
              ? t('people.import.hasErrors', { count: preview.counts.error })
              : preview.ready
                ? t('people.import.ready', { added: preview.counts.new, changed: preview.counts.changed })
                : t('people.import.nothing')}
          </h2>
          {preview.ignored.length > 0 && (
            <p className="m2 imp-ignored">{t('people.import.ignored', { names: preview.ignored.join(t('listed')) })}</p>
          )}
          <PreviewTable preview={preview} />
          <div className="imp-end">
            <button
              type="button"
              className="btn btn--go"
              aria-disabled={!preview.ready || isBusy || undefined}
              aria-describedby={preview.ready ? undefined : `${id}-answer`}
              onClick={() => preview.ready && void confirm()}
            >
              {isBusy ? t('form.sending') : t('people.import.confirm')}
            </button>
            <span className="m2">{t(preview.ready ? 'people.import.whole' : 'people.import.notYet')}</span>
          </div>
        </section>
      )}
    </div>
  );
};
