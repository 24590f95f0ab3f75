import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../../../kernel/procedure/procedure.ts';
import { refusalOf } from '../../../../web/api/client.ts';
import { useProcedures } from '../../../../web/api/queries.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { useParam } from '../../../../web/parts/navigate.ts';
import { Skeleton } from '../../../../web/parts/skeleton.tsx';
import { DrawnProcedure } from '../../../../web/procedure/drawing.tsx';
import '../../../../web/procedure/procedure.css';
import { MatterLine } from '../watching/matter-line.tsx';
import { WatchNav } from '../watching/watch-nav.tsx';
import { ThemeFigures } from './theme-figures.tsx';
import { useTheme } from './use-theme.ts';

/** The way most problems take: without what stands beside it, so that the drawing can be read at a glance. */
const mainWay = (procedure: Procedure): Procedure => {
  const states = Object.fromEntries(
    Object.entries(procedure.states).filter(
      ([, { aside, dropped, clock }]) => !aside && !dropped && clock !== 'paused',
    ),
  );
  const actions = Object.entries(procedure.actions).flatMap(([name, action]) => {
    const from = action.from === 'new' ? action.from : action.from.filter((state) => states[state]);
    const leads = action.next === undefined || states[action.next];
    return action.aside || action.request || !leads || from.length === 0 ? [] : [[name, { ...action, from }] as const];
  });
  return { ...procedure, states, actions: Object.fromEntries(actions) };
};

/** A theme: its list as a drawn flow with how many stand where, and each of its problems. */
export const ThemePage = () => {
  const { t } = useTranslation();
  const id = useParam('id');
  const theme = useTheme(id);
  const { data: procedures } = useProcedures();
  const row = theme.data?.pages[0];
  useEffect(() => {
    if (row?.theme.title) document.title = row.theme.title;
  }, [row]);
  if (refusalOf(theme.error)?.code === 'notFound')
    return (
      <div className="page-note">
        <h1>{t('themes.gone')}</h1>
        <Link to="/ledger/themes">{t('themes.toAll')}</Link>
      </div>
    );
  if (theme.error && !row)
    return <FailureNote error={theme.error} what={t('themes.failed')} onRetry={() => void theme.refetch()} />;
  const problem = procedures?.find(({ code }) => code === 'problem');
  if (!row || !problem) return <Skeleton rows={8} />;
  const items = theme.data?.pages.flatMap((page) => page.items) ?? [];
  const standing = Object.entries(row.states).map(([state, count]) => ({
    state,
    version: problem.version,
    count,
    more: false,
    oldest: null,
  }));
  return (
    <div className="watch">
      <header className="head">
        <h1>{row.theme.title ?? t('erasedByLaw')}</h1>
        <p>{row.aspect}</p>
        <span className="end">
          <Link className="btn" to={`/matter/${id}`}>
            {t('themes.toMatter')}
          </Link>
        </span>
      </header>
      <WatchNav />
      <div className="watch-body">
        <p className="theme-row">
          <ThemeFigures row={row} />
        </p>
        <section>
          <h2>{t('themes.problems')}</h2>
          {items.length === 0 ? (
            <p className="watch-none">{t('themes.noProblems')}</p>
          ) : (
            <ul>
              {items.map((matter) => (
                <MatterLine key={matter.id} matter={matter} />
              ))}
            </ul>
          )}
        </section>
        {theme.hasNextPage && (
          <p className="watch-more">
            <button type="button" className="btn" onClick={() => void theme.fetchNextPage()}>
              {t('showMore')}
            </button>
          </p>
        )}
        <section className="watch-flow">
          <h2>{t('themes.flow')}</h2>
          <DrawnProcedure procedure={mainWay(problem)} standing={standing} />
        </section>
      </div>
    </div>
  );
};
