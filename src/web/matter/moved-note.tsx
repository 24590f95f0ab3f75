import { useTranslation } from 'react-i18next';
import type { MatterView } from '../../kernel/view/view.ts';
import { inShort } from '../parts/moment.ts';
import { nameOf } from '../parts/name-of.ts';
import { firstText } from '../texts/i18n.ts';

type Props = { matter: MatterView; since: number; onGoOn: () => void };

/** Somebody else was quicker: what happened meanwhile, and the way on with what was typed. */
export const MovedNote = ({ matter, since, onGoOn }: Props) => {
  const { t } = useTranslation();
  const events = matter.events.filter(({ seq }) => seq > since);
  return (
    <div className="moved" role="alert">
      <p>
        <b>{t('matter.moved')}</b>
      </p>
      <ul>
        {events.map((event) => (
          <li key={event.seq}>
            {inShort(event.recordedAt)} {event.actor && nameOf(event.actor)}{' '}
            {t(firstText(`done.${matter.procedure}.${event.action}`, `done.${event.action}`, 'done.other'))}
          </li>
        ))}
      </ul>
      <p>{t('matter.movedNow', { state: t(`state.${matter.procedure}.${matter.state}`) })}</p>
      <button type="button" className="btn" onClick={onGoOn}>
        {t('matter.goOn')}
      </button>
    </div>
  );
};
