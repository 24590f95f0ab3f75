import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { MatterView } from '../../kernel/view/view.ts';
import { moment } from '../parts/moment.ts';
import { stepsOf } from './steps.ts';

const classes = { was: 'was', now: 'cur', ahead: undefined };

export const Steps = ({ procedure, matter }: { procedure: Procedure; matter: MatterView }) => {
  const { t } = useTranslation();
  return (
    <ol className="steps" aria-label={t('matter.steps')}>
      {stepsOf(procedure, matter.state, matter.events).map(({ state, kind, at }) => (
        <li key={state} className={classes[kind]} aria-current={kind === 'now' ? 'step' : undefined}>
          {t(`state.${matter.procedure}.${state}`)}
          {at && <small>{moment(at).short}</small>}
        </li>
      ))}
    </ol>
  );
};
