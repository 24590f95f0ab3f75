import { useTranslation } from 'react-i18next';
import type { ReportReading } from '../domain/views.ts';
import type { ProblemEntry } from './entries.ts';

type Props = {
  reading: ReportReading;
  problems: readonly ProblemEntry[];
  onDo: (action: string, words: string) => void;
};

/** How far it is, the keys, and the end of reading once everything is decided. */
export const ReadingFoot = ({ reading, problems, onDo }: Props) => {
  const { t } = useTranslation();
  const left = problems.filter(({ status }) => status === 'open').length;
  const isRead = reading.report.state === 'read';
  const action = isRead ? 'resume' : 'finish';
  const words = t(`reading.${action}`);
  const isBlocked = !isRead && left > 0;
  return (
    <div className="foot">
      <span className="m2">{t('reading.counter', { done: problems.length - left, all: problems.length })}</span>
      <span className="foot-hint m3">
        <kbd>j</kbd> <kbd>k</kbd> {t('reading.keys')}　<kbd>e</kbd> {t('reading.keyAccept')}　<kbd>m</kbd>{' '}
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
              {t('reading.finishNotYet', { left })}
            </span>
          )}
        </span>
      )}
    </div>
  );
};
