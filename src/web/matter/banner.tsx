import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { MatterBrief, MatterView } from '../../kernel/view/view.ts';
import { placeOf } from '../modules.ts';
import { Link } from '../parts/link.tsx';
import { inShort } from '../parts/moment.ts';
import { nameOf } from '../parts/name-of.ts';

const Named = ({ brief }: { brief: MatterBrief }) => (
  <Link to={placeOf(brief)}>
    {brief.number} {brief.title}
  </Link>
);

/** What a reader must know before anything else: merged into another one, others merged here, or paused and why. */
export const Banner = ({ procedure, matter }: { procedure: Procedure; matter: MatterView }) => {
  const { t } = useTranslation();
  const isPaused = procedure.states[matter.state]?.clock === 'paused';
  const pause = isPaused
    ? matter.events.filter(({ state }) => state?.to === matter.state && state.from !== state.to).at(-1)
    : undefined;
  const reason = typeof pause?.reason === 'string' ? pause.reason : null;
  const isMerged = procedure.states[matter.state]?.dropped === true && matter.actions.some(isUndo(procedure));
  if (!pause && !matter.mergedInto && !isMerged && matter.mergedHere.length === 0) return null;
  return (
    <div className="banner">
      {pause && (
        <p>
          <b>{t('matter.paused', { at: inShort(pause.occurredAt) })}</b>{' '}
          {pause.actor && t('matter.pausedBy', { name: nameOf(pause.actor) })}
          {reason ?? t('erasedByLaw')}
          <br />
          <span className="m2">{t('matter.pausedMeans')}</span>
        </p>
      )}
      {matter.mergedInto && (
        <p>
          {t('matter.mergedInto')} <Named brief={matter.mergedInto} />
          {t('matter.mergedGoOn')}
        </p>
      )}
      {!matter.mergedInto && isMerged && <p>{t('matter.mergedUnseen')}</p>}
      {matter.mergedHere.length > 0 && (
        <p>
          {t('matter.mergedHere', { count: matter.mergedHere.length })}{' '}
          {matter.mergedHere.map((brief, index) => (
            <span key={brief.id}>
              {index > 0 && t('listed')}
              <Named brief={brief} />
            </span>
          ))}
        </p>
      )}
    </div>
  );
};

/** Undoing is offered, allowed or not, wherever something was merged. */
const isUndo =
  (procedure: Procedure) =>
  ({ action }: { action: string }): boolean =>
    procedure.actions[action]?.request?.step === 'undo';
