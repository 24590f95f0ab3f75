import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api/client.ts';
import { useMe } from '../../../web/api/queries.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { inWords } from '../../../web/parts/moment.ts';
import { useAddress } from '../../../web/parts/navigate.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { officialColumns } from '../domain/official-columns.ts';
import type { LedgerRow } from '../domain/views.ts';
import { columns } from './columns.tsx';
import { askedBy } from './use-ledger.ts';
import './print.css';

const paperSize = `@page { size: A3 landscape; margin: 14mm 12mm 16mm;
  @bottom-center { content: "— " counter(page) " / " counter(pages) " —"; font-family: FangSong, "仿宋", serif; font-size: 10.5pt; } }`;

/** More than this is not a paper any more, but a file. */
const most = 2000;

const readAll = async (query: string): Promise<{ rows: LedgerRow[]; more: boolean }> => {
  const rows: LedgerRow[] = [];
  let cursor: string | null = null;
  do {
    const wanted: string = `/ledger/problems?${query}&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const page = await call<{ items: LedgerRow[]; next: string | null }>(wanted);
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && rows.length < most);
  return { rows: rows.slice(0, most), more: cursor !== null };
};

/** On paper what is left would be wrong tomorrow: the date of the official column, and how it stands today in a word. */
const DueOnPaper = ({ row }: { row: LedgerRow }) => {
  const { t } = useTranslation();
  return (
    <>
      {row.dueOn ?? row.dueWords ?? '–'}
      {row.light !== 'none' && <small>{t(`light.${row.light}`)}</small>}
    </>
  );
};

const byKey = new Map(columns.map((column) => [column.key, column]));

/** The current view as a paper: all seventeen columns in the official order, A3 across, the head on every sheet. */
export const PrintPage = () => {
  const { t } = useTranslation();
  const { search } = useAddress();
  const { data: me } = useMe();
  const asked = useMemo(() => askedBy(search), [search]);
  const { data, error, refetch } = useQuery({
    queryKey: ['ledger', 'print', asked.query],
    queryFn: () => readAll(asked.query),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const at = useMemo(() => inWords(new Date().toISOString()), []);
  useEffect(() => {
    document.title = t('ledger.title');
  }, [t]);
  // The size of the paper is said only while this page stands: other pages are printed as ever.
  useEffect(() => {
    const paper = new CSSStyleSheet();
    paper.replaceSync(paperSize);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, paper];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== paper);
    };
  }, []);
  const words = new URLSearchParams(search);
  return (
    <div className="paper">
      <div className="paper-tools">
        <Link className="btn" to={`/ledger${words.size > 0 ? `?${words}` : ''}`}>
          {t('ledgerFigures.back')}
        </Link>
        <button type="button" className="btn btn--go" disabled={!data} onClick={() => window.print()}>
          {t('ledger.print')}
        </button>
        <span className="m2">{t('ledger.printHow')}</span>
        {data?.more && <span>{t('ledger.printCut', { most })}</span>}
      </div>
      {error && !data ? (
        <FailureNote error={error} what={t('ledger.failed')} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton rows={10} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a sheet wider than the window is scrolled by key
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div className="paper-scroll" role="region" tabIndex={0} aria-label={t('ledger.table')}>
          <table className="a3">
            <colgroup>
              {officialColumns.map((key) => (
                <col key={key} className={`s-${key}`} />
              ))}
            </colgroup>
            <thead>
              <tr>
                <th colSpan={officialColumns.length} className="a3-title">
                  <h1>{t('ledger.title')}</h1>
                  <p>
                    <span>{t('ledger.printUnit', { name: me?.agency.name ?? '' })}</span>
                    <span>{t('ledger.printAt', { at })}</span>
                    <span>{t('ledger.count', { count: data.rows.length })}</span>
                  </p>
                </th>
              </tr>
              <tr>
                {officialColumns.map((key) => (
                  <th key={key} scope="col">
                    {t(`ledger.column.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row, index) => (
                <tr key={row.id}>
                  {officialColumns.map((key) => {
                    const Cell = key === 'due' ? DueOnPaper : byKey.get(key)?.Cell;
                    return <td key={key}>{Cell && <Cell row={{ ...row, nr: index + 1 }} />}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
};
