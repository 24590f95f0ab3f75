import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../web/parts/dialog.tsx';
import { dayInWords } from '../../../web/parts/moment.ts';
import { applyNotice } from '../domain/apply-notice.ts';
import { type Notice, readNotice } from '../domain/notice.ts';
import type { CalendarView } from '../domain/views.ts';
import { type CalendarDraft, changeDay } from './draft.ts';

type Base = Pick<CalendarView, 'calendar' | 'notes' | 'today'>;
type Props = {
  base: Base;
  draft: CalendarDraft;
  onKeep: (draft: CalendarDraft, year: number) => void;
  onClose: () => void;
};

const draftOf = (base: Base, draft: CalendarDraft, notice: Notice): CalendarDraft => {
  const made = applyNotice({ calendar: base.calendar, notes: base.notes }, notice);
  let next = draft;
  for (const { date } of notice.days)
    next = changeDay(base, next, date, { intervals: made.calendar.days[date] ?? [], note: made.notes[date] ?? '' });
  const { publishedThrough } = made.calendar;
  return publishedThrough === base.calendar.publishedThrough ? next : { ...next, publishedThrough };
};

/** A year's notice pasted as it was published: day by day what it says, and where it contradicts itself. */
export const NoticeForm = ({ base, draft, onKeep, onClose }: Props) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isChecked, setChecked] = useState(false);
  const notice = text.trim() === '' ? null : readNotice(text);
  const faults = notice?.faults ?? [];
  const days = notice?.days ?? [];
  const isReady = days.length > 0 && (faults.length === 0 || isChecked);
  const early = days.filter(({ date }) => date < base.today).length;
  return (
    <Dialog title={t('announcement.title')} onClose={onClose}>
      <form
        className="cmd calendar-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (notice && isReady) onKeep(draftOf(base, draft, notice), notice.year);
        }}
      >
        <div className="fld">
          <label htmlFor="notice-text">{t('announcement.paste')}</label>
          <textarea
            id="notice-text"
            className="input"
            rows={8}
            value={text}
            placeholder={t('announcement.example')}
            onChange={(event) => {
              setText(event.target.value);
              setChecked(false);
            }}
          />
        </div>
        {faults.length > 0 && (
          <section className="notice-faults" aria-live="polite">
            <h3>{t('announcement.faults', { count: faults.length })}</h3>
            <ul>
              {faults.map((fault, index) => (
                // The same fault may stand twice.
                <li key={index}>
                  {t(`announcement.fault.${fault.rule}`, fault.facts)}
                  {fault.line !== '' && <q>{fault.line}</q>}
                </li>
              ))}
            </ul>
          </section>
        )}
        {days.length > 0 && (
          <section>
            <h3>{t('announcement.days', { year: notice?.year, count: days.length })}</h3>
            {early > 0 && <p className="m2">{t('announcement.early', { count: early, today: base.today })}</p>}
            {notice && notice.missing.length > 0 && (
              <p className="m2">{t('announcement.missing', { names: notice.missing.join(i18next.t('listed')) })}</p>
            )}
            <ul className="notice-days">
              {days.map(({ date, kind, name }) => (
                <li key={date}>
                  <span>{dayInWords(date)}</span>
                  <b>{t(kind === 'off' ? 'calendar.kind.holiday' : 'calendar.kind.makeUp')}</b>
                  <span className="m3">{name}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {faults.length > 0 && days.length > 0 && (
          <label className="notice-checked">
            <input type="checkbox" className="tick" checked={isChecked} onChange={() => setChecked(!isChecked)} />
            <span>{t('announcement.checked')}</span>
          </label>
        )}
        <div className="cmd-end">
          <button type="submit" className="btn btn--go" aria-disabled={!isReady || undefined}>
            {t('announcement.keep')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('calendar.cancel')}
          </button>
          <p className="m3">{t('announcement.notYet')}</p>
        </div>
      </form>
    </Dialog>
  );
};
