import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { MatterView } from '../../kernel/view/view.ts';
import { Link } from '../parts/link.tsx';
import { linesOf } from './changes.ts';
import { LightsLine } from './lights-line.tsx';
import { TimelineEvent } from './timeline-event.tsx';

/** Everything that happened, the newest on top; nothing of it can be taken away. */
export const Timeline = ({ procedure, matter }: { procedure: Procedure; matter: MatterView }) => {
  const { t } = useTranslation();
  const last = matter.events.at(-1);
  const lines = linesOf(matter.events);
  const newest = lines.flatMap((line) => (line.kind === 'event' ? [line.event.seq] : []))[0];
  return (
    <>
      <h2>
        {t('matter.timeline')} <small>{t('matter.newestFirst')}</small>
      </h2>
      <ol className="log">
        {lines.map((line) =>
          line.kind === 'lights' ? (
            <LightsLine key={line.events.at(-1)?.seq ?? 0} events={line.events} procedure={procedure} matter={matter} />
          ) : (
            <TimelineEvent
              key={line.event.seq}
              event={line.event}
              procedure={procedure}
              matter={matter}
              isLast={line.event.seq === newest}
            />
          ),
        )}
      </ol>
      <p className="proof">
        <span>{t('matter.onlyAdded', { count: matter.events.length })}</span>
        {last && (
          <span>
            {t('matter.lastDigest', { digest: `${last.digest.slice(0, 4)} ${last.digest.slice(4, 8)}` })}
            <Link to="/proof">{t('nav.proof')}</Link>
          </span>
        )}
      </p>
    </>
  );
};
