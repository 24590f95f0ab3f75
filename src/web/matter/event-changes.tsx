import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { EventView, MatterView } from '../../kernel/view/view.ts';
import { MatterLink } from '../form/matter-link.tsx';
import { Value } from '../form/value.tsx';
import { inShort } from '../parts/moment.ts';
import { nameOf } from '../parts/name-of.ts';
import { firstText } from '../texts/i18n.ts';
import { askedFor, changesOf } from './changes.ts';
import { formOfAction, registeringOf } from './table.ts';

type Props = { event: EventView; procedure: Procedure; matter: MatterView };

/** What an answer answers, and what it changed: the value that stood, struck through, and the one that stands. */
export const EventChanges = ({ event, procedure, matter }: Props) => {
  const { t } = useTranslation();
  const asked = askedFor(procedure, matter.events, event);
  const changes = changesOf(procedure, matter.events, event).filter(({ field }) => field.type !== 'post');
  const first = registeringOf(procedure);
  const born = first ? formOfAction(procedure, first)?.code : undefined;
  const into = procedure.actions[event.action]?.request?.step === 'grant' ? asked?.data.into : undefined;
  return (
    <>
      {asked?.actor && (
        <p className="answers">
          {t('matter.answers', { name: nameOf(asked.actor), at: inShort(asked.recordedAt) })}
          {typeof into === 'string' && (
            <>
              {'，'}
              {t('matter.mergedInto')} <MatterLink id={into} />
            </>
          )}
        </p>
      )}
      {changes.length > 0 && (
        <dl className="dl event-data">
          {changes.map(({ form, field, was, is }) => (
            <div key={field.name}>
              <dt>{t(firstText(`form.${born}.${field.name}`, `form.${form}.${field.name}`))}</dt>
              <dd>
                {was !== undefined && (
                  <>
                    <del>
                      <Value form={form} field={field} value={was} />
                    </del>
                    {' → '}
                  </>
                )}
                <b>
                  <Value form={form} field={field} value={is} />
                </b>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
};
