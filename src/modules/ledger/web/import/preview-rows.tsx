import i18next from 'i18next';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { factInWords, ruleInWords } from '../../../../web/parts/refusal-note.tsx';
import { Skeleton } from '../../../../web/parts/skeleton.tsx';
import { firstText } from '../../../../web/texts/i18n.ts';
import type { ImportRow, ImportView, RowOutcome } from '../../domain/import-views.ts';
import { MoreRows } from '../more-rows.tsx';
import { useImportRows } from './import-queries.ts';

type Fault = ImportRow['faults'][number];

const faultWords = ({ rule, limit, refusal }: Fault): string => {
  if (refusal) return factInWords(refusal) ?? ruleInWords(refusal);
  return i18next.t(firstText(`ledgerSheet.fault.${rule}`, `field.${rule}`, 'field.wrong'), { limit });
};

/** What would mend it: by its own words, or what the action's rule names. */
const mendWords = ({ rule, refusal }: Fault): string | null => {
  const key = refusal
    ? firstText(`mend.${refusal.mend}`, `action.problem.${refusal.mend}`, '')
    : firstText(`ledgerSheet.mend.${rule}`, '', '');
  return key === '' ? null : i18next.t(key);
};

const FaultLine = ({ fault }: { fault: Fault }) => {
  const { t } = useTranslation();
  const mend = mendWords(fault);
  const { cell, column, candidates } = fault;
  return (
    <li className="lim-fault">
      {column !== '' && <b>{t('ledgerImport.cell', { cell, column })}</b>} {faultWords(fault)}
      {mend !== null && t('ledgerImport.mend', { mend })}
      {candidates && (
        <span className="m2"> {t('ledgerImport.candidates', { names: candidates.join(t('listed')) })}</span>
      )}
    </li>
  );
};

const What = ({ row }: { row: ImportRow }) => {
  const { t } = useTranslation();
  const asks = row.does.some(({ action }) => action.startsWith('ask'));
  return (
    <ul>
      {row.faults.map((fault) => (
        <FaultLine key={`${fault.cell} ${fault.rule}`} fault={fault} />
      ))}
      {row.outcome !== 'error' && row.does.length > 0 && (
        <li>
          {row.does
            .map(({ procedure, action, count }) => {
              const what = t(`action.${procedure}.${action}`);
              return count === undefined ? what : t('ledgerImport.count', { what, count });
            })
            .join(t('listed'))}
          {asks && <span className="m2">（{t('ledgerImport.asksOther')}）</span>}
        </li>
      )}
      {row.changes.map(({ cell, column, from, to }) => (
        <li key={cell}>
          <span className="m2">{column}</span> {t('ledgerImport.change', { from: from || '–', to: to || '–' })}
        </li>
      ))}
      {row.notes.map(({ cell, column, rule, words }) => (
        <li key={`${cell} ${rule}`} className="m2">
          {column} {t(`ledgerSheet.note.${rule}`, { words })}
        </li>
      ))}
    </ul>
  );
};

/** The rows of a preview, some hundred at a time; rows out of sight cost the browser nothing. */
export const PreviewRows = ({ view, outcome }: { view: ImportView; outcome: RowOutcome | 'all' }) => {
  const { t } = useTranslation();
  const pages = useImportRows(view, outcome);
  // The page itself scrolls.
  const page = useRef<HTMLElement>(null);
  if (pages.error && !pages.data)
    return <FailureNote error={pages.error} what={t('ledgerImport.rows')} onRetry={() => void pages.refetch()} />;
  if (!pages.data) return <Skeleton rows={8} />;
  const rows = pages.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <p className="empty">{t('ledgerImport.noRows')}</p>;
  return (
    <>
      <table className="tbl lim-rows">
        <caption className="vh">{t('ledgerImport.rows')}</caption>
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('ledgerImport.row')}
            </th>
            <th scope="col">{t('ledgerImport.outcome')}</th>
            <th scope="col">{t('ledgerImport.problem')}</th>
            <th scope="col">{t('ledgerImport.what')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row} data-outcome={row.outcome}>
              <td className="num">{row.row}</td>
              <td>{t(`ledgerImport.outcome.${row.outcome}`)}</td>
              <td className="lim-title">
                {row.problem && (
                  <Link to={`/matter/${row.problem.id}`} className="lim-number">
                    {row.problem.number}
                  </Link>
                )}{' '}
                <span className="c2">{row.title}</span>
              </td>
              <td>
                <What row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pages.hasNextPage && (
        <MoreRows isLoading={pages.isFetchingNextPage} onMore={() => void pages.fetchNextPage()} scroller={page} />
      )}
    </>
  );
};
