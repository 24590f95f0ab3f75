import { useTranslation } from 'react-i18next';
import type { ReportReading } from '../domain/reading-views.ts';
import { type Item, isOpen } from './reading-items.ts';

type Props = {
  reading: ReportReading;
  items: readonly Item[];
  onDo: (action: string, words: string) => void;
};

/** How far it is, the keys, and the end of reading once everything is decided. */
export const ReadingFoot = ({ reading, items, onDo }: Props) => {
  const { t } = useTranslation();
  const problems = items.filter(({ kind }) => kind === 'problem');
  const left = problems.filter(isOpen).length;
  const sums = items.filter((item) => item.kind === 'sum' && isOpen(item)).length;
  const isRead = reading.report.state === 'read';
  const action = isRead ? 'resume' : 'finish';
  const words = t(`reading.${action}`);
  const isBlocked = !isRead && left + sums > 0;
  return (
    <div className="foot">
      <span className="m2">{t('reading.counter', { done: problems.length - left, all: problems.length })}</span>
      <span className="foot-hint m3">
        <kbd>j</kbd> <kbd>k</kbd> {t('reading.keys')}　<kbd>e</kbd> {t('reading.keyAccept')}　<kbd>i</kbd>{' '}
        {t('reading.keyEdit')}　<kbd>x</kbd> {t('reading.keyDrop')}
      </span>
      {reading.mine && reading.report.state !== 'voided' && (
        <span className="end">
          <button
            type="button"
            className="btn"
            aria-disabled={isBlocked || undefined}
            aria-describedby={isBlocked ? 'finish-why' : undefined}
            onClick={() => isBlocked || onDo(action, words)}
          >
            {words}
          </button>
          {isBlocked && (
            <span id="finish-why" className="m2">
              {left > 0 && sums > 0
                ? t('reading.finishBoth', { left, sums })
                : left > 0
                  ? t('reading.finishNotYet', { left })
                  : t('reading.finishSums', { sums })}
            </span>
          )}
        </span>
      )}
    </div>
  );
};
