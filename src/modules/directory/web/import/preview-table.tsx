import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreviewView } from '../../../../kernel/view/organisation.ts';
import { firstLook, type OutcomeOf, outcomes, type PreviewRow, rowsWith } from './preview-rows.ts';

type CellFault = NonNullable<PreviewRow['faults']>[number];

const Fault = ({ fault: { cell, column, rule, mend, limit } }: { fault: CellFault }) => {
  const { t } = useTranslation();
  return (
    <li>
      <b>{t('people.import.cell', { cell, column })}</b> {t(`cell.${rule}`, { limit })}
      {t('people.import.mend', { mend: t(`cellMend.${mend}`) })}
    </li>
  );
};

const What = ({ row: { outcome, changes = [], faults = [] } }: { row: PreviewRow }) => {
  const { t } = useTranslation();
  if (faults.length > 0)
    return (
      <ul>
        {faults.map((fault) => (
          <Fault key={`${fault.cell} ${fault.rule}`} fault={fault} />
        ))}
      </ul>
    );
  return (
    <ul>
      {changes.map(({ column, from, to }) => (
        <li key={column}>
          <span className="m3">{column}</span>{' '}
          {outcome === 'new' ? to : t('people.import.change', { from: from || '–', to: to || '–' })}
        </li>
      ))}
    </ul>
  );
};

const atOnce = 200;

/** Every row of the workbook with what would become of it; what is wrong is told at its cell with what mends it. */
export const PreviewTable = ({ preview }: { preview: ImportPreviewView }) => {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<OutcomeOf | 'all'>(() => firstLook(preview));
  const [shown, setShown] = useState(atOnce);
  const rows = rowsWith(preview, outcome);
  const all = Object.values(preview.counts).reduce((sum, each) => sum + each, 0);
  const choose = (next: OutcomeOf | 'all') => {
    setOutcome(next);
    setShown(atOnce);
  };
  return (
    <>
      <fieldset className="imp-filter">
        <legend className="vh">{t('people.import.filter')}</legend>
        {(['all', ...outcomes] as const).map((each) => (
          <label key={each}>
            <input type="radio" name="outcome" checked={outcome === each} onChange={() => choose(each)} />
            {t(`people.import.outcome.${each}`)} {each === 'all' ? all : preview.counts[each]}
          </label>
        ))}
      </fieldset>
      {preview.sheets.some(({ faults }) => faults.length > 0) && (
        <ul className="imp-sheets">
          {preview.sheets.flatMap(({ name, faults }) =>
            faults.map((fault) => (
              <li key={`${name} ${fault.cell} ${fault.rule}`}>
                {t('people.import.sheet', { sheet: name })}
                <ul>
                  <Fault fault={fault} />
                </ul>
              </li>
            )),
          )}
        </ul>
      )}
      {rows.length === 0 ? (
        <p className="empty">{t('people.import.noRows')}</p>
      ) : (
        <table className="tbl imp-table">
          <caption className="vh">{t('people.import.rows')}</caption>
          <thead>
            <tr>
              {(['sheet', 'row', 'outcome', 'what'] as const).map((each) => (
                <th key={each} scope="col" className={each === 'row' ? 'num' : undefined}>
                  {t(`people.import.column.${each}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <tr key={`${row.sheet} ${row.row}`}>
                <td>{row.sheet}</td>
                <td className="num">{row.row}</td>
                <td>{t(`people.import.outcome.${row.outcome}`)}</td>
                <td>
                  <What row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > shown && (
        <p className="imp-more">
          <button type="button" className="btn" onClick={() => setShown((before) => before + atOnce)}>
            {t('people.import.more', { shown, all: rows.length })}
          </button>
        </p>
      )}
    </>
  );
};
