import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { DeskItem } from '../../kernel/view/desk.ts';
import type { ActionView, MatterView } from '../../kernel/view/view.ts';
import { command } from '../api/command.ts';
import { afterCommand } from '../api/queries.ts';
import { footingOf } from '../matter/footing.ts';
import { placeOf, placeOfAction } from '../modules.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { useKeys } from '../parts/keys.ts';
import { lazyPart } from '../parts/lazy-part.ts';
import { Link } from '../parts/link.tsx';
import { useGo } from '../parts/navigate.ts';
import { useSay } from '../parts/say.tsx';
import { actOf, keepLastAct } from './last-act.ts';
import { choicesOf } from './peek-choices.ts';

type Props = {
  procedure: Procedure;
  matter: MatterView;
  item: DeskItem | null;
  person: string;
  /** The action whose form stands open in place. */
  doing: string | null;
  onDo: (action: string | null) => void;
};

const isBare = (view: ActionView) => !view.form && !view.reason && !view.evidence && !view.confirm;

const loadForm = async () => (await import('./peek-form.tsx')).PeekForm;
const PeekForm = lazyPart(loadForm);

/** At the foot of the peek: one button that leads on, a few beside it; a form opens in place of the facts. */
export const PeekActions = ({ procedure, matter, item, person, doing, onDo }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const go = useGo();
  const [failed, setFailed] = useState<unknown>(null);
  const { first, others } = choicesOf(procedure, matter, item?.wants ?? []);
  const title = (action: string) => t(`action.${matter.procedure}.${action}`);
  const opened = doing ? (matter.actions.find(({ action, refusal }) => action === doing && !refusal) ?? null) : null;

  // Whoever looks at a matter may act on it: the forms are there before anybody asks for one.
  useEffect(() => void loadForm().catch(() => undefined), []);

  const start = async (view: ActionView) => {
    setFailed(null);
    const place = placeOfAction(matter, view.action);
    if (place) return go(place);
    if (!isBare(view)) return onDo(view.action);
    try {
      const reply = await command(`/matters/${matter.id}/actions/${view.action}`, footingOf(view), matter.seq);
      say(t('matter.done', { what: title(view.action) }));
      keepLastAct(actOf(person, procedure, matter, view.action, reply));
    } catch (error) {
      setFailed(error);
    }
    await afterCommand();
  };
  useKeys({
    e: (event) => {
      const row = document.activeElement?.closest<HTMLElement>('a.it');
      if (!first || opened || event.defaultPrevented || (row && row.dataset.id !== matter.id)) return;
      event.preventDefault();
      void start(first);
    },
  });

  if (opened)
    return (
      <Suspense fallback={null}>
        <PeekForm
          key={opened.action}
          procedure={procedure}
          matter={matter}
          view={opened}
          person={person}
          onDone={(reply) => {
            keepLastAct(actOf(person, procedure, matter, opened.action, reply));
            onDo(null);
          }}
          onClose={() => onDo(null)}
        />
      </Suspense>
    );
  return (
    <div className="peek-foot">
      {failed !== null && <FailureNote error={failed} what={t('form.notSent')} />}
      <div>
        {first && (
          <button type="button" className="btn btn--go" onClick={() => void start(first)}>
            {title(first.action)}
            <span className="key" aria-hidden="true">
              e
            </span>
          </button>
        )}
        {others.map((view) => (
          <button type="button" className="btn" key={view.action} onClick={() => void start(view)}>
            {title(view.action)}
          </button>
        ))}
        {!first && others.length === 0 && <span className="m2">{t('matter.nothingToDo')}</span>}
        <Link className="peek-all" to={placeOf(matter)}>
          {t('desk.allActions')}
        </Link>
      </div>
    </div>
  );
};
