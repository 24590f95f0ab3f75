import { type ClipboardEvent, type DragEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSending } from '../../../../web/account/use-sending.ts';
import { href } from '../../../../web/address.ts';
import { workbooks } from '../../../../web/api/upload.ts';
import { FileButton } from '../../../../web/parts/file-button.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { inShort } from '../../../../web/parts/moment.ts';
import { useGo } from '../../../../web/parts/navigate.ts';
import { RefusalNote } from '../../../../web/parts/refusal-note.tsx';
import type { ImportView } from '../../domain/import-views.ts';
import { nowStands, sendCells, sendSheet, useImports } from './import-queries.ts';
import { cellsOn } from './pasted-cells.ts';
import './import.css';

/** A sheet comes in as a file or as cells that were copied; what was brought these days can be gone on with. */
export const ImportPage = () => {
  const { t } = useTranslation();
  const go = useGo();
  const id = useId();
  const { failure, isBusy, send } = useSending();
  const [part, setPart] = useState(0);
  const [isBare, setIsBare] = useState(false);
  const { data } = useImports();
  useEffect(() => {
    document.title = t('ledgerImport.title');
  }, [t]);
  const arrive = (view: ImportView) => {
    nowStands(view);
    go(`/ledger/import/${view.id}`);
  };
  const choose = (file: File | undefined) => {
    if (!file) return;
    setPart(0);
    setIsBare(false);
    void send(async () => arrive(await sendSheet(file, setPart)));
  };
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    const cells = cellsOn(event.clipboardData);
    const isTable = cells.rows.length > 1 && cells.rows.some((row) => row.length > 1);
    setIsBare(!isTable);
    setPart(1);
    if (isTable) void send(async () => arrive(await sendCells(cells)));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    choose(event.dataTransfer.files[0]);
  };
  const refusal = failure?.kind === 'refused' ? failure.refusal : null;
  const earlier = data?.items ?? [];
  return (
    <div className="led-import">
      <p className="lim-up">
        <Link to="/ledger">{t('ledger.title')}</Link>
      </p>
      <header className="head">
        <h1>{t('ledgerImport.title')}</h1>
        <p>{t('ledgerImport.how')}</p>
      </header>
      <div className="lim-body">
        <section
          className="lim-take"
          aria-label={t('ledgerImport.title')}
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop}
        >
          <p>{t('ledgerImport.drop')}</p>
          <FileButton isMain accept={workbooks} disabled={isBusy} onFiles={([file]) => choose(file)}>
            {t('ledgerImport.choose')}
          </FileButton>
          <div className="fld">
            <label htmlFor={`${id}-paste`}>{t('ledgerImport.orPaste')}</label>
            <textarea
              id={`${id}-paste`}
              className="input"
              rows={3}
              value=""
              placeholder={t('ledgerImport.pasteHere')}
              readOnly={isBusy}
              onChange={() => undefined}
              onPaste={paste}
            />
          </div>
          <p role="status">
            {isBusy &&
              (part < 1 ? t('ledgerImport.sending', { part: Math.round(part * 100) }) : t('ledgerImport.reading'))}
          </p>
          <div role="alert">
            {isBare && <p className="lost">{t('ledgerImport.pasteNone')}</p>}
            {failure?.kind === 'unreachable' && <p className="lost">{t('failure.unreachable')}</p>}
            {refusal && <RefusalNote refusal={refusal} />}
          </div>
        </section>
        <div>
          <a className="btn" href={href('/api/ledger/export.xlsx?view=all')} download>
            {t('ledgerImport.export')}
          </a>
        </div>
        {earlier.length > 0 && (
          <section aria-labelledby={`${id}-earlier`}>
            <h2 id={`${id}-earlier`}>{t('ledgerImport.earlier')}</h2>
            <ul className="lim-earlier">
              {earlier.map((each) => (
                <li key={each.id}>
                  <Link to={`/ledger/import/${each.id}`}>{each.name}</Link>
                  <span>{t(`ledgerImport.state.${each.state}`)}</span>
                  <time className="m3" dateTime={each.madeAt}>
                    {inShort(each.madeAt)}
                  </time>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
};
