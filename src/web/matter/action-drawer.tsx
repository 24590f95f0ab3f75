import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ActionView, MatterView } from '../../kernel/view/view.ts';
import { statusOf } from '../api/client.ts';
import { command } from '../api/command.ts';
import { afterCommand, client, matterKey } from '../api/queries.ts';
import { type CommandBody, CommandForm } from '../form/command-form.tsx';
import { useDraft } from '../form/draft.ts';
import type { Values } from '../form/values.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useNames } from '../parts/names.ts';
import { RefusalNote } from '../parts/refusal-note.tsx';
import { useSay } from '../parts/say.tsx';
import { MovedNote } from './moved-note.tsx';
import { factsOf } from './refusal-facts.ts';
import { formOfAction } from './table.ts';

export const actionDraft = (person: string, matter: string, action: string) => `${person}:${matter}:${action}`;

/** A table starts with one row, in the matter's own unit: nobody should have to add the first. */
const startOf = (procedure: Procedure, matter: MatterView, action: string): Values => {
  const table = formOfAction(procedure, action)?.fields.find(({ type, required }) => type === 'table' && required);
  if (!table) return {};
  const unit = table.columns?.find(({ type }) => type === 'unit');
  return { [table.name]: [unit ? { [unit.name]: matter.unit.id } : {}] };
};

type Props = { procedure: Procedure; matter: MatterView; view: ActionView; person: string; onClose: () => void };

/** The form of an action beside the matter it is about. */
export const ActionDrawer = ({ procedure, matter, view, person, onClose }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const names = useNames();
  const draftName = actionDraft(person, matter.id, view.action);
  // The words are written against what was seen when the drawer opened, not against what a refetch brings meanwhile.
  // Once sent they keep that through a reload: a command whose answer was lost is still the same command.
  const { draft: seen, change: setSeen, drop: dropSeen } = useDraft(`${draftName}:seen`, () => matter.seq);
  const [isMoved, setIsMoved] = useState(false);
  const form = formOfAction(procedure, view.action);
  const title = t(`action.${matter.procedure}.${view.action}`);

  const submit = async (body: CommandBody) => {
    const footing = {
      ...(view.post ? { post: view.post } : {}),
      ...(view.onBehalfOf ? { onBehalfOf: view.onBehalfOf } : {}),
    };
    try {
      const reply = await command(`/matters/${matter.id}/actions/${view.action}`, { ...body, ...footing }, seen);
      dropSeen();
      return reply;
    } catch (error) {
      setSeen(seen);
      if (statusOf(error) === 412) {
        await client.refetchQueries({ queryKey: matterKey(matter.id) });
        setIsMoved(true);
      }
      throw error;
    }
  };
  const goOn = () => {
    setSeen(matter.seq);
    setIsMoved(false);
  };
  const footing = [
    view.post && t('matter.asPost', { post: names.post(view.post) ?? '' }),
    view.onBehalfOf && t('matter.onBehalf', { name: names.person(view.onBehalfOf) ?? '' }),
  ].filter(Boolean);

  return (
    <Dialog title={title} onClose={onClose} wide={form?.fields.some(({ type }) => type === 'table') ?? false}>
      <p className="m2 dialog-sub">
        {matter.number} {matter.title}
        {footing.length > 0 && <span className="m3">（{footing.join('，')}）</span>}
      </p>
      {isMoved && <MovedNote matter={matter} since={seen} onGoOn={goOn} />}
      {view.refusal && <RefusalNote refusal={view.refusal} facts={factsOf(view.refusal, matter)} />}
      <CommandForm
        form={form}
        reason={view.reason}
        evidence={view.evidence}
        draftName={draftName}
        initial={startOf(procedure, matter, view.action)}
        submitLabel={title}
        confirm={view.confirm ? t('matter.confirm', { what: title }) : undefined}
        backEntry
        factsOf={(refusal) => factsOf(refusal, matter)}
        submit={submit}
        onDone={async () => {
          say(t('matter.done', { what: title }));
          await afterCommand();
          onClose();
        }}
        onCancel={onClose}
      />
    </Dialog>
  );
};
