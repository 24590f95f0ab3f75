import { useTranslation } from 'react-i18next';
import { command } from '../api/command.ts';
import { afterCommand, client, matterKey } from '../api/queries.ts';
import { footingOf } from '../matter/footing.ts';
import { useKeys } from '../parts/keys.ts';
import { inShort } from '../parts/moment.ts';
import { useSay } from '../parts/say.tsx';
import { keepLastAct, useLastAct } from './last-act.ts';

type Props = { person: string; onDo: (matter: string, action: string) => void };

/** What was done last at this desk, and how it is taken back where it can be. */
export const LastActLine = ({ person, onDo }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const act = useLastAct(person);
  const undo = async () => {
    if (!act?.undo) return;
    const { matter, undo: view } = act;
    // What asks for a reason is taken back in its form.
    if (view.reason === 'required' || view.form) return onDo(matter.id, view.action);
    const what = t(`action.${matter.procedure}.${view.action}`);
    try {
      await command(`/matters/${matter.id}/actions/${view.action}`, footingOf(view));
      say(t('matter.done', { what }));
    } catch {
      // Somebody was quicker: the matter beside the list says what became of it.
      say(t('desk.undoFailed', { what }));
      await client.invalidateQueries({ queryKey: matterKey(matter.id) });
    }
    keepLastAct(null);
    await afterCommand();
  };
  useKeys({
    z: (event) => {
      event.preventDefault();
      void undo();
    },
  });
  if (!act) return null;
  return (
    <span className="end">
      {t('desk.lastAct', {
        at: inShort(act.at),
        what: t(`action.${act.matter.procedure}.${act.action}`),
        number: act.matter.number,
      })}
      {act.undo && (
        <button type="button" className="btn btn--text" onClick={() => void undo()}>
          {t(`action.${act.matter.procedure}.${act.undo.action}`)}
        </button>
      )}
    </span>
  );
};
