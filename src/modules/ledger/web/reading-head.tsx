import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import type { ReportReading } from '../domain/views.ts';
import type { Reading } from './entries.ts';

/** The answer first: how much was found, how much is decided, what waits. */
export const ReadingHead = ({ reading, model }: { reading: ReportReading; model: Reading }) => {
  const { t } = useTranslation();
  const left = model.problems.filter(({ status }) => status === 'open').length;
  return (
    <header className="head">
      <h1>{t('reading.title')}</h1>
      <p>
        {t('reading.found', {
          problems: model.problems.length,
          measures: model.measures.length,
          facts: reading.outline.facts.length,
        })}
        {model.problems.length > 0 && (
          <>
            {t('reading.decided', { done: model.problems.length - left })}
            <b>{left > 0 ? t('reading.left', { left }) : t('reading.allDecided')}</b>。
          </>
        )}
        {t('reading.unconfirmed')}
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
