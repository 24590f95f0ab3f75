import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ActionView, MatterView } from '../../kernel/view/view.ts';
import { hasDraft } from '../form/draft.ts';
import { ActionButton } from './action-button.tsx';
import { actionDraft } from './footing.ts';
import { RefusedAction } from './refused-action.tsx';
import { decidersOf } from './requests.ts';
import type { Acting } from './use-acting.ts';

type Props = {
  procedure: Procedure;
  matter: MatterView;
  person: string;
  asks: readonly ActionView[];
  acting: Acting;
};

/** What may be asked for about a matter, folded: one button leads on, these do not. */
export const Asks = ({ procedure, matter, person, asks, acting }: Props) => {
  const { t } = useTranslation();
  if (asks.length === 0) return null;
  const kindOf = ({ action }: ActionView) => procedure.actions[action]?.request?.kind ?? '';
  const drafted = (view: ActionView) => hasDraft(actionDraft(person, matter.id, view.action));
  return (
    <details className="fold asks" open={asks.some(drafted) || undefined}>
      <summary>
        {t('matter.askFor', {
          what: asks.map((view) => t(`request.${matter.procedure}.${kindOf(view)}`)).join(t('listed')),
        })}
      </summary>
      <ul className="do">
        {asks.map((view) =>
          view.refusal ? (
            <li key={view.action}>
              <RefusedAction view={view} matter={matter} granted={asks.filter(({ refusal }) => refusal === null)} />
            </li>
          ) : (
            <li key={view.action} className="row">
              <ActionButton view={view} acting={acting} />
              <span>
                {drafted(view)
                  ? t('matter.hasDraft')
                  : t('matter.answeredBy', { who: decidersOf(procedure, matter, kindOf(view), null) })}
              </span>
            </li>
          ),
        )}
      </ul>
    </details>
  );
};
