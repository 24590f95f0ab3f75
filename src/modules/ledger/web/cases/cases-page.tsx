import { useTranslation } from 'react-i18next';
import { useMatters, useMe, usePages, useProcedures } from '../../../../web/api/queries.ts';
import { Link } from '../../../../web/parts/link.tsx';
import { inWords } from '../../../../web/parts/moment.ts';
import { useAddress } from '../../../../web/parts/navigate.ts';
import type { CaseRow } from '../../domain/watch-views.ts';
import { caseCauses, caseKinds } from '../../procedure/choices.ts';
import { FilterSelect } from '../filter-select.tsx';
import { mayRegister } from '../may-register.ts';
import { MatterLine } from '../watching/matter-line.tsx';
import { WatchList, WatchPage } from '../watching/watch-page.tsx';

/** Cases that are being written or judged, as far as the reader may know of them. */
const UnderWay = () => {
  const { t } = useTranslation();
  const open = useMatters({ procedure: 'caseStudy', open: 'yes', limit: '20' });
  const items = open.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{t('cases.underWay')}</h2>
      <ul>
        {items.map((matter) => (
          <MatterLine key={matter.id} matter={matter} />
        ))}
      </ul>
    </section>
  );
};

/** The library of cases 正反案例库: approved ones, for everybody who works here. */
export const CasesPage = () => {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const { data: me } = useMe();
  const { data: procedures } = useProcedures();
  const kind = search.get('kind');
  const cause = search.get('cause');
  const pages = usePages<CaseRow>(['ledger', 'cases', kind, cause], (cursor) => {
    const wanted = new URLSearchParams({ limit: '50' });
    if (kind) wanted.set('kind', kind);
    if (cause) wanted.set('cause', cause);
    if (cursor) wanted.set('cursor', cursor);
    return `/ledger/cases?${wanted}`;
  });
  const filter = (field: 'kind' | 'cause', values: readonly string[], value: string | null) => (
    <FilterSelect
      label={t(`cases.${field}`)}
      all={t('cases.any')}
      options={values.map((each) => ({ id: each, name: t(`choice.caseStudy.${field}.${each}`) }))}
      value={value}
      onChange={(chosen) => change({ [field]: chosen })}
    />
  );
  return (
    <WatchPage
      title={t('watch.cases')}
      sentence={t('cases.sentence')}
      end={
        me &&
        procedures &&
        mayRegister(procedures, me, 'caseStudy') && (
          <Link className="btn btn--go" to="/new/caseStudy">
            {t('action.caseStudy.register')}
          </Link>
        )
      }
    >
      <div className="tools">
        {filter('kind', caseKinds, kind)}
        {filter('cause', caseCauses, cause)}
      </div>
      <div className="watch-body">
        <WatchList pages={pages} failed={t('cases.failed')} empty={t(kind || cause ? 'cases.noneSuch' : 'cases.empty')}>
          {(rows) => (
            <ul>
              {rows.map((row) => (
                <li key={row.id} className="watch-line">
                  <Link className="watch-title" to={`/ledger/cases/${row.id}`}>
                    {row.title ?? t('erasedByLaw')}
                  </Link>
                  <span className="watch-facts m2">
                    <b>{t(`choice.caseStudy.kind.${row.kind}`)}</b>
                    <span>{t('cases.rootedIn', { cause: t(`choice.caseStudy.cause.${row.cause}`) })}</span>
                    <span>{row.unit.name}</span>
                    <span>{inWords(row.approvedAt)}</span>
                    {row.publicSince && <span>{t('cases.public')}</span>}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </WatchList>
        <UnderWay />
      </div>
    </WatchPage>
  );
};
