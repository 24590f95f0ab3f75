import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Calendar, weekdays } from '../../../kernel/calendar/calendar.ts';
import { Dialog } from '../../../web/parts/dialog.tsx';
import { intervalFaults } from './draft.ts';
import { IntervalsControl } from './intervals-control.tsx';

type Props = { week: Calendar['week']; onKeep: (week: Calendar['week']) => void; onClose: () => void };

/** Hours of each weekday. Changing Monday's can be said for all working days at once. */
export const WeekForm = ({ week, onKeep, onClose }: Props) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(week);
  const isEmpty = weekdays.every((weekday) => (draft[weekday] ?? []).length === 0);
  const isWrong = isEmpty || weekdays.some((weekday) => intervalFaults(draft[weekday] ?? []) !== null);
  const likeMonday = () => {
    const monday = draft.mon ?? [];
    const copy = () => monday.map(([from, to]): [string, string] => [from, to]);
    setDraft({ ...draft, tue: copy(), wed: copy(), thu: copy(), fri: copy() });
  };
  return (
    <Dialog title={t('calendar.week')} onClose={onClose}>
      <form
        className="cmd calendar-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWrong) onKeep(Object.fromEntries(Object.entries(draft).filter(([, list]) => list.length > 0)));
        }}
      >
        <p className="m2 dialog-sub">{t('calendar.weekHint')}</p>
        {weekdays.map((weekday) => (
          <div key={weekday}>
            <IntervalsControl
              label={t(`calendar.weekday.${weekday}`)}
              value={draft[weekday] ?? []}
              onChange={(list) => setDraft({ ...draft, [weekday]: list })}
            />
            {weekday === 'mon' && (
              <button type="button" className="btn" onClick={likeMonday}>
                {t('calendar.likeMonday')}
              </button>
            )}
          </div>
        ))}
        {isEmpty && (
          <p className="fld-error">
            <span>{t('field.noWorkingDay')}</span>
          </p>
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
