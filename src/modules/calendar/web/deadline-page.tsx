import { useQuery } from '@tanstack/react-query';
import i18next, { type TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { parseLimit } from '../../../kernel/calendar/limit.ts';
import { call, statusOf } from '../../../web/api/client.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { inWords } from '../../../web/parts/moment.ts';
import { nameOf } from '../../../web/parts/name-of.ts';
import { useParam } from '../../../web/parts/navigate.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { firstText } from '../../../web/texts/i18n.ts';
import { clockName } from '../../../web/time/deadline.tsx';
import { Light } from '../../../web/time/light-word.tsx';
import { dueInFull } from '../../../web/time/words.ts';
import type { DeadlineView } from '../domain/views.ts';
import { DeadlineDays } from './deadline-days.tsx';
import { DeadlineSum } from './deadline-sum.tsx';
import { heldDays } from './sums.ts';
import './calendar.css';

/** `承诺 5 个工作日，起算当天不算，从次日数起` */
const limitInWords = (t: TFunction, view: DeadlineView): string => {
  const { clock, matter } = view;
  const name = clockName(t, matter.procedure, clock);
  const limit = clock.limit === null ? null : parseLimit(clock.limit);
  if (!limit) return t('deadline.limit.fixed', { name, on: clock.on ?? '' });
  const words = t(`deadline.limit.${limit.unit}`, { name, count: limit.count });
  return [
    words,
    limit.rollOver ? t('deadline.limit.roll') : null,
    clock.extended > 0 ? t('deadline.limit.extended', { count: clock.extended }) : null,
  ]
    .filter((part) => part !== null)
    .join('，');
};

const textOf = (words: unknown): string | null =>
  typeof words === 'string' ? words : words === null || words === undefined ? null : i18next.t('erasedByLaw');

const Holders = ({ view }: { view: DeadlineView }) => {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('deadline.holders')}</h2>
      <ul className="why-list">
        {heldDays(view.days).map(({ holder, from, to, counted }) => {
          const who = view.holders[holder];
          if (!who) return null;
          return (
            <li key={from}>
              <span className="nw">{t('deadline.fromTo', { from: from.slice(5), to: to.slice(5) })}</span>
              <span>
                {who.unit.name} {nameOf(who.person)}
              </span>
              <span className="m3">{t('deadline.countedDays', { count: counted })}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

const Pauses = ({ view }: { view: DeadlineView }) => {
  const { t } = useTranslation();
  if (view.pauses.length === 0) return null;
  return (
    <section>
      <h2>{t('deadline.pauses')}</h2>
      <ul className="why-list">
        {view.pauses.map(({ from, to, action, reason }) => (
          <li key={from}>
            <span className="nw">
              {inWords(from)}
              {to === null ? t('deadline.sinceThen') : ` ${t('deadline.until')} ${inWords(to)}`}
            </span>
            <span>
              {action !== null && t(firstText(`done.${view.matter.procedure}.${action}`, `action.${action}`))}
              {textOf(reason) !== null && `：${textOf(reason)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** What moved it besides: granted extensions, and calendars published since. */
const Changes = ({ view }: { view: DeadlineView }) => {
  const { t } = useTranslation();
  if (view.extensions.length + view.moves.length === 0) return null;
  return (
    <section>
      <h2>{t('deadline.changes')}</h2>
      <ul className="why-list">
        {view.moves.map((move) => (
          <li key={move.seq}>
            <span className="nw">{inWords(move.at)}</span>
            <span>
              {t('deadline.moved', { from: dueInFull(move.from), to: dueInFull(move.to) })}
              {move.source !== null && (
                <>
                  {t('deadline.because')}
                  <Link to="/calendar">{move.source}</Link>
                </>
              )}
            </span>
          </li>
        ))}
        {view.extensions.map(({ seq, at, days, dueOn, reason }) => (
          <li key={seq}>
            <span className="nw">{inWords(at)}</span>
            <span>
              {dueOn !== null
                ? t('deadline.extendedTo', { date: dueOn })
                : t('deadline.extended', { count: days ?? 0 })}
              {textOf(reason) !== null && `：${textOf(reason)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Why a date is what it is: the days, their sum, who held the matter, what stopped or moved it, and by which calendar. */
export const DeadlinePage = () => {
  const { t } = useTranslation();
  const id = useParam('id');
  const clock = useParam('clock');
  const { data, error, refetch } = useQuery({
    queryKey: ['matter', id, 'deadline', clock],
    queryFn: () => call<DeadlineView>(`/matters/${id}/deadline/${encodeURIComponent(clock)}`),
  });
  const due = data?.due ?? null;
  const title = due === null ? t('deadline.titleStopped') : t('deadline.title', { due: dueInFull(due) });
  useEffect(() => {
    if (data) document.title = `${data.matter.number} ${title}`;
  }, [data, title]);
  if (error && !data)
    return statusOf(error) === 404 ? (
      <div className="page-note">
        <h1>{t('matter.none')}</h1>
        <p>{t('matter.noneWhy')}</p>
        <Link to="/">{t('toDesk')}</Link>
      </div>
    ) : (
      <FailureNote error={error} what={t('deadline.failed')} onRetry={() => void refetch()} />
    );
  if (!data) return <Skeleton rows={8} />;
  const { matter, calendar } = data;
  return (
    <article className="why">
      <header>
        <p className="why-crumb">
          <Link to={`/matter/${matter.id}`}>
            {matter.number} {matter.title ?? t('erasedByLaw')}
          </Link>
        </p>
        <h1>{title}</h1>
        <p className="m2">{limitInWords(t, data)}</p>
        <p>
          <Light
            light={data.clock.light}
            cause={data.clock.cause}
            left={data.clock.left}
            paused={data.clock.pausedFor}
          />
        </p>
        {data.provisional && due !== null && (
          <p className="why-provisional">{t('calendar.provisional', { year: dueInFull(due).slice(0, 4) })}</p>
        )}
      </header>
      <DeadlineDays view={data} />
      <DeadlineSum view={data} />
      <Holders view={data} />
      <Pauses view={data} />
      <Changes view={data} />
      <footer className="m3">
        <span>
          {calendar.seq === null ? t('deadline.byBorn') : t('deadline.byVersion', { seq: calendar.seq })}
          {`，${calendar.source}`}
        </span>
        <Link to="/calendar">{t('deadline.toCalendar')}</Link>
      </footer>
    </article>
  );
};
