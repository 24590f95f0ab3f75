import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineField } from '../../../../web/account/line-field.tsx';
import { useSending } from '../../../../web/account/use-sending.ts';
import { fieldWords } from '../../../../web/parts/failure-words.ts';
import { RefusalNote } from '../../../../web/parts/refusal-note.tsx';
import { useSay } from '../../../../web/parts/say.tsx';
import { today } from '../chart.ts';
import { afterChange, type Chart } from '../queries.ts';
import type { Editing } from './editing.ts';
import { HandOverForm } from './hand-over-form.tsx';
import { save } from './save.ts';

type Ending = Extract<Editing, { form: 'ending' }>;
type Props = { chart: Chart; ending: Ending; onClose: () => void };

const paths = { appointment: 'appointments', charge: 'charges', pairing: 'pairings' } as const;
const lists = { appointment: 'appointments', charge: 'charges', pairing: 'pairings' } as const;

/**
 * The last day of a relation. Where matters would be left without anybody answerable it leads over the hand-over, and the
 * ending goes through by itself once they have their taker.
 */
export const EndingForm = ({ chart, ending, onClose }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const id = useId();
  const { what, stands } = ending;
  const [to, setTo] = useState(stands.to ?? today());
  const [isMoved, setIsMoved] = useState(false);
  const [handing, setHanding] = useState(false);
  const { failure, isBusy, send } = useSending();
  const refusal = failure?.kind === 'refused' ? failure.refusal : null;
  const isOpen = refusal?.rule === 'directory.openMatters';

  const day = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!handing) day.current?.focus();
  }, [handing]);

  const end = async () => {
    await send(async () => {
      const body = { ...stands, to: to === '' ? null : to };
      const saved = await save(paths[what], body, chart.view, (view) => {
        const now = view[lists[what]].find((each) => each.id === stands.id);
        return { to: now?.to, stands: now !== undefined };
      });
      if ('moved' in saved) return setIsMoved(true);
      const { openMatters } = saved.done;
      if (openMatters > 0) say(t('people.done.openLater', { to, count: openMatters }));
      else say(t(to === '' ? 'people.done.goesOn' : 'people.done.ends', { to }));
      await afterChange();
      onClose();
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void end();
  };
  if (handing && what === 'appointment')
    return (
      <HandOverForm
        chart={chart}
        person={stands.person}
        post={stands.post}
        onDone={() => {
          setHanding(false);
          void end();
        }}
        onClose={() => setHanding(false)}
      />
    );
  return (
    <form className="cmd" onSubmit={submit} noValidate aria-busy={isBusy}>
      <LineField
        label={t('people.lastDay')}
        hint={t(what === 'appointment' ? 'people.lastDayHint' : 'people.lastDayGoesOn')}
        type="date"
        ref={day}
        value={to}
        onChange={({ target }) => setTo(target.value)}
        error={fieldWords(failure, 'to')}
      />
      <div role="alert">
        {isMoved && <p className="fld-error">{t('people.moved.ending')}</p>}
        {failure?.kind === 'unreachable' && <p className="lost">{t('form.lost')}</p>}
        {refusal && (refusal.fields ?? []).every(({ path }) => path !== 'to') && (
          <RefusalNote
            id={`${id}-why`}
            refusal={refusal}
            {...(isOpen && {
              mend: (
                <button type="button" className="btn btn--go" onClick={() => setHanding(true)}>
                  {t('people.do.handOverNow', { count: Number(refusal.facts.count) })}
                </button>
              ),
            })}
          />
        )}
      </div>
      <div className="cmd-end">
        <button type="submit" className={isOpen ? 'btn' : 'btn btn--go'}>
          {isBusy ? t('form.sending') : t('people.do.saveEnding')}
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {t('form.close')}
        </button>
      </div>
    </form>
  );
};
