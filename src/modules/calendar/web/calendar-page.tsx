import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api/client.ts';
import { client, useMe } from '../../../web/api/queries.ts';
import { useDraft } from '../../../web/form/draft.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { useAddress } from '../../../web/parts/navigate.ts';
import { useSay } from '../../../web/parts/say.tsx';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import type { CalendarView } from '../domain/views.ts';
import { DayForm } from './day-form.tsx';
import {
  type CalendarDraft,
  changeDay,
  countOf,
  hoursInWords,
  namedDays,
  nothing,
  sumOfYear,
  withDraft,
} from './draft.ts';
import { NoticeForm } from './notice-form.tsx';
import { PublishForm } from './publish-form.tsx';
import { Versions } from './versions.tsx';
import { WeekForm } from './week-form.tsx';
import { YearGrid } from './year-grid.tsx';
import './calendar.css';

const key = ['calendar', 'page'];

/** Years one can look at: from the first notice on to a few behind the last announced. */
const yearsOf = ({ calendar, today }: CalendarView): readonly [first: number, last: number] => [
  Number(Object.keys(calendar.days).sort()[0]?.slice(0, 4) ?? today.slice(0, 4)),
  Math.max(Number(calendar.publishedThrough.slice(0, 4)), Number(today.slice(0, 4))) + 2,
];

/** Own dates of the year in words: what the year's picture shows, for reading and looking up. */
const NamedDays = ({ shown, year }: { shown: Pick<CalendarView, 'calendar' | 'notes'>; year: number }) => {
  const { t } = useTranslation();
  const list = namedDays(shown.calendar, shown.notes, year);
  if (list.length === 0) return <p className="m2">{t('calendar.noNamed', { year })}</p>;
  return (
    <ul className="named">
      {list.map(({ name, from, to, count, kind }) => (
        <li key={from}>
          <span className="nw">
            {from === to ? from.slice(5) : t('deadline.fromTo', { from: from.slice(5), to: to.slice(5) })}
          </span>
          <span>{name === '' ? t('calendar.unnamed') : name}</span>
          <span className="m3">
            {kind === 'own'
              ? hoursInWords(shown.calendar.days[from] ?? [])
              : t(`calendar.counted.${kind === 'makeUp' ? 'makeUp' : kind === 'holiday' ? 'holiday' : 'same'}`, {
                  count,
                })}
          </span>
        </li>
      ))}
    </ul>
  );
};

type Open = { what: 'day'; date: string } | { what: 'week' | 'notice' | 'publish' } | null;

