import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ActionView, MatterView } from '../../kernel/view/view.ts';
import { command } from '../api/command.ts';
import { afterCommand } from '../api/queries.ts';
import { hasDraft } from '../form/draft.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { useKeys } from '../parts/keys.ts';
import { useAddress } from '../parts/navigate.ts';
import { useSay } from '../parts/say.tsx';
import { ActionDrawer } from './action-drawer.tsx';
import { actionDraft } from './action-form.tsx';
import { RefusedAction } from './refused-action.tsx';
import { primaryOf, sortActions } from './steps.ts';

type Props = { procedure: Procedure; matter: MatterView; person: string };

/** Exactly what may be done now, one button first; what is refused here says why. */
export const Actions = ({ procedure, matter, person }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const { search, change } = useAddress();
  const [failed, setFailed] = useState<{ action: string; error: unknown } | null>(null);
  const { granted, refused, others, elsewhere } = sortActions(procedure, matter);
  const primary = primaryOf(procedure, matter);
  const title = (action: string) => t(`action.${matter.procedure}.${action}`);

  const wanted = search.get('do');
  const opened = wanted ? (matter.actions.find(({ action }) => action === wanted) ?? null) : null;
  const close = () => change({ do: null });

  const isBare = (view: ActionView) => !view.form && !view.reason && !view.evidence && !view.confirm;
  const start = async (view: ActionView) => {
    setFailed(null);
    if (!isBare(view)) return change({ do: view.action });
    try {
      await command(`/matters/${matter.id}/actions/${view.action}`, {}, matter.seq);
      say(t('matter.done', { what: title(view.action) }));
    } catch (error) {
      setFailed({ action: view.action, error });
    }
    await afterCommand();
  };
  useKeys({
    e: (event) => {
      const view = granted.find(({ action }) => action === primary);
      if (!view) return;
      event.preventDefault();
      void start(view);
    },
  });

  return (
    <>
      <h2>{t('matter.youMay')}</h2>
      {granted.length === 0 && <p className="m2">{t('matter.nothingToDo')}</p>}
      <ul className="do">
        {granted.map((view) => (
          <li key={view.action} className={view.action === primary ? undefined : 'row'}>
            <button
              type="button"
              className={view.action === primary ? 'btn btn--go' : 'btn'}
              onClick={() => void start(view)}
            >
              {title(view.action)}
              {view.action === primary && (
                <span className="key" aria-hidden="true">
                  e
                </span>
              )}
            </button>
            {view.action !== primary && (
              <span>
                {hasDraft(actionDraft(person, matter.id, view.action))
                  ? t('matter.hasDraft')
                  : t(view.confirm ? 'matter.cannotUndo' : view.reason === 'required' ? 'matter.needsReason' : '')}
              </span>
            )}
            {failed?.action === view.action && <FailureNote error={failed.error} what={t('form.notSent')} />}
          </li>
        ))}
        {refused.map((view) => (
          <li key={view.action}>
            <RefusedAction view={view} matter={matter} granted={granted} />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <details className="fold elsewhere">
          <summary>{t('matter.others', { count: others.length })}</summary>
          <ul>
            {others.map(({ action }) => (
              <li key={action}>
                {title(action)}
                <span className="m3">
                  {t('matter.byOthers', {
                    who: (procedure.actions[action]?.who ?? []).map((each) => t(`role.${each}`)).join('、'),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {elsewhere.length > 0 && (
        <details className="fold elsewhere">
          <summary>{t('matter.elsewhere', { count: elsewhere.length })}</summary>
          <ul>
            {elsewhere.map(({ action }) => {
              const from = procedure.actions[action]?.from;
              const states = from === undefined || from === 'new' ? [] : from;
              return (
                <li key={action}>
                  {title(action)}
                  <span className="m3">
                    {t('matter.onlyIn', {
                      states: states.map((state) => t(`state.${matter.procedure}.${state}`)).join('、'),
                    })}
                  </span>
                </li>
              );
            })}
          </ul>
        </details>
      )}
      {opened && <ActionDrawer procedure={procedure} matter={matter} view={opened} person={person} onClose={close} />}
    </>
  );
};
