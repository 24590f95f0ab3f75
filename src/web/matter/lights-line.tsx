import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { EventView, MatterView } from '../../kernel/view/view.ts';
import { moment } from '../parts/moment.ts';
import { LightChange } from './clock-event.tsx';
import { TimelineEvent } from './timeline-event.tsx';

type Props = { events: readonly EventView[]; procedure: Procedure; matter: MatterView };

/** Lights that changed by themselves are one quiet line; opened, each is there with its time and seal. Newest first. */
export const LightsLine = ({ events, procedure, matter }: Props) => {
  const { t } = useTranslation();
  const [last] = events;
  if (!last) return null;
  const at = moment(last.occurredAt);
  return (
    <li className="quiet">
      <time dateTime={last.occurredAt}>
        {at.short} {at.weekday}
      </time>
      <span className="d" aria-hidden="true" />
      {/* A word somebody added to one of them is never folded away. */}
      <details open={events.some(({ statements }) => statements.length > 0) || undefined}>
        <summary>
          <LightChange event={last} matter={matter} />
          {events.length > 1 && <span className="m3"> {t('matter.moreLights', { count: events.length })}</span>}
        </summary>
        <ol className="lights">
          {events.map((event) => (
            <TimelineEvent key={event.seq} event={event} procedure={procedure} matter={matter} isLast={false} />
          ))}
        </ol>
      </details>
    </li>
  );
};
