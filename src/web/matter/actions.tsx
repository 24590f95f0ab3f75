import { useTranslation } from 'react-i18next';
import { alreadyAsked, nothingAsked } from '../../kernel/matter/requests.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ActionView, MatterView } from '../../kernel/view/view.ts';
import { hasDraft } from '../form/draft.ts';
import { useKeys } from '../parts/keys.ts';
import { useAddress } from '../parts/navigate.ts';
import { ActionButton } from './action-button.tsx';
import { ActionDrawer } from './action-drawer.tsx';
import { Asks } from './asks.tsx';
import { actionDraft } from './footing.ts';
import { OpenRequests } from './open-requests.tsx';
import { RefusedAction } from './refused-action.tsx';
import { leadingOf, sortActions } from './steps.ts';
import { useActing } from './use-acting.ts';

type Props = { procedure: Procedure; matter: MatterView; person: string };

/** Open requests and exactly what may be done now, one button first; what is refused here says why, what may be asked is folded. */
export const Actions = ({ procedure, matter, person }: Props) => {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const acting = useActing(matter);
  const { granted, refused, asks, others, elsewhere } = sortActions(procedure, matter);
  const leading = leadingOf(procedure, matter);

  const wanted = search.get('do');
  const opened =
    wanted === null
      ? null
      : (matter.actions.find(({ action }) => action === wanted) ?? goneView(procedure, matter, wanted));
  useKeys({
    e: (event) => {
      const view = matter.actions.find(({ action, refusal }) => action === leading && refusal === null);
      if (!view) return;
      event.preventDefault();
      void acting.start(view);
    },
  });
  const besides = (view: ActionView): string =>
    hasDraft(actionDraft(person, matter.id, view.action))
      ? t('matter.hasDraft')
      : t(view.confirm ? 'matter.cannotUndo' : view.reason === 'required' ? 'matter.needsReason' : '');

  return (
    <>
      <OpenRequests procedure={procedure} matter={matter} me={person} acting={acting} primary={leading} />
      <h2>{t('matter.youMay')}</h2>
      {granted.length === 0 && <p className="m2">{t('matter.nothingToDo')}</p>}
      <ul className="do">
        {granted.map((view) => (
          <li key={view.action} className={view.action === leading ? undefined : 'row'}>
            <ActionButton view={view} acting={acting} isPrimary={view.action === leading} />
            {view.action !== leading && <span>{besides(view)}</span>}
          </li>
        ))}
        {refused.map((view) => (
          <li key={view.action}>
            <RefusedAction view={view} matter={matter} granted={granted} />
          </li>
        ))}
      </ul>
      <Asks procedure={procedure} matter={matter} person={person} asks={asks} acting={acting} />
      <Others procedure={procedure} matter={matter} views={others} />
      <Elsewhere procedure={procedure} matter={matter} views={elsewhere} />
      {opened && (
        <ActionDrawer
          procedure={procedure}
          matter={matter}
          view={opened}
          person={person}
          onClose={() => change({ do: null })}
        />
      )}
    </>
  );
};

/** A step of a request that somebody else has answered meanwhile: its form stays, with what was typed, and says so. */
const goneView = (procedure: Procedure, matter: MatterView, name: string): ActionView | null => {
  const action = procedure.actions[name];
  if (!action?.request) return null;
  const { form = null, reason = null, evidence = null, request, confirm } = action;
  const open = matter.requests.find(({ kind }) => kind === request.kind);
  const refusal = request.step === 'ask' && open ? alreadyAsked(request.kind, open.seq) : nothingAsked(request.kind);
  return { action: name, form, reason, evidence, confirm: confirm === true, post: null, onBehalfOf: null, refusal };
};

type Listed = { procedure: Procedure; matter: MatterView; views: readonly ActionView[] };

const Others = ({ procedure, matter, views }: Listed) => {
  const { t } = useTranslation();
  if (views.length === 0) return null;
  return (
    <details className="fold elsewhere">
      <summary>{t('matter.others', { count: views.length })}</summary>
      <ul>
        {views.map(({ action }) => (
          <li key={action}>
            {t(`action.${matter.procedure}.${action}`)}
            <span className="m3">
              {t('matter.byOthers', {
                who: (procedure.actions[action]?.who ?? []).map((each) => t(`role.${each}`)).join(t('listed')),
              })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
};

const Elsewhere = ({ procedure, matter, views }: Listed) => {
  const { t } = useTranslation();
  if (views.length === 0) return null;
  const statesOf = (action: string): readonly string[] => {
    const from = procedure.actions[action]?.from;
    return from === undefined || from === 'new' ? [] : from;
  };
  return (
    <details className="fold elsewhere">
      <summary>{t('matter.elsewhere', { count: views.length })}</summary>
      <ul>
        {views.map(({ action }) => (
          <li key={action}>
            {t(`action.${matter.procedure}.${action}`)}
            <span className="m3">
              {t('matter.onlyIn', {
                states: statesOf(action)
                  .map((state) => t(`state.${matter.procedure}.${state}`))
                  .join(t('listed')),
              })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
};
