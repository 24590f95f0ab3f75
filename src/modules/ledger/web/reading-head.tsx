import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import type { Reading } from '../domain/reading-model.ts';
import type { ReportReading } from '../domain/reading-views.ts';
import { type Item, isOpen } from './reading-items.ts';

type Props = { reading: ReportReading; model: Reading; items: readonly Item[] };

/** The answer first: how much was found, how much is decided, what waits. */
export const ReadingHead = ({ reading, model, items }: Props) => {
  const { t } = useTranslation();
  const left = items.filter((item) => item.kind === 'problem' && isOpen(item)).length;
  const sums = items.filter((item) => item.kind === 'sum' && isOpen(item)).length;
  const all = model.problems.length;
  return (
    <header className="head">
      <h1>{t('reading.title')}</h1>
      <p>
        {reading.unread === null && (
          <>
            {t('reading.found', {
              problems: all,
              measures: model.measures.length,
              facts: reading.outline.facts.length,
            })}
            {all > 0 && (
              <>
                {t('reading.decided', { done: all - left })}
                <b>{left > 0 ? t('reading.left', { left }) : t('reading.allDecided')}</b>
                {sums > 0 && t('reading.sumsLeft', { count: sums })}。
              </>
            )}
            {t('reading.unconfirmed')}
          </>
        )}
        {!reading.mine && ` ${t('reading.notMine', { name: reading.report.owner.person.name })}`}
        {reading.report.state === 'read' && ` ${t('reading.isRead')}`}
      </p>
      <span className="end">
        <Link to="/ledger/reports">{t('reading.otherReport')}</Link>
        <Link className="btn" to="/ledger">
          {t('reading.later')}
        </Link>
      </span>
    </header>
  );
};
