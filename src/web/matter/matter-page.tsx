import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { statusOf } from '../api/client.ts';
import { useMatter, useMe, useProcedures } from '../api/queries.ts';
import { placeOf } from '../modules.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Link } from '../parts/link.tsx';
import { useMedia } from '../parts/media.ts';
import { inShort } from '../parts/moment.ts';
import { useParam } from '../parts/navigate.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { LightWord } from '../time/light-word.tsx';
import { Actions } from './actions.tsx';
import { Banner } from './banner.tsx';
import { Children } from './children.tsx';
import { Clocks } from './clocks.tsx';
import { Evidence } from './evidence.tsx';
import { Facts } from './facts.tsx';
import { People } from './people.tsx';
import { sectionsOf } from './sections.ts';
import { leadingOf, primaryOf } from './steps.ts';
import { Steps } from './steps.tsx';
import { procedureOf } from './table.ts';
import { Timeline } from './timeline.tsx';
import './matter.css';

/** One page for every matter of every procedure: facts and form, what happened, who answers, what may be done now. */
export const MatterPage = () => {
  const { t } = useTranslation();
  const id = useParam('id');
  const { data: matter, error, refetch } = useMatter(id);
  const { data: procedures } = useProcedures();
  const { data: me } = useMe();
  const isPhone = useMedia('(max-width: 900px)');
  useEffect(() => {
    if (matter) document.title = `${matter.number} ${matter.title ?? ''}`;
  }, [matter]);
  // What was done here may take away the very button that had the focus: then the page has it, not the window's very top.
  const seq = matter?.seq;
  useEffect(() => {
    if (seq !== undefined && document.activeElement === document.body)
      document.getElementById('main')?.focus({ preventScroll: true });
  }, [seq]);

  if (error && !matter)
    return statusOf(error) === 404 ? (
      <div className="page-note">
        <h1>{t('matter.none')}</h1>
        <p>{t('matter.noneWhy')}</p>
        <Link to="/">{t('toDesk')}</Link>
      </div>
    ) : (
      <FailureNote error={error} what={t('matter.failed')} onRetry={() => void refetch()} />
    );
  const procedure = matter && procedures && procedureOf(procedures, matter.procedure, matter.version);
  if (!matter || !procedure || !me) return <Skeleton rows={10} />;

  const turn = procedure.states[matter.state]?.turn ?? null;
  const primary = primaryOf(procedure, matter);
  const leadsOn = primary !== null && procedure.actions[primary]?.next !== undefined;
  const isMine = turn === 'owner' ? matter.owner.person.id === me.person.id : turn !== null && leadsOn;
  const people = <People key="people" matter={matter} turn={turn} me={me.person.id} />;
  const clocks = <Clocks key="clocks" matter={matter} />;
  const actions = <Actions key="actions" procedure={procedure} matter={matter} person={me.person.id} />;
  return (
    <article className="matter" key={matter.id}>
      <header className="matter-head">
        <div className="crumb">
          <span>
            {matter.above ? (
              <Link to={placeOf(matter.above)}>
                {matter.above.number} {matter.above.title}
              </Link>
            ) : (
              <Link to="/">{t('nav.desk')}</Link>
            )}
            <span>{matter.number}</span>
          </span>
        </div>
        <h1>{matter.title ?? t('erasedByLaw')}</h1>
        <p className="sub">
          <span>{t(`procedure.${matter.procedure}`)}</span>
          <span>{matter.unit.name}</span>
          {matter.confidential && <b>{t('matter.confidential')}</b>}
          {matter.relapses > 0 && <span>{t('matter.relapses', { count: matter.relapses })}</span>}
          {matter.sentBack > 0 && <span>{t('matter.sentBack', { count: matter.sentBack })}</span>}
          {matter.urged && (
            <b>
              {t('matter.urged', { count: matter.urged.count })}
              {matter.urged.at && t('matter.urgedLast', { at: inShort(matter.urged.at) })}
            </b>
          )}
          <LightWord brief={matter} />
          <b className="turn">{t(isMine ? 'matter.yourTurn' : `turn.${turn ?? 'nobody'}`)}</b>
        </p>
        <Steps procedure={procedure} matter={matter} />
      </header>
      <Banner procedure={procedure} matter={matter} />
      <div className="three">
        <section aria-label={t('matter.facts')} className="matter-facts">
          <Facts procedure={procedure} matter={matter} />
          <Children matter={matter} />
          <Evidence matter={matter} />
          {sectionsOf(matter.procedure).map((Section, index) => (
            <Section key={index} matter={matter} />
          ))}
        </section>
        <section aria-label={t('matter.timeline')} className="matter-log">
          <Timeline procedure={procedure} matter={matter} />
        </section>
        <section aria-label={t('matter.doing')} className="matter-do">
          {/* A phone shows one screen at a time: whoever is wanted finds the button on the first. */}
          {isPhone && leadingOf(procedure, matter) !== null ? [actions, clocks, people] : [people, clocks, actions]}
        </section>
      </div>
    </article>
  );
};
