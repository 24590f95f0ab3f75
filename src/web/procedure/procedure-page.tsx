import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../api/client.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Link } from '../parts/link.tsx';
import { useAddress, useParam } from '../parts/navigate.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { DrawnProcedure, standingIn } from './drawing.tsx';
import { Editor } from './editor.tsx';
import { FormsTab } from './forms-tab.tsx';
import { LimitsTab } from './limits-tab.tsx';
import { StatesTable } from './states-table.tsx';
import { useProcedure } from './use-procedure.ts';
import { VersionsTab } from './versions-tab.tsx';
import { waitedSince } from './words.ts';
import './procedure.css';

const tabs = ['flow', 'forms', 'limits', 'versions'] as const;

/** One procedure: drawn, with how many matters stand where, its forms and limits, and the versions it came by. */
export const ProcedurePage = () => {
  const { t } = useTranslation();
  const code = useParam('code');
  const { search } = useAddress();
  const { data, error, refetch } = useProcedure(code);
  const tab = tabs.find((each) => each === search.get('tab')) ?? 'flow';
  const isEditing = search.get('edit') === 'yes';
  const name = data ? t(`procedure.${code}`, { defaultValue: data.titles[`procedure.${code}`] ?? code }) : '';
  useEffect(() => {
    if (name !== '') document.title = name;
  }, [name]);
  if (refusalOf(error)?.code === 'notFound')
    return (
      <div className="page-note">
        <h1>{t('notFound')}</h1>
        <Link to="/procedures">{t('procedure.toAll')}</Link>
      </div>
    );
  if (error && !data) return <FailureNote error={error} what={t('procedure.failed')} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const { procedure, standing } = data;
  const running = Object.entries(procedure.states).flatMap(([state, { final }]) =>
    final ? [] : [{ state, ...standingIn(standing, state) }],
  );
  const all = running.reduce((sum, { count }) => sum + count, 0);
  const slowest = running
    .filter(({ oldest }) => oldest !== null)
    .sort((a, b) => String(a.oldest).localeCompare(String(b.oldest)))[0];
  const open = data.versions.find(({ state }) => state === 'draft' || state === 'submitted');
  return (
    <div className="procedure">
      <p className="procedure-crumb">
        <Link to="/procedures">{t('nav.procedures')}</Link>
      </p>
      <div className="head">
        <h1>{name}</h1>
        <p>
          {t('procedure.sentence', {
            version: procedure.version,
            count: running.some(({ more }) => more) ? `${all}+` : all,
          })}
          {slowest?.oldest &&
            t('procedure.slowest', { state: t(`state.${code}.${slowest.state}`), waited: waitedSince(slowest.oldest) })}
        </p>
        <div className="end">
          {data.may.draft && data.builtIn && open?.state !== 'submitted' && !isEditing && (
            <Link className="btn" to={`/procedures/${code}?edit=yes`}>
              {t(open ? 'procedure.goOnEditing' : 'procedure.edit')}
            </Link>
          )}
        </div>
      </div>
      {isEditing && data.builtIn && data.may.draft ? (
        <Editor key={open?.version ?? 'new'} page={data} builtIn={data.builtIn} />
      ) : (
        <>
          <nav className="ptabs" aria-label={t('procedure.tabs')}>
            {tabs.map((each) => (
              <Link
                key={each}
                to={each === 'flow' ? `/procedures/${code}` : `/procedures/${code}?tab=${each}`}
                aria-current={each === tab ? 'page' : undefined}
              >
                {t(`procedureTab.${each}`)}
                {each === 'versions' && open && <span className="m3">{t(`versionState.${open.state}`)}</span>}
              </Link>
            ))}
          </nav>
          {tab === 'flow' && (
            <>
              <DrawnProcedure procedure={procedure} standing={standing} />
              <StatesTable procedure={procedure} standing={standing} />
            </>
          )}
          {tab === 'forms' && <FormsTab procedure={procedure} builtIn={data.builtIn} />}
          {tab === 'limits' && <LimitsTab procedure={procedure} builtIn={data.builtIn} />}
          {tab === 'versions' && <VersionsTab page={data} />}
        </>
      )}
    </div>
  );
};
