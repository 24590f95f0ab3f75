import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ActionView, CommandReplyView, MatterView } from '../../kernel/view/view.ts';
import { statusOf } from '../api/client.ts';
import { command } from '../api/command.ts';
import { afterCommand, client, matterKey } from '../api/queries.ts';
import { AboutMatter } from '../form/about.ts';
import { type CommandBody, CommandForm } from '../form/command-form.tsx';
import { useDraft } from '../form/draft.ts';
import type { Values } from '../form/values.ts';
import { RefusalNote } from '../parts/refusal-note.tsx';
import { useSay } from '../parts/say.tsx';
import { actionDraft, footingOf } from './footing.ts';
import { MovedNote } from './moved-note.tsx';
import { factsOf } from './refusal-facts.ts';
import { RequestNote } from './request-note.tsx';
import { formOfAction } from './table.ts';

/** A table starts with one row, in the matter's own unit: nobody should have to add the first. */
const startOf = (procedure: Procedure, matter: MatterView, action: string): Values => {
  const table = formOfAction(procedure, action)?.fields.find(({ type, required }) => type === 'table' && required);
  if (!table) return {};
  const unit = table.columns?.find(({ type }) => type === 'unit');
  return { [table.name]: [unit ? { [unit.name]: matter.unit.id } : {}] };
};

type Props = {
  procedure: Procedure;
  matter: MatterView;
  view: ActionView;
  person: string;
  onDone: (reply: CommandReplyView) => void;
  onClose: () => void;
};

/** The form of an action, wherever it stands: in a drawer beside the matter's page, in the peek beside the desk. */
export const ActionForm = ({ procedure, matter, view, person, onDone, onClose }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const draftName = actionDraft(person, matter.id, view.action);
  // The words are written against what was seen when the form opened, not against what a refetch brings meanwhile.
  // Once sent they keep that through a reload: a command whose answer was lost is still the same command.
  const { draft: seen, change: setSeen, drop: dropSeen } = useDraft(`${draftName}:seen`, () => matter.seq);
  const [isMoved, setIsMoved] = useState(false);
  // What was just done can rarely be done again; that is no refusal worth a line.
  const [isDone, setIsDone] = useState(false);
  const title = t(`action.${matter.procedure}.${view.action}`);

  const submit = async (body: CommandBody) => {
    try {
      const words = { ...body, ...footingOf(view) };
      const reply = await command(`/matters/${matter.id}/actions/${view.action}`, words, seen);
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
  return (
    <>
      {isMoved && <MovedNote matter={matter} since={seen} onGoOn={goOn} />}
      {view.refusal && !isDone && <RefusalNote refusal={view.refusal} facts={factsOf(view.refusal, matter)} />}
      <AboutMatter value={{ id: matter.id, unit: matter.unit.id }}>
        <CommandForm
          note={<RequestNote procedure={procedure} matter={matter} action={view.action} />}
          form={formOfAction(procedure, view.action)}
          reason={view.reason}
          evidence={view.evidence}
          draftName={draftName}
          initial={startOf(procedure, matter, view.action)}
          submitLabel={title}
          confirm={view.confirm ? t('matter.confirm', { what: title }) : undefined}
          backEntry
          factsOf={(refusal) => factsOf(refusal, matter)}
          submit={submit}
          onDone={async (reply) => {
            setIsDone(true);
            say(t('matter.done', { what: title }));
            await afterCommand();
            onDone(reply);
          }}
          onCancel={onClose}
        />
      </AboutMatter>
    </>
  );
};
