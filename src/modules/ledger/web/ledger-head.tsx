import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { href } from '../../../web/address.ts';
import { useMe, useProcedures } from '../../../web/api/queries.ts';
import { Link } from '../../../web/parts/link.tsx';
import type { LedgerGroups } from '../domain/views.ts';
import { mayRegister } from './may-register.ts';
import { Until } from './until.tsx';

type Props = { figures: LedgerGroups | undefined; search: URLSearchParams; query: string };

type Way = (className: string, key: string) => ReactNode;

/** The title with its figures as a sentence, and the ways in and out. */
export const LedgerHead = ({ figures, search, query }: Props) => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const { data: procedures } = useProcedures();
  const year = search.get('year');
  const may = me && procedures && mayRegister(procedures, me, 'problem');
  const all = figures && (figures.total.more ? `${figures.total.count}+` : figures.total.count);
  const inner =
    (to: string, word: string): Way =>
    (className, key) => (
      <Link key={key} className={className} to={to}>
        {t(word)}
      </Link>
    );
  const ways: { key: string; link: Way }[] = [
    ...(may ? [{ key: 'import', link: inner('/ledger/import', 'ledger.importExcel') }] : []),
    {
      key: 'export',
      link: (className, key) => (
        <a key={key} className={className} href={href(`/api/ledger/export.xlsx?${query}`)} download>
          {t('ledger.exportExcel')}
        </a>
      ),
    },
    { key: 'print', link: inner(`/ledger/print?${query}`, 'ledger.printA3') },
    ...(may ? [{ key: 'report', link: inner('/ledger/reports', 'ledger.fromReport') }] : []),
  ];
  // Beside the views where there is room; on a phone with the other ways.
  const looks: { key: string; link: Way }[] = [
    { key: 'figures', link: inner('/ledger/figures', 'nav.ledgerFigures') },
    { key: 'roadmap', link: inner(`/ledger/roadmap?${query}`, 'nav.roadmap') },
  ];
  return (
    <header className="head">
      <h1>{t('ledger.title')}</h1>
      {figures && (
        <p>
          {year && `${t('ledger.yearWords', { year })} `}
          {t('ledger.sentence', { all, struckOff: figures.struckOff, toReview: figures.toReview })}
          {figures.over > 0 && (
            <>
              ，<b>{t('ledger.over', { count: figures.over })}</b>
            </>
          )}
          <Until until={figures.until} />
        </p>
      )}
      <span className="end">
        <span className="ways-wide">{ways.map(({ key, link }) => link('btn', key))}</span>
        <details className="ways">
          <summary className="btn">{t('ledger.ways')}</summary>
          <ul>
            {[...ways, ...looks].map(({ key, link }) => (
              <li key={key}>{link('', key)}</li>
            ))}
          </ul>
        </details>
        {may && (
          <Link className="btn btn--go" to="/new/problem">
            {t('ledger.register')}
          </Link>
        )}
      </span>
    </header>
  );
};
