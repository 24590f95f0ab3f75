import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { EventView, MatterView } from '../../kernel/view/view.ts';
import { formOfAction } from '../matter/table.ts';
import { inShort } from '../parts/moment.ts';
import { nameOf } from '../parts/name-of.ts';
import { firstText } from '../texts/i18n.ts';

const most = 5;

/** What somebody wrote with it: the reason, else the first long text of its form. */
const wordsOf = (procedure: Procedure, { action, data, reason }: EventView): string | null => {
  const field = formOfAction(procedure, action)?.fields.find(({ type }) => type === 'longText');
  const words = reason ?? (field && data[field.name]);
  return typeof words === 'string' && words !== '' ? words : null;
};

/** The last few things that people did; lights change by themselves and stand above. */
export const Lately = ({ procedure, matter }: { procedure: Procedure; matter: MatterView }) => {
  const { t } = useTranslation();
  const events = matter.events.filter(({ action }) => action !== 'lightChanged').slice(-most);
  return (
    <section>
      <h3>{t('desk.lately')}</h3>
      <ol className="peek-events">
        {events.reverse().map((event) => {
          const words = wordsOf(procedure, event);
          const done = firstText(`done.${matter.procedure}.${event.action}`, `done.${event.action}`, 'done.other');
          return (
            <li key={event.seq}>
              <time dateTime={event.occurredAt}>{inShort(event.occurredAt)}</time>
              <span>
                {event.actor ? nameOf(event.actor) : t('matter.system')} {t(done)}
                {event.onBehalfOf && `（${t('matter.onBehalf', { name: nameOf(event.onBehalfOf) })}）`}
                {words && `：“${words}”`}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
};