const Editor = ({ view, me, refetch }: { view: CalendarView; me: string; refetch: () => Promise<unknown> }) => {
  const { t } = useTranslation();
  const say = useSay();
  const { search, change } = useAddress();
  // What is not published yet outlives a reload and an ended session, as everything typed does.
  const { draft, change: setDraft, drop } = useDraft<CalendarDraft>(`${me}:calendar`, () => nothing);
  const [open, setOpen] = useState<Open>(null);
  const [isMoved, setMoved] = useState(false);
  const [first, last] = yearsOf(view);
  const asked = Number(search.get('year'));
  const year = Number.isInteger(asked) && asked >= first && asked <= last ? asked : Number(view.today.slice(0, 4));
  const shown = withDraft(view, draft);
  const count = countOf(draft);
  const sum = sumOfYear(shown.calendar, year);
  const isAnnounced = shown.calendar.publishedThrough >= `${year}-12-31`;
  const close = () => setOpen(null);
  const forget = () => {
    setDraft(nothing);
    drop();
  };
  const go = (to: number) => change({ year: String(to) });
  return (
    <div className="calendar">
      <header className="head calendar-head">
        <h1>{t('calendar.title')}</h1>
        <p>{t('calendar.sentence', { year, ...sum })}</p>
        {view.mayEdit && (
          <div className="end">
            <button type="button" className="btn" onClick={() => setOpen({ what: 'week' })}>
              {t('calendar.editWeek')}
            </button>
            <button type="button" className="btn" onClick={() => setOpen({ what: 'notice' })}>
              {t('announcement.title')}
            </button>
          </div>
        )}
      </header>
      <nav className="calendar-years" aria-label={t('calendar.years')}>
        <button
          type="button"
          className="btn"
          aria-disabled={year <= first || undefined}
          onClick={() => year > first && go(year - 1)}
        >
          {t('calendar.yearBefore')}
        </button>
        <b aria-live="polite">{t('calendar.year', { year })}</b>
        <button
          type="button"
          className="btn"
          aria-disabled={year >= last || undefined}
          onClick={() => year < last && go(year + 1)}
        >
          {t('calendar.yearAfter')}
        </button>
        <p className="legend">
          <span>
            <i className="day day--holiday">{t('calendar.off')}</i> {t('calendar.kind.holiday')}
          </span>
          <span>
            <i className="day day--makeUp">{t('calendar.work')}</i> {t('calendar.kind.makeUp')}
          </span>
          <span>
            <i className="day day--own">{t('calendar.own')}</i> {t('calendar.kind.own')}
          </span>
        </p>
      </nav>
      {!isAnnounced && <p className="calendar-provisional">{t('calendar.provisional', { year })}</p>}
      <YearGrid
        key={year}
        calendar={shown.calendar}
        notes={shown.notes}
        year={year}
        today={view.today}
        changed={new Set(Object.keys(draft.days))}
        {...(view.mayEdit && { onOpen: (date: string) => setOpen({ what: 'day', date }) })}
      />
      <div className="calendar-below">
        <section>
          <h2>{t('calendar.named', { year })}</h2>
          <NamedDays shown={shown} year={year} />
        </section>
        <section>
          <h2>{t('calendar.week')}</h2>
          <ul className="named">
            {(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((weekday) => (
              <li key={weekday}>
                <span>{t(`calendar.weekday.${weekday}`)}</span>
                <span>
                  {(shown.calendar.week[weekday] ?? []).length === 0
                    ? t('calendar.off')
                    : hoursInWords(shown.calendar.week[weekday] ?? [])}
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{t('calendar.versions')}</h2>
          <p className="m2 calendar-now">
            {view.seq === null ? t('calendar.bornNow') : t('calendar.now', { seq: view.seq, source: view.source })}
          </p>
          <Versions versions={view.versions} />
        </section>
      </div>
      {count > 0 && (
        <div className="calendar-draft" role="status">
          <p>
            <b>{t('calendar.changed', { count })}</b>
            {isMoved && <span className="calendar-moved">{t('calendar.moved', { seq: view.seq ?? 0 })}</span>}
          </p>
          <button type="button" className="btn btn--go" onClick={() => setOpen({ what: 'publish' })}>
            {t('calendar.look')}
          </button>
          <button type="button" className="btn" onClick={forget}>
            {t('calendar.undo')}
          </button>
        </div>
      )}
      {open?.what === 'day' && (
        <DayForm
          base={shown}
          date={open.date}
          onKeep={(day) => {
            setDraft(changeDay(view, draft, open.date, day));
            close();
          }}
          onClose={close}
        />
      )}
      {open?.what === 'week' && (
        <WeekForm
          week={shown.calendar.week}
          onKeep={(week) => {
            setDraft({ ...draft, week: JSON.stringify(week) === JSON.stringify(view.calendar.week) ? null : week });
            close();
          }}
          onClose={close}
        />
      )}
      {open?.what === 'notice' && (
        <NoticeForm
          base={{ ...view, ...shown }}
          draft={draft}
          onKeep={(next, of) => {
            setDraft(next);
            close();
            if (of >= first && of <= last) go(of);
          }}
          onClose={close}
        />
      )}
      {open?.what === 'publish' && (
        <PublishForm
          base={view}
          draft={draft}
          onPublished={async ({ seq }) => {
            // The new version is there before the draft goes, or the old one would show for a moment.
            await refetch();
            forget();
            setMoved(false);
            close();
            say(t('publish.done', { seq }));
            void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'calendar' });
          }}
          onStale={() => {
            setMoved(true);
            close();
            void refetch();
          }}
          onClose={close}
        />
      )}
    </div>
  );
};

/** The agency's working calendar: a year at a glance, how it came to be, and for the office a way to change it. */
export const CalendarPage = () => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => call<CalendarView>('/calendar') });
  useEffect(() => {
    document.title = t('calendar.title');
  }, [t]);
  if (error && !data) return <FailureNote error={error} what={t('calendar.failed')} onRetry={() => void refetch()} />;
  if (!data || !me) return <Skeleton rows={10} />;
  return <Editor view={data} me={me.person.id} refetch={refetch} />;
};
