import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ActionView, MatterView } from '../../kernel/view/view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ActionForm } from './action-form.tsx';
import { useFootingWords } from './footing.ts';
import { formOfAction } from './table.ts';

type Props = { procedure: Procedure; matter: MatterView; view: ActionView; person: string; onClose: () => void };

/** The form of an action beside the matter it is about. */
export const ActionDrawer = ({ procedure, matter, view, person, onClose }: Props) => {
  const { t } = useTranslation();
  const footing = useFootingWords(view);
  const form = formOfAction(procedure, view.action);
  return (
    <Dialog
      title={t(`action.${matter.procedure}.${view.action}`)}
      onClose={onClose}
      wide={form?.fields.some(({ type }) => type === 'table') ?? false}
    >
      <p className="m2 dialog-sub">
        {matter.number} {matter.title}
        {footing !== '' && <span className="m3">（{footing}）</span>}
      </p>
      <ActionForm
        procedure={procedure}
        matter={matter}
        view={view}
        person={person}
        onDone={onClose}
        onClose={onClose}
      />
    </Dialog>
  );
};
