import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../web/parts/dialog.tsx';
import { dayInWords } from '../../../web/parts/moment.ts';
import { ordinaryHours } from '../domain/apply-notice.ts';
import { type Intervals, sameIntervals, weekIntervals } from '../domain/differences.ts';
import type { CalendarView } from '../domain/views.ts';
import { hoursInWords, intervalFaults } from './draft.ts';
import { IntervalsControl } from './intervals-control.tsx';

type Choice = 'week' | 'off' | 'work' | 'own';
type Props = {
  base: Pick<CalendarView, 'calendar' | 'notes'>;
  date: string;
  onKeep: (change: { intervals: Intervals; note: string } | null) => void;
  onClose: () => void;
};

/** One date: as its weekday, free, worked, or with hours of its own; and what it is called. */
export const DayForm = ({ base: { calendar, notes }, date, onKeep, onClose }: Props) => {
  const { t } = useTranslation();
  const week = weekIntervals(calendar, date);
  const ordinary = ordinaryHours(calendar);
  const stands = calendar.days[date];
  const begun: Choice =
    stands === undefined ? 'week' : stands.length === 0 ? 'off' : sameIntervals(stands, ordinary) ? 'work' : 'own';
  const [choice, setChoice] = useState<Choice>(begun);
  const [own, setOwn] = useState<[string, string][]>(
    (stands && stands.length > 0 ? stands : ordinary).map(([from, to]) => [from, to]),
  );
  const [note, setNote] = useState(notes[date] ?? '');
  const intervals: Intervals = choice === 'off' ? [] : choice === 'own' ? own : ordinary;
  const isWrong = choice === 'own' && (own.length === 0 || intervalFaults(own) !== null);
  const choices: readonly Choice[] = ['week', 'off', 'work', 'own'];
  const hints: Record<Choice, string> = {
    week: week.length > 0 ? hoursInWords(week) : t('calendar.noHours'),
    off: '',
    work: hoursInWords(ordinary),
    own: '',
  };
  return (
    <Dialog title={dayInWords(date)} onClose={onClose}>
      <form
        className="cmd calendar-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWrong) onKeep(choice === 'week' ? null : { intervals, note });
        }}
      >
        <fieldset className="choices">
          <legend>{t('calendar.thisDay')}</legend>
          {choices.map((each) => (
            <label key={each}>
              <input type="radio" name="choice" checked={choice === each} onChange={() => setChoice(each)} />
              <span>
                {t(`calendar.choice.${each}`)} {hints[each] !== '' && <span className="m3">{hints[each]}</span>}
              </span>
            </label>
          ))}
        </fieldset>
        {choice === 'own' && <IntervalsControl label={t('calendar.hours')} value={own} onChange={setOwn} />}
        {choice !== 'week' && (
          <div className="fld">
            <label htmlFor="day-note">{t('calendar.note')}</label>
            <input
              id="day-note"
              className="input"
              value={note}
              maxLength={40}
              onChange={(event) => setNote(event.target.value)}
            />
          </div>
        )}
        <div className="cmd-end">
          <button type="submit" className="btn btn--go" aria-disabled={isWrong || undefined}>
            {t('calendar.keepDay')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('calendar.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
