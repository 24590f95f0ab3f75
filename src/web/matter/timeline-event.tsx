import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { EventView, MatterView } from '../../kernel/view/view.ts';
import { figure, inShort, inWords, moment } from '../parts/moment.ts';
import { nameOf } from '../parts/name-of.ts';
import { firstText } from '../texts/i18n.ts';
import { LightChange, MovedDates } from './clock-event.tsx';
import { EventChanges } from './event-changes.tsx';
import { EventData } from './event-data.tsx';
import { FileList } from './evidence.tsx';
import { StatementForm } from './statement-form.tsx';

type Props = { event: EventView; procedure: Procedure; matter: MatterView; isLast: boolean };

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** One event: what was done, by whom in which post and on whose behalf, with words, files, statements and its seal. */
export const TimelineEvent = ({ event, procedure, matter, isLast }: Props) => {
  const { t } = useTranslation();
  const [isStating, setIsStating] = useState(false);
  const at = moment(event.occurredAt);
  const thisYear = at.date.slice(0, 4) === moment(new Date().toISOString()).date.slice(0, 4);
  const isInvited = procedure.actions[event.action]?.who.includes('invited') === true;
  const isBackEntry = Math.abs(Date.parse(event.recordedAt) - Date.parse(event.occurredAt)) > 60_000;
  const seal =
    event.position === null ? t('matter.waitsForSeal') : t('matter.sealedAt', { nr: figure(event.position + 1) });
  return (
    <li className={isLast && matter.open ? 'now' : event.action === 'dueMoved' ? 'quiet' : undefined}>
      <time dateTime={event.occurredAt} title={inWords(event.occurredAt)}>
        {thisYear ? at.short : at.date} {at.weekday}
        <i>{at.time}</i>
      </time>
      <span className="d" aria-hidden="true" />
      <div>
        <b>{t(firstText(`done.${matter.procedure}.${event.action}`, `done.${event.action}`, 'done.other'))}</b>
        <span className="who">
          {event.actor ? nameOf(event.actor) : t(isInvited ? 'role.invited' : 'matter.system')}
          {event.post?.name && `，${event.post.name}`}
          {event.onBehalfOf && `，${t('matter.onBehalf', { name: nameOf(event.onBehalfOf) })}`}
        </span>
        {isBackEntry && <span className="back">{t('matter.backEntry', { at: inShort(event.recordedAt) })}</span>}
        {event.state && event.state.from !== event.state.to && event.state.from !== null && (
          <p>
            {t(`state.${matter.procedure}.${event.state.from}`)} → {t(`state.${matter.procedure}.${event.state.to}`)}
          </p>
        )}
        {event.action === 'lightChanged' && (
          <p>
            <LightChange event={event} matter={matter} />
          </p>
        )}
        {event.action === 'dueMoved' && <MovedDates event={event} matter={matter} />}
        <EventData event={event} procedure={procedure} matter={matter} />
        <EventChanges event={event} procedure={procedure} matter={matter} />
        {event.reason !== undefined && (
          <p className="q">
            {t('form.reason')}：{text(event.reason) ?? t('erasedByLaw')}
          </p>
        )}
        <FileList matter={matter.id} files={event.files} />
        {event.statements.map((statement) => (
          <p className="q statement" key={statement.seq}>
            <b>{t('matter.statementBy', { name: nameOf(statement.by) })}</b>{' '}
            <span className="m3">{inShort(statement.at)}</span>
            <br />
            {text(statement.text) ?? t('erasedByLaw')}
          </p>
        ))}
        <p className="seal">
          <span>{seal}</span>
          <code title={event.digest}>
            {event.digest.slice(0, 4)} {event.digest.slice(4, 8)}
          </code>
          {event.mayState && !isStating && (
            <button type="button" className="btn btn--text" onClick={() => setIsStating(true)}>
              {t('matter.state')}
            </button>
          )}
        </p>
        {isStating && <StatementForm matter={matter} event={event} onClose={() => setIsStating(false)} />}
      </div>
    </li>
  );
};
