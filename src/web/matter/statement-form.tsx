import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventView, MatterView } from '../../kernel/view/view.ts';
import { command } from '../api/command.ts';
import { afterCommand, useMe } from '../api/queries.ts';
import { useDraft } from '../form/draft.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { useSay } from '../parts/say.tsx';

type Props = { matter: MatterView; event: EventView; onClose: () => void };

/** Whoever is named answerable may put their word beside an event about them; it stands there for everybody who reads it. */
export const StatementForm = ({ matter, event, onClose }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const { data: me } = useMe();
  const { draft, change, drop } = useDraft(`${me?.person.id}:statement:${matter.id}:${event.seq}`, () => '');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => area.current?.focus(), []);
  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (isBusy || draft.trim() === '') return area.current?.focus();
    setIsBusy(true);
    setError(null);
    try {
      await command(`/matters/${matter.id}/statements`, { seq: event.seq, text: draft.trim() });
      drop();
      say(t('matter.stated'));
      await afterCommand();
      onClose();
    } catch (failed) {
      setError(failed);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form className="cmd" onSubmit={send}>
      <div className="fld">
        <label htmlFor={id}>{t('matter.statement')}</label>
        <textarea
          id={id}
          ref={area}
          className="input"
          rows={3}
          value={draft}
          aria-required="true"
          onChange={({ target }) => change(target.value)}
        />
      </div>
      {error !== null && <FailureNote error={error} what={t('form.notSent')} kept={t('form.kept')} />}
      <div className="cmd-end">
        <button type="submit" className="btn btn--go">
          {t('matter.state')}
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {t('form.close')}
        </button>
      </div>
    </form>
  );
};
