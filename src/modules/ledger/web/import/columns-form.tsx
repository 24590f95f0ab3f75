import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSending } from '../../../../web/account/use-sending.ts';
import { ApiFailure } from '../../../../web/api/client.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import type { ImportView } from '../../domain/import-views.ts';
import { nowStands, stepOf } from './import-queries.ts';

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);

/** Where the headers stand, where they were not found by themselves. */
const HeadForm = ({ view, onChange }: { view: ImportView; onChange: (body: object) => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const { setup, sheets } = view;
  const [row, setRow] = useState(String(setup.row + 1));
  const [isTwo, setIsTwo] = useState(setup.height === 2);
  return (
    <div className="lim-where">
      {sheets.length > 1 && (
        <div className="fld">
          <label htmlFor={`${id}-sheet`}>{t('ledgerImport.sheet')}</label>
          <select
            id={`${id}-sheet`}
            className="input"
            value={setup.sheet}
            onChange={({ target }) => onChange({ sheet: Number(target.value) })}
          >
            {sheets.map(({ name, rows }, at) => (
              <option key={name} value={at}>
                {t('ledgerImport.sheetRows', { name, rows })}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="fld lim-row">
        <label htmlFor={`${id}-row`}>{t('ledgerImport.headRow')}</label>
        <input
          id={`${id}-row`}
          className="input"
          inputMode="numeric"
          value={row}
          onChange={({ target }) => setRow(target.value.replaceAll(/\D/g, ''))}
        />
      </div>
      <label className="fld lim-two">
        <input type="checkbox" checked={isTwo} onChange={({ target }) => setIsTwo(target.checked)} />
        {t('ledgerImport.headTwo')}
      </label>
      <button
        type="button"
        className="btn"
        onClick={() =>
          onChange({ sheet: setup.sheet, row: Math.max(0, Number(row || '1') - 1), height: isTwo ? 2 : 1 })
        }
      >
        {t('ledgerImport.again')}
      </button>
    </div>
  );
};

/** Each column of the sheet with its first rows and what it is taken for; what was recognised is proposed. */
export const ColumnsForm = ({ view }: { view: ImportView }) => {
  const { t } = useTranslation();
  const id = useId();
  const { setup, choices } = view;
  const [columns, setColumns] = useState(setup.columns);
  const [reason, setReason] = useState(setup.reason);
  const { failure, isBusy, send } = useSending();
  const known = columns.filter((code) => code !== null).length;
  const change = (at: number, code: string) =>
    setColumns((before) =>
      before.map((each, place) => (place === at ? code || null : each === code && code !== '' ? null : each)),
    );
  const look = () =>
    void send(async () =>
      nowStands(await stepOf(view.id, 'preview', { columns, reason: reason.trim() || setup.reason })),
    );
  return (
    <section className="lim-columns" aria-label={t('ledgerImport.step.columns')}>
      <h2>
        {known === 0
          ? t('ledgerImport.columnsNone')
          : t('ledgerImport.columnsFound', { row: setup.row + 1, known, open: columns.length - known })}
      </h2>
      <HeadForm
        view={view}
        onChange={(body) => void send(async () => nowStands(await stepOf(view.id, 'head', body)))}
      />
      <table className="tbl lim-map">
        <thead>
          <tr>
            {(['header', 'sample', 'means'] as const).map((each) => (
              <th key={each} scope="col">
                {t(`ledgerImport.column.${each}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {setup.headers.map((header, at) => {
            const name = header === '' ? t('ledgerImport.noHeader', { letters: letters(at) }) : header;
            return (
              <tr key={at} data-left={columns[at] === null ? 'out' : undefined}>
                <th scope="row">
                  <span className="m3">{letters(at)}</span> {name}
                </th>
                <td className="lim-sample">
                  {setup.samples
                    .map((row) => row[at] ?? '')
                    .filter((words) => words !== '')
                    .join(' / ') || <span className="zero">–</span>}
                </td>
                <td>
                  <label className="vh" htmlFor={`${id}-${at}`}>
                    {t('ledgerImport.columnOf', { header: name })}
                  </label>
                  <select
                    id={`${id}-${at}`}
                    className="input"
                    value={columns[at] ?? ''}
                    onChange={({ target }) => change(at, target.value)}
                  >
                    <option value="">{t('ledgerImport.leaveOut')}</option>
                    {choices.map(({ code, title }) => (
                      <option key={code} value={code}>
                        {title}
                        {columns.includes(code) && columns[at] !== code ? t('ledgerImport.taken') : ''}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="fld lim-reason">
        <label htmlFor={`${id}-reason`}>{t('ledgerImport.reason')}</label>
        <input
          id={`${id}-reason`}
          className="input"
          value={reason}
          maxLength={2000}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => setReason(target.value)}
        />
        <span className="m2" id={`${id}-hint`}>
          {t('ledgerImport.reasonHint')}
        </span>
      </div>
      {failure && <FailureNote error={new ApiFailure(failure)} what={t('ledgerImport.step.columns')} />}
      <div className="lim-end">
        <button type="button" className="btn btn--go" onClick={look} aria-disabled={isBusy || known === 0 || undefined}>
          {isBusy ? t('form.sending') : t('ledgerImport.look')}
        </button>
      </div>
    </section>
  );
};
