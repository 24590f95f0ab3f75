import { useTranslation } from 'react-i18next';
import { useMe, usePages, useProcedures } from '../../../../web/api/queries.ts';
import { Link } from '../../../../web/parts/link.tsx';
import { nameOf } from '../../../../web/parts/name-of.ts';
import { StateWord } from '../../../../web/parts/state-word.tsx';
import type { ThemeRow } from '../../domain/watch-views.ts';
import { mayRegister } from '../may-register.ts';
import { WatchList, WatchPage } from '../watching/watch-page.tsx';
import { ThemeFigures } from './theme-figures.tsx';

/** Aspects in the order in which they first come, those without one last. */
const byAspect = (rows: readonly ThemeRow[]): [aspect: string | null, rows: ThemeRow[]][] => {
  const aspects = [...new Set(rows.map(({ aspect }) => aspect))].sort(
    (a, b) => Number(a === null) - Number(b === null),
  );
  return aspects.map((aspect) => [aspect, rows.filter((row) => row.aspect === aspect)]);
};

/** Themes 专题 under their aspects: how many problems each holds, how far they are, and who leads. */
export const ThemesPage = () => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const { data: procedures } = useProcedures();
  const pages = usePages<ThemeRow>(['ledger', 'themes'], (cursor) =>
    cursor ? `/ledger/themes?limit=50&cursor=${cursor}` : '/ledger/themes?limit=50',
  );
  return (
    <WatchPage
      title={t('watch.themes')}
      sentence={t('themes.sentence')}
      end={
        me &&
        procedures &&
        mayRegister(procedures, me, 'theme') && (
          <Link className="btn btn--go" to="/new/theme">
            {t('action.theme.register')}
          </Link>
        )
      }
    >
      <div className="watch-body">
        <WatchList pages={pages} failed={t('themes.failed')} empty={t('themes.empty')}>
          {(rows) =>
            byAspect(rows).map(([aspect, list]) => (
              <section key={aspect ?? ''}>
                <h2>
                  {aspect ?? t('themes.noAspect')}
                  <small>{t('themes.count', { count: list.length })}</small>
                </h2>
                <ul>
                  {list.map((row) => (
                    <li key={row.theme.id} className="theme-row">
                      <span className="t">
                        <Link to={`/ledger/themes/${row.theme.id}`}>{row.theme.title ?? t('erasedByLaw')}</Link>
                      </span>
                      <ThemeFigures row={row} />
                      <span className="m">
                        <StateWord procedure="theme" state={row.theme.state} open={row.theme.open} />
                        <span>
                          {row.theme.unit.name} {nameOf(row.theme.owner.person)}
                        </span>
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            ))
          }
        </WatchList>
      </div>
    </WatchPage>
  );
};
