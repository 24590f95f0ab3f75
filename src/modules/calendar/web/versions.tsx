import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api/client.ts';
import { inWords } from '../../../web/parts/moment.ts';
import { nameOf } from '../../../web/parts/name-of.ts';
import type { DifferencesView, JobView, VersionView } from '../domain/views.ts';
import { DifferenceList } from './difference-list.tsx';

/** How far the moving of dates has come; asked again while it is under way, and it goes on without anybody watching. */
const JobLine = ({ job: begun }: { job: JobView }) => {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['calendar', 'job', begun.id],
    queryFn: () => call<JobView>(`/calendar/jobs/${begun.id}`),
    initialData: begun,
    refetchInterval: ({ state }) => (state.data?.finishedAt === null ? 1_000 : false),
  });
  const { total, done, moved, finishedAt } = data;
  if (finishedAt !== null) return <p className="job">{t('calendar.jobDone', { total, moved })}</p>;
  return (
    <div className="job" role="status">
      <progress value={done} max={Math.max(total, 1)} aria-label={t('calendar.jobTitle')} />
      <p>{t('calendar.jobNow', { total, done, moved })}</p>
    </div>
  );
};

const countOf = ({ week, days, publishedThrough }: DifferencesView): number =>
  week.length + days.length + (publishedThrough === null ? 0 : 1);

/** How the calendar came to be: each version with its source, whose hand, what it changed and which dates it moved. */
export const Versions = ({ versions }: { versions: readonly VersionView[] }) => {
  const { t } = useTranslation();
  if (versions.length === 0) return <p className="m2">{t('calendar.bornOnly')}</p>;
  return (
    <ol className="calendar-versions">
      {versions.map(({ seq, effectiveFrom, source, by, at, differences, job }) => (
        <li key={seq}>
          <p>
            <b>{t('calendar.version', { seq })}</b> {source}
          </p>
          <p className="m3">
            {t('calendar.versionBy', {
              from: effectiveFrom,
              who: by === null ? t('matter.system') : nameOf(by),
              at: inWords(at),
            })}
          </p>
          {job && <JobLine job={job} />}
          {(seq > 1 || countOf(differences) > 0) && (
            <details className="fold">
              <summary>{t('calendar.whatDiffers', { count: countOf(differences) })}</summary>
              <DifferenceList differences={differences} />
            </details>
          )}
        </li>
      ))}
    </ol>
  );
};
