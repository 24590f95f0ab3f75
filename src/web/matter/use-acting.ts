import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionView, MatterView } from '../../kernel/view/view.ts';
import { command } from '../api/command.ts';
import { afterCommand } from '../api/queries.ts';
import { placeOfAction } from '../modules.ts';
import { useAddress, useGo } from '../parts/navigate.ts';
import { useSay } from '../parts/say.tsx';
import { footingOf } from './footing.ts';

const isBare = (view: ActionView) => !view.form && !view.reason && !view.evidence && !view.confirm;

export type Acting = {
  start: (view: ActionView) => Promise<void>;
  failed: { action: string; error: unknown } | null;
  title: (action: string) => string;
};

/** Takes an action of a matter: at once where it asks for nothing, else its form opens, which the address says. */
export const useActing = (matter: MatterView): Acting => {
  const { t } = useTranslation();
  const say = useSay();
  const { change } = useAddress();
  const go = useGo();
  const [failed, setFailed] = useState<Acting['failed']>(null);
  const title = (action: string) => t(`action.${matter.procedure}.${action}`);
  const start = async (view: ActionView) => {
    setFailed(null);
    const place = placeOfAction(matter, view.action);
    if (place) return go(place);
    if (!isBare(view)) return change({ do: view.action });
    try {
      await command(`/matters/${matter.id}/actions/${view.action}`, footingOf(view), matter.seq);
      say(t('matter.done', { what: title(view.action) }));
    } catch (error) {
      setFailed({ action: view.action, error });
    }
    await afterCommand();
  };
  return { start, failed, title };
};
